"""Two tags or two authors of one meaning become one, and apart again."""

import pytest
from django.urls import reverse

from articles.models import ArticleTag, Author, Credit, OldAddress, Tag
from articles.publishing import CreditLine, get_tags
from moderation import choices, joins, workflow
from moderation.advice import advice
from moderation.fields import find_author
from moderation.forms import DraftForm
from moderation.models import Draft, Event, TagMerge
from moderation.workflow import Details
from tests.factories import make_article, make_author, make_desk, make_draft

pytestmark = pytest.mark.django_db

TAGS, AUTHORS = joins.KINDS["tag"], joins.KINDS["penulis"]


@pytest.fixture
def tags():
    """Return two tags of one meaning, the first with two stories, one of which has both."""
    source, target = get_tags(["Mtq Kota", "MTQ"])
    make_article(headline="Lomba tahfiz", tags=[source.name])
    make_article(headline="Kafilah tiba", tags=[source.name, target.name])
    return source, target


@pytest.fixture
def authors():
    """Return two names of one person, both credited in one story, the first alone in another."""
    source, target = make_author("S. Wahyuni", "swa"), make_author("Sri Wahyuni", "sw")
    make_article(headline="Pasar baru", credits=[CreditLine(source.pk, "reporter")])
    lines = [CreditLine(source.pk, "reporter"), CreditLine(target.pk, "editor")]
    make_article(headline="Jalan baru", credits=lines)
    return source, target


def test_stories_get_the_other_tag_once_and_addresses_lead_there_in_one_hop(
    tags, editor, reader_client
):
    source, target = tags
    OldAddress.objects.create(path="/tag/mtq-lama/", tag=source)
    plan = joins.plan(TAGS, source, target, drafts=Draft.objects.all())
    assert (plan.stories, plan.both, plan.addresses) == (2, 1, 2)
    joins.merge(TAGS, source, target, by=editor)
    assert set(ArticleTag.objects.values_list("tag", flat=True)) == {target.pk}
    assert ArticleTag.objects.count() == 2
    for old in (source.get_absolute_url(), "/tag/mtq-lama/"):
        answer = reader_client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, target.get_absolute_url())
    feed = reader_client.get(reverse("feed-tag", kwargs={"slug": source.slug}))
    assert feed["Location"] == reverse("feed-tag", kwargs={"slug": target.slug})
    page = reader_client.get(target.get_absolute_url()).content.decode()
    assert "Lomba tahfiz" in page
    assert "Kafilah tiba" in page


def test_a_chain_of_merges_of_tags_is_still_one_hop(tags, editor, reader_client):
    source, target = tags
    (last,) = get_tags(["Musabaqah"])
    joins.merge(TAGS, source, target, by=editor)
    target.refresh_from_db()
    joins.merge(TAGS, target, last, by=editor)
    assert reader_client.get(source.get_absolute_url())["Location"] == last.get_absolute_url()


def test_whoever_names_a_merged_tag_gets_the_other_one(tags, reporter, editor):
    source, target = tags
    draft = make_draft(reporter, status="submitted", tags=[source.name, target.name])
    assert joins.plan(TAGS, source, drafts=Draft.objects.all()).drafts == 1
    joins.merge(TAGS, source, target, by=editor)
    draft = Draft.objects.get(pk=draft.pk)
    workflow.take("release", draft, by=editor, version=1, details=Details())
    story = Draft.objects.get(pk=draft.pk).article
    assert [tag.name for tag in story.tags.all()] == ["MTQ"]
    assert get_tags(["mtq kota"]) == [target]


def test_a_merge_of_tags_can_be_undone_as_a_whole(tags, editor, reader_client, queue):
    source, target = tags
    before = set(ArticleTag.objects.values_list("content_object", "tag"))
    done = joins.merge(TAGS, source, target, by=editor)
    joins.undo(TAGS, done)
    assert set(ArticleTag.objects.values_list("content_object", "tag")) == before
    assert reader_client.get(source.get_absolute_url()).status_code == 200
    done.refresh_from_db()
    with pytest.raises(joins.NotMergeable):
        joins.undo(TAGS, done)
    names = [job["task_name"] for job in queue.jobs.values()]
    assert names.count("articles.index_again") == 2  # there and back


def test_a_merge_of_tags_is_not_undone_over_later_work(tags, editor):
    source, target = tags
    done = joins.merge(TAGS, source, target, by=editor)
    ArticleTag.objects.filter(tag=target).first().delete()
    with pytest.raises(joins.NotMergeable):
        joins.undo(TAGS, done)
    source.refresh_from_db()
    assert source.merged_into == target


def test_an_author_s_stories_and_login_go_over_and_come_back(
    authors, reporter, editor, reader_client
):
    source, target = authors
    source.user = reporter
    source.save()
    before = list(Credit.objects.order_by("pk").values())
    done = joins.merge(AUTHORS, source, target, by=editor)
    assert set(Credit.objects.values_list("author", flat=True)) == {target.pk}
    source.refresh_from_db()
    target.refresh_from_db()
    assert (source.is_active, source.user, target.user) == (False, None, reporter)
    assert reader_client.get(source.get_absolute_url())["Location"] == target.get_absolute_url()
    joins.undo(AUTHORS, done)
    after = list(Credit.objects.order_by("pk").values())
    assert after == before
    source.refresh_from_db()
    assert (source.is_active, source.user, source.merged_into) == (True, reporter, None)


def test_a_draft_that_credits_a_merged_author_is_released_with_the_other(authors, reporter, editor):
    source, target = authors
    lines = [{"author": pk, "role": "reporter"} for pk in (source.pk, target.pk)]
    draft = make_draft(reporter, status="submitted", credits=lines)
    joins.merge(AUTHORS, source, target, by=editor)
    draft = Draft.objects.get(pk=draft.pk)
    workflow.take("release", draft, by=editor, version=1, details=Details())
    credited = Draft.objects.get(pk=draft.pk).article.credits.values_list("author", flat=True)
    assert next(iter(credited)) == target.pk
    assert source.pk not in credited


@pytest.mark.parametrize(
    "typed", ["swa", "S. Wahyuni", "s. wahyuni (swa)", "sw", "Sri Wahyuni (sw)"]
)
def test_whoever_credits_a_merged_author_credits_the_other_one(authors, editor, typed):
    source, target = authors
    joins.merge(AUTHORS, source, target, by=editor)
    assert find_author(typed) == target


def test_a_name_that_somebody_else_has_as_well_is_theirs(authors, editor):
    source, target = authors
    namesake = make_author("S. Wahyuni", "swb")
    joins.merge(AUTHORS, source, target, by=editor)
    assert find_author("S. Wahyuni") == namesake


def test_a_form_shows_who_stands_for_a_merged_author_once(authors, reporter, editor):
    source, target = authors
    lines = [{"author": pk, "role": "reporter"} for pk in (source.pk, target.pk)]
    draft = make_draft(reporter, credits=lines)
    joins.merge(AUTHORS, source, target, by=editor)
    rows = DraftForm(instance=draft).credit_rows.initial
    assert [row["author"] for row in rows] == ["Sri Wahyuni (sw)"]


def test_suggestions_for_a_merged_name_are_the_other_one(tags, authors, reporter, editor):
    joins.merge(TAGS, *tags, by=editor)
    joins.merge(AUTHORS, *authors, by=editor)

    def offered(kind, typed):
        found = choices.find(choices.KINDS[kind], {"q": typed}, reporter)
        return [one["text"] for one in found]

    assert offered("tag", "Mtq Kota") == ["MTQ"]
    assert offered("penulis", "swa") == ["Sri Wahyuni (sw)"]


def test_two_authors_with_a_login_each_are_not_merged(authors, reporter, editor):
    source, target = authors
    for author, person in ((source, reporter), (target, editor)):
        author.user = person
        author.save()
    with pytest.raises(joins.NotMergeable):
        joins.merge(AUTHORS, source, target, by=editor)
    assert Author.objects.filter(merged_into=None).count() == 2


def test_the_page_offers_the_namesake_merges_and_undoes(tags, editor, desk_client):
    source, _target = tags
    (twin,) = get_tags(["MTQ Kota XX"])
    Tag.objects.filter(pk=twin.pk).update(name="Mtq Kotta")
    client = desk_client(editor)
    url = reverse("desk-join", args=["tag", source.pk])
    response = client.get(url)
    assert response.context["form"]["target"].value() == "Mtq Kotta"
    assert client.post(url, {"target": "tidak ada"}).status_code == 409
    assert client.post(url, {"target": "mtq"}).status_code == 302
    done = TagMerge.objects.get()
    assert "MTQ" in client.get(url).content.decode()
    assert Event.objects.filter(table="moderation_tagmerge", by=editor).exists()
    assert client.post(reverse("desk-join-undo", args=["tag", done.pk])).status_code == 302
    done.refresh_from_db()
    assert done.undone_at is not None


def test_only_who_keeps_tags_and_authors_merges_them(tags, authors, reporter, desk_client):
    client = desk_client(reporter)
    for what, rows in (("tag", tags), ("penulis", authors)):
        url = reverse("desk-join", args=[what, rows[0].pk])
        assert client.post(url, {"target": str(rows[1])}).status_code == 403
    assert not Tag.objects.exclude(merged_into=None).exists()


def test_a_restricted_draft_is_not_even_counted_for_an_editor_of_another_desk(
    tags, reporter, editor, other_editor, desk_client
):
    draft = make_draft(reporter, tags=[tags[0].name])
    make_desk("Desk Kota", [draft.category], [other_editor])
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    address = reverse("desk-join", args=["tag", tags[0].pk])
    for person, number in ((editor, 0), (other_editor, 1)):
        assert desk_client(person).get(address).context["plan"].drafts == number


def test_a_tag_named_nearly_as_another_is_offered_that_one(tags, editor, desk_client):
    (tag,) = get_tags(["Otomotif"])
    (other,) = get_tags(["Kendaraan"])
    client = desk_client(editor)
    url = reverse("admin:articles_tag_change", args=[other.pk])
    for name in ("OTO-MOTIF", "Otomotiv"):
        page = client.post(url, {"name": name}).content.decode()
        assert f"{reverse('desk-join', args=['tag', other.pk])}?ke={tag.pk}" in page
    assert client.post(url, {"name": "Otomotiv", "another_name": "on"}).status_code == 302
    other.refresh_from_db()
    assert other.name == "Otomotiv"


def test_a_writer_of_a_tag_that_nearly_exists_is_told_which_one(reporter):
    get_tags(["Otomotif"])
    draft = make_draft(reporter, tags=["Otomotiv", "Pilkada 2024"])
    assert [said for said in advice(draft) if "Otomotiv" in said and "Otomotif" in said]
    assert not [said for said in advice(draft) if "Pilkada" in said]
