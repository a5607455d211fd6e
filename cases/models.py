"""What the desk makes of readers' letters: numbered cases with a clock, and their log."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Correction, Letter
from moderation.models import Draft

# Why a right of reply may be refused, as the database knows them.
GROUNDS = ["longer", "off_point", "unlawful", "third_party"]


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        """Return what still has to be answered."""
        return self.filter(closed_at=None)

    def late(self, now: datetime) -> "CaseQuerySet":
        return self.open().filter(due_at__lte=now)

    def for_rows(self) -> "CaseQuerySet":
        """Load what a line of the register shows, in one query."""
        rows = self.select_related("letter__article", "handler", "reply_draft__article")
        return rows.defer(
            "letter__text",
            "letter__article__body",
            "letter__article__standfirst",
            "reply_draft__body",
            "reply_draft__standfirst",
            "reply_draft__article__body",
            "reply_draft__article__standfirst",
        )


class Case(models.Model):
    """A letter as the desk handles it, from its arrival to its answer.

    Every case has a letter: what comes by telephone or by post is written down as one by whoever
    takes it. So there is one place for words and contact, and one number for both sides.
    """

    class Status(models.TextChoices):
        NEW = "new", _("New")
        WORKING = "working", _("Being handled")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused")
        CLOSED = "closed", _("Put aside")

    class Way(models.TextChoices):
        FORM = "form", _("Form on the site")
        MAIL = "mail", _("Post or e-mail")
        PHONE = "phone", _("Telephone")
        VISIT = "visit", _("Visit")

    class Ground(models.TextChoices):
        """Why a right of reply may be refused (Peraturan Dewan Pers 9/2008)."""

        LONGER = "longer", _("It is longer than what it answers")
        OFF_POINT = "off_point", _("It is not about what the story says")
        UNLAWFUL = "unlawful", _("Publishing it would be against the law")
        THIRD_PARTY = "third_party", _("It harms others whom the law protects")

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="case")
    came_by = models.CharField(_("came by"), max_length=10, choices=Way, default=Way.FORM)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW)
    due_at = models.DateTimeField(_("due"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("handled by"),
    )
    ground = models.CharField(_("ground of the refusal"), max_length=20, choices=Ground, blank=True)
    outcome = models.TextField(_("outcome"), max_length=4000, blank=True)
    reply_draft = models.OneToOneField(
        Draft,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case",
        verbose_name=_("draft of the reply"),
    )
    # Since when a new version of the story is under way that shall correct it.
    correcting_since = models.DateTimeField(_("correction begun"), null=True, blank=True)
    correction = models.ForeignKey(
        Correction,
        on_delete=models.SET_NULL,  # corrections go with a story that is withdrawn
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("correction"),
    )
    closed_at = models.DateTimeField(_("ended"), null=True, blank=True)
    contact_gone_at = models.DateTimeField(_("contact deleted"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["due_at", "id"]
        default_permissions = ()
        indexes = [
            models.Index(
                F("due_at"), F("id"), condition=Q(closed_at__isnull=True), name="case_open"
            ),
            models.Index(
                F("closed_at").desc(),
                F("id").desc(),
                condition=Q(closed_at__isnull=False),
                name="case_ended",
            ),
            # What the clock looks for every day.
            models.Index(
                F("closed_at"), condition=Q(contact_gone_at__isnull=True), name="case_contact"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_status_known",
                condition=Q(status__in=["new", "working", "answered", "refused", "closed"]),
                violation_error_message=_("This status does not exist."),
            ),
            models.CheckConstraint(
                name="case_ended_has_time",
                condition=Q(status__in=["new", "working"], closed_at__isnull=True)
                | Q(status__in=["answered", "refused", "closed"], closed_at__isnull=False),
                violation_error_message=_("A case that has ended has its time."),
            ),
            models.CheckConstraint(
                name="case_handled_has_handler",
                condition=Q(status="new", handler__isnull=True)
                | (~Q(status="new") & Q(handler__isnull=False)),
                violation_error_message=_("A case that is handled has somebody who handles it."),
            ),
            models.CheckConstraint(
                name="case_ended_says_how",
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""),
                violation_error_message=_("Write how the case ended."),
            ),
            models.CheckConstraint(
                name="case_refused_has_ground",
                condition=Q(status="refused", ground__in=GROUNDS)
                | (~Q(status="refused") & Q(ground="")),
                violation_error_message=_("Choose the ground of the refusal."),
            ),
        ]

    def __str__(self) -> str:
        return self.letter.reference

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def was_late(self) -> bool:
        """Say whether the case ended after its time."""
        return self.closed_at is not None and self.closed_at > self.due_at


class CaseNote(models.Model):
    """One line of a case's log: what somebody did or noted. Only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,  # the clock
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("note"), max_length=4000)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="casenote_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write something."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="case_note_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.text[:60]}"
