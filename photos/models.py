"""The photo library: what was uploaded, and the smaller files made from it."""

from collections.abc import Iterable
from functools import partial
from operator import itemgetter
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Upper
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.storage import originals

# What a story needs of its pictures before it may be submitted.
NEEDED = ("alt", "caption", "credit")
LACKING = Q(*((f"{name}__regex", r"^\s*$") for name in NEEDED), _connector=Q.OR)

# What is searched; `__icontains` of it is answered by the index `photo_said`.
SAID = Concat(
    "caption", Value(" "), "credit", Value(" "), "creator", output_field=models.TextField()
)

INDEXED = 3  # letters that a word has to have for that index

# What the desk shows in place of a picture that was taken down: its files are gone.
TAKEN_DOWN_PICTURE = ("img/photo-taken-down.svg", 320, 213)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def usable(self) -> Self:
        """Leave out what was taken down: it is in no story and cannot be chosen for one."""
        return self.filter(taken_down_at=None)

    def search(self, text: str) -> Self:
        """Photos that hold every word of `text` in caption, credit or creator; newest first.

        A number also finds the photo of that id; a short one finds nothing else. Other words of one
        or two letters are passed over: no index knows them. Nothing typed finds everything.
        """
        found = self.alias(said=SAID)
        for word in text.split()[:10]:  # more words find nothing more, they only cost time
            number = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None
            if len(word) >= INDEXED:
                found = found.filter(Q(said__icontains=word) | Q(pk=number))
            elif number is not None:
                found = found.filter(pk=number)
        return found.order_by("-uploaded_at", "-pk")


class Photo(models.Model):
    """A picture somebody uploaded.

    A photo that was taken down (`photos.takedown`) keeps its row and its original; what readers
    could fetch is deleted. The words belong to the library: a story copies them at release
    (`card()`), so changing them here changes no page that readers already see.
    """

    original = models.FileField(
        _("original"), storage=originals, upload_to="originals", max_length=200, editable=False
    )
    sha256 = models.CharField(
        _("fingerprint"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the original file."),
    )
    bytes = models.PositiveIntegerField(
        _("size"), editable=False, help_text=_("Of the original, in bytes.")
    )
    display = models.FileField(
        _("displayed picture"), upload_to="photos", max_length=200, editable=False, blank=True
    )
    width = models.PositiveIntegerField(
        _("width"), editable=False, help_text=_("Of the displayed picture, in pixels.")
    )
    height = models.PositiveIntegerField(
        _("height"), editable=False, help_text=_("Of the displayed picture, in pixels.")
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("Who, what, where, when. Stands below the picture."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("As it is printed, for example: Kabar Kota/Sari Dewi."),
    )
    creator = models.CharField(
        _("creator"), max_length=200, blank=True, help_text=_("Who took the picture.")
    )
    copyright = models.CharField(_("copyright"), max_length=300, blank=True)
    source_date = models.DateField(_("taken on"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Percent. A crop keeps what matters most in sight."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Percent."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        related_name="photos",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    taken_down_at = models.DateTimeField(_("taken down"), null=True, blank=True, editable=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken down by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    taken_down_reason = models.TextField(
        _("why it was taken down"), max_length=1000, blank=True, editable=False
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [
            ("change_any_photo", "Can change photos that others uploaded"),
            ("take_down_photo", "Can take photos down and put them back"),
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="photo_newest"),
            GinIndex(OpClass(Upper(SAID), name="gin_trgm_ops"), name="photo_said"),
            models.Index(fields=["-uploaded_at", "-id"], condition=LACKING, name="photo_lacking"),
            models.Index(fields=["uploaded_by", "-uploaded_at", "-id"], name="photo_of_person"),
            # Few rows: the list of them, and what the worker looks for every minute.
            models.Index(
                F("taken_down_at").desc(),
                condition=Q(taken_down_at__isnull=False),
                name="photo_taken_down",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_focal_point_inside",
                condition=Q(focal_x__range=(0, 100), focal_y__range=(0, 100)),
                violation_error_message=_("The focal point lies inside the picture: 0 to 100."),
            ),
            models.CheckConstraint(
                name="photo_has_size",
                condition=Q(width__gt=0, height__gt=0, bytes__gt=0),
                violation_error_message=_("A picture has a width, a height and a size."),
            ),
            models.CheckConstraint(
                name="photo_has_fingerprint",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A photo needs the SHA-256 of its original."),
            ),
            models.CheckConstraint(
                name="photo_has_files",
                condition=~Q(original="") & (~Q(display="") | Q(taken_down_at__isnull=False)),
                violation_error_message=_("A photo needs its original and its displayed picture."),
            ),
            models.CheckConstraint(
                name="photo_taken_down_says_why",
                condition=Q(taken_down_at=None, taken_down_by=None, taken_down_reason="")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_reason__regex=r"^\s*$")),
                violation_error_message=_("Say why the photo is taken down."),
            ),
        ]

    def __str__(self) -> str:
        label = " ".join((self.caption or self.alt).split())
        return f"{label[:80]} (#{self.pk})" if label else f"#{self.pk}"

    def label(self) -> str:
        """Return the words that stand for the photo in a text field; the number decides."""
        words = " ".join((self.caption or self.alt).split())
        return f"#{self.pk} {words[:80]}".strip()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the photo and, once that is certain, its files."""
        files = [self.original, self.display, *(made.file for made in self.renditions.all())]
        places = [(file.storage, file.name) for file in files if file.name]
        deleted = super().delete(*args, **kwargs)
        for storage, name in places:
            transaction.on_commit(partial(storage.delete, name))
        return deleted

    @classmethod
    def lacking_q(cls) -> Q:
        """Return the condition for photos of which `missing()` names something."""
        return LACKING

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None

    def missing(self) -> list[str]:
        """Name the fields that a story with this picture still needs: alt, caption, credit."""
        return [name for name in NEEDED if not getattr(self, name).strip()]

    def missing_labels(self) -> list[str]:
        """Name the same fields as people call them."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.missing()]

    def card(self) -> dict[str, Any]:
        """Return, as plain JSON values, what a page needs to show the picture.

        Lists the files that exist now, so it says more once the renditions are made. No address
        is used twice: what one of them answers never changes. The first source is the
        best; sizes are pixels, `focal` is percent from the left and the top. Raises ValueError for
        a photo that was taken down: no page may show it.
        """
        if self.is_taken_down:
            raise ValueError(f"Photo {self.pk} was taken down.")
        srcsets: dict[str, list[list[Any]]] = {}
        for made in self.renditions.all():
            srcsets.setdefault(made.format, []).append([made.file.url, made.width])
        srcsets.setdefault(Rendition.Format.JPEG, []).append([self.display.url, self.width])
        return {
            "id": self.pk,
            "width": self.width,
            "height": self.height,
            "src": self.display.url,
            "alt": self.alt,
            "caption": self.caption,
            "credit": self.credit,
            "focal": [self.focal_x, self.focal_y],
            "sources": [
                {"type": kind.mime_type, "srcset": sorted(srcsets[kind], key=itemgetter(1))}
                for kind in Rendition.Format
                if kind in srcsets
            ],
        }

    @classmethod
    def cards(cls, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Return the cards of many photos by id, in two queries.

        Left out are unknown ids and photos that were taken down.
        """
        photos = cls.objects.usable().filter(pk__in=set(ids)).prefetch_related("renditions")
        return {photo.pk: photo.card() for photo in photos}

    def thumbnail(self) -> dict[str, Any]:
        """Return src, width and height of the smallest JPEG there is, for lists at the desk."""
        if self.is_taken_down:
            name, width, height = TAKEN_DOWN_PICTURE
            return {"src": static(name), "width": width, "height": height}
        small = [made for made in self.renditions.all() if made.format == Rendition.Format.JPEG]
        if not small:
            return {"src": self.display.url, "width": self.width, "height": self.height}
        made = min(small, key=lambda one: one.width)
        return {"src": made.file.url, "width": made.width, "height": made.height}


class Rendition(models.Model):
    """A smaller file of a photo, made by the background worker."""

    class Format(models.TextChoices):
        # From the smallest files to the largest; a page offers them in this order.
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"
        JPEG = "jpeg", "JPEG"

        @property
        def mime_type(self) -> str:
            return f"image/{self.value}"

    class Width(models.IntegerChoices):
        # Closed, so that no request can ask for work: small picture, list card, and the width of a
        # phone at 2x (720 for the many that are 360 wide) and 3x. The displayed picture (1600 at
        # most) is the widest of the JPEG ones.
        W320 = 320, "320"
        W480 = 480, "480"
        W640 = 640, "640"
        W720 = 720, "720"
        W960 = 960, "960"
        W1280 = 1280, "1280"

    photo = models.ForeignKey(
        Photo, models.CASCADE, verbose_name=_("photo"), related_name="renditions"
    )
    format = models.CharField(_("format"), max_length=4, choices=Format)
    width = models.PositiveSmallIntegerField(_("width"), choices=Width)
    height = models.PositiveIntegerField(_("height"))
    file = models.FileField(_("file"), upload_to="photos", max_length=200)
    bytes = models.PositiveIntegerField(_("size"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["format", "width"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "width", "format"], name="rendition_made_once"
            ),
            models.CheckConstraint(
                name="rendition_of_a_listed_width",
                condition=Q(width__in=(320, 480, 640, 720, 960, 1280)),
                violation_error_message=_("Renditions have one of the listed widths."),
            ),
            models.CheckConstraint(
                name="rendition_of_a_listed_format",
                condition=Q(format__in=("avif", "webp", "jpeg")),
                violation_error_message=_("Renditions are AVIF, WebP or JPEG."),
            ),
            models.CheckConstraint(
                name="rendition_has_size",
                condition=Q(height__gt=0, bytes__gt=0) & ~Q(file=""),
                violation_error_message=_("A rendition has a file, a height and a size."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.photo_id} {self.width} {self.format}"
