"""What a story says of its own footing: that it is not verified yet, and whom it quotes.

Both are columns of `Copy`, so that a draft, its versions and the released story have the same.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_NOTICE = 600
# Says what clause 2c wants said: that it needs verification, and that somebody is at it.
DELIVERED_NOTICE = _(
    "This story still needs further verification. It is published because the public needs to know "
    "at once. The newsroom goes on verifying it and will report here what it finds."
)


class Condition(models.TextChoices):
    """When a story may go out unverified: Pedoman Pemberitaan Media Siber (2012), clause 2c.

    All four have to be met.
    """

    URGENT = "urgent", _("The public needs to know it at once")
    SOURCE = "source", _("Its first source is clearly named, credible and competent")
    SUBJECT = "subject", _("Whoever it is about could not be found or could not be interviewed")
    READERS = "readers", _("Readers are told that it needs further verification")


class Verification(models.Model):
    """Whether a story is verified, and the story that verified another one."""

    is_unverified = models.BooleanField(
        _("not verified yet"),
        default=False,
        help_text=_(
            "Only where all four conditions are met. The label and a notice at the end of the text "
            "are printed by themselves."
        ),
    )
    conditions_met = models.JSONField(_("conditions met"), default=list, blank=True)
    unverified_notice = models.CharField(
        _("notice to readers"),
        max_length=LONGEST_NOTICE,
        blank=True,
        help_text=_(
            "Printed in brackets and italics as the last paragraph. Empty: the text shown."
        ),
    )
    verify_by = models.DateTimeField(
        _("to be verified by"),
        null=True,
        blank=True,
        help_text=_(
            "Until then somebody goes on verifying; afterwards the desk is reminded (WIB)."
        ),
    )
    verifies = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_verifications",
        verbose_name=_("story it verifies"),
        help_text=_(
            "If this story tells what the verification of another one found. Both pages link to "
            "each other."
        ),
    )

    COPIED = ("is_unverified", "conditions_met", "unverified_notice", "verify_by", "verifies_id")

    class Meta:
        abstract = True

    @property
    def printed_notice(self) -> str:
        """Return what readers of an unverified story are told, in the delivered words or others."""
        return (self.unverified_notice or str(DELIVERED_NOTICE)) if self.is_unverified else ""


class Quotation(models.Model):
    """Which outlet's story this one is taken from, as Law 28/2014 on copyright, article 43, asks.

    All three or nothing: the law wants the source named in full, and who follows a correction at
    the origin (Pedoman Media Siber, clauses 4d and 5b) has to know which day's text was quoted.
    """

    quoted_outlet = models.CharField(
        _("quoted outlet"),
        max_length=120,
        blank=True,
        help_text=_("As it calls itself. Printed below the text, with a link."),
    )
    quoted_url = models.CharField(_("address of the quoted story"), max_length=500, blank=True)
    quoted_on = models.DateField(_("date of the quoted story"), null=True, blank=True)

    COPIED = ("quoted_outlet", "quoted_url", "quoted_on")

    class Meta:
        abstract = True


CONDITIONS_MET = Q(conditions_met__contains=Condition.values, verify_by__isnull=False)
IS_WEB_ADDRESS = Q(quoted_url="") | Q(quoted_url__regex=r"^https?://[^/]")

# What is left of these columns where a story was withdrawn.
NOTHING_SAID: dict[str, object] = {
    "is_unverified": False,
    "conditions_met": [],
    "unverified_notice": "",
    "verify_by": None,
    "quoted_outlet": "",
    "quoted_url": "",
    "quoted_on": None,
}
NOTHING_SAID_IN_SQL = {
    name if value is not None else f"{name}__isnull": True if value is None else value
    for name, value in NOTHING_SAID.items()
}


def constraints_of_stories() -> list[models.CheckConstraint]:
    """Return what holds of these columns in what readers see."""
    return [
        models.CheckConstraint(
            name="article_unverified_meets_conditions",
            condition=Q(is_unverified=False) | (CONDITIONS_MET & Q(verifies=None)),
            violation_error_message=_(
                "An unverified story meets all four conditions and says when it is verified."
            ),
        ),
        models.CheckConstraint(
            name="article_verifies_another",
            condition=Q(verifies=None) | ~Q(verifies=F("id")),
            violation_error_message=_("A story cannot verify itself."),
        ),
        models.CheckConstraint(
            name="article_quotation_is_whole",
            condition=Q(quoted_outlet="", quoted_url="", quoted_on=None)
            | (
                ~Q(quoted_outlet="")
                & ~Q(quoted_url="")
                & IS_WEB_ADDRESS
                & Q(quoted_on__isnull=False)
            ),
            violation_error_message=_("A quoted source needs its outlet, address and date."),
        ),
    ]
