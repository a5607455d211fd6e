"""What was asked to be moved, and what became of each thing of the old site."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wordpress.pace import minutes_left


class Move(models.Model):
    """One import: the files, what was planned, how far it is, and its report."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        REHEARSING = "rehearsing", _("Being read")
        READY = "ready", _("Ready to start")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    files = models.JSONField(_("files"), default=list)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.UPLOADED)
    # What the newsroom decided about the old categories: see `taxonomy.Decision`.
    plan = models.JSONField(_("plan of the categories"), default=list, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)
    total = models.PositiveIntegerField(_("items"), default=0)
    done = models.PositiveIntegerField(_("items done"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("made"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    # Moved on with every batch: what stands still is known by it.
    seen_at = models.DateTimeField(_("last sign"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    files_deleted_at = models.DateTimeField(_("files deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("move from WordPress")
        verbose_name_plural = _("moves from WordPress")
        ordering = ["-id"]
        default_permissions = ()
        permissions = [("run_move", "Can import from WordPress")]

    def __str__(self) -> str:
        return ", ".join(file.get("name", "") for file in self.files) or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("move", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.RUNNING, self.State.REHEARSING}

    @property
    def minutes_left(self) -> int | None:
        """How long what is under way still takes; None where that cannot be said."""
        return minutes_left(self.started_at, self.seen_at, self.done, self.total)


class OldItem(models.Model):
    """A thing of the old site, once however often it is imported, and what it is here.

    `key` is its number there (or what else tells it from others), so that a second run finds what
    the first one made.
    """

    class Outcome(models.TextChoices):
        SEEN = "seen", _("Not yet imported")
        PUBLIC = "public", _("Public story")
        DRAFT = "draft", _("Draft, not public")
        PAGE = "page", _("Standing page")
        PHOTO = "photo", _("Photo")
        NO_FILE = "no_file", _("Picture without its file")
        NOT_KEPT = "not_kept", _("Not taken over")
        FAILED = "failed", _("Failed")

    site = models.CharField(_("old site"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("number there"), max_length=250)
    parent = models.CharField(max_length=250, blank=True)
    status = models.CharField(_("status there"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    path = models.CharField(_("old path"), max_length=2000, blank=True)
    file = models.CharField(_("old file"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, default=Outcome.SEEN)
    # Kept for the story before it is written, so that others can link to it whatever the order.
    number = models.BigIntegerField(_("number here"), null=True, blank=True)
    digest = models.CharField(max_length=32, blank=True)
    # What was left out, by name and number; why it failed.
    dropped = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    draft = models.ForeignKey(
        "moderation.Draft", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "articles.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    photo = models.ForeignKey(
        "photos.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("thing of the old site")
        verbose_name_plural = _("things of the old site")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="olditem_once"),
        ]
        indexes = [
            models.Index(F("site"), F("path"), condition=~Q(path=""), name="olditem_path"),
            models.Index(F("site"), F("file"), condition=~Q(file=""), name="olditem_file"),
            models.Index(
                F("site"), F("kind"), F("parent"), condition=~Q(parent=""), name="olditem_parent"
            ),
            models.Index(F("site"), F("outcome"), name="olditem_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.title}"
