"""The article: a story as readers see it now."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.people import Credit
from articles.models.tags import ArticleTag
from articles.models.verification import (
    NOTHING_SAID_IN_SQL,
    Quotation,
    Verification,
    constraints_of_stories,
)

SLUG_LENGTH = 80
SLUG_WORDS = 12
WITHDRAWN_SLUG = "dicabut"


def story_slug(headline: str) -> str:
    """Return the readable part of an address: whole words only, at most 12 and 80 characters."""
    words: list[str] = []
    for word in slugify(headline).split("-")[:SLUG_WORDS]:
        if len("-".join([*words, word])) > SLUG_LENGTH:
            break
        words.append(word)
    return "-".join(words) or "berita"


class Copy(Verification, Quotation):
    """The text columns that a draft, its revisions and the article share."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        RELEASE = "release", _("Press release")
        OPINION = "opinion", _("Opinion")
        ANALYSIS = "analysis", _("Analysis")
        BACKGROUND = "background", _("Background")
        PHOTO = "photo", _("Photo story")
        ANNOUNCEMENT = "announcement", _("Announcement")
        ADVERTORIAL = "advertorial", _("Advertorial")
        REPLY = "reply", _("Right of reply")

    class Flag(models.TextChoices):
        """What a story touches that asks for more care than others; several may be set.

        Peraturan Dewan Pers 2/2019 on suicide, 1/2019 on children; Kode Etik Jurnalistik, 5.
        """

        SUICIDE = "suicide", _("Suicide")
        CHILD = "child", _("Child in trouble with the law, or harmed")
        VICTIM = "victim", _("Victim of a sexual crime")

    kicker = models.CharField(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("A short label above the headline. Leave empty if there is none."),
    )
    headline = models.CharField(
        _("headline"), max_length=160, blank=True, help_text=_("At most 90 characters reads best.")
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the story is about."),
    )
    body = models.TextField(_("body"), blank=True)
    category = models.ForeignKey(
        "categories.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    place = models.CharField(
        _("dateline"),
        max_length=60,
        blank=True,
        help_text=_("Where the story was reported. Printed before the first paragraph."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    source = models.CharField(
        _("source"),
        max_length=160,
        blank=True,
        help_text=_("Who sent the release or which outlet is quoted. Printed for readers."),
    )

    answers = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_replies",
        verbose_name=_("story it answers"),
        help_text=_(
            "For a right of reply: the story it replies to. Both pages link to each other."
        ),
    )
    # Numbers of articles, in the order they are printed.
    related_ids = models.JSONField(_("related stories"), default=list, blank=True)
    read_also_ids = models.JSONField(_("“Baca juga”"), default=list, blank=True)
    # Values of `Flag`, in its order.
    flags = models.JSONField(_("sensitive topics"), default=list, blank=True)

    class Meta:
        abstract = True

    COPIED = (
        "kicker",
        "headline",
        "standfirst",
        "body",
        "category_id",
        "place",
        "kind",
        "source",
        "answers_id",
        "related_ids",
        "read_also_ids",
        "flags",
        *Verification.COPIED,
        *Quotation.COPIED,
    )

    def copy_values(self) -> dict[str, object]:
        """Return the shared columns by name, as one table hands them to the next."""
        return {name: getattr(self, name) for name in self.COPIED}


class ArticleQuerySet(models.QuerySet["Article"]):
    def live(self) -> "ArticleQuerySet":
        """Leave out stories that were withdrawn: their rows hold a notice and no text."""
        return self.filter(withdrawn_at=None)

    def for_cards(self) -> "ArticleQuerySet":
        """Load what a list shows, from this one table, and refuse to load more by accident."""
        return self.only(*CARD_COLUMNS).fetch_mode(models.FETCH_RAISE)

    def for_page(self) -> "ArticleQuerySet":
        """Add what stands around the text, in the same query.

        `credit_rows` (name, slug, code, role), `tag_rows` (id, name, slug), `correction_rows`
        (text, published_at as text, severity, apology), `reply_rows` and `verifying_rows` (see
        `_link_to`), each a list of dicts in the order they are printed; `answered_row` and
        `verified_row`, the stories that this one answers and verifies.
        """
        corrections = self.model._meta.get_field("corrections").related_model
        return self.annotate(
            credit_rows=ArraySubquery(
                Credit.objects.filter(article=OuterRef("pk"))
                .order_by("position")
                .values(
                    row=JSONObject(
                        name="author__name", slug="author__slug", code="author__code", role="role"
                    )
                )
            ),
            tag_rows=ArraySubquery(
                ArticleTag.objects.filter(content_object=OuterRef("pk"))
                .order_by("id")
                .values(row=JSONObject(id="tag_id", name="tag__name", slug="tag__slug"))
            ),
            correction_rows=ArraySubquery(
                corrections.objects.filter(article=OuterRef("pk"))
                .order_by("-published_at", "-id")
                .values(
                    row=JSONObject(
                        text="text",
                        published_at="published_at",
                        severity="severity",
                        apology="apology",
                    )
                )
            ),
            reply_rows=self._rows_of("answers"),
            answered_row=self._row_of("answers"),
            verifying_rows=self._rows_of("verifies"),
            verified_row=self._row_of("verifies"),
        )

    def _rows_of(self, column: str) -> ArraySubquery:
        """Return the live stories that name a story in `column`, the oldest first."""
        rows = self.model.objects.live().filter(**{column: OuterRef("pk")})
        return ArraySubquery(rows.order_by("published_at", "id").values(row=_link_to()))

    def _row_of(self, column: str) -> Subquery:
        return Subquery(self.model.objects.filter(pk=OuterRef(column)).values(row=_link_to()))


def _link_to() -> JSONObject:
    """Return what a link from one story to another needs, the times as text."""
    names = ("id", "slug", "headline", "published_at", "withdrawn_at")
    return JSONObject(**dict(zip(names, names, strict=True)))


CARD_COLUMNS = (
    "id",
    "slug",
    "kicker",
    "headline",
    "standfirst",
    "kind",
    "is_unverified",
    "picture",
    "published_at",
    "section_name",
    "section_path",
)


# What is left to say of a story that was withdrawn.
NOTICE_COLUMNS = (
    "id",
    "slug",
    "published_at",
    "withdrawn_at",
    "withdrawal_reason",
    "withdrawal_statement",
)

# How many numbers of stories a file of the sitemap spans; the index below finds what is new in it.
PER_SITEMAP = 5000

# At most two, and the page places them after the third paragraph (readers' oldest complaint).
MOST_READ_ALSO = 2
MOST_RELATED = 8


class Article(Copy):
    """A released story, or the notice left where one was withdrawn.

    Written by `articles.publishing` only. It carries everything its pages show: the cleaned body
    with its pictures in place and the values of a list card, so that a page joins almost nothing.
    """

    class Withdrawal(models.TextChoices):
        """The closed list of grounds: Pedoman Pemberitaan Media Siber (2012), clause 5a."""

        SARA = "sara", _("Ethnicity, religion, race or inter-group hostility")
        DECENCY = "decency", _("Decency")
        CHILD = "child", _("The future of a child")
        VICTIM = "victim", _("The trauma of a victim")
        COUNCIL = "council", _("A special ground set by the Press Council")

    # What a story says that was killed and not explained yet; no ground of a withdrawal.
    UNEXPLAINED = "unexplained"

    slug = models.SlugField(_("address"), max_length=SLUG_LENGTH)
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True)
    update_note = models.TextField(
        _("what was updated"), blank=True, help_text=_("Printed beside the time of the update.")
    )
    section_name = models.CharField(_("section"), max_length=120, blank=True)
    section_path = models.TextField(blank=True)
    picture = models.JSONField(_("picture"), null=True, blank=True)
    # The cards of the pictures in the body, by number, as they were released.
    body_pictures = models.JSONField(default=dict, blank=True)
    photo_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # The pictures of a link to the story, by name (`articles.shares`).
    share_pictures = models.JSONField(default=dict, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(
        _("ground of the withdrawal"),
        max_length=20,
        choices=[*Withdrawal.choices, (UNEXPLAINED, _("Killed; the explanation follows"))],
        blank=True,
    )
    withdrawal_statement = models.TextField(_("public statement"), blank=True)

    tags = TaggableManager(through=ArticleTag, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-published_at", "-id"]
        indexes = [
            # What the desk looks a story up by, to relate another one to it.
            GinIndex(SearchVector("headline", config="simple"), name="article_headline_words"),
            # The latest list, the day index and every keyset page of them.
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(withdrawn_at=None),
                name="article_latest",
            ),
            models.Index(
                F("withdrawn_at").desc(),
                condition=Q(withdrawn_at__isnull=False),
                name="article_withdrawn",
            ),
            # What changed last in each file of the sitemap (articles/sitemaps.py).
            models.Index(
                F("id") / Value(PER_SITEMAP),
                Coalesce("updated_at", "published_at").desc(),
                condition=Q(withdrawn_at=None),
                name="article_sitemap",
            ),
            # Which stories show a photo whose renditions have just become ready.
            GinIndex(fields=["photo_ids"], name="article_photos"),
            # What somebody still has to verify: a handful of rows.
            models.Index(
                F("verify_by"), condition=Q(is_unverified=True), name="article_unverified"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_live_is_whole",
                condition=Q(withdrawn_at__isnull=False)
                | (~Q(headline="") & ~Q(body="") & Q(category__isnull=False)),
                violation_error_message=_("A story needs a headline, a body and a category."),
            ),
            models.CheckConstraint(
                name="article_withdrawn_is_empty",
                condition=Q(withdrawn_at=None)
                | Q(
                    kicker="",
                    headline="",
                    standfirst="",
                    body="",
                    place="",
                    source="",
                    slug=WITHDRAWN_SLUG,
                    picture__isnull=True,
                    body_pictures={},
                    photo_ids=[],
                    share_pictures={},
                    update_note="",
                    related_ids=[],
                    read_also_ids=[],
                    flags=[],
                    **NOTHING_SAID_IN_SQL,
                ),
                violation_error_message=_("A withdrawn story keeps none of its text."),
            ),
            models.CheckConstraint(
                name="article_withdrawn_says_why",
                condition=Q(withdrawn_at=None)
                | (~Q(withdrawal_reason="") & ~Q(withdrawal_statement="")),
                violation_error_message=_("A withdrawal needs a ground and a public statement."),
            ),
            models.CheckConstraint(
                name="article_updated_after_published",
                condition=Q(updated_at=None) | Q(updated_at__gte=F("published_at")),
                violation_error_message=_("A story cannot be updated before it was published."),
            ),
            *constraints_of_stories(),
        ]

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("story", kwargs={"pk": self.pk, "slug": self.slug})

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def needs_help_box(self) -> bool:
        """Say whether where to find help stands below the story, wherever its text goes."""
        return self.Flag.SUICIDE in self.flags

    @property
    def is_unexplained(self) -> bool:
        """Say whether the story was killed and readers still wait for the reason."""
        return self.withdrawal_reason == self.UNEXPLAINED
