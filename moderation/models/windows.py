"""The editorial calendar: times in which some stories need more agreement than others."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RuleWindow(models.Model):
    """A time in which stories about some tags or words are released under a stricter rule.

    Elections ask for it first: from 24 to 26 November 2024 no medium was to print what helps or
    harms a candidate (PKPU 13/2024). `tags` and `words` are lists of names; a story that has one of
    them falls under the window. A trigger records every change.
    """

    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(
        _("rule that it follows"),
        max_length=600,
        blank=True,
        help_text=_("For colleagues: which rule it follows, and what may not be printed."),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    tags = models.JSONField(_("tags"), default=list, blank=True)
    words = models.JSONField(_("words and names"), default=list, blank=True)
    needs_approval = models.BooleanField(
        _("two approvals by different people"),
        default=True,
        help_text=_("One editor approves, another one releases; also in an emergency."),
    )
    needs_reason = models.BooleanField(
        _("a written reason at the release"),
        default=True,
        help_text=_("Why readers should see the story in that time. It is kept with the step."),
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("rule window")
        verbose_name_plural = _("rule windows")
        ordering = ["starts_at", "id"]
        default_permissions = ()
        permissions = [("keep_windows", "Can keep the calendar of rule windows")]
        indexes = [models.Index(F("ends_at").desc(), F("id").desc(), name="rule_window_latest")]
        constraints = [
            models.CheckConstraint(
                name="rule_window_lasts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It has to end after it begins."),
            ),
            models.CheckConstraint(
                name="rule_window_is_about_something",
                condition=~Q(tags=[]) | ~Q(words=[]),
                violation_error_message=_("Say which stories it is about: by tags or by words."),
            ),
            models.CheckConstraint(
                name="rule_window_demands_something",
                condition=Q(needs_approval=True) | Q(needs_reason=True),
                violation_error_message=_("Tick at least one of the two that it demands."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rule-window", args=[self.pk])

    @property
    def last_minute(self) -> datetime:
        """Return the last minute that belongs to it; at `ends_at` it is over."""
        return self.ends_at - timedelta(minutes=1)

    @property
    def demands(self) -> list[str]:
        """Return what it asks of a release, in words."""
        columns = ("needs_approval", "needs_reason")
        return [
            str(self._meta.get_field(one).verbose_name) for one in columns if getattr(self, one)
        ]
