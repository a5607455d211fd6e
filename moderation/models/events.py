"""What happened to everything that is no story: append-only, with before and after."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

# As text. An event has the row before it, the row after it, or both.
DRAFT_OF_ALLOWANCE = Coalesce(KT("after__draft_id"), KT("before__draft_id"))


class Event(models.Model):
    """One change of one row, written by a trigger: who, when, and the row before and after."""

    class Action(models.TextChoices):
        INSERT = "INSERT", _("Added")
        UPDATE = "UPDATE", _("Changed")
        DELETE = "DELETE", _("Removed")

    at = models.DateTimeField(_("at"))
    # Nobody: a command, a job or the database's owner.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=10, choices=Action)
    table = models.CharField(_("what"), max_length=63)
    object_id = models.BigIntegerField(_("number"))
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="event_latest"),
            models.Index(F("by"), F("at").desc(), F("id").desc(), name="event_of_person"),
            models.Index(F("table"), F("at").desc(), F("id").desc(), name="event_of_kind"),
            models.Index(F("table"), F("object_id"), F("id").desc(), name="event_of"),
            models.Index(
                DRAFT_OF_ALLOWANCE,
                F("at").desc(),
                F("id").desc(),
                name="event_of_allowance",
                condition=Q(table="moderation_allowance"),
            ),
        ]
        # and two in migrations: against TRUNCATE, and against numbers that lead to somebody
        triggers = [
            pgtrigger.Protect(name="event_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.object_id} {self.action}"


class FrontChange(models.Model):
    """One change of the slots of a page, whole before and after, so that it can be undone."""

    category = models.ForeignKey(
        "categories.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of the front page")
        verbose_name_plural = _("changes of the front page")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.category_id or '/'}: {self.at:%Y-%m-%d %H:%M}"
