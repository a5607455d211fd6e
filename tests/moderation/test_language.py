"""What the copy desk says about a draft, on the form while it is written and on the review page."""

import pytest
from django.urls import reverse

from copydesk import Field
from moderation import language, mending, workflow
from moderation.history import save_draft
from moderation.models import Allowance, Event, Notice, Transition
from standards import answers
from tests.factories import make_category, make_draft, make_photo
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db


def rules_of(draft) -> list[tuple[str, str]]:
    return [(one.finding.rule, one.field) for one in language.remarks(draft)]


def test_every_text_of_a_draft_is_read_by_the_rules_of_its_kind(reporter):
    draft = make_draft(
        reporter,
        headline="Warga Pasar Bertemu.",
        standfirst="Biaya Rp. 5 juta.",
        body="<h2>Isi</h2><p>Warga bekerjasama.</p>",
        tags=["slot gacor"],
    )
    assert rules_of(draft) == [
        ("P23", "headline"),
        ("P01", "standfirst"),
        ("P15", "body"),
        ("P25", "tags"),
    ]
    assert language.story_of(draft).paragraphs[0].field is Field.HEADLINE


def test_the_kicker_the_photo_and_the_addresses_of_links_are_read_too(reporter):
    photo = make_photo(reporter, caption="Warga bekerjasama.", alt="Ijin")
    draft = make_draft(
        reporter,
        kicker="slot gacor",
        headline="Warga Bertemu",
        body='<p>Warga <a href="https://gacor88.example/1872031405900003">datang</a>.</p>',
        lead_photo=photo,
    )
    found = {(one.field, one.finding.rule) for one in language.remarks(draft)}
    assert {("kicker", "P25"), ("caption", "P15"), ("alt", "P17"), ("link", "P25")} <= found
    [link] = [one for one in language.remarks(draft) if one.field == "link"]
    assert link.finding.name == language.GAMBLING
    mending.mend_safely(draft)  # the words of a photo are not this story's to change
    assert [one.field for one in language.holding_up(draft)] == ["kicker", "caption", "link"]


def test_the_words_of_photos_in_the_body_are_read_where_readers_see_them(reporter, desk_client):
    lead = make_photo(reporter, caption="Warga bertemu.", alt="Warga di jalan")
    silent = make_photo(reporter, caption="Warga bekerjasama.", alt="Ijin")
    told = make_photo(reporter, caption="Nasehat ibu.", alt="Ijin")
    figures = (
        f'<figure data-photo="{silent.pk}"></figure><figure data-photo="{lead.pk}"></figure>'
        f'<figure data-photo="{told.pk}"><figcaption>Kata sendiri.</figcaption></figure>'
    )
    draft = make_draft(reporter, headline="Warga Bertemu", body=figures, lead_photo=lead)
    found = [one for one in language.remarks(draft) if one.photo]
    assert {(one.field, one.finding.rule, one.photo) for one in found} == {
        (f"caption-{silent.pk}", "P15", silent.pk),
        (f"alt-{silent.pk}", "P17", silent.pk),
        (f"alt-{told.pk}", "P17", told.pk),
    }
    assert not any(one.finding.replacements for one in found)
    assert f"caption-{silent.pk}" in {one.field for one in language.holding_up(draft)}
    page = text_of(desk_client(reporter).get(address("change", draft)))
    assert f"#{silent.pk}" in page
    assert f"/meja/photos/photo/{silent.pk}/change/" in page


def test_remarks_come_by_weight_and_show_the_words_around(reporter):
    draft = make_draft(
        reporter,
        headline="Warga Bertemu",
        body="<p>Petugas memeriksa saluran air di ujung kampung lalu bekerjasama dengan warga.</p>"
        "<p>Ijin terbit.</p>",
    )
    errors, warnings = language.grouped(language.remarks(draft))
    assert [str(errors.label), len(errors.remarks)] == ["Galat", 1]
    assert errors.remarks[0].before == "…di ujung kampung lalu "
    assert errors.remarks[0].after == " dengan warga."
    assert warnings.remarks[0].finding.replacements == ("Izin",)


def test_an_unknown_word_comes_with_words_near_it(reporter):
    draft = make_draft(
        reporter, headline="Warga Bertemu", body="<p>Petugas membersikan selokan.</p>"
    )
    [remark] = language.remarks(draft)
    assert "membersihkan" in remark.finding.replacements


def test_the_form_says_what_is_wrong_with_the_saved_text(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    page = text_of(desk_client(reporter).get(address("change", draft)))
    assert "<mark>bekerjasama</mark>" in page
    assert ">bekerja sama</button>" in page
    assert "EYD V" in page


def test_remarks_follow_the_typing_and_nothing_is_saved(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Warga bekerja sama.</p>")
    sent = typed(draft, body="<p>Resiko & <script>x</script>banjir.</p>")
    page = text_of(desk_client(reporter).post(reverse("desk-checklist", args=[draft.pk]), sent))
    assert "<mark>Resiko</mark>" in page
    assert "script" not in page
    draft.refresh_from_db()
    assert draft.body == "<p>Warga bekerja sama.</p>"


def test_an_editor_reads_the_remarks_beside_the_story(desk_client, editor, reporter):
    draft = make_draft(owner=reporter, status="submitted", body="<p>Resiko &lt;b&gt;.</p>")
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "<mark>Resiko</mark> &lt;b&gt;." in page
    assert ">Risiko</button>" in page


def test_a_text_without_faults_says_so(desk_client, reporter):
    draft = make_draft(reporter, headline="Warga Bertemu", body="<p>Warga bekerja sama.</p>")
    assert language.remarks(draft) == []
    assert "Tidak ada catatan." in text_of(desk_client(reporter).get(address("change", draft)))


# --- Answers ------------------------------------------------------------------------------------


def key_of(draft, number: int = 0) -> str:
    return language.remarks(draft)[number].key


def test_a_replacement_is_accepted_with_the_save_of_the_form(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Warga <strong>bekerja</strong> lalu kerjasama.</p>")
    sent = typed(draft, _mend=f"{key_of(draft)}:0")
    desk_client(reporter).post(address("change", draft), sent)
    draft.refresh_from_db()
    assert draft.body == "<p>Warga <strong>bekerja</strong> lalu kerja sama.</p>"
    assert draft.version == 2


def test_all_safe_replacements_are_accepted_at_once_and_the_others_are_not(desk_client, reporter):
    draft = make_draft(
        reporter,
        headline="Kerjasama Dua Kota",
        body="<p>“Biaya Rp. 5 Milyar, ” katanya.</p><p>Ijin &amp; antar kota  terbit.</p>",
    )
    desk_client(reporter).post(address("change", draft), typed(draft, _mend="safe"))
    draft.refresh_from_db()
    assert draft.headline == "Kerja Sama Dua Kota"
    assert draft.body == (
        "<p>“Biaya Rp5 miliar,” katanya.</p>\n<p>Ijin &amp; antarkota terbit.</p>"
    )
    assert [one for one in language.remarks(draft) if one.finding.safe] == []


def test_a_number_that_leads_to_somebody_is_taken_out_with_a_button(desk_client, reporter):
    body = "<p>Korban menelepon <strong>0812-3456-7890</strong> itu.</p>"
    draft = make_draft(reporter, headline="Warga Bertemu", body=body)
    desk_client(reporter).post(address("change", draft), typed(draft, _mend="safe"))
    draft.refresh_from_db()
    assert draft.body == body  # never unasked
    desk_client(reporter).post(address("change", draft), typed(draft, _mend=f"{key_of(draft)}:0"))
    draft.refresh_from_db()
    assert draft.body == "<p>Korban menelepon <strong>[nomor dihapus]</strong> itu.</p>"
    assert language.remarks(draft) == []


def test_a_remark_that_is_gone_changes_nothing_and_says_so(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    sent = typed(draft, body="<p>Warga bekerja sama.</p>", _mend=f"{key_of(draft)}:0")
    page = text_of(desk_client(reporter).post(address("change", draft), sent, follow=True))
    draft.refresh_from_db()
    assert draft.body == "<p>Warga bekerja sama.</p>"
    assert "Naskah sudah berubah sejak itu." in page


def test_an_error_holds_a_story_up_until_it_is_mended(reporter):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    with pytest.raises(workflow.Refused, match="bekerjasama"):
        workflow.take("submit", draft, by=reporter, version=draft.version)
    mending.mend_safely(draft)
    assert language.holding_up(draft) == []


def test_a_warning_holds_nothing_up(reporter):
    draft = make_draft(reporter, body="<p>Ijin terbit.</p>")
    workflow.take("submit", draft, by=reporter, version=draft.version)
    assert Transition.objects.filter(draft=draft, step="submit").exists()


def test_words_stay_with_a_reason_that_the_editor_reads(desk_client, reporter, editor):
    draft = make_draft(reporter, body="<p>Lembaga bernama Kerjasama berdiri.</p>")
    key = key_of(draft)
    client = desk_client(reporter)
    client.post(address("change", draft), typed(draft, _leave=key))
    assert language.holding_up(draft) != []  # no reason was given
    sent = typed(draft, **{"_leave": key, f"reason-{key}": "Begitu di aktanya <b>"})
    client.post(address("change", draft), sent)
    assert language.holding_up(draft) == []
    workflow.take("submit", draft, by=reporter, version=draft.version)
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "Begitu di aktanya &lt;b&gt;" in page
    assert Event.objects.filter(table="moderation_allowance", by=reporter).count() == 1


def test_what_may_hurt_somebody_is_answered_before_a_release_too(reporter, editor):
    draft = make_draft(reporter, status="submitted")
    draft.body = "<p>Pelajar itu, DK (14), menjadi korban pencabulan.</p>"
    save_draft(draft, by=editor)
    asked = language.holding_up(draft)
    assert {one.finding.name for one in asked} == {"P25.korban", "P25.anak"}
    with pytest.raises(workflow.Refused, match="14"):
        workflow.take("release", draft, by=editor, version=draft.version)
    for remark in asked:
        sent = {"_leave": remark.key, f"reason-{remark.key}": "Sudah disepakati keluarga."}
        assert mending.leave(draft, sent, by=editor) == []
    assert language.holding_up(draft) == []


def test_flags_and_the_crime_section_make_the_copy_desk_ask_more(reporter):
    draft = make_draft(reporter, body="<p>Rama (15) datang dari SMP Negeri 3.</p>")
    assert language.remarks(draft) == []
    draft.flags = ["child"]
    asked = {one.finding.name for one in language.remarks(draft)}
    assert asked == {"P25.anak", "P25.sekolah"}
    draft.flags, draft.category = [], make_category("Hukum dan Kriminal")
    assert {one.finding.name for one in language.remarks(draft)} == {"P25.anak", "P25.sekolah"}


def test_an_editor_marks_a_section_of_crime_whatever_it_is_called(reporter):
    events = make_category("Peristiwa")
    below = make_category("Jalan Raya", parent=events)
    draft = make_draft(reporter, body="<p>RK (15) diperiksa petugas.</p>", category=below)
    assert language.topics_of(draft) == set()
    events.about_crime = True
    events.save()
    assert language.topics_of(draft) == {"crime"}
    draft.category = events
    assert {one.finding.name for one in language.remarks(draft)} == {"P25.anak"}


def test_a_comma_does_not_hold_up_an_editor(reporter, editor):
    draft = make_draft(reporter, status="submitted")
    draft.body = "<p>Warga bekerjasama.</p>"
    assert language.holding_up(draft) == []


def test_an_editor_accepts_on_the_review_page_as_a_new_version(desk_client, reporter, editor):
    draft = make_draft(reporter, status="submitted", body="<p>Ijin terbit.</p>")
    path = reverse("admin:moderation_draft_language", args=[draft.pk])
    sent = {"version": draft.version, "_mend": f"{key_of(draft)}:0"}
    desk_client(editor).post(path, sent)
    draft.refresh_from_db()
    assert draft.body == "<p>Izin terbit.</p>"
    stale = {**sent, "_leave": "0" * 12}
    page = text_of(desk_client(editor).post(path, stale, follow=True))
    assert f"{editor} menyimpan versi 2 pada" in page
    assert f"{reverse('admin:moderation_draft_compare', args=[draft.pk])}?dari=1&amp;ke=2" in page
    assert Allowance.objects.count() == 0


def test_an_editor_takes_back_what_was_accepted_with_one_button(desk_client, reporter, editor):
    draft = make_draft(reporter, status="submitted", body="<p>Ijin terbit.</p>")
    path = reverse("admin:moderation_draft_language", args=[draft.pk]) + "?lihat=bersih&dari=1"
    client = desk_client(editor)
    sent = {"version": draft.version, "_mend": f"{key_of(draft)}:0"}
    answer = client.post(path, sent)
    assert "lihat=bersih&dari=1&sebelum=1#" in answer.url
    assert 'name="_undo" value="1"' in client.get(answer.url).text
    assert "_undo" not in client.get(answer.url.replace("sebelum=1", "sebelum=2")).text
    client.post(path, {"version": 2, "_undo": "2"})  # not the version before
    client.post(path, {"version": 2, "_undo": "1"})
    draft.refresh_from_db()
    assert (draft.version, draft.body) == (3, "<p>Ijin terbit.</p>")


def test_whoever_weighs_the_rules_is_told_once_of_one_that_is_mostly_let_stand(
    reporter, editor, chief
):
    def let_stand() -> None:
        draft = make_draft(reporter, body="<p>Ijin terbit.</p>")
        assert mending.leave(draft, {"_leave": key_of(draft)}, by=reporter) == []

    told = Notice.objects.filter(kind=Notice.Kind.STANDARDS)
    answers.count(accepted=["P17.baku"] * 5, left=["P17.baku"] * 4)
    let_stand()
    assert not told.exists()
    for _more in range(3):
        let_stand()
    assert [notice.person for notice in told] == [chief]
    assert told[0].address.endswith("#P17.baku")


def test_nobody_answers_for_a_story_they_may_not_edit(desk_client, reporter, other_reporter):
    draft = make_draft(reporter, body="<p>Ijin terbit.</p>")
    path = reverse("admin:moderation_draft_language", args=[draft.pk])
    sent = {"version": draft.version, "_leave": key_of(draft)}
    assert desk_client(other_reporter).post(path, sent).status_code == 404
    assert Allowance.objects.count() == 0


# --- The buttons, while the page stays -----------------------------------------------------------


def asked(client, draft, **sent):
    """Return what the desk answers to a button beside a remark, in the form of `draft`."""
    place = reverse("desk-mend", args=[draft.pk] if draft else [])
    return client.post(place, typed(draft, **sent))


def test_a_button_changes_what_was_typed_and_saves_nothing(desk_client, reporter):
    draft = make_draft(reporter, headline="Walikota Bertemu Warga", body="<p>Ijin terbit.</p>")
    client = desk_client(reporter)
    answer = asked(client, draft, body="<p>Warga bekerjasama.</p>", _mend="safe").json()
    assert answer["was"] == {
        "headline": "Walikota Bertemu Warga",
        "body": "<p>Warga bekerjasama.</p>",
    }
    assert answer["changed"] == {
        "headline": "Wali Kota Bertemu Warga",
        "body": "<p>Warga bekerja sama.</p>",
    }
    assert "data-remark" not in answer["checklist"]
    draft.refresh_from_db()
    assert (draft.version, draft.body) == (1, "<p>Ijin terbit.</p>")


def test_words_let_stand_are_kept_at_once_and_an_error_needs_its_reason(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    client, key = desk_client(reporter), key_of(draft)
    assert "bekerjasama" in asked(client, draft, _leave=key).json()["says"]
    assert not Allowance.objects.exists()
    answer = asked(client, draft, _leave=key, **{f"reason-{key}": "Nama rubrik."}).json()
    assert answer["changed"] == {}
    assert "Nama rubrik." in answer["checklist"]
    assert Allowance.objects.get().reason == "Nama rubrik."


def test_a_story_that_is_not_saved_yet_is_mended_and_lets_nothing_stand(desk_client, reporter):
    client = desk_client(reporter)
    sent = {"body": "<p>Warga bekerjasama.</p>", "tags": "jakarta"}
    answer = asked(client, None, _mend="safe", **sent).json()
    assert answer["changed"] == {"body": "<p>Warga bekerja sama.</p>"}
    assert asked(client, None, _leave="x", **sent).status_code == 204


def test_who_may_not_write_the_story_changes_no_word_of_it(
    desk_client, reporter, other_reporter, coordinator
):
    draft = make_draft(reporter, status="submitted", body="<p>Warga berkerja.</p>")
    assert asked(desk_client(reporter), draft, _mend="safe").status_code == 204
    assert asked(desk_client(other_reporter), draft, _mend="safe").status_code == 404
    assert asked(desk_client(coordinator), None, _mend="safe").status_code == 403
