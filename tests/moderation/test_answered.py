"""What was answered to the copy desk: who decides reads it, and the record keeps it."""

import pytest
from django.urls import reverse

from moderation import answered, language, mending, versions, workflow
from moderation.history import save_draft
from moderation.models import Allowance, Event
from tests.factories import make_draft
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db


def key_of(draft, number: int = 0) -> str:
    return language.remarks(draft)[number].key


def test_words_let_stand_are_remarked_on_again_when_that_is_taken_back(
    desk_client, reporter, editor
):
    draft = make_draft(reporter, status="submitted", body="<p>Ijin terbit.</p>")
    path, key = reverse("admin:moderation_draft_language", args=[draft.pk]), key_of(draft)
    client = desk_client(editor)
    client.post(path, {"version": draft.version, "_leave": key})
    assert language.grouped(language.remarks(draft))[0].name == "allowed"
    page = client.get(reverse("admin:moderation_draft_review", args=[draft.pk])).text
    assert f'name="_recall" value="{key}"' in page
    client.post(path, {"version": draft.version, "_recall": key})
    assert not Allowance.objects.exists()
    assert Event.objects.latest("pk").action == Event.Action.DELETE


def test_who_decides_reads_first_of_what_is_grave_and_was_let_stand(desk_client, reporter, editor):
    words = "<p>Hubungi 0812-3456-7890. Ijin terbit, warga bekerjasama.</p>"
    draft = make_draft(reporter, headline="Warga Bertemu", body=words)
    for name in ("P17.baku", "P15.gabungan", "P25.telepon"):
        one = next(one for one in language.remarks(draft) if one.finding.name == name)
        sent = {"_leave": one.key, f"reason-{one.key}": f"Alasan {name}"}
        assert mending.leave(draft, sent, by=reporter) == []
    workflow.take("submit", draft, by=reporter, version=draft.version)
    [stay] = language.grouped(language.remarks(draft))
    assert [one.finding.name for one in stay.remarks[:2]] == ["P25.telepon", "P15.gabungan"]
    assert stay.is_open
    page = text_of(desk_client(editor).get(address("review", draft)))
    line = f"2 catatan dibiarkan oleh {reporter}: baca alasannya"
    # The checklist, and the forms of three decisions: approve, release, schedule.
    assert page.count(f'<a href="#remark-{stay.remarks[0].key}">{line}</a>') == 4
    assert page.count("data-left") == 2
    steps = reverse("admin:moderation_draft_step", args=[draft.pk, "release"])
    assert line in text_of(desk_client(editor).get(steps))
    returns = reverse("admin:moderation_draft_step", args=[draft.pk, "return"])
    assert line not in text_of(desk_client(editor).get(returns))


def test_what_is_not_grave_and_was_let_stand_stays_folded(desk_client, reporter, editor):
    draft = make_draft(reporter, status="submitted", body="<p>Ijin terbit.</p>")
    assert mending.leave(draft, {"_leave": key_of(draft)}, by=reporter) == []
    [stay] = language.grouped(language.remarks(draft))
    assert not stay.is_open
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "baca alasannya" not in page
    assert "data-left" not in page


def test_every_answer_stays_in_the_record_of_its_story_for_good(
    desk_client, client_of, reporter, editor
):
    nik = "1872031405900003"
    body = f"<p>NIK {nik} dipakai orang lain.</p>"
    draft = make_draft(reporter, headline="Warga Bertemu", body=body)
    other = make_draft(reporter, headline="Warga Lain", body=body)
    for story in (draft, other):
        key, name = key_of(story), story.headline
        sent = typed(story, **{"_leave": key, f"reason-{key}": f"Sudah disepakati: {name}."})
        desk_client(reporter).post(address("change", story), sent)
    workflow.take("submit", draft, by=reporter, version=draft.version)
    path, key = reverse("admin:moderation_draft_language", args=[draft.pk]), key_of(draft)
    client = desk_client(editor)
    client.post(path, {"version": draft.version, "_recall": key})
    reason = {f"reason-{key}": "Diumumkan polisi."}
    client.post(path, {"version": draft.version, "_leave": key, **reason})
    history = text_of(client.get(reverse("admin:moderation_draft_history", args=[draft.pk])))
    found = {"naskah": draft.pk, "jenis": "naskah"}
    record = text_of(client_of("chief").get(reverse("desk-record"), found))
    for page in (history, record):
        places = [page.index(why) for why in ("Diumumkan polisi.", "Tidak dibiarkan lagi")]
        first = page.rindex("Sudah disepakati: Warga Bertemu.")
        assert places[0] < places[1] < first  # the newest first
        assert page.count("Sudah disepakati: Warga Bertemu.") == 2  # and with the recall
        assert "Warga Lain" not in page
        assert str(reporter) in page
        assert str(editor) in page
        assert nik not in page
        assert "•003" in page
    assert not any(nik in str(row) for row in Event.objects.values_list("before", "after"))
    everything = text_of(client_of("chief").get(reverse("desk-record"), {"naskah": draft.pk}))
    assert "Diumumkan polisi." in everything
    assert "Warga Bertemu" in everything
    plan = {"naskah": draft.pk, "jenis": "rencana"}
    assert "Diumumkan" not in text_of(client_of("chief").get(reverse("desk-record"), plan))


def test_an_answer_stands_with_the_version_that_it_was_given_to(reporter):
    draft = make_draft(reporter, headline="Warga Bertemu", body="<p>Warga bekerjasama.</p>")
    key = key_of(draft)
    assert (
        mending.leave(draft, {"_leave": key, f"reason-{key}": "Nama lembaga."}, by=reporter) == []
    )
    draft.headline = "Warga Bertemu Lagi"
    save_draft(draft, by=reporter)
    groups, _older = versions.outline(draft)
    told = {e.version.number: [a.words for a in e.answers] for g in groups for e in g.entries}
    assert told == {2: [], 1: ["bekerjasama"]}
    page, _older = versions.outline(draft, before=2)
    assert [a.reason for a in page[0].entries[0].answers] == ["Nama lembaga."]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0812-3456-7890", "••••-••••-•890"),
        ("(0725) 412345", "(••••) •••345"),
        ("Jalan Melati Nomor 14 RT 03", "Jalan Melati Nomor 14 RT 03"),
        ("Sejak 2024, 14 orang", "Sejak 2024, 14 orang"),
        ("Milik 1872 0314 0590 0003, bukan A", "Milik •••• •••• •••• •003, bukan A"),
    ],
)
def test_of_a_long_number_the_record_shows_the_last_digits(text, kept):
    assert answered.masked(text) == kept
