"""What an editor or writer answered the copy desk."""

from django.conf import settings
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from moderation.models.draft import Draft


class Allowance(models.Model):
    """Words that may stand in one story although a rule remarked on them, and why.

    The words of a remark decide, not their place: places move with every edit. Whoever decides on
    the story later reads the reason.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="allowances")
    rule = models.CharField(_("rule of language"), max_length=40)
    words = models.TextField(_("words let stand"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("draft", "rule", MD5("words"), name="allowance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words[:60]}"
