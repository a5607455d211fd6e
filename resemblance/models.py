"""By what documents are found that share words with another one.

Rows follow from the words of drafts and press releases and are made again at any time
(`manage.py fingerprint_stories`), so neither table is part of an export. Why two tables, and what
they cost: docs/decisions/near-copies.md.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sketch(models.Model):
    """One document, and the numbers that stand for its words.

    `kind` and `number` say which: apps above this one own the documents. `version` is that of
    `shingles` which made the numbers.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", _("story")
        RELEASE = "release", _("press release")

    id = models.AutoField(primary_key=True)  # four bytes, in each of millions of rows below
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.BigIntegerField(_("number"))
    fingerprints = ArrayField(models.IntegerField(), verbose_name=_("fingerprints"))
    version = models.PositiveSmallIntegerField(_("version"))

    class Meta:
        verbose_name = _("sketch of a document")
        verbose_name_plural = _("sketches of documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="sketch_of_one_document"),
            models.CheckConstraint(
                name="sketch_kind_known",
                condition=models.Q(kind__in=["draft", "release"]),
                violation_error_message=_("There are no documents of this kind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Fingerprint(models.Model):
    """One number and one document that has it: the key is the index that searches read.

    Without a foreign key in the database: it would check each of millions of rows on the way in,
    and want a second index as large as the first. What would be left without its sketch is in no
    result, for those are joined with it.
    """

    pk = models.CompositePrimaryKey("fingerprint", "sketch_id")
    fingerprint = models.IntegerField(_("fingerprint"))
    sketch = models.ForeignKey(
        Sketch,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("sketch"),
    )

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")

    def __str__(self) -> str:
        return f"{self.fingerprint} of {self.sketch_id}"
