"""Which versions an editor has had before their eyes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.draft import Draft


class Reading(models.Model):
    """That a person opened a version for review: “what changed since then” begins there."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["draft", "person", "version"], name="reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.person_id}, {self.version}"
