"""Tags: taggit's, on articles only. A draft keeps the names of its tags until it is released."""

import re

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


def tag_key(name: str) -> str:
    """Return what tags are compared by: letters and digits only, in lower case.

    `Pilkada 2024`, `pilkada-2024` and `PILKADA  2024` are one tag. The database holds the same
    rule in a generated column.
    """
    return re.sub(r"[\W_]+", "", name.lower())


class Tag(TagBase):
    key = models.GeneratedField(
        expression=Func(
            Lower(F("name")),
            Value(r"[^[:alnum:]]+"),
            Value(""),
            Value("g"),
            function="regexp_replace",
        ),
        output_field=models.CharField(max_length=100),
        db_persist=True,
    )
    # Set by a merge, which names the last of a chain: whoever asks for this one gets that one.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="tag_key_unique",
                violation_error_message=_(
                    "A tag that differs only in case, spaces or signs already exists."
                ),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("tag", kwargs={"slug": self.slug})

    @property
    def in_use(self) -> "Tag":
        """The tag that stands for this one: itself, or what it was merged into."""
        return self.merged_into or self


class ArticleTag(ItemBase):
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")
    # The story's own time, so that a tag's page is one range of one index.
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="articletag_once"),
        ]
        indexes = [
            models.Index(
                F("tag"),
                F("published_at").desc(),
                F("content_object").desc(),
                name="articletag_latest",
            ),
        ]
