"""What the WebSub hub was told last."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HubNote(models.Model):
    """The one row that remembers what the hub was told, and how it goes with telling it.

    Written by the background worker (articles/websub.py); no reader may read it.
    """

    edition = models.BigIntegerField(default=0)
    # A digest of each feed's entries by the feed's address, as of the last time the hub was told.
    told = models.JSONField(default=dict, blank=True)
    failures = models.PositiveIntegerField(_("failed attempts"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=300, blank=True)
    wait_until = models.DateTimeField(_("next attempt"), null=True, blank=True)

    class Meta:
        verbose_name = _("note about the hub")
        verbose_name_plural = _("notes about the hub")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="hubnote_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.problem or str(self.edition)
