"""What a newsroom settles for itself: its words and names, the weight of rules, open choices."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from copydesk import Level


def key_of(text: Any) -> Lower:
    """Return what two writings of one word have in common: letters and digits, in lower case."""
    signs = Func(text, Value("[^[:alnum:]]"), Value(""), Value("g"), function="regexp_replace")
    return Lower(signs)


class LexiconEntry(models.Model):
    """A word or name as this newsroom writes it; a proposal until an editor accepts it."""

    class Kind(models.TextChoices):
        WORD = "word", _("Word")
        PERSON = "person", _("Name of a person")
        PLACE = "place", _("Name of a place")
        AGENCY = "agency", _("Agency or organisation")
        ABBREVIATION = "abbreviation", _("Abbreviation")

    NAMES = (Kind.PERSON, Kind.PLACE, Kind.AGENCY)

    kind = models.CharField(_("kind of entry"), max_length=12, choices=Kind)
    text = models.CharField(
        _("written"), max_length=120, help_text=_("Exactly as it is to stand in a story.")
    )
    # Two entries that differ in capitals, spaces or signs alone are one word written twice.
    key = models.GeneratedField(
        expression=key_of(F("text")),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    expansion = models.CharField(
        _("in full"),
        max_length=200,
        blank=True,
        help_text=_("For an abbreviation: what it stands for."),
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("For colleagues: who that is, where it was looked up."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    added_at = models.DateTimeField(_("added"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("entry of the lexicon")
        verbose_name_plural = _("entries of the lexicon")
        default_permissions = ()
        permissions = [
            ("propose_entry", "Can read the lexicon and propose entries"),
            ("keep_lexicon", "Can add, change and remove entries of the lexicon"),
        ]
        constraints = [
            models.UniqueConstraint("kind", "key", name="lexicon_entry_once"),
            models.CheckConstraint(name="lexicon_entry_is_written", condition=~Q(key="")),
            models.CheckConstraint(
                name="lexicon_entry_is_accepted_by_somebody",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("key", "id", name="lexicon_entry_in_order"),
            models.Index("added_at", name="lexicon_proposal", condition=Q(accepted_at=None)),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("lexicon-entry", args=[self.pk])

    @property
    def is_proposal(self) -> bool:
        return self.accepted_at is None


class RuleLevel(models.Model):
    """How much a remark weighs here, where that is not what the rule pack says."""

    class Weight(models.TextChoices):
        GALAT = Level.GALAT.value, _("Error")
        PERINGATAN = Level.PERINGATAN.value, _("Warning")
        SARAN = Level.SARAN.value, _("Suggestion")
        OFF = "off", _("Off")

    rule = models.CharField(_("rule of language"), max_length=40, unique=True)
    level = models.CharField(_("weight"), max_length=10, choices=Weight)

    class Meta:
        verbose_name = _("weight of a rule")
        verbose_name_plural = _("weights of rules")
        default_permissions = ()
        permissions = [("set_standards", "Can change rules of language and house choices")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.level}"


class HouseStyle(models.Model):
    """What the spelling leaves open and this newsroom settled: one row, or none for the default."""

    class Percent(models.TextChoices):
        WORD = "persen", _("“persen”, in words")
        SIGN = "%", _("the sign %")
        EITHER = "bebas", _("either")

    class Quotes(models.TextChoices):
        STRAIGHT = "lurus", _('straight: "…"')
        CURLY = "lengkung", _("curly: “…”")
        EITHER = "bebas", _("either")

    class Titles(models.TextChoices):
        CAPITALS = "kapital", _("A Capital for Each Word")
        SENTENCE = "kalimat", _("Like a sentence")

    percent = models.CharField(
        _("percentages"), max_length=6, choices=Percent, default=Percent.WORD
    )
    quotes = models.CharField(
        _("quotation marks"), max_length=8, choices=Quotes, default=Quotes.EITHER
    )
    titles = models.CharField(_("headlines"), max_length=8, choices=Titles, default=Titles.CAPITALS)
    headline_most = models.PositiveSmallIntegerField(
        _("longest headline, in characters"),
        default=90,
        validators=[MinValueValidator(40), MaxValueValidator(200)],
    )
    sentence_most = models.PositiveSmallIntegerField(
        _("longest sentence, in words"),
        default=30,
        validators=[MinValueValidator(15), MaxValueValidator(80)],
    )

    class Meta:
        verbose_name = _("house style")
        verbose_name_plural = _("house styles")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="house_style_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "HouseStyle":
        """Return what is settled, or the unsaved default."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Stamp(models.Model):
    """One row that a trigger renews with every change of the tables above.

    A random value and not a number: what a transaction read before it was rolled back can never be
    taken for what another one committed.
    """

    value = models.UUIDField()

    class Meta:
        verbose_name = _("stamp of the standards")
        verbose_name_plural = _("stamps of the standards")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="stamp_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.value)


class Answers(models.Model):
    """How often the remarks of a rule were accepted and let stand, on one day (WIB)."""

    rule = models.CharField(_("rule of language"), max_length=40)
    day = models.DateField(_("day"))
    accepted = models.PositiveIntegerField(_("accepted"), default=0)
    let_stand = models.PositiveIntegerField(_("let stand"), default=0)

    class Meta:
        verbose_name = _("answers to a rule")
        verbose_name_plural = _("answers to rules")
        default_permissions = ()
        constraints = [models.UniqueConstraint("day", "rule", name="answers_of_a_day_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.day}"
