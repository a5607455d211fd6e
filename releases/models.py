"""What agencies send to the newsroom, kept as it came."""

import unicodedata
from hashlib import sha256

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from releases.storage import files

# Marks above and below a letter are put in order one by one: of a longer heap of them it takes as
# many steps as the square of their number.
LONGEST_WORD = 500
# What a release is looked up by; the index and the question have to say the same.
WORDS = SearchVector("title", "agency", config="simple")


def digest(text: str) -> str:
    """Return the SHA-256 of the words of `text`, in hexadecimal.

    A mail breaks lines where a document does not, and two keyboards write one accent in two ways:
    white space and the Unicode form make no other release.
    """
    words = (
        unicodedata.normalize("NFC", word) if len(word) <= LONGEST_WORD else word
        for word in text.split()
    )
    return sha256(" ".join(words).encode()).hexdigest()


class PressRelease(models.Model):
    """A press release as it was received. Who sent it may be put right, what they sent may not."""

    class Way(models.TextChoices):
        PASTED = "pasted", _("Pasted")
        FILE = "file", _("File")
        MAIL = "mail", _("E-mail")

    title = models.CharField(_("title"), max_length=200)
    agency = models.CharField(
        _("sender"),
        max_length=160,
        help_text=_("The agency or organisation, as readers will see it printed."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("Name, e-mail or telephone of who can be asked. Readers never see it."),
    )
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"))
    came_by = models.CharField(_("came by"), max_length=10, choices=Way)
    file = models.FileField(_("file"), storage=files, blank=True, max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    # Of a mail, in its order: number, name, size, sha256 and says, as `reading.Attached` has them.
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    has_text = models.BooleanField(
        _("its text could be read"),
        default=True,
        help_text=_("If not, the subject of the mail stands for its text."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,  # it came by mail
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ["-received_at", "-id"]
        default_permissions = ("add", "view")
        indexes = [
            models.Index(F("received_at").desc(), F("id").desc(), name="release_latest"),
            GinIndex(WORDS, name="release_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="release_says_what_and_who",
                condition=~Q(title="") & ~Q(agency="") & ~Q(text=""),
                violation_error_message=_("A press release needs a title, a sender and a text."),
            ),
            models.CheckConstraint(
                name="release_came_by_known_way",
                condition=Q(came_by__in=["pasted", "file", "mail"]),
            ),
            models.CheckConstraint(
                name="release_was_entered_by_somebody",
                condition=Q(came_by="mail") | Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="release_file_has_name",
                condition=Q(file="", file_name="") | (~Q(file="") & ~Q(file_name="")),
            ),
            models.CheckConstraint(
                name="release_received_before_entered",
                condition=Q(received_at__lte=F("entered_at")),
                violation_error_message=_("That lies in the future."),
            ),
        ]
        triggers = [
            # What a story is compared with must be what the sender wrote.
            pgtrigger.ReadOnly(
                name="release_stays_as_received",
                fields=[
                    "text",
                    "sha256",
                    "came_by",
                    "file",
                    "file_name",
                    "attachments",
                    "has_text",
                    "entered_by",
                    "entered_at",
                ],
            ),
            pgtrigger.Protect(name="release_is_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("release", args=[self.pk])

    def label(self) -> str:
        """Return the words that stand for a release in a text field; the number decides."""
        day = formats.date_format(timezone.localdate(self.received_at), "DATE_FORMAT")
        return f"#{self.pk} {self.title} ({self.agency}, {day})"
