"""The lexicon: what an entry does to remarks, who may add one, and that none is there twice."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from copydesk import Paragraph
from moderation import language
from moderation.models import Event
from standards import checking, lexicon
from standards.models import LexiconEntry, Stamp
from tests.factories import make_draft
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db

Kind = LexiconEntry.Kind


def found(text: str) -> list[str]:
    return [one.name for one in checking.checker().check([Paragraph(text)])]


@pytest.mark.parametrize(
    ("kind", "text", "said", "remark"),
    [
        (Kind.WORD, "rebolisasi", "Warga ikut rebolisasi itu.", "P18.tak-dikenal"),
        (Kind.WORD, "rebolisasi", "Warga memuji rebolisasinya.", "P18.tak-dikenal"),
        (Kind.ABBREVIATION, "KPPX", "Rapat KPPX digelar.", "P20.tanpa-penjelasan"),
        (Kind.AGENCY, "Apotik Sehat", "Kantor Apotik Sehat ramai.", "P17.baku"),
    ],
)
def test_an_accepted_entry_ends_a_remark_at_once_and_a_proposal_does_not(
    reporter, editor, kind, text, said, remark
):
    entry, _is_new = lexicon.learn(kind, text, by=reporter)
    assert found(said) == [remark]
    lexicon.accept(entry, by=editor)
    assert found(said) == []


def test_a_name_much_like_a_known_person_is_asked_about(editor):
    lexicon.learn(Kind.PERSON, "Wahyu Santoso", by=editor)
    assert found("Menurut Wahyu Santosa, jalan itu rusak.") == ["P22.mirip"]
    assert found("Menurut Wahyu Santoso, jalan itu rusak.") == []


def test_a_check_asks_for_one_row_and_what_was_rolled_back_is_not_kept(editor):
    checking.checker()
    with CaptureQueriesContext(connection) as asked:
        checking.checker()
    assert len(asked) == 1
    with transaction.atomic():
        lexicon.learn(Kind.WORD, "rebolisasi", by=editor)
        assert found("Warga ikut rebolisasi.") == []
        transaction.set_rollback(True)
    assert found("Warga ikut rebolisasi.") == ["P18.tak-dikenal"]
    lexicon.learn(Kind.WORD, "reboisasix", by=editor)
    assert found("Warga ikut rebolisasi.") == ["P18.tak-dikenal"]
    assert Stamp.objects.count() == 1


def test_one_click_beside_a_remark_saves_the_typing_and_proposes_the_word(
    desk_client, reporter, editor
):
    draft = make_draft(reporter, headline="Warga Bertemu", body="<p>Warga lama.</p>")
    draft.body = "<p>Warga ikut rebolisasi.</p>"
    [remark] = language.remarks(draft)
    sent = typed(draft, _learn=remark.key)
    page = text_of(desk_client(reporter).post(address("change", draft), sent, follow=True))
    draft.refresh_from_db()
    assert draft.body == "<p>Warga ikut rebolisasi.</p>"
    assert "Proposed for the lexicon" in page or "diusulkan ke kamus" in page
    entry = LexiconEntry.objects.get()
    assert (entry.text, entry.kind, entry.is_proposal) == ("rebolisasi", Kind.WORD, True)
    # An editor presses the same button, and it is accepted.
    [remark] = language.remarks(draft)
    lexicon.learn(remark.lexicon_kind, remark.finding.words, by=editor)
    assert language.remarks(draft) == []


def test_what_a_click_put_into_the_lexicon_another_click_takes_out(desk_client, reporter, editor):
    draft = make_draft(reporter, body="<p>Warga ikut rebolisasi.</p>")
    [remark] = language.remarks(draft)
    client, place = desk_client(editor), reverse("desk-mend", args=[draft.pk])
    answer = client.post(place, typed(draft, _learn=remark.key)).json()
    assert "rebolisasi" in answer["says"]
    assert answer["learnt"] == LexiconEntry.objects.get().pk
    desk_client(reporter).post(place, typed(draft, _forget=answer["learnt"]))  # not theirs
    assert LexiconEntry.objects.exists()
    again = client.post(place, typed(draft, _forget=answer["learnt"])).json()
    assert remark.key in again["checklist"]
    assert not LexiconEntry.objects.exists()
    review = reverse("admin:moderation_draft_language", args=[draft.pk])
    sent = client.post(review, {"version": draft.version, "_learn": remark.key})
    [entry] = LexiconEntry.objects.all()
    assert f'name="_forget" value="{entry.pk}"' in client.get(sent.url).text


@pytest.mark.parametrize("again", ["rebolisasi", "Rebolisasi", "re-bolisasi "])
def test_an_entry_there_already_is_offered_and_not_added_twice(desk_client, editor, again):
    entry, _is_new = lexicon.learn(Kind.WORD, "rebolisasi", by=editor)
    sent = {"text": again, "kind": Kind.WORD}
    page = desk_client(editor).post(reverse("lexicon"), sent)
    assert page.status_code == 400
    assert entry.get_absolute_url() in text_of(page)
    assert LexiconEntry.objects.count() == 1


def test_a_name_almost_there_is_added_only_as_another_one(desk_client, editor):
    lexicon.learn(Kind.PERSON, "Wahyu Santoso", by=editor)
    client, sent = desk_client(editor), {"text": "Wahyu Santosa", "kind": Kind.PERSON}
    page = client.post(reverse("lexicon"), sent)
    assert page.status_code == 400
    assert "Wahyu Santoso" in text_of(page)
    client.post(reverse("lexicon"), {**sent, "is_another": "on"})
    assert LexiconEntry.objects.count() == 2


def test_what_a_journalist_adds_is_a_proposal_and_only_an_editor_decides(
    desk_client, reporter, editor
):
    sent = {"text": "BPBD", "kind": Kind.ABBREVIATION, "expansion": "Badan <b>", "note": "x"}
    client = desk_client(reporter)
    client.post(reverse("lexicon"), sent)
    entry = LexiconEntry.objects.get()
    assert entry.is_proposal
    for name in ("lexicon-accept", "lexicon-remove", "lexicon-entry"):
        assert client.post(reverse(name, args=[entry.pk])).status_code == 403
    desk_client(editor).post(reverse("lexicon-accept", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.accepted_by == editor
    assert "Badan &lt;b&gt;" in text_of(client.get(reverse("lexicon")))
    desk_client(editor).post(reverse("lexicon-remove", args=[entry.pk]))
    assert [event.by for event in Event.objects.filter(table="standards_lexiconentry")] == [
        editor,
        editor,
        reporter,
    ]


def test_of_two_who_change_an_entry_the_second_is_shown_the_first(desk_client, editor):
    entry, _is_new = lexicon.learn(Kind.PLACE, "Ganjar Agung", by=editor)
    client, path = desk_client(editor), entry.get_absolute_url()
    sent = {"text": "Ganjaragung", "kind": Kind.PLACE, "version": 1}
    client.post(path, {**sent, "note": "kelurahan"})
    page = client.post(path, {**sent, "note": "lain"})
    assert page.status_code == 409
    assert "kelurahan" in text_of(page)
    entry.refresh_from_db()
    assert (entry.text, entry.note, entry.version) == ("Ganjaragung", "kelurahan", 2)


def test_the_list_is_searched_and_paged_in_the_same_few_queries(desk_client, editor):
    client, path = desk_client(editor), reverse("lexicon")
    lexicon.learn(Kind.PLACE, "Desa 0", by=editor)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(1, 120):
        lexicon.learn(Kind.PLACE, f"Desa {number}", by=editor)
    with CaptureQueriesContext(connection) as many:
        page = text_of(client.get(path))
    assert len(many) == len(few)
    after = page.partition("setelah=")[2].partition('"')[0]
    rest = text_of(client.get(f"{path}?setelah={after}"))
    assert page.count('class="entry-text"') + rest.count('class="entry-text"') == 120
    only = text_of(client.get(path, {"q": "desa 119"}))
    assert only.count('class="entry-text"') == 1
    assert client.get(path, {"setelah": "x~y"}).status_code == 404
    assert client.get(path, {"jenis": "x"}).status_code == 404


def test_a_refused_entry_has_the_focus_and_stands_above_the_proposals(
    desk_client, editor, reporter
):
    lexicon.learn(Kind.WORD, "rebolisasi", by=editor)
    lexicon.learn(Kind.WORD, "usulan", by=reporter)
    sent = {"text": "rebolisasi", "kind": Kind.WORD}
    page = text_of(desk_client(editor).post(reverse("lexicon"), sent))
    field = page.partition('name="text"')[2].partition(">")[0]
    assert "autofocus" in field
    assert page.count("autofocus") == 1
    assert page.index('name="text"') < page.index('class="proposals"')
    assert "autofocus" not in text_of(desk_client(editor).get(reverse("lexicon")))


@pytest.mark.parametrize("by", ["editor", "reporter"])
def test_a_removal_is_undone_with_one_button_and_once(request, desk_client, editor, by):
    person = request.getfixturevalue(by)  # of a reporter it is a proposal
    entry, _is_new = lexicon.learn(Kind.ABBREVIATION, "BPBD", by=person, expansion="Badan <b>")
    before = LexiconEntry.objects.values(*lexicon.KEPT).get()
    client, undo = desk_client(editor), reverse("lexicon-put-back")
    page = text_of(client.post(reverse("lexicon-remove", args=[entry.pk]), follow=True))
    assert f'action="{undo}"' in page
    assert not LexiconEntry.objects.exists()
    client.post(undo, {"entry": entry.pk + 1})  # of an older page
    assert not LexiconEntry.objects.exists()
    client.post(undo, {"entry": entry.pk})
    client.post(undo, {"entry": entry.pk})
    assert LexiconEntry.objects.values(*lexicon.KEPT).get() == before
    assert f'action="{undo}"' not in text_of(client.get(reverse("lexicon")))


def test_an_undone_removal_does_not_make_an_entry_twice(desk_client, editor):
    entry, _is_new = lexicon.learn(Kind.WORD, "rebolisasi", by=editor)
    client = desk_client(editor)
    client.post(reverse("lexicon-remove", args=[entry.pk]))
    lexicon.learn(Kind.WORD, "Rebolisasi", by=editor, note="baru")
    page = client.post(reverse("lexicon-put-back"), {"entry": entry.pk}, follow=True)
    assert "sudah ada di kamus" in text_of(page)
    assert LexiconEntry.objects.get().note == "baru"
