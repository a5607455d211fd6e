"""Fields that take a name and mean a row: category, photo, author, tags, public stories.

A person types or picks text; the server decides which row it names. A text that names none, or
several, is refused with the candidates listed, and stays in the field. So choosing needs no script:
a script (static/js/desk-typeahead.js) only brings more suggestions.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author, Tag, tag_key
from categories.models import Category
from moderation.choices import stories, story_number, story_text
from moderation.models import Draft
from releases import listing as releases
from releases.models import PressRelease

MAX_TAGS = 12
MAX_TAG_LENGTH = 60
CANDIDATES = 6
# What a browser sends of a minute.
MINUTE = "%Y-%m-%dT%H:%M"

_LEVELS = re.compile(r"\s*[›>/]\s*")
_NUMBER = re.compile(r"#?(\d{1,9})(?!\d)")
_NAME_AND_CODE = re.compile(r"(?P<name>.*?)\s*\((?P<code>[a-z0-9]{2,5})\)\s*", re.IGNORECASE)


class Typeahead(forms.TextInput):
    """A text input with suggestions from the list `desk-<what>`, which the page holds once.

    With `many`, the text is a list parted by commas and the script completes its last part.
    """

    def __init__(self, what: str, *, many: bool = False, attrs: dict[str, Any] | None = None):
        self.what, self.many = what, many
        super().__init__(attrs)

    @property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["css/desk-typeahead.css"]}, js=["js/desk-typeahead.js"])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "list": f"desk-{self.what}",
            "autocomplete": "off",
            "data-typeahead": reverse("desk-choices", args=[self.what]),
        }
        if self.many:
            context["widget"]["attrs"]["data-many"] = True
        return context


class MinuteField(forms.DateTimeField):
    """A minute in the newsroom's time, called as the column `name` of a draft is."""

    widget = forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"})

    def __init__(self, name: str) -> None:
        column = Draft._meta.get_field(name)
        super().__init__(
            label=column.verbose_name,
            help_text=column.help_text,
            required=False,
            input_formats=[MINUTE, "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M"],
            error_messages={
                "invalid": gettext_lazy("Write date and time like this: 31-12-2026 19.25.")
            },
        )


class ReferenceField(forms.CharField):
    """A text that names one row. `find` returns it or raises ValidationError with candidates."""

    def __init__(self, *, what: str, find: Callable[[str], Any], **kwargs: Any) -> None:
        self.find = find
        super().__init__(max_length=300, widget=Typeahead(what), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.find(text) if text else None


class StoriesWidget(forms.MultiWidget):
    """As many inputs as stories may be named; a script shows one more than are filled."""

    def __init__(self, most: int, attrs: dict[str, Any] | None = None) -> None:
        inputs = [
            Typeahead("berita", attrs={"aria-label": gettext_lazy("Story %d") % (i + 1)})
            for i in range(most)
        ]
        self.known: dict[int, str] = {}  # the texts of stories that were looked up already
        super().__init__(inputs, attrs)

    def decompress(self, value: list[int] | None) -> list[str]:
        numbers = value or []
        known = self.known if self.known.keys() >= set(numbers) else name_stories(numbers)
        return [known[pk] for pk in numbers if pk in known]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Django takes any list for what a browser sent; numbers are what is stored.
        if value and all(isinstance(one, int) for one in value):
            value = self.decompress(value)
        return super().get_context(name, value, attrs)


class StoriesField(forms.MultiValueField):
    """Public stories, each named in an input of its own; the cleaned value is their numbers."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        inputs = [forms.CharField(max_length=300, required=False) for _ in range(most)]
        super().__init__(
            inputs, widget=StoriesWidget(most), require_all_fields=False, required=False, **kwargs
        )

    def compress(self, data_list: list[str]) -> list[int]:
        found = find_stories([text for text in data_list if text])
        return list(dict.fromkeys(story.pk for story in found))


class Ticks(forms.Widget):
    """Boxes to tick, each with an input of its own name: what keeps typing goes by names."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(values)
        super().__init__()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in self.values if f"{name}-{value}" in data]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # boxes that are not ticked are not sent

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-{index or self.values[0]}"


class TicksField(forms.Field):
    """Any number of a closed list of values; the cleaned value is a list in that order.

    The template prints the boxes, named `<field>-<value>` (`DraftForm.sensitive_topics`).
    """

    def __init__(self, values: Iterable[str], **kwargs: Any) -> None:
        super().__init__(widget=Ticks(values), required=False, **kwargs)


class GroundField(forms.ChoiceField):
    """Why a story is withdrawn: one of the grounds of the Press Council's guideline (clause 5a)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Ground of the withdrawal"),
            choices=[("", gettext_lazy("Choose the ground")), *Article.Withdrawal.choices],
            help_text=gettext_lazy("The Press Council's guideline allows no other grounds."),
            **kwargs,
        )


class TagsField(forms.CharField):
    """Names parted by commas; the cleaned value is a list, spelt as the tags that exist."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, widget=Typeahead("tag", many=True), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        written: dict[str, str] = {}
        for part in re.split(r"[,;\n]", text):
            name = " ".join(part.split()).lstrip("#").strip()
            if not name:
                continue
            if len(name) > MAX_TAG_LENGTH:
                raise ValidationError(
                    _("“%(tag)s…” is too long: a tag has at most %(most)d characters.")
                    % {"tag": name[:30], "most": MAX_TAG_LENGTH}
                )
            if not (key := tag_key(name)):
                raise ValidationError(_("“%(tag)s” has no letter or digit.") % {"tag": name})
            written.setdefault(key, name)
        if len(written) > MAX_TAGS:
            raise ValidationError(
                _("These are %(number)d tags; a story has at most %(most)d.")
                % {"number": len(written), "most": MAX_TAGS}
            )
        rows = Tag.objects.select_related("merged_into").filter(key__in=written)
        known = {tag.key: tag.in_use.name for tag in rows}
        return list(dict.fromkeys(known.get(key, name) for key, name in written.items()))


def find_tag(text: str) -> Tag:
    """Return the tag that `text` names, however it is written."""
    key = tag_key(text)
    if exact := Tag.objects.select_related("merged_into").filter(key=key).first():
        return exact.in_use
    rows = Tag.objects.filter(key__contains=key, merged_into=None) if key else []
    return _the_one(text, list(rows[:CANDIDATES]), str)


def find_author(text: str) -> Author:
    """Return the author that `text` names, as `find_authors()` does; raises its refusal."""
    found = find_authors([text])[text]
    if isinstance(found, ValidationError):
        raise found
    return found


def find_category(text: str, *, keeping: int | None = None) -> Category:
    """Return the category that `text` names: its name, or its trail “Pemerintahan › Pemilu”.

    Retired ones cannot be chosen; `keeping` is the id the story has already and may keep. Raises
    ValidationError, with candidates, when none or several fit.
    """
    choosable = Category.objects.choosable(keeping=keeping).with_trail()
    parts = [part.lower() for part in _LEVELS.split(" ".join(text.split())) if part]
    if not parts:
        raise ValidationError(_("Choose a category from the list."))
    named = list(choosable.filter(name_key=parts[-1]))
    fitting = [row for row in named if [p.lower() for p in _LEVELS.split(str(row))] == parts]
    fitting = fitting or [row for row in named if len(parts) == 1]
    if not fitting:
        fitting = list(choosable.search(" ".join(parts))[:CANDIDATES])
    return _the_one(text, fitting, str)


def name_stories(numbers: Iterable[int]) -> dict[int, str]:
    """Return by number the texts that stand for these public stories, but for those gone."""
    rows = Article.objects.live().only("headline", "published_at").in_bulk(list(numbers))
    return {pk: story_text(row) for pk, row in rows.items()}


def find_stories(texts: list[str]) -> list[Article]:
    """Return the public stories that the texts name: “#12 …”, an address, words of one headline.

    One query for all that say a number, one more for each that does not.
    """
    numbers = {text: story_number(text) for text in texts}
    named = Article.objects.live().in_bulk({pk for pk in numbers.values() if pk is not None})
    found = []
    for text, pk in numbers.items():
        if pk is not None and pk not in named:
            raise ValidationError(_("Readers see no story #%(id)s.") % {"id": pk})
        found.append(_story_called(text) if pk is None else named[pk])
    return found


def find_story(text: str) -> Article:
    """Return the public story that `text` names, as `find_stories()` does."""
    return find_stories([text])[0]


def find_release(text: str) -> PressRelease:
    """Return the press release that `text` names: “#12 …”, “12”, its address, words of its title
    or its sender.
    """
    if (pk := releases.number(text)) is None:
        found = list(releases.called(text)[:CANDIDATES])
        return _the_one(text, found, PressRelease.label)
    if release := releases.called("").filter(pk=pk).first():
        return release
    raise ValidationError(_("There is no press release #%(id)s.") % {"id": pk})


def _story_called(text: str) -> Article:
    found = list(stories(text)[:CANDIDATES]) if re.search(r"\w\w", text) else []
    return _the_one(text, found, story_text)


def find_authors(texts: Iterable[str]) -> dict[str, Author | ValidationError]:
    """Return for each text the author it names (“Tri Mulyani (tm)”, “tm”, a name), or the refusal.

    A name or a code that was merged into another is that one, unless somebody else has the name.
    One query for all texts that name somebody exactly, one more for each that does not.
    """
    wanted = {text: " ".join(text.split()).lower() for text in texts}
    split = {text: _NAME_AND_CODE.fullmatch(key) for text, key in wanted.items()}
    codes = {m["code"] if m else wanted[text] for text, m in split.items()}
    names = {m["name"] if m else wanted[text] for text, m in split.items()}
    rows = Author.objects.select_related("merged_into").annotate(small=Lower("name"))
    rows = list(rows.filter(Q(code__in=codes) | Q(small__in=names))) if wanted else []
    found: dict[str, Author | ValidationError] = {}
    for text, key in wanted.items():
        match = split[text]
        if match:
            exact = [a for a in rows if (a.small, a.code) == (match["name"], match["code"])]
            exact = exact or [a for a in rows if not match["name"] and a.code == match["code"]]
            near = [a for a in rows if a.small == match["name"] or a.code == match["code"]]
        else:
            exact = [a for a in rows if a.code == key] or [a for a in rows if a.small == key]
            near = exact
        exact, near = _in_use(exact), _in_use(near)
        try:
            found[text] = exact[0] if len(exact) == 1 else _author_near(text, key, near)
        except ValidationError as refusal:
            found[text] = refusal
    return found


def _in_use(authors: list[Author]) -> list[Author]:
    """Return those that are not merged, each once; if all are, what they were merged into."""
    kept = [author for author in authors if author.merged_into_id is None]
    return list(dict.fromkeys(kept or (author.in_use for author in authors)))


def _author_near(text: str, key: str, near: list[Author]) -> Author:
    """Return the only author whose name holds every word of `key`; refuse with candidates."""
    if near:
        raise _unclear(text, [str(author) for author in near[:CANDIDATES]])
    rows = Author.objects.filter(is_active=True)
    for word in key.split()[:5]:
        rows = rows.filter(name__icontains=word)
    if not (found := list(rows[:CANDIDATES])):
        raise ValidationError(
            _(
                "Nobody is called “%(text)s” here. Choose from the list, or leave this empty;"
                " editors add new names under “Authors”."
            )
            % {"text": _short(text)}
        )
    return _the_one(text, found, str)


def _the_one(text: str, rows: list[Any], name: Callable[[Any], str]) -> Any:
    if len(rows) == 1:
        return rows[0]
    raise _unclear(text, [name(row) for row in rows])


def _unclear(text: str, candidates: list[str]) -> ValidationError:
    """Return the refusal of a text that names nothing or too much; the text stays in the field."""
    if not candidates:
        return ValidationError(
            _("Nothing is called “%(text)s”. Choose from the list, or leave this empty.")
            % {"text": _short(text)}
        )
    return ValidationError(
        _("“%(text)s” is not clear. Do you mean: %(candidates)s?")
        % {"text": _short(text), "candidates": "; ".join(candidates)}
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
