"""Exports that somebody asked for at the desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from wordpress.pace import minutes_left

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

    class Stage(models.TextChoices):
        TABLES = "tables", _("Tables")
        FILES = "files", _("Files")
        ITEMS = "items", _("Stories and photos")
        PAGES = "pages", _("Addresses")
        PACKING = "packing", _("Packing, in megabytes")

    kind = models.CharField(_("what"), max_length=20, choices=Kind, default=Kind.NEWSROOM)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    # How far it is: what is being done since when, and how much of how much, as far as is known.
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, blank=True)
    stage_at = models.DateTimeField(_("begin of the stage"), null=True, blank=True)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), default=0)
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

    @property
    def minutes_left(self) -> int | None:
        """How long the stage still takes; None where that cannot be said."""
        return minutes_left(self.stage_at, self.seen_at, self.done, self.total)
