"""Two categories of one meaning become one, and apart again."""

import pytest
from django.urls import reverse

from articles.models import Article, Listing
from categories.models import Category
from moderation import merges, workflow
from moderation.models import CategoryMerge, Desk, DeskChannel, Draft
from moderation.workflow import Details
from tests.factories import make_article, make_category, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    """Make two categories of one name below different channels; return source and target."""
    channel, other = make_category("Kota"), make_category("Budaya")
    return make_category("HUT RI", channel), make_category("HUT RI", other)


def page(category):
    return reverse("category", kwargs={"path": category.path})


def test_stories_go_over_and_every_old_address_leads_there_in_one_hop(
    twins, managing_editor, reader_client
):
    source, target = twins
    story, there = make_article(category=source), make_article(category=target)
    old = page(source)
    merges.merge(source, target, by=managing_editor)
    assert {a.category for a in Article.objects.all()} == {target}
    assert Listing.objects.filter(article=story).count() == 2
    answer = reader_client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, page(target))
    listed = reader_client.get(page(target)).content.decode()
    assert story.headline in listed
    assert there.headline in listed
    feed = reader_client.get(reverse("feed-category", kwargs={"path": source.path}))
    assert feed["Location"] == reverse("feed-category", kwargs={"path": target.path})


def test_a_chain_of_merges_is_still_one_hop(twins, managing_editor, reader_client):
    source, target = twins
    last = make_category("Hari Besar")
    merges.merge(source, target, by=managing_editor)
    target.refresh_from_db()
    merges.merge(target, last, by=managing_editor)
    assert reader_client.get(page(source))["Location"] == page(last)


def test_what_stands_below_moves_and_keeps_its_old_address(twins, managing_editor, reader_client):
    source, target = twins
    below = make_category("Lomba", source)
    story = make_article(category=below)
    old = page(below)
    merges.merge(source, target, by=managing_editor)
    below.refresh_from_db()
    assert below.path == f"{target.path}/lomba"
    assert reader_client.get(old)["Location"] == page(below)
    story.refresh_from_db()
    assert story.section_path == below.path


def test_a_draft_in_a_merged_category_is_released_into_the_other(
    twins, reporter, editor, managing_editor
):
    source, target = twins
    draft = make_draft(reporter, status="submitted", category=source)
    merges.merge(source, target, by=managing_editor)
    draft = Draft.objects.get(pk=draft.pk)
    workflow.take("release", draft, by=editor, version=1, details=Details())
    assert Article.objects.get().category == target
    assert Article.objects.get().section_path == target.path


def test_the_desk_of_the_other_category_decides_on_its_drafts(twins, reporter, editor, desk):
    source, target = twins
    DeskChannel.objects.create(desk=desk, category=target)
    draft = make_draft(reporter, status="submitted", category=source)
    assert list(Draft.objects.decided_by(editor)) == [draft]
    merges.merge(source, target, by=editor)
    assert list(Draft.objects.decided_by(editor)) == []


@pytest.fixture
def desk(db):
    return Desk.objects.create(name="Meja lain")


def test_a_merge_can_be_undone_as_a_whole(twins, managing_editor, reader_client):
    source, target = twins
    below = make_category("Lomba", source)
    story, there = make_article(category=source), make_article(category=target)
    done = merges.merge(source, target, by=managing_editor)
    merges.undo(done)
    source.refresh_from_db()
    below.refresh_from_db()
    story.refresh_from_db()
    there.refresh_from_db()
    assert (source.is_retired, source.merged_into) == (False, None)
    assert (story.category, there.category) == (source, target)
    assert below.parent == source
    assert reader_client.get(page(source)).status_code == 200
    assert set(Listing.objects.filter(category=target).values_list("article", flat=True)) == {
        there.pk
    }
    done.refresh_from_db()
    with pytest.raises(merges.NotMergeable):
        merges.undo(done)


def test_a_merge_is_not_undone_over_later_work(twins, managing_editor):
    source, target = twins
    story = make_article(category=source)
    done = merges.merge(source, target, by=managing_editor)
    Article.objects.filter(pk=story.pk).update(category=make_category("Olahraga"))
    with pytest.raises(merges.NotMergeable):
        merges.undo(done)
    assert Category.objects.get(pk=source.pk).merged_into == target


@pytest.mark.parametrize("case", ["itself", "below", "retired", "same child"])
def test_what_would_break_the_tree_is_refused(twins, managing_editor, case):
    source, target = twins
    if case == "itself":
        target = source
    elif case == "below":
        target = make_category("Upacara", source)
    elif case == "retired":
        Category.objects.filter(pk=target.pk).update(is_retired=True)
    else:
        make_category("Lomba", source)
        make_category("lomba", target)
    with pytest.raises(merges.NotMergeable):
        merges.merge(source, target, by=managing_editor)
    assert not CategoryMerge.objects.exists()


def test_the_page_says_what_moves_and_offers_the_namesake(twins, managing_editor, desk_client):
    source, target = twins
    for _ in range(3):
        make_article(category=source)
    client = desk_client(managing_editor)
    url = reverse("desk-category-merge", args=[source.pk])
    response = client.get(url)
    assert response.context["plan"].stories == 3
    assert response.context["form"]["target"].value() == target.pk
    assert client.post(url, {"target": target.pk}).status_code == 302
    done = CategoryMerge.objects.get()
    assert client.post(reverse("desk-category-merge-undo", args=[done.pk])).status_code == 302
    done.refresh_from_db()
    assert done.undone_at is not None


def test_only_who_keeps_categories_merges_them(twins, editor, reporter, desk_client):
    source, target = twins
    for person in (editor, reporter):
        url = reverse("desk-category-merge", args=[source.pk])
        assert desk_client(person).post(url, {"target": target.pk}).status_code == 403
    assert not CategoryMerge.objects.exists()


def test_the_list_of_a_channel_shows_the_drafts_of_what_was_merged_into_it(
    twins, reporter, managing_editor
):
    source, target = twins
    draft = make_draft(reporter, category=source)
    channel = target.path.split("/")[0]
    assert list(Draft.objects.within(channel)) == []
    merges.merge(source, target, by=managing_editor)
    assert list(Draft.objects.within(channel)) == [draft]
    assert list(Draft.objects.within(target.path)) == [draft]
