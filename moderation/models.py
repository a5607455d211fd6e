"""What the desk works on: drafts, everything anybody saved of them, and every step they took."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, Copy
from moderation.steps import STEPS, Change, Status, moves


class DraftQuerySet(models.QuerySet["Draft"]):
    def seen_by(self, user: User) -> "DraftQuerySet":
        """Return what `user` may read: their own, and for editors everybody's."""
        if user.has_perm("moderation.edit_any_draft"):
            return self
        return self.filter(owner=user)

    def due(self, moment: datetime) -> "DraftQuerySet":
        """Return scheduled drafts whose minute had come at `moment` and that are still waiting."""
        return self.filter(status=Status.SCHEDULED, scheduled_for__lte=moment)


class WorkingCopy(Copy):
    """The columns of a draft and of its revisions alike.

    `tags` is a list of names, `credits` a list of {"author": id, "role": Credit.Role} in order:
    they become rows when the story is released, so that nothing readers may read knows them
    before.
    """

    lead_photo = models.ForeignKey(
        "photos.Photo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead photo"),
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    credits = models.JSONField(_("credits"), default=list, blank=True)

    COPIED = (*Copy.COPIED, "lead_photo_id", "tags", "credits")

    class Meta:
        abstract = True


class Draft(WorkingCopy):
    """The desk's working copy of one story, older than the article until the first release.

    `status` moves through `workflow.take()` only; `version` counts saves and is what every form
    and every step must have seen.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="drafts",
        verbose_name=_("owner"),
    )
    article = models.OneToOneField(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("public story"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=0)
    scheduled_for = models.DateTimeField(_("scheduled for"), null=True, blank=True)
    released_revision = models.ForeignKey(
        "moderation.Revision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released version"),
    )
    created_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("last changed"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft story")
        verbose_name_plural = _("draft stories")
        ordering = ["-changed_at", "-id"]
        permissions = [
            ("submit_draft", "Can submit drafts and take them back"),
            ("edit_any_draft", "Can read and edit drafts of others"),
            ("return_draft", "Can return drafts to their writers"),
            ("release_draft", "Can release and schedule drafts of others"),
            ("spike_draft", "Can spike drafts"),
            ("withdraw_article", "Can withdraw public stories"),
        ]
        indexes = [
            models.Index(F("changed_at").desc(), F("id").desc(), name="draft_changed"),
            models.Index(F("status"), F("changed_at").desc(), name="draft_status"),
            models.Index(F("owner"), F("changed_at").desc(), name="draft_owner"),
            # What the clock looks for every minute.
            models.Index(
                F("scheduled_for"), condition=Q(status="scheduled"), name="draft_scheduled"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="draft_status_known",
                condition=Q(status__in=Status.values),
                violation_error_message=_("This status does not exist."),
            ),
            models.CheckConstraint(
                name="draft_scheduled_has_minute",
                condition=Q(status="scheduled", scheduled_for__isnull=False)
                | (~Q(status="scheduled") & Q(scheduled_for=None)),
                violation_error_message=_("A scheduled story needs its minute, others have none."),
            ),
            models.CheckConstraint(
                name="draft_public_has_article",
                condition=~Q(status__in=["released", "withdrawn"])
                | Q(article__isnull=False, released_revision__isnull=False),
                violation_error_message=_("A released story needs its public page."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="draft_status_moves", field="status", transitions=moves()),
            # The past has to stay readable: a draft is spiked, not deleted.
            pgtrigger.Protect(name="draft_is_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("Untitled draft"))

    def get_absolute_url(self) -> str:
        return reverse("admin:moderation_draft_change", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Say whether readers see a version of this story now."""
        return self.article_id is not None and self.status != Status.WITHDRAWN


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
    due_at = models.DateTimeField(_("minute"), null=True, blank=True)
    automatic = models.BooleanField(_("taken by the clock"), default=False)
    late = models.BooleanField(_("late"), default=False)
    # Written by a trigger from the rows themselves, so that no caller can say otherwise.
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
        verbose_name=_("submission"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(F("draft"), F("id").desc(), name="transition_latest")]
        constraints = [
            # What the foreign key (submission, submitted_by, draft) in the migration refers to.
            models.UniqueConstraint(fields=["id", "by", "draft"], name="transition_by_of_draft"),
            models.CheckConstraint(
                name="transition_release_has_four_eyes",
                condition=~Q(step__in=["release", "schedule"])
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
