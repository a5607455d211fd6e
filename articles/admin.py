"""What stands around stories: authors, tags, standing pages.

Stories and their corrections are not here: what readers see of them changes by release only.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import texts
from articles.codes import free_code, taken_codes
from articles.models import ArticleTag, Author, Credit, Page, Tag, tag_key
from categories.likeness import alike
from categories.signals import named_at_desk
from photos.choosing import PhotoField

NEAR_AMONG = 3000  # tags that a new name is compared with


def number_of(rows: QuerySet) -> Coalesce:
    """Return the number of `rows` as a column, counted for the rows of the page only."""
    count = Func(template="count(*)", output_field=IntegerField())
    return Coalesce(Subquery(rows.order_by().annotate(number=count).values("number")), 0)


def link_to(row: Author | Tag | Page) -> str:
    """Return a link to where readers find `row`, with the address as its text."""
    address = row.get_absolute_url()
    return format_html('<a href="{}">{}</a>', address, address)


class AuthorForm(forms.ModelForm):
    photo = PhotoField(
        label=_("Portrait"),
        required=False,
        help_text=_(
            "Type words of its caption, or its number in the photo library. It is shown as a"
            " square around its focal point."
        ),
    )

    class Meta:
        model = Author
        fields = ("name", "code", "position", "bio", "photo", "is_active", "user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].keeping = self.instance.photo_id
        if not self.instance.pk:
            self.fields["code"].required = False
            self.fields["code"].help_text = _(
                "Two to five small letters. Printed at the end of a story: (tm/yl/yus). Leave it "
                "empty and one is made from the name."
            )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().lower()
        if not code and (name := self.cleaned_data.get("name")):
            return free_code(name, taken_codes())
        return code


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    """The names readers see. Who leaves is marked so; the name stays on what they wrote."""

    form = AuthorForm
    actions = None
    list_display = ["name", "code", "is_active", "stories", "public_page"]
    list_filter = ["is_active"]
    search_fields = ["name", "code"]
    search_help_text = _("Name or code")
    show_full_result_count = False
    fields = ["name", "code", "position", "bio", "photo", "is_active", "user"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        written = Credit.objects.filter(author=OuterRef("pk"))
        rows = super().get_queryset(request).filter(merged_into=None)
        return rows.annotate(stories=number_of(written))

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        return ["public_page", "stories"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        return [*self.fields, "public_page", "stories"] if obj else self.fields

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any):
        if db_field.name == "user":
            kwargs["queryset"] = get_user_model().objects.filter(
                Q(is_active=True) | Q(author__isnull=False)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return False

    @admin.display(description=_("stories"), ordering="stories")
    def stories(self, author: Author) -> int:
        return author.stories

    @admin.display(description=_("public page"))
    def public_page(self, author: Author) -> str:
        return link_to(author)


class TagForm(forms.ModelForm):
    """A better name for a tag. One that is nearly another tag's has to be meant."""

    another_name = forms.BooleanField(
        label=_("It is another one although the names are alike"), required=False
    )

    class Meta:
        model = Tag
        fields = ("name",)

    def clean_name(self) -> str:
        """Refuse a name that is no name, or another tag's in other clothes, and say which."""
        name = " ".join(self.cleaned_data["name"].split())
        if not tag_key(name):
            raise forms.ValidationError(_("A tag needs letters or digits."))
        others = Tag.objects.filter(merged_into=None).exclude(pk=self.instance.pk)
        if twin := Tag.objects.filter(key=tag_key(name)).exclude(pk=self.instance.pk).first():
            raise forms.ValidationError(
                format_html(
                    _(
                        "That is the tag “{}”, written differently. "
                        '<a href="{}">Merge the two</a> if they mean the same.'
                    ),
                    twin.name,
                    self._merge_with(twin.in_use),
                )
            )
        if "name" in self.changed_data and not self.data.get("another_name"):
            near = others.filter(name__istartswith=name[:1]).order_by("-pk")[:NEAR_AMONG]
            if twin := next((tag for tag in near if alike(tag.name, name)), None):
                raise forms.ValidationError(
                    format_html(
                        _(
                            '“{}” is there already. <a href="{}">Merge the two</a>, or tick “It is '
                            "another one although the names are alike”."
                        ),
                        twin.name,
                        self._merge_with(twin),
                    )
                )
        return name

    def _merge_with(self, twin: Tag) -> str:
        return reverse("desk-join", args=["tag", self.instance.pk]) + f"?ke={twin.pk}"


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Tags are made by releasing a story that has them; here they get a better name."""

    form = TagForm
    actions = None
    list_display = ["name", "uses", "public_page"]
    search_fields = ["name"]
    show_full_result_count = False
    readonly_fields = ["uses", "public_page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        used = ArticleTag.objects.filter(tag=OuterRef("pk"))
        rows = super().get_queryset(request).filter(merged_into=None)
        return rows.annotate(uses=number_of(used))

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        # Asked only where the name turns out to be nearly another's.
        asked = ["another_name"] if request.method == "POST" else []
        return ["name", *asked, *self.readonly_fields]

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        named_at_desk.send(Tag, instance=obj, request=request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return False

    @admin.display(description=_("stories"), ordering="uses")
    def uses(self, tag: Tag) -> int:
        return tag.uses

    @admin.display(description=_("public page"))
    def public_page(self, tag: Tag) -> str:
        return link_to(tag)


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    """Masthead, guideline, contact: written in plain HTML, cleaned when saved."""

    actions = None
    change_list_template = "admin/articles/page/change_list.html"
    list_display = ["title", "address", "position", "updated_at"]
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        return ["title", "address" if obj else "slug", "body", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        return ["address"] if obj else []  # a published link does not die

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the delivered text, where a page is to take its place (`?slug=kontak`)."""
        initial = super().get_changeform_initial_data(request)
        if text := texts.delivered().get(initial.get("slug", "")):
            initial |= {"title": text.title, "body": text.body}
        return initial

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        written = set(Page.objects.values_list("slug", flat=True))
        waiting = [one for slug, one in texts.delivered().items() if slug not in written]
        return super().changelist_view(request, {**(extra_context or {}), "delivered": waiting})

    def get_prepopulated_fields(self, request: HttpRequest, obj: Page | None = None) -> dict:
        return {} if obj else {"slug": ["title"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget = forms.Textarea(
                attrs={"rows": 24, "cols": 90, "class": "vLargeTextField"}
            )
            field.help_text = _(
                "HTML. The elements p, h2, h3, strong, em, a, ul, ol, blockquote and table are "
                "kept; anything else is taken out when you save."
            )
        return field

    @admin.display(description=_("address"), ordering="slug")
    def address(self, page: Page) -> str:
        return link_to(page)
