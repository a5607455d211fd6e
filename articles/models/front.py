"""What editors place by hand on the front page and on channels, and the breaking banner."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

MOST_SLOTS = 6
# What is still breaking after a day is the lead.
LONGEST_BANNER = timedelta(hours=24)


class Slot(models.Model):
    """A story placed by hand for a time, on the front page or on the page of a category.

    Where several claim one position at a moment, the one that began last has it; a position
    nobody claims is filled from the latest stories.
    """

    category = models.ForeignKey(
        "categories.Category",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("channel"),
        help_text=_("Empty: the front page."),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="slots", verbose_name=_("story")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["category_id", "position", "-starts_at"]
        indexes = [
            models.Index(F("category"), F("position"), name="slot_of_page"),
            # What lies ahead is part of the edition (articles/edition.py).
            models.Index(F("starts_at"), name="slot_begins"),
            models.Index(F("ends_at"), name="slot_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                name="slot_position_exists",
                condition=Q(position__range=(1, MOST_SLOTS)),
                violation_error_message=_("This position does not exist."),
            ),
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A slot ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article_id}"


class Banner(models.Model):
    """A line above every public page while news breaks. It ends by itself."""

    class Kind(models.TextChoices):
        BREAKING = "breaking", _("Breaking news")
        DEVELOPING = "developing", _("Developing story")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BREAKING)
    text = models.CharField(_("text"), max_length=140)
    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="banners",
        verbose_name=_("story"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("breaking banner")
        verbose_name_plural = _("breaking banners")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(F("starts_at"), name="banner_begins"),
            models.Index(F("ends_at"), name="banner_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                name="banner_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what has happened."),
            ),
            models.CheckConstraint(
                name="banner_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A banner ends after it begins."),
            ),
            models.CheckConstraint(
                name="banner_ends_within_a_day",
                condition=Q(ends_at__lte=F("starts_at") + LONGEST_BANNER),
                violation_error_message=_("A banner stands for 24 hours at most."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
