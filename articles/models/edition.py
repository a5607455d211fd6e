"""The edition: one number that says what the public site looks like."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The one row that triggers raise with every change of a table that readers see.

    It is a row and not a sequence, because a sequence shows before the commit.
    """

    number = models.BigIntegerField(default=1)
    # When slots and banners will begin and end, as of the last change of one; a trigger keeps it.
    turns = ArrayField(models.DateTimeField(), default=list, db_default=Value([]))

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(name="edition_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
