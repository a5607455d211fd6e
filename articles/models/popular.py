"""How often stories are read: what is counted, and the two lists that readers see of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Reading(models.Model):
    """What one process counted of a story in a few seconds, until it is added up.

    Readers' processes may add rows and see none (newsroom/roles.sql). There is no foreign key:
    checking one would lock the row of the story, which is the row that everybody reads.
    """

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.count}"


class ReadingHour(models.Model):
    """How often a story was read in an hour. Kept for eight days, and for the desk's jobs alone."""

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("readings of an hour")
        verbose_name_plural = _("readings of hours")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["hour", "article_id"], name="reading_hour_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.count}"


class Popular(models.Model):
    """A place among the stories read most. No number is told, so none can be chased."""

    class Window(models.TextChoices):
        DAY = "day", _("Last 24 hours")
        WEEK = "week", _("Last seven days")

    window = models.CharField(max_length=4, choices=Window)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="popular")

    class Meta:
        verbose_name = _("story read most")
        verbose_name_plural = _("stories read most")
        ordering = ["window", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["window", "position"], name="popular_place_once"),
            models.UniqueConstraint(fields=["window", "article"], name="popular_story_once"),
            models.CheckConstraint(
                name="popular_place_exists", condition=Q(position__range=(1, 10))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.position}: {self.article_id}"
