"""Standing pages: masthead, guideline, contact, privacy."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.html import clean_html

# Addresses that mean something else; a standing page cannot have them.
RESERVED = (
    "api",
    "berita",
    "cari",
    "feed",
    "hak-jawab",
    "healthz",
    "huruf",
    "indeks",
    "kategori",
    "koreksi",
    "luring",
    "media",
    "meja",
    "oembed",
    "pencabutan",
    "penulis",
    "peta-situs",
    "ringkasan",
    "static",
    "tag",
    "terpopuler",
)


class Page(models.Model):
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    body = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(
        _("place in the footer"), default=0, help_text=_("Smaller numbers come first.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                name="page_address_is_free",
                condition=~Q(slug__in=RESERVED),
                violation_error_message=_("This address is used by the site itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: object) -> None:
        self.body = clean_html(self.body)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("page", kwargs={"slug": self.slug})
