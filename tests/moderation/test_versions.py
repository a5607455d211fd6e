"""The history as people read it, any two versions compared, an old one brought back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from articles.models import Article
from moderation import versions, workflow
from moderation.history import Stale, save_draft
from moderation.models import Draft, Revision, VersionName
from moderation.record import erase
from moderation.steps import Status
from tests.factories import make_author, make_category, make_draft, make_person, make_photo
from tests.moderation.desk import address, text_of

pytestmark = pytest.mark.django_db


def saved(draft, by, times=1, **words):
    for _ in range(times):
        draft.headline = f"Judul ke-{draft.version + 1}"
        for name, value in words.items():
            setattr(draft, name, value)
        save_draft(draft, by=by)
    return draft


def version_page(draft, number, page="version"):
    return reverse(f"admin:moderation_draft_{page}", args=[draft.pk, number])


def shape(draft):
    """Return the history as [numbers] per line; a fold has several or one that does not matter."""
    groups, _older = versions.outline(draft)
    return [[entry.version.number for entry in group.entries] for group in groups]


def test_steps_names_the_first_and_the_newest_stand_out_and_the_saves_between_are_folded(
    reporter, editor
):
    draft = saved(make_draft(reporter), reporter, times=9)
    versions.call(draft.revisions.get(number=4), "Setelah ahli hukum", by=editor)
    assert shape(draft) == [[10], [9, 8, 7, 6, 5], [4], [3, 2], [1]]
    groups, _ = versions.outline(draft)
    assert [group.is_fold for group in groups] == [False, True, False, True, False]


def test_a_decided_version_is_in_the_list_with_note_and_person(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.RETURNED, editor=editor)
    saved(draft, reporter, times=3)
    page = text_of(desk_client(reporter).get(address("history", draft)))
    assert "Sebutkan sumber angkanya." in page
    assert str(editor) in page
    assert shape(draft) == [[4], [3, 2], [1]]


def test_a_history_of_three_hundred_versions_costs_what_one_of_two_costs(
    desk_client, reporter, editor, django_assert_max_num_queries
):
    short = saved(make_draft(reporter, status=Status.SUBMITTED), editor)
    long = make_draft(reporter, status=Status.SUBMITTED)
    words = long.copy_values()
    at = long.changed_at
    Revision.objects.bulk_create(
        Revision(draft=long, number=number, by=editor, at=at, **words) for number in range(2, 301)
    )
    Draft.objects.filter(pk=long.pk).update(version=300)
    client = desk_client(editor)
    pages = [address("history", short), address("compare", short), version_page(short, 1)]
    others = [address("history", long), address("compare", long), version_page(long, 1)]
    counts = []
    for page in (*pages, *others):
        with django_assert_max_num_queries(30) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(captured))
    assert counts[:3] == counts[3:]


def test_very_long_histories_are_paged(desk_client, reporter, monkeypatch):
    monkeypatch.setattr(versions, "MOST_VERSIONS", 5)
    draft = saved(make_draft(reporter), reporter, times=7)
    client = desk_client(reporter)
    first = client.get(address("history", draft))
    assert first.context["older"] == 4
    page = client.get(address("history", draft), {"sebelum": "4"})
    numbers = [e.version.number for group in page.context["groups"] for e in group.entries]
    assert numbers == [3, 2, 1]
    assert client.get(address("history", draft), {"sebelum": "x'"}).status_code == 200


# --- Comparing ----------------------------------------------------------------------------------


def test_any_two_versions_are_compared_in_words_and_fields(desk_client, reporter):
    author, photo = make_author("Yuli Lestari", "yl"), make_photo()
    draft = make_draft(reporter, body="<p>Satu dua.</p>", tags=["Kota"])
    saved(draft, reporter, body="<p>Satu tiga.</p>")
    saved(
        draft,
        reporter,
        body="<p>Satu empat.</p>",
        tags=["Kota", "Pasar"],
        category=make_category("Olahraga"),
        credits=[{"author": author.pk, "role": "reporter"}],
        lead_photo=photo,
    )
    client = desk_client(reporter)
    page = text_of(client.get(address("compare", draft), {"dari": "1", "ke": "3"}))
    for words in ("dua</del>", "empat</ins>", "Pasar</ins>", "Olahraga</ins>", "Yuli Lestari"):
        assert words in page
    assert "tiga" not in page
    assert page.count("<ins>") > page.count("<del>")


def test_the_older_version_is_always_the_old_one(desk_client, reporter):
    draft = saved(make_draft(reporter), reporter)
    client = desk_client(reporter)
    response = client.get(address("compare", draft), {"dari": "2", "ke": "1"})
    assert (response.context["old"].number, response.context["new"].number) == (1, 2)


def test_two_equal_versions_say_so(desk_client, reporter):
    draft = make_draft(reporter)
    save_draft(draft, by=reporter)
    response = desk_client(reporter).get(address("compare", draft))
    assert response.context["comparison"].is_same


def test_what_was_erased_is_neither_compared_nor_restored(desk_client, reporter):
    draft = make_draft(reporter, body="<p>Nama anak.</p>")
    saved(draft, reporter, body="<p>Tanpa nama.</p>")
    erased = draft.revisions.get(number=1)
    erase(erased, reason="Putusan", ordered_by="Pengadilan", using="default")
    client = desk_client(reporter)
    page = text_of(client.get(address("compare", draft), {"dari": "1"}))
    assert "Nama anak" not in page
    assert "Tanpa nama" not in page
    assert "Putusan" in text_of(client.get(version_page(draft, 1)))
    with pytest.raises(ValidationError):
        versions.restore(draft, Revision.objects.get(pk=erased.pk), by=reporter, version=2)
    client.post(version_page(draft, 1, "restore"), {"version": 2})
    draft.refresh_from_db()
    assert draft.body == "<p>Tanpa nama.</p>"


# --- Names and restoring ------------------------------------------------------------------------


def test_a_version_gets_a_name_another_one_and_none(desk_client, reporter):
    draft = saved(make_draft(reporter), reporter)
    client = desk_client(reporter)
    for name, stored in (("  Setelah  rapat ", ["Setelah rapat"]), ("Final", ["Final"]), ("", [])):
        client.post(version_page(draft, 1), {"name": name})
        assert list(VersionName.objects.values_list("name", flat=True)) == stored
    refused = client.post(version_page(draft, 1), {"name": "n" * 90})
    assert refused.status_code == 409
    assert "n" * 90 in text_of(refused)


def test_an_old_version_comes_back_as_the_newest_and_nothing_is_lost(desk_client, reporter):
    draft = make_draft(reporter, headline="Pertama", body="<p>Satu.</p>", tags=["a"])
    saved(draft, reporter, body="<p>Dua.</p>", tags=["b"])
    response = desk_client(reporter).post(version_page(draft, 1, "restore"), {"version": 2})
    draft.refresh_from_db()
    assert response.url == address("change", draft)
    assert (draft.version, draft.headline, draft.body, draft.tags) == (
        3, "Pertama", "<p>Satu.</p>", ["a"],
    )  # fmt: skip
    assert [revision.body for revision in draft.revisions.order_by("number")] == [
        "<p>Satu.</p>", "<p>Dua.</p>", "<p>Satu.</p>",
    ]  # fmt: skip


def test_an_old_version_of_a_live_story_comes_back_as_a_new_draft_of_it(
    desk_client, reporter, editor
):
    draft = saved(make_draft(reporter, headline="Pertama"), reporter)
    for step, by in (("submit", reporter), ("release", editor)):
        workflow.take(step, draft, by=by, version=2)
    client, restore = desk_client(reporter), version_page(draft, 1, "restore")
    assert restore in client.get(version_page(draft, 1)).content.decode()
    client.post(restore, {"version": 1})
    draft.refresh_from_db()
    assert (draft.status, draft.version) == (Status.RELEASED, 2), "words nobody saw"
    assert client.post(restore, {"version": 2}).url == address("change", draft)
    draft.refresh_from_db()
    assert (draft.status, draft.version, draft.headline) == (Status.DRAFT, 3, "Pertama")
    assert Article.objects.get().headline == "Judul ke-2", "readers keep what was released"


def test_a_restore_over_words_nobody_saw_writes_nothing(desk_client, reporter, editor):
    draft = saved(make_draft(reporter), reporter)
    saved(Draft.objects.get(pk=draft.pk), editor)
    client = desk_client(reporter)
    page = client.post(version_page(draft, 1, "restore"), {"version": 2}, follow=True)
    draft.refresh_from_db()
    assert draft.version == 3
    assert str(editor) in text_of(page)
    old = draft.revisions.get(number=1)
    with pytest.raises(Stale):
        versions.restore(draft, old, by=reporter, version=2)


def test_what_one_may_not_write_one_may_not_restore(desk_client, reporter, editor):
    draft = saved(make_draft(reporter), reporter)
    client = desk_client(reporter)
    client.post(address("step", draft, "submit"), {"version": 2})
    client.post(version_page(draft, 1, "restore"), {"version": 2})
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTOGRAPHER, Role.ADMIN])
def test_nobody_else_reads_names_or_restores_a_version(desk_client, reporter, role):
    draft = saved(make_draft(reporter, body="<p>Belum tayang.</p>"), reporter)
    client = desk_client(make_person("asing", role))
    for response in (
        client.get(address("history", draft)),
        client.get(address("compare", draft)),
        client.get(version_page(draft, 1)),
        client.post(version_page(draft, 1), {"name": "x"}),
        client.post(version_page(draft, 1, "restore"), {"version": 2}),
    ):
        assert response.status_code == 404
        assert "Belum tayang" not in text_of(response)
    draft.refresh_from_db()
    assert draft.version == 2
    assert not VersionName.objects.exists()


def test_a_version_that_does_not_exist_is_not_found(desk_client, reporter):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    assert client.get(version_page(draft, 7)).status_code == 404
    assert client.get(address("compare", draft), {"dari": "7"}).status_code == 404
