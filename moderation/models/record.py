"""The record: everything anybody saved and every step that was taken. Kept for ever."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Correction
from moderation.models.draft import Draft, WorkingCopy
from moderation.steps import STEPS, Change, Status


class Revision(WorkingCopy):
    """What somebody saved, complete, kept for ever. PostgreSQL refuses to change or delete it."""

    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("draft story")
    )
    number = models.PositiveIntegerField(_("version"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("saved by"),
    )
    at = models.DateTimeField(_("saved at"))
    # Written by a trigger: the digest of this row and of the one before it.
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="revision_when"),
            models.Index(F("by"), F("at").desc(), F("id").desc(), name="revision_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="revision_number_once"),
        ]
        # and one against TRUNCATE, in the migration record_in_a_chain
        triggers = [
            pgtrigger.Protect(
                name="revision_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"


class Transition(models.Model):
    """A step a draft took: who, when, from where to where, why, and which words. Kept for ever."""

    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="transitions", verbose_name=_("draft story")
    )
    step = models.CharField(
        _("step"), max_length=20, choices=[(step.name, step.label) for step in STEPS.values()]
    )
    before = models.CharField(_("from"), max_length=20, choices=Status)
    after = models.CharField(_("to"), max_length=20, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        related_name="transitions",
        verbose_name=_("version"),
    )
    note = models.TextField(_("note"), blank=True)
    # Only for some steps; empty otherwise.
    change = models.CharField(_("kind of change"), max_length=20, choices=Change, blank=True)
    statement = models.TextField(_("public statement"), blank=True)
    reason = models.CharField(_("ground"), max_length=20, choices=Article.Withdrawal, blank=True)
    severity = models.CharField(
        _("severity"), max_length=20, choices=Correction.Severity, blank=True
    )
    apology = models.TextField(_("apology"), blank=True)
    due_at = models.DateTimeField(_("minute"), null=True, blank=True)
    automatic = models.BooleanField(_("taken by the clock"), default=False)
    late = models.BooleanField(_("late"), default=False)
    # Written by a trigger from the rows themselves, so that no caller can say otherwise: which
    # step this one answers (a release its submission, a sign-off its emergency release, a
    # withdrawal the request for it, an explanation the kill) and who took that.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("owner"),
    )
    submission = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("step it answers"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken by"),
    )
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(F("draft"), F("id").desc(), name="transition_latest"),
            models.Index(F("at").desc(), F("id").desc(), name="transition_when"),
            models.Index(F("by"), F("at").desc(), F("id").desc(), name="transition_of_person"),
        ]
        constraints = [
            # What the foreign key (submission, submitted_by, draft) in the migration refers to.
            models.UniqueConstraint(fields=["id", "by", "draft"], name="transition_by_of_draft"),
            models.CheckConstraint(
                name="transition_release_has_four_eyes",
                condition=~Q(step__in=["approve", "release", "schedule"])
                | (
                    Q(submission__isnull=False, submitted_by__isnull=False)
                    & ~Q(by=F("submitted_by"))
                    & ~Q(by=F("owner"))
                ),
                violation_error_message=_(
                    "Nobody releases what they wrote or submitted themselves."
                ),
            ),
            models.CheckConstraint(
                name="transition_second_person",
                condition=~Q(step__in=["sign_off", "withdraw", "explain"])
                | (
                    Q(submission__isnull=False, submitted_by__isnull=False)
                    & ~Q(by=F("submitted_by"))
                ),
                violation_error_message=_("This has to be somebody else than who began it."),
            ),
            models.CheckConstraint(
                name="transition_says_why",
                condition=~Q(step__in=[s.name for s in STEPS.values() if s.needs_note])
                | ~Q(note=""),
                violation_error_message=_("This step needs a note."),
            ),
        ]
        # and one against TRUNCATE, in the migration record_in_a_chain
        triggers = [
            pgtrigger.Protect(
                name="transition_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d %H:%M}"


class VersionName(models.Model):
    """What somebody calls a kept version, to find it again. The version itself never changes."""

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="label", verbose_name=_("version")
    )
    name = models.CharField(_("name"), max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("name of a version")
        verbose_name_plural = _("names of versions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="version_name_says_something",
                condition=~Q(name=""),
                violation_error_message=_("Write a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """Why the text of a kept version is gone: the law asked for it.

    Only the database's owner can write one (`manage.py erase_revision`). The version's hash
    stays, so the chain still shows that nothing else was changed.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="erasure", verbose_name=_("version")
    )
    reason = models.TextField(_("ground"))
    ordered_by = models.CharField(_("ordered by"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="erasure_says_why", condition=~Q(reason="") & ~Q(ordered_by="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="erasure_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.reason[:60]}"
