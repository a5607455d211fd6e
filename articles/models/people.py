"""Who made a story: public authors and their credits; and who works in the newsroom."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """A name readers see. It is not a login: it may belong to one, and it may outlive it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    code = models.CharField(
        _("author code"),
        max_length=5,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]{2,5}$", _("Use two to five small letters or digits, such as “tm”.")
            )
        ],
        help_text=_("Two to five small letters. Printed at the end of a story: (tm/yl/yus)."),
        error_messages={"unique": _("Another author already has this code. Choose another one.")},
    )
    bio = models.TextField(_("about the author"), max_length=600, blank=True)
    position = models.CharField(
        _("printed position"),
        max_length=80,
        blank=True,
        help_text=_(
            "Printed on the page of the newsroom, such as “Koresponden Jakarta”. Empty: the role"
            " of the login."
        ),
    )
    photo = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
        help_text=_("The number of a photo in the library; it is shown as a square."),
    )
    # `Photo.card()` of the portrait: readers' pages do not open the library.
    portrait = models.JSONField(null=True, editable=False)
    is_active = models.BooleanField(_("works here"), default=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("login"),
    )
    # Set by a merge, which names the last of a chain: old versions still credit this one.
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
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="author_code_is_plain",
                condition=Q(code__regex=r"^[a-z0-9]{2,5}$"),
                violation_error_message=_("Use two to five small letters or digits."),
            ),
            models.CheckConstraint(
                name="author_merged_is_not_active",
                condition=Q(merged_into=None) | Q(is_active=False, user=None),
                violation_error_message=_(
                    "This author was merged into another one. Undo the merge to use the name again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def save(self, **kwargs: object) -> None:
        """Give a new author an address; a later change of name does not break it."""
        if not self.slug:
            base = slugify(self.name)[:70] or self.code
            taken = set(Author.objects.filter(slug__startswith=base).values_list("slug", flat=True))
            self.slug = base if base not in taken else f"{base}-{self.code}"
        usable = self.photo is not None and not self.photo.is_taken_down
        self.portrait = self.photo.card() if usable else None
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("author", kwargs={"slug": self.slug})

    @property
    def in_use(self) -> "Author":
        """The author who stands for this one: the same, or whom it was merged into."""
        return self.merged_into or self


class Colleague(models.Model):
    """Somebody with a role in the newsroom, as the page of the newsroom prints them.

    Written by `articles.masthead` alone, from the accounts: the role that serves the public may
    not read those.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    name = models.CharField(max_length=150)
    # A name of `articles.masthead.DUTIES`, and its place there.
    duty = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Author, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.duty}"


class Credit(models.Model):
    """One person's part in a released story. The code line is printed from these."""

    class Role(models.TextChoices):
        REPORTER = "reporter", _("Reporter")
        PHOTOGRAPHER = "photographer", _("Photographer")
        CONTRIBUTOR = "contributor", _("Contributor")
        EDITOR = "editor", _("Editor")
        UNKNOWN = "unknown", _("Role not said")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="credits"
    )
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    position = models.PositiveSmallIntegerField()
    # The story's own time, so that an author's page is one range of one index.
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="credit_once"),
            models.UniqueConstraint(fields=["article", "position"], name="credit_in_order"),
        ]
        indexes = [
            models.Index(
                F("author"), F("published_at").desc(), F("article").desc(), name="credit_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id}: {self.role}"
