"""What the newsroom means to cover: planned, handed out, and begun as a draft.

Planning is not scheduling. Nothing here releases a story or moves the minute of one.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import Draft
from moderation.steps import Status

# What was planned longer ago and never begun is no work of today; the calendar still shows it.
FORGOTTEN_AFTER = timedelta(days=30)


class State(models.TextChoices):
    """Where a plan stands. Read from its row and its draft, so the two cannot disagree."""

    IDEA = "idea", _("Idea")
    ASSIGNED = "assigned", _("Assigned")
    STARTED = "started", _("Started")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        """Return what still has to be done: see `Assignment.state`, which says the same."""
        ended = Q(draft__article__isnull=False) | Q(draft__status=Status.SPIKED)
        return self.filter(Q(draft=None) | ~ended, closed="")

    def recent(self, today: date) -> "AssignmentQuerySet":
        return self.filter(planned_for__gte=today - FORGOTTEN_AFTER)

    def late(self, now: datetime) -> "AssignmentQuerySet":
        """Return what is open past its due time or its day."""
        today = timezone.localdate(now)
        return self.open().recent(today).filter(Q(due_at__lt=now) | Q(planned_for__lt=today))

    def of(self, user: User) -> "AssignmentQuerySet":
        """Return what `user` reports or photographs."""
        return self.filter(Q(reporter=user) | Q(photographer=user))

    def for_rows(self) -> "AssignmentQuerySet":
        """Load what a line of a list shows, in one query, without any text of a story."""
        people = ("reporter", "photographer", "category", "draft")
        return self.select_related(*people).defer("draft__standfirst", "draft__body")


class Assignment(models.Model):
    """One thing to cover: what, where, when, who, and the draft it became.

    Only what was decided by hand is stored as its end (`closed`); idea, assigned, started and done
    follow from the people and the draft.
    """

    class Closed(models.TextChoices):
        DONE = State.DONE.value, State.DONE.label
        CANCELLED = State.CANCELLED.value, State.CANCELLED.label

    what = models.CharField(
        _("what"), max_length=160, help_text=_("It becomes the first headline of the draft.")
    )
    details = models.TextField(
        _("details"),
        max_length=4000,
        blank=True,
        help_text=_("Angle, people to ask, telephone numbers. It never gets into the story."),
    )
    category = models.ForeignKey(
        "categories.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    place = models.CharField(_("where"), max_length=160, blank=True)
    planned_for = models.DateField(_("day"))
    planned_time = models.TimeField(_("time (WIB)"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("reporter"),
    )
    photo_wanted = models.BooleanField(_("photo wanted"), default=False)
    photographer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photo_assignments",
        verbose_name=_("photographer"),
    )
    closed = models.CharField(_("closed by hand"), max_length=20, choices=Closed, blank=True)
    draft = models.OneToOneField(
        Draft,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignment",
        verbose_name=_("draft story"),
    )
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("planned by"),
    )
    created_at = models.DateTimeField(_("planned at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("last changed"))

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["planned_for", "id"]
        default_permissions = ("view", "add", "change")
        indexes = [
            models.Index(F("planned_for"), F("id"), name="assignment_day"),
            models.Index(F("reporter"), F("planned_for"), name="assignment_reporter"),
            models.Index(F("photographer"), F("planned_for"), name="assignment_photographer"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_says_what",
                condition=~Q(what=""),
                violation_error_message=_("Write in a few words what is to be covered."),
            ),
            models.CheckConstraint(
                name="assignment_closed_known",
                condition=Q(closed__in=["", State.DONE.value, State.CANCELLED.value]),
                violation_error_message=_("A plan is open, done or cancelled."),
            ),
            models.CheckConstraint(
                name="assignment_photographer_takes_photo",
                condition=Q(photographer=None) | Q(photo_wanted=True),
                violation_error_message=_("Whoever sends a photographer wants a photo."),
            ),
            models.CheckConstraint(
                name="assignment_story_has_reporter",
                condition=Q(draft=None) | Q(reporter__isnull=False),
                violation_error_message=_("A plan that became a story has its reporter."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def state(self) -> State:
        """Say where the plan stands; a draft that readers see, or that was spiked, ends it."""
        if self.closed:
            return State(self.closed)
        if self.draft is not None:
            if self.draft.article_id is not None:
                return State.DONE
            return State.CANCELLED if self.draft.status == Status.SPIKED else State.STARTED
        return State.IDEA if self.reporter_id is None else State.ASSIGNED

    @property
    def is_open(self) -> bool:
        return self.state not in (State.DONE, State.CANCELLED)
