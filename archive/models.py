"""Exports that somebody asked for at the desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

OPEN = ["waiting", "running"]


class Export(models.Model):
    """One archive: what is in it, how far it is, who fetched it. The row outlives the file."""

    class Kind(models.TextChoices):
        NEWSROOM = "newsroom", _("Everything, in an open format")
        WORDPRESS = "wordpress", _("Public stories, for WordPress")
        SITE = "site", _("Public site, as files for any web server")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")
        DELETED = "deleted", _("Deleted")

    kind = models.CharField(_("what"), max_length=20, choices=Kind, default=Kind.NEWSROOM)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    told = models.CharField(_("last heard of"), max_length=200, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_at = models.DateTimeField(_("asked for"))
    # Moved on while it is made: what stands still is known by it.
    seen_at = models.DateTimeField(_("last sign"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    fetched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last downloaded by"),
    )
    fetched_at = models.DateTimeField(_("last downloaded"), null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-id"]
        default_permissions = ()
        permissions = [("take_export", "Can export everything")]
        constraints = [
            models.UniqueConstraint(
                Value(1), name="export_one_at_a_time", condition=Q(state__in=OPEN)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_under_way(self) -> bool:
        return self.state in OPEN
