"""What is being written and not saved yet, and who has which draft open."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from moderation.models.draft import Draft


class Autosave(models.Model):
    """What somebody typed and has not saved: one row per draft and person, never in the history.

    `words` are the form's fields as they were sent, `base_version` the version they began from.
    `saved` names the pages that were saved lately, with the moment: what comes from them late is
    thrown away. A row may hold nothing else.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="autosaves")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves"
    )
    words = models.JSONField()
    saved = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("unsaved typing")
        verbose_name_plural = _("unsaved typing")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="autosave_once"),
        ]
        indexes = [models.Index(F("at"), name="autosave_age")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.person_id}"


class Presence(models.Model):
    """Who has a draft open: the last time their page said so."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences"
    )
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="presence_once"),
        ]
        indexes = [models.Index(F("seen_at"), name="presence_age")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.person_id}"
