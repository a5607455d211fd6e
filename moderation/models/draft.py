"""What the desk works on: the draft of a story."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, Copy
from articles.models.verification import CONDITIONS_MET, IS_WEB_ADDRESS
from categories.models import Category
from moderation.models.desks import DeskChannel
from moderation.steps import IN_PROGRESS, OWNER_EDITS, Status, moves


class DraftQuerySet(models.QuerySet["Draft"]):
    def seen_by(self, user: User) -> "DraftQuerySet":
        """Return what `user` may read: their own, and for editors everybody's.

        A restricted one only the editors of its desk, beside the owner.
        """
        if not user.has_perm("moderation.edit_any_draft"):
            return self.filter(owner=user)
        if closed := DeskChannel.objects.closed_to(user):
            return self.exclude(~Q(owner=user), is_restricted=True, category__in=closed)
        return self

    def within(self, path: str) -> "DraftQuerySet":
        """Return what is in the category at `path`, below it, or in one merged into those."""
        here = Category.objects.at_or_below(path).order_by().values("pk")
        return self.filter(
            category__in=Category.objects.filter(Q(pk__in=here) | Q(merged_into__in=here))
        )

    def decided_by(self, user: User) -> "DraftQuerySet":
        """Return what is in the channels of `user`: of their desks, or of no desk."""
        if closed := DeskChannel.objects.closed_to(user):
            return self.exclude(category__in=closed)
        return self

    def in_progress(self) -> "DraftQuerySet":
        """Return what somebody still has to do something with before readers see it."""
        return self.filter(status__in=IN_PROGRESS)

    def due(self, moment: datetime) -> "DraftQuerySet":
        """Return scheduled drafts whose minute had come at `moment` and that are still waiting."""
        return self.filter(status=Status.SCHEDULED, scheduled_for__lte=moment)


class WorkingCopy(Copy):
    """The columns of a draft and of its revisions alike.

    `tags` is a list of names, `credits` a list of {"author": id, "role": Credit.Role} in order:
    they become rows when the story is released, so that nothing readers may read knows them
    before. `assured` holds the keys of the questions about sensitive topics that were answered
    with yes (`moderation.sensitive`).
    """

    lead_photo = models.ForeignKey(
        "photos.Photo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead photo"),
    )
    release = models.ForeignKey(
        "releases.PressRelease",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("press release"),
        help_text=_("What the story was made from. Readers see that it is a release, and whose."),
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    credits = models.JSONField(_("credits"), default=list, blank=True)

    assured = models.JSONField(_("assured of sensitive topics"), default=list, blank=True)

    COPIED = (*Copy.COPIED, "lead_photo_id", "release_id", "tags", "credits", "assured")

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

    # When it has to be where. None of this is part of a version: see moderation.timing.
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody releases the story before this minute (WIB)."),
    )
    embargo_source = models.CharField(_("embargo asked for by"), max_length=160, blank=True)
    is_restricted = models.BooleanField(
        _("restricted"),
        default=False,
        help_text=_("Only its owner, the editors of its desk and the chiefs see the story."),
    )

    # The press release of which an editor said that the story became reporting of its own
    # (moderation.made_from). Of another one they did not say it.
    outgrown = models.ForeignKey(
        "releases.PressRelease",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("press release it has outgrown"),
    )

    # Who works on it now, until when (moderation.claims).
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)

    # What still has to be answered by a second person: each is empty once it was.
    emergency = models.ForeignKey(
        "moderation.Transition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emergency release to be signed off"),
    )
    withdrawal_asked = models.ForeignKey(
        "moderation.Transition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawal to be decided on"),
    )
    killed_at = models.DateTimeField(_("killed"), null=True, blank=True)
    explain_by = models.DateTimeField(_("to be explained by"), null=True, blank=True)

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
            ("release_in_emergency", "Can release alone in an emergency"),
            ("kill_article", "Can take public stories out of sight at once"),
            ("lift_embargo", "Can lift embargoes"),
            ("release_any_channel", "Can decide on stories of every channel"),
            ("view_record", "Can read the record of everything"),
            ("change_front", "Can place stories on the front page and raise banners"),
            ("handle_case", "Can handle readers' letters"),
        ]
        indexes = [
            models.Index(F("changed_at").desc(), F("id").desc(), name="draft_changed"),
            models.Index(F("status"), F("changed_at").desc(), name="draft_status"),
            models.Index(F("owner"), F("changed_at").desc(), name="draft_owner"),
            models.Index(F("kind"), F("changed_at").desc(), F("id").desc(), name="draft_kind"),
            GinIndex(SearchVector("headline", config="simple"), name="draft_headline_words"),
            # Stories that name another outlet as their source, and those that are not verified:
            # few, and looked for among all.
            models.Index(F("changed_at").desc(), condition=~Q(quoted_url=""), name="draft_quotes"),
            models.Index(
                F("changed_at").desc(), condition=Q(is_unverified=True), name="draft_unverified"
            ),
            # What the clock looks for every minute.
            models.Index(
                F("scheduled_for"), condition=Q(status="scheduled"), name="draft_scheduled"
            ),
            # What editors and writers look at all day: what is due, and what waits for a second
            # pair of eyes. Each holds a handful of rows, however many drafts there are.
            models.Index(
                F("due_at"),
                condition=Q(due_at__isnull=False)
                & ~Q(status__in=["released", "spiked", "withdrawn", "killed"]),
                name="draft_due",
            ),
            models.Index(
                F("id"),
                condition=Q(emergency__isnull=False)
                | Q(withdrawal_asked__isnull=False)
                | Q(explain_by__isnull=False),
                name="draft_unanswered",
            ),
            models.Index(
                F("claimed_by"), condition=Q(claimed_by__isnull=False), name="draft_claimed"
            ),
            # Everybody's unfinished work: counted by person, listed by person.
            models.Index(
                F("owner"),
                F("status"),
                F("changed_at").desc(),
                condition=Q(status__in=IN_PROGRESS),
                name="draft_in_progress",
            ),
            models.Index(
                F("changed_at"),
                F("id"),
                condition=Q(status__in=IN_PROGRESS),
                name="draft_in_progress_age",
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
                condition=~Q(status__in=["released", "withdrawn", "killed"])
                | Q(article__isnull=False, released_revision__isnull=False),
                violation_error_message=_("A released story needs its public page."),
            ),
            models.CheckConstraint(
                name="draft_schedule_respects_embargo",
                condition=Q(embargo_until=None)
                | Q(scheduled_for=None)
                | Q(scheduled_for__gte=F("embargo_until")),
                violation_error_message=_("The minute lies before the end of the embargo."),
            ),
            models.CheckConstraint(
                name="draft_embargo_says_who",
                condition=Q(embargo_until=None) | ~Q(embargo_source=""),
                violation_error_message=_("Write who asked for the embargo."),
            ),
            models.CheckConstraint(
                name="draft_claim_is_whole",
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                violation_error_message=_("A claim needs a person and an end."),
            ),
            models.CheckConstraint(
                name="draft_unverified_meets_conditions",
                condition=Q(is_unverified=False)
                | ~Q(status__in=["scheduled", "released"])
                | CONDITIONS_MET,
                violation_error_message=_(
                    "An unverified story meets all four conditions and says when it is verified."
                ),
            ),
            models.CheckConstraint(
                name="draft_quotes_the_web",
                condition=IS_WEB_ADDRESS,
                violation_error_message=_("An address on the web begins with https:// or http://."),
            ),
            models.CheckConstraint(
                name="draft_killed_is_explained_in_time",
                condition=~Q(status="killed")
                | Q(killed_at__isnull=False, explain_by__isnull=False),
                violation_error_message=_("A killed story has to be explained."),
            ),
            models.CheckConstraint(
                name="draft_of_a_release_says_so",
                condition=Q(release=None)
                | Q(kind="release")
                | Q(outgrown__isnull=False, outgrown=F("release")),
                violation_error_message=_("A story made from a press release says that it is one."),
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
    def desk_address(self) -> str:
        """The page lists lead to: the form of what is being written, the review of the rest."""
        page = "change" if self.status in OWNER_EDITS else "review"
        return reverse(f"admin:moderation_draft_{page}", args=[self.pk])

    @property
    def says_release(self) -> bool:
        """Say whether its press release makes this story one, whatever kind was chosen."""
        return self.release_id is not None and self.outgrown_id != self.release_id

    @property
    def is_live(self) -> bool:
        """Say whether readers see a version of this story now."""
        gone = self.killed_at is not None or self.status == Status.WITHDRAWN
        return self.article_id is not None and not gone
