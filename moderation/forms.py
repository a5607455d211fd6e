"""The desk's forms: the words of a draft, its credits, and a step to be taken."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.html import WORDS_PER_MINUTE, byline_codes, normalise_input, removed
from articles.models import Author, Copy, Credit
from articles.models.article import MOST_READ_ALSO, MOST_RELATED
from moderation.advice import IDEAL_HEADLINE
from moderation.choices import photo_text, story_text
from moderation.credits import all_authors
from moderation.editor import newsroom_editor
from moderation.fields import (
    ReferenceField,
    StoriesField,
    TagsField,
    TicksField,
    Typeahead,
    find_authors,
    find_category,
    find_release,
    find_story,
    name_stories,
)
from moderation.models import Draft
from moderation.sensitive import KEYS, TicksOfFlag, still_asked, ticks
from moderation.sourcing_form import FIELDS as SOURCING
from moderation.sourcing_form import SourcingFields
from photos.choosing import find_photo
from releases.models import PressRelease

MAX_BODY = 300_000
MAX_CREDITS = 20
EMPTY_CREDIT_ROWS = 2

# A code line that ends a paragraph, wherever that is.
_CODES_INSIDE = re.compile(
    r"\(([a-z0-9]{2,5}(?:\s*/\s*[a-z0-9]{2,5})+)\)\W*(?=</p>|<br)", re.IGNORECASE
)


class CreditForm(forms.Form):
    """One line of the credits. The formset decides whom it names, for all lines at once."""

    author = forms.CharField(
        label=gettext_lazy("Author"), max_length=200, required=False, widget=Typeahead("penulis")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Credit.Role, initial=Credit.Role.REPORTER
    )


class BaseCreditFormSet(forms.BaseFormSet):
    """The ordered credits of a draft; a line without a name is no line."""

    ordering_widget = forms.NumberInput(attrs={"min": 1, "max": MAX_CREDITS})

    def get_ordering_widget(self) -> forms.NumberInput:
        return self.ordering_widget

    def clean(self) -> None:
        rows = [form for form in self.forms if form.cleaned_data.get("author")]
        found = find_authors({form.cleaned_data["author"] for form in rows})
        named: set[int] = set()
        for form in rows:
            author = found[form.cleaned_data["author"]]
            if isinstance(author, ValidationError):
                form.add_error("author", author)
            elif author.pk in named:
                form.add_error(
                    "author", _("%(name)s stands in the credits already.") % {"name": author}
                )
            else:
                named.add(author.pk)
                form.found = author
        if any(form.errors for form in self.forms):
            raise ValidationError(_("One of the names is not clear."))

    def lines(self) -> list[dict[str, object]]:
        """Return the credits in their order, as a draft keeps them."""
        rows = [form for form in self.forms if hasattr(form, "found")]
        rows.sort(key=lambda form: form.cleaned_data.get("ORDER") or MAX_CREDITS + 1)
        return [{"author": row.found.pk, "role": row.cleaned_data["role"]} for row in rows]


CreditFormSet = forms.formset_factory(
    CreditForm,
    formset=BaseCreditFormSet,
    extra=EMPTY_CREDIT_ROWS,
    can_order=True,
    max_num=MAX_CREDITS,
    absolute_max=MAX_CREDITS * 2,
    validate_max=True,
)


class DraftForm(SourcingFields):
    """The words of a draft. What is missing never keeps it from being saved.

    After validation `lost` names what the cleaning of the HTML took out, `proposed` the authors
    that were read from a code line below the text, `unknown` the codes that belong to nobody, and
    `inside` a code line that has more text below it.
    """

    words_per_minute = WORDS_PER_MINUTE  # what the page reckons the reading time with

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    body = forms.CharField(
        label=gettext_lazy("Body"),
        max_length=MAX_BODY,
        required=False,
        widget=newsroom_editor(),
        help_text=gettext_lazy("An empty line begins a new paragraph."),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy("Parted by commas, at most twelve. Existing ones are suggested."),
    )

    read_also_ids = StoriesField(
        most=MOST_READ_ALSO,
        label=gettext_lazy("“Baca juga”"),
        help_text=gettext_lazy("At most two. The page places them after the third paragraph."),
    )
    related_ids = StoriesField(
        most=MOST_RELATED,
        label=gettext_lazy("Related stories"),
        help_text=gettext_lazy("Below the story. Without any, the site chooses by tags."),
    )
    flags = TicksField(Copy.Flag.values, label=gettext_lazy("Sensitive topics"))
    assured = TicksField(KEYS, label=gettext_lazy("What you can assure"))

    class Meta:
        model = Draft
        fields = [
            "kicker",
            "headline",
            "standfirst",
            "body",
            "category",
            "tags",
            "lead_photo",
            "place",
            "kind",
            "source",
            "release",
            "answers",
            "read_also_ids",
            "related_ids",
            "flags",
            "assured",
            *SOURCING,
        ]
        widgets = {
            "kicker": forms.TextInput,
            # Two lines, because a headline has to be read whole while it is written.
            "headline": forms.Textarea(attrs={"rows": 2, "data-meter": IDEAL_HEADLINE}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "data-meter": 250}),
        }

    def __init__(self, data: Any = None, *, instance: Draft, initial: Any = None) -> None:
        self.stored = instance.copy_values()
        self.lost: list[str] = []
        self.proposed: list[Author] = []
        self.unknown: list[str] = []
        self.inside = ""
        self.says_release = False
        names = {"version": instance.version}
        if data is None:
            names["category"] = instance.category.label() if instance.category else ""
            names["answers"] = story_text(instance.answers) if instance.answers else ""
            names["lead_photo"] = photo_text(instance.lead_photo) if instance.lead_photo else ""
            names["release"] = instance.release.label() if instance.release else ""
        super().__init__(data, instance=instance, initial={**names, **(initial or {})})
        if data is None and (beside := [*instance.read_also_ids, *instance.related_ids]):
            known = name_stories(beside)
            for name in ("read_also_ids", "related_ids"):
                self.fields[name].widget.known = known
        self.fields["category"] = ReferenceField(
            what="kategori",
            find=lambda text: find_category(text, keeping=self.stored["category_id"]),
            label=gettext_lazy("Category"),
            required=False,
            help_text=gettext_lazy("Type a part of its name and choose."),
        )
        self.fields["answers"] = ReferenceField(
            what="berita",
            find=find_story,
            label=gettext_lazy("Story it answers"),
            required=False,
            help_text=Draft._meta.get_field("answers").help_text,
        )
        self.fields["lead_photo"] = ReferenceField(
            what="foto",
            find=lambda text: find_photo(text, keeping=self.stored["lead_photo_id"]),
            label=gettext_lazy("Lead photo"),
            required=False,
            help_text=gettext_lazy("Its number or words of its caption."),
        )
        self.fields["release"] = ReferenceField(
            what="rilis",
            find=find_release,
            label=gettext_lazy("Press release"),
            required=False,
            help_text=Draft._meta.get_field("release").help_text,
        )
        if instance.pk is None and data is None:  # whoever presses “Write” begins with the headline
            self.fields["headline"].widget.attrs["autofocus"] = True
        self.authors = all_authors() if data is None else None
        rows = _credit_rows(instance.credits, self.authors) if self.authors is not None else None
        self.credit_rows = CreditFormSet(data, prefix="credits", initial=rows)

    @property
    def media(self) -> forms.Media:
        scripts = forms.Media(js=["js/desk-draft.js", "js/desk-copy-store.js", "js/desk-copy.js"])
        return super().media + self.credit_rows.empty_form.media + scripts

    @property
    def refused(self) -> dict[str, str]:
        """Return for each field that cannot be saved why, after validation."""
        found = {name: " ".join(messages) for name, messages in self.errors.items()}
        if not self.credit_rows.is_valid():
            rows = [error for form in self.credit_rows.forms for error in form.errors.values()]
            found["credits"] = " ".join(text for row in rows for text in row) or _(
                "Look at the credits."
            )
        return found

    @property
    def sensitive_topics(self) -> list[TicksOfFlag]:
        """Return the boxes of the sensitive topics, each with those of its questions."""
        return ticks(self["flags"].value() or [], self["assured"].value() or [])

    @cached_property
    def is_unchanged(self) -> bool:
        """Say whether saving would write the very words that are stored."""
        return self.instance.pk is not None and self.instance.copy_values() == self.stored

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> str:
        typed = self.cleaned_data["body"]
        self.lost = removed(typed)
        return normalise_input(typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if release := cleaned.get("release"):
            self._follow_release(cleaned, release)
        if cleaned.get("kind") != Copy.Kind.REPLY:
            cleaned["answers"] = None
        if "related_ids" in cleaned and (also := cleaned.get("read_also_ids")):
            cleaned["related_ids"] = [pk for pk in cleaned["related_ids"] if pk not in also]
        cleaned["assured"] = still_asked(cleaned["assured"], cleaned["flags"])
        if not self.credit_rows.is_valid():
            raise ValidationError(_("Look at the credits."))
        self.instance.credits = self.credit_rows.lines()
        if "body" in cleaned:
            self._read_code_line(cleaned)
        return cleaned

    def _follow_release(self, cleaned: dict[str, Any], release: PressRelease) -> None:
        """Let the release say of the story what it is and whose; `says_release` tells if it did."""
        cleaned["source"] = cleaned.get("source") or release.agency
        if self.instance.outgrown_id != release.pk and "kind" in cleaned:
            self.says_release = cleaned["kind"] != Copy.Kind.RELEASE
            cleaned["kind"] = Copy.Kind.RELEASE

    def _credit_was_offered(self, codes: list[str]) -> bool:
        """Say whether a new story has only the credit its form began with, and `codes` know better.

        Who types in what others wrote is not one of its authors. A story is new up to version 1,
        which its first words become by themselves (moderation.autosaves).
        """
        if self.instance.version > 1 or len(self.instance.credits) != 1:
            return False
        (line,) = self.instance.credits
        own = Author.objects.filter(user=self.instance.owner_id, pk=line["author"]).first()
        return own is not None and own.code not in codes

    def _read_code_line(self, cleaned: dict[str, Any]) -> None:
        """Turn a code line such as (tm/yl/yus) below the text into credits after the typed ones.

        The line says who, not what they did: the first is taken for the reporter, as papers
        print it, the others get the role that says so. A code of nobody stays in the text.
        """
        inside = _CODES_INSIDE.search(cleaned["body"])
        if not inside and ")" not in cleaned["body"][-400:]:
            return
        rows = Author.objects.select_related("merged_into")
        authors = {author.code: author.in_use for author in rows}
        body, codes = byline_codes(cleaned["body"], known=authors)
        if not codes:
            # What stands below it was probably copied along with the story; a person decides.
            if inside and authors.keys() & set(re.split(r"\s*/\s*", inside[1].lower())):
                self.inside = inside[1]
            return
        lines = [] if self._credit_was_offered(codes) else list(self.instance.credits)
        named = {line["author"] for line in lines}
        for code in dict.fromkeys(codes):
            author = authors.get(code)
            if author is None:
                self.unknown.append(code)
                continue
            self.proposed.append(author)
            if author.pk not in named:
                role = Credit.Role.UNKNOWN if lines else Credit.Role.REPORTER
                lines.append({"author": author.pk, "role": role.value})
                named.add(author.pk)
        if len(lines) > MAX_CREDITS:
            self.proposed, self.unknown = [], []
            return
        if self.unknown:
            body = normalise_input(f"{body}<p>({'/'.join(self.unknown)})</p>")
        cleaned["body"], self.instance.credits = body, lines


def _credit_rows(lines: list[dict[str, Any]], authors: dict[int, Author]) -> list[dict[str, Any]]:
    """Return the initial rows of the credit lines, with the names that stand for the authors.

    Who was merged into another stands there as that one, and that one once.
    """
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        author = authors.get(line["author"])
        if author is not None:
            author = authors.get(author.merged_into_id, author)
        name = str(author or line["author"])
        rows.setdefault(name, {"author": name, "role": line["role"]})
    return list(rows.values())
