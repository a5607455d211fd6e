"""How a story becomes public, and how it stops being so.

The only writer of `Article`. It knows texts, tags, credits and pictures, and nothing of drafts:
who may release what, and when, is the desk's business.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import edition, popular, rendered, shares
from articles.html import clean_html, one_line, photo_ids, place_pictures, reading_minutes
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Copy,
    Correction,
    Credit,
    Listing,
    Tag,
    tag_key,
)
from articles.models.article import WITHDRAWN_SLUG, story_slug
from articles.models.verification import NOTHING_SAID
from articles.search import index
from categories.models import Category
from categories.queries import paths_down_to
from photos.models import Photo

# The texts of a story that are one line each, and stand in feeds and titles as they are.
LINES = (
    *("kicker", "headline", "standfirst", "place", "source"),
    *("unverified_notice", "quoted_outlet", "quoted_url"),
)


@dataclass(frozen=True)
class CreditLine:
    """One credit to be printed: whose, and for what (a `Credit.Role` value)."""

    author_id: int
    role: str


@dataclass(frozen=True)
class Material:
    """Everything that makes one version of a story, as the desk hands it over."""

    copy: Copy
    tags: Sequence[str] = ()
    credits: Sequence[CreditLine] = ()
    lead_photo_id: int | None = None


@dataclass(frozen=True)
class Announcement:
    """What readers are told about a change of a story they could already read.

    `updated` moves the printed time of the last update, `update_note` says what is new;
    `correction` is the text of a correction with its `severity` and, where the substance was
    wrong, an `apology`. A silent fix tells nothing.
    """

    updated: bool = False
    update_note: str = ""
    correction: str = ""
    severity: str = Correction.Severity.FACT
    apology: str = ""


FIRST_RELEASE = Announcement()


def compose(material: Material, article: Article, *, at: datetime) -> Article:
    """Fill `article` with what its page shows, and save nothing.

    The release and the preview both go through here, so a preview is what readers will see.
    """
    copy = material.copy
    for name in Copy.COPIED:
        setattr(article, name, getattr(copy, name))
    for name in LINES:
        setattr(article, name, one_line(getattr(article, name)))
    article.slug = story_slug(article.headline)
    article.published_at = article.published_at or at
    body = clean_html(article.body)
    in_body = photo_ids(body)
    wanted = [*in_body, *([material.lead_photo_id] if material.lead_photo_id else [])]
    cards = Photo.cards(wanted) if wanted else {}
    article.body = place_pictures(body, cards)
    article.body_pictures = {str(pk): cards[pk] for pk in in_body if pk in cards}
    article.picture = cards.get(material.lead_photo_id) if material.lead_photo_id else None
    article.photo_ids = sorted(cards)
    article.reading_minutes = reading_minutes(body)
    if copy.category is not None:
        article.category = copy.category.in_use
        article.section_name = article.category.name
        article.section_path = article.category.path
    return article


@transaction.atomic
def release(
    material: Material,
    article: Article | None = None,
    *,
    announce: Announcement = FIRST_RELEASE,
    at: datetime,
) -> Article:
    """Make `material` what readers see, as a new story or as the new text of `article`.

    Only the first release sets `published_at`. A killed story that was never explained comes
    back at its address. Raises ValueError for a withdrawn one: its notice stays.
    """
    edition.hold()
    if article is not None and article.is_withdrawn:
        if article.withdrawal_reason != Article.UNEXPLAINED:
            raise ValueError("A withdrawn story is not released again.")
        article.withdrawn_at = None
        article.withdrawal_reason = article.withdrawal_statement = ""
    first = article is None
    article = compose(material, article or Article(), at=at)
    if not first and announce.updated:
        article.updated_at = at
        article.update_note = announce.update_note
    shares.drop_stale(article)
    article.save()
    shares.ask_for(article)
    _put_credits(article, material.credits)
    _put_tags(article, material.tags)
    _put_listings(article)
    popular.leave(article)
    index.put([article.pk])
    rendered.put([article])
    if announce.correction:
        Correction.objects.create(
            article=article,
            severity=announce.severity,
            text=announce.correction,
            apology=announce.apology,
            published_at=at,
        )
    return article


@dataclass(frozen=True)
class Arrival:
    """A story that readers could read elsewhere: the row it will be, and since when."""

    material: Material
    article: Article
    at: datetime


@transaction.atomic
def release_all(arrivals: Sequence[Arrival]) -> None:
    """Make stories public that were never public here, up to `index.BATCH` of them at once.

    As `release()` would one by one, but in a number of statements that does not grow with them.
    """
    edition.hold()
    articles = [compose(one.material, one.article, at=one.at) for one in arrivals]
    Article.objects.bulk_create(articles)
    shares.ask_for_all(articles)
    tags = _tags_by_key(name for one in arrivals for name in one.material.tags)
    places = dict(Category.objects.values_list("path", "pk"))
    names = _in_use([line for one in arrivals for line in one.material.credits])
    lines: list[Credit] = []
    tagged: list[ArticleTag] = []
    listings: list[Listing] = []
    for article, one in zip(articles, arrivals, strict=True):
        at = article.published_at
        lines += _credits(article, one.material.credits, names)
        own = dict.fromkeys(tags[key] for key in map(tag_key, one.material.tags) if key)
        tagged += [ArticleTag(content_object=article, tag=tag, published_at=at) for tag in own]
        listings += [
            Listing(category_id=places[path], article=article, published_at=at)
            for path in paths_down_to(article.category.path)
        ]
    Credit.objects.bulk_create(lines)
    ArticleTag.objects.bulk_create(tagged)
    Listing.objects.bulk_create(listings)
    index.put([article.pk for article in articles])
    rendered.put(articles)


@transaction.atomic
def withdraw(article: Article, *, reason: str, statement: str, at: datetime) -> None:
    """Empty a story for readers and leave the ground and a statement at its address.

    Tags, credits, corrections and listings go in the same transaction; a tag that no other story
    has goes too, since its name came from the withdrawn one.
    """
    edition.hold()
    index.forget([article.pk])
    tag_ids = list(article.tagged.values_list("tag_id", flat=True))
    around = ("tagged", "credits", "corrections", "listings", "slots", "banners", "popular")
    for related in around:
        getattr(article, related).all().delete()
    Tag.objects.filter(pk__in=tag_ids, tagged=None, merged_from=None).delete()
    for name in (*LINES, "body"):
        setattr(article, name, "")
    for name, value in NOTHING_SAID.items():
        setattr(article, name, value)
    article.slug = WITHDRAWN_SLUG
    article.picture = None
    article.body_pictures = {}
    article.photo_ids = article.related_ids = article.read_also_ids = []
    article.flags = []
    article.update_note = ""
    article.withdrawn_at = at
    article.withdrawal_reason = reason
    article.withdrawal_statement = statement
    shares.drop_stale(article)
    article.save()


def kill(article: Article, *, at: datetime) -> None:
    """Take a story out of sight at once; its address says that an explanation will follow."""
    withdraw(
        article,
        reason=Article.UNEXPLAINED,
        statement=_("The newsroom has taken this story down and will explain why."),
        at=at,
    )


@transaction.atomic
def explain(article: Article, *, reason: str, statement: str) -> None:
    """Say at the address of a killed story why it was withdrawn."""
    edition.hold()
    article.withdrawal_reason = reason
    article.withdrawal_statement = statement
    article.save(update_fields=["withdrawal_reason", "withdrawal_statement"])


def refresh_pictures(photo_id: int) -> int:
    """Make the picture markup of every story that shows a photo again; return how many.

    For renditions that became ready after the release. What stands below the pictures stays as
    it was released.
    """
    card = Photo.cards([photo_id]).get(photo_id)
    if card is None:
        return 0
    with transaction.atomic():
        edition.hold()
        stories = Article.objects.live().filter(photo_ids__contains=[photo_id]).select_for_update()
        changed = [_with_card(article, card) for article in stories]
        Article.objects.bulk_update(changed, ["picture", "body", "body_pictures"], batch_size=100)
        rendered.put(changed)
    return len(changed)


def _with_card(article: Article, card: dict) -> Article:
    """Show the files of `card` in `article`; its words stay those that were released."""
    files = {name: card[name] for name in ("src", "width", "height", "sources")}
    if article.picture and article.picture["id"] == card["id"]:
        article.picture = {**article.picture, **files}
    if (number := str(card["id"])) in article.body_pictures:
        article.body_pictures[number] = {**article.body_pictures[number], **files}
        cards = {int(key): value for key, value in article.body_pictures.items()}
        article.body = place_pictures(article.body, cards)
    return article


def relist(category_ids: Collection[int]) -> None:
    """List the stories of these categories anew, after the categories were moved or renamed.

    A constant number of statements, whatever was moved; needs a transaction.
    """
    places = dict(Category.objects.values_list("path", "pk"))
    paths = dict(Category.objects.filter(pk__in=category_ids).values_list("pk", "path"))
    above = {pk: [places[path] for path in paths_down_to(own)] for pk, own in paths.items()}
    stories = Article.objects.live().filter(category__in=category_ids)
    home = Category.objects.filter(pk=OuterRef("category"))
    stories.update(
        section_name=Subquery(home.values("name")), section_path=Subquery(home.values("path"))
    )
    Listing.objects.filter(article__in=stories).delete()
    rows = stories.values_list("pk", "category_id", "published_at").iterator(chunk_size=2000)
    Listing.objects.bulk_create(
        (
            Listing(category_id=place, article_id=pk, published_at=at)
            for pk, category_id, at in rows
            for place in above[category_id]
        ),
        batch_size=2000,
    )
    index.place_anew(category_ids)


def _put_credits(article: Article, lines: Sequence[CreditLine]) -> None:
    article.credits.all().delete()
    Credit.objects.bulk_create(_credits(article, lines, _in_use(lines)))


def _in_use(lines: Sequence[CreditLine]) -> dict[int, int]:
    """Return who stands today for those of the credited authors who were merged."""
    credited = Author.objects.filter(pk__in={line.author_id for line in lines})
    return dict(credited.exclude(merged_into=None).values_list("pk", "merged_into"))


def _credits(
    article: Article, lines: Sequence[CreditLine], in_use: Mapping[int, int]
) -> list[Credit]:
    roles: dict[int, str] = {}  # whoever became one is credited once, with the first part
    for line in lines:
        roles.setdefault(in_use.get(line.author_id, line.author_id), line.role)
    return [
        Credit(
            article=article,
            author_id=author,
            role=role,
            position=position,
            published_at=article.published_at,
        )
        for position, (author, role) in enumerate(roles.items())
    ]


def _put_tags(article: Article, names: Sequence[str]) -> None:
    tags = get_tags(names)
    article.tagged.exclude(tag__in=tags).delete()
    ArticleTag.objects.bulk_create(
        [
            ArticleTag(content_object=article, tag=tag, published_at=article.published_at)
            for tag in tags
        ],
        ignore_conflicts=True,
    )


def get_tags(names: Sequence[str]) -> list[Tag]:
    """Return the tags of these names in order, making those that do not exist.

    A name that differs from an existing tag only in case, spaces or signs is that tag; one that
    was merged into another is that one.
    """
    return list(dict.fromkeys(_tags_by_key(names).values()))


def _tags_by_key(names: Iterable[str]) -> dict[str, Tag]:
    wanted: dict[str, str] = {}
    for name in names:
        if key := tag_key(name):
            wanted.setdefault(key, one_line(name))
    rows = Tag.objects.select_related("merged_into").filter(key__in=wanted)
    found = {tag.key: tag.in_use for tag in rows}
    for key, name in wanted.items():
        if key not in found:
            tag = Tag(name=name, slug=slugify(name) or key)
            tag.save()  # taggit gives a free slug
            found[key] = tag
    return {key: found[key] for key in wanted}


def _put_listings(article: Article) -> None:
    places = [*article.category.ancestors_and_self()]
    article.listings.exclude(category__in=places).delete()
    Listing.objects.bulk_create(
        [
            Listing(category=place, article=article, published_at=article.published_at)
            for place in places
        ],
        ignore_conflicts=True,
    )
