"""What readers are told about mistakes, and what they tell the newsroom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def with_stories(self) -> "CorrectionQuerySet":
        """Load what a list of corrections shows: each with its story's headline and address."""
        own = [field.name for field in self.model._meta.fields]
        rows = self.select_related("article").only(*own, "article__slug", "article__headline")
        return rows.fetch_mode(models.FETCH_RAISE)


class Correction(models.Model):
    """What was wrong in a released story and what is right, said to readers with its time."""

    class Severity(models.TextChoices):
        """How much was wrong. Kode Etik Jurnalistik, article 10: substance needs an apology."""

        TYPE = "type", _("Typing: a slip that may mislead")
        FACT = "fact", _("Fact: a name, a number, a date was wrong")
        SUBSTANCE = "substance", _("Substance: the story said something that is not so")

    # The same in the words for readers.
    TOLD_AS = {
        Severity.TYPE: _("Typing error"),
        Severity.FACT: _("Error of fact"),
        Severity.SUBSTANCE: _("Error of substance"),
    }

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    severity = models.CharField(
        _("severity"), max_length=20, choices=Severity, default=Severity.FACT
    )
    text = models.TextField(_("correction"))
    apology = models.TextField(_("apology"), blank=True)
    published_at = models.DateTimeField(_("published"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="correction_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="correction_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what was wrong and what is right."),
            ),
            models.CheckConstraint(
                name="correction_severity_known",
                condition=Q(severity__in=["type", "fact", "substance"]),
                violation_error_message=_("This severity does not exist."),
            ),
            models.CheckConstraint(
                name="correction_of_substance_apologises",
                condition=~Q(severity="substance") | ~Q(apology=""),
                violation_error_message=_("A correction of substance needs an apology."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def told_as(self) -> str:
        """How much was wrong, as readers are told."""
        return str(self.TOLD_AS[self.severity])


class Letter(models.Model):
    """What a reader wrote about a story: the reader role may add one and read none.

    Stores what is needed to answer, and nothing else. `sender_key` is a keyed digest of the
    sender's address that changes every day: it counts letters against floods and names nobody.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("Right of reply: the story is about me and harms me")
        CORRECTION = "correction", _("Right of correction: something in the story is wrong")
        COMPLAINT = "complaint", _("Complaint about the story")

    # The same in a few words, for those who know them.
    CALLED = {
        Kind.REPLY: _("Right of reply"),
        Kind.CORRECTION: _("Right of correction"),
        Kind.COMPLAINT: _("Complaint"),
    }
    # How the numbers of letters begin: hak jawab, hak koreksi, aduan.
    PREFIXES = {Kind.REPLY: "HJ", Kind.CORRECTION: "HK", Kind.COMPLAINT: "AD"}

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("what it is"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    contact = models.CharField(_("e-mail or telephone"), max_length=160)
    standing = models.CharField(_("relation to the story"), max_length=200, blank=True)
    text = models.TextField(_("letter"), max_length=20_000)
    sent_at = models.DateTimeField(_("sent"))
    sender_key = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-sent_at", "-id"]
        default_permissions = ("view",)
        indexes = [models.Index(F("sender_key"), F("sent_at"), name="letter_sender")]
        constraints = [
            models.CheckConstraint(
                name="letter_is_whole",
                condition=~Q(name="") & ~Q(contact="") & ~Q(text=""),
                violation_error_message=_("A letter needs a name, a contact and a text."),
            ),
            models.CheckConstraint(
                name="letter_kind_known",
                condition=Q(kind__in=["reply", "correction", "complaint"]),
                violation_error_message=_("This kind of letter does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @property
    def called(self) -> str:
        """What it is in a few words."""
        return str(self.CALLED[self.kind])

    @property
    def reference(self) -> str:
        """The number that sender and newsroom call the letter by: `HJ-2026-0012`."""
        year = timezone.localdate(self.sent_at).year
        return f"{self.PREFIXES[self.kind]}-{year}-{self.pk:04d}"
