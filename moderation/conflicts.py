"""Two people saved the same draft: what fits together, what has to be chosen, and what comes of it.

Nothing is written here. The later one keeps everything they typed, sees what both did to the text
that they began from, and settles it on the page that says so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from articles.html import clean_html, mark_clean
from articles.models import Author, Copy, Credit
from articles.templatetags.dates import full_time
from categories.models import Category
from moderation import differences, sensitive, sourcing
from moderation.forms import DraftForm
from moderation.merging import Part, Pick, Side, merge, merge_list, merge_value, split_body
from moderation.models import Draft, Revision
from moderation.numbers import plain_number

Words = dict[str, Any]
# The name of a choice in the form: this, and what the choice is about as a digest.
CHOICE = "merge-"

# Columns whose value is no text.
ONE_VALUE = ("is_unverified", "verify_by", "verifies_id", "quoted_on")
# Columns whose value stands for something else, a row or a word of a list.
REFERENCES = ("category_id", "lead_photo_id", "release_id", "answers_id", "kind", *ONE_VALUE)
# The order in which the choices stand beside each other.
SHOWN = (Pick.BASE, Pick.THEIRS, Pick.MINE, Pick.COMBINED, Pick.BOTH)


@dataclass(frozen=True)
class Option:
    """One way to settle a point. `html` shows it, with its changes marked where that helps."""

    pick: str
    label: str
    html: str
    is_chosen: bool


@dataclass(frozen=True)
class Point:
    """One place of one field that at least one of the two changed; `key` names its choice."""

    key: str
    label: str
    side: Side
    options: list[Option]

    @property
    def is_settled(self) -> bool:
        return self.side != Side.CONFLICT or any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Change:
    """One field that was changed, and how."""

    label: str
    html: str


class Conflict:
    """What was saved since a page was opened at version `opened`, beside what was typed there.

    `mine` is what was typed, by column, `now` the draft with what others saved. `chosen` are the
    choices sent with the form, by their names.
    """

    def __init__(
        self, now: Draft, mine: Words, opened: int | None, chosen: Mapping[str, str] | None = None
    ) -> None:
        self.now, self.version = now, now.version
        self.mine, self.theirs = mine, now.copy_values()
        self.chosen = chosen or {}
        began = now.revisions.filter(number=opened or 0).first()
        newest = now.revisions.select_related("by").latest("number")
        self.by: User = newest.by
        self.at: datetime = newest.at
        # Without the version they began from, nothing tells who changed what: all of it is shown.
        self.base: Words = (began or Revision()).copy_values()
        self.nothing_typed = began is not None and self.base == self.mine

    def says(self) -> str:
        """Return who saved when, in a sentence."""
        return _("%(who)s saved this story on %(when)s, after you had opened it.") % {
            "who": self.by,
            "when": full_time(self.at),
        }

    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """Return the merge of every field that has parts to choose from; lists have none."""
        found = {}
        for name, values in self._fields():
            if name == "body":
                found[name] = merge(*map(split_body, values))
            elif not isinstance(values[-1], list):
                texts = ("" if value is None else str(value) for value in values)
                found[name] = [merge_value(*texts, is_whole=name in REFERENCES)]
        return found

    @cached_property
    def keys(self) -> dict[tuple[str, int], str]:
        """Return the name of the choice for every part, by field and place: it says what it is
        about, so a choice sent with other words than it was made for is none.
        """
        seen: Counter[str] = Counter()
        names = {}
        for name, parts in self.parts.items():
            for place, part in enumerate(parts):
                about = repr((name, part.base, part.mine, part.theirs)).encode()
                digest = sha256(about).hexdigest()[:16]
                seen[digest] += 1
                names[name, place] = f"{CHOICE}{digest}-{seen[digest]}"
        return names

    @cached_property
    def points(self) -> list[Point]:
        """Return every place that at least one of the two changed, in the order of the form."""
        says = Wording(self.base, self.mine, self.theirs)
        points = []
        for name, values in self._fields():
            for place, part in enumerate(self.parts.get(name, ())):
                if part.side != Side.SAME:
                    points.append(self._point(name, place, part, says))
            if name not in self.parts and len(set(map(str, values))) > 1:
                points.append(self._list_point(name, says))
        return points

    @property
    def open_points(self) -> list[Point]:
        """Return the points that have to be chosen: both changed the same."""
        return [point for point in self.points if point.side == Side.CONFLICT]

    @property
    def settled_points(self) -> list[Point]:
        """Return the points that went together by themselves."""
        return [point for point in self.points if point.side != Side.CONFLICT]

    @property
    def is_settled(self) -> bool:
        return all(point.is_settled for point in self.points)

    def merged(self) -> Draft:
        """Return the newest draft with the merged words, to be saved as its next version.

        Whoever asks has seen that everything `is_settled`.
        """
        draft = copy(self.now)
        for name, value in self.result().items():
            setattr(draft, name, value)
        return draft

    def result(self) -> Words:
        """Return the merged words by column."""
        merged: Words = {}
        for name, values in self._fields():
            if name not in self.parts:
                merged[name] = _merged_list(name, *values)
                continue
            blocks = [
                block
                for place, part in enumerate(self.parts[name])
                for block in part.picked(self._pick(name, place, part))
            ]
            text = "\n".join(blocks)
            by_text = {"" if value is None else str(value): value for value in values}
            merged[name] = by_text[text] if name in REFERENCES else text
        return merged

    # --- How a point is shown ---------------------------------------------------------------------

    def _fields(self) -> Iterator[tuple[str, tuple[Any, Any, Any]]]:
        for name in self.mine:
            yield name, (self.base[name], self.mine[name], self.theirs[name])

    def _pick(self, name: str, place: int, part: Part) -> Pick | None:
        """Return what was chosen for a part; else what takes nothing from either, if anything."""
        if part.side != Side.CONFLICT:
            return None
        sent = self.chosen.get(self.keys[name, place], "")
        return next((pick for pick in part.picks if pick == sent), part.proposal)

    def _point(self, name: str, place: int, part: Part, says: "Wording") -> Point:
        picks = part.picks if part.side == Side.CONFLICT else (Pick(part.side),)
        wanted = self._pick(name, place, part)
        return Point(
            key=self.keys[name, place],
            label=column_label(name),
            side=part.side,
            options=[
                Option(
                    pick=pick.value,
                    label=self._pick_label(pick, part),
                    html=says.html(name, () if pick == Pick.BOTH else part.base, part.picked(pick)),
                    is_chosen=pick == wanted,
                )
                for pick in SHOWN
                if pick in picks
            ],
        )

    def _pick_label(self, pick: Pick, part: Part) -> str:
        match pick:
            case Pick.COMBINED:
                return _("Both changes together")
            case Pick.MINE:
                return _("My words")
            case Pick.THEIRS:
                return _("Saved by %(who)s") % {"who": self.by}
            case Pick.BOTH:
                return _("Both, one after the other")
            case Pick.BASE:
                return _("As it was before both") if part.base else _("Neither of them")

    def _list_point(self, name: str, says: "Wording") -> Point:
        """Return what a list becomes; nobody has to choose, for all that was added stays."""
        base, mine, theirs = self.base[name], self.mine[name], self.theirs[name]
        side = Side.THEIRS if mine == base else Side.MINE if theirs == base else Side.SAME
        html = says.change(name, base, _merged_list(name, base, mine, theirs))
        return Point("", column_label(name), side, [Option("", _("Together"), html, False)])


def look(form: DraftForm, sent: Mapping[str, str] | None = None) -> Conflict | None:
    """Return what stands against saving a valid `form`: its version is not the newest; else None.

    `sent` is the form as it was sent, with the choices in it.
    """
    draft = form.instance
    if draft.pk is None or draft.version == form.cleaned_data["version"]:
        return None
    return over(Draft.objects.get(pk=draft.pk), form, sent or {})


def over(now: Draft, form: DraftForm, sent: Mapping[str, str]) -> Conflict:
    """Return what a valid `form` would overwrite in the draft as it is `now`."""
    return Conflict(now, form.instance.copy_values(), form.cleaned_data["version"], sent)


def is_settled_by(sent: Mapping[str, str], conflict: Conflict) -> bool:
    """Say whether `sent` settles the whole conflict, over the version that is still the newest."""
    over = plain_number(sent.get("_over", ""))
    return "_merge" in sent and over == conflict.version and conflict.is_settled


def changes(draft: Draft, form: DraftForm) -> list[Change]:
    """Return what the words in `form` change in those of `draft`; asks for its validation."""
    form.is_valid()
    old, new = draft.copy_values(), form.instance.copy_values()
    says = Wording(old, new)
    return [
        Change(column_label(name), says.change(name, old[name], new[name]))
        for name in new
        if old[name] != new[name]
    ]


def column_label(name: str) -> str:
    """Return what the form calls a column of `copy_values()`."""
    return str(Draft._meta.get_field(name.removesuffix("_id")).verbose_name)


def labels() -> differences.Labels:
    """Return what a screen reader says before words that were added or removed."""
    return differences.Labels(added=_("added:"), removed=_("removed:"))


def _merged_list(name: str, base: list, mine: list, theirs: list) -> list:
    """Return a column that is a list, merged. Of a credit the author decides, and whose role was
    changed: mine, if both changed it.
    """
    if name != "credits":
        return merge_list(base, mine, theirs)
    was, one, other = (
        {line["author"]: line["role"] for line in side} for side in (base, mine, theirs)
    )
    return [
        {"author": author, "role": _role(was.get(author), one.get(author), other.get(author))}
        for author in merge_list(list(was), list(one), list(other))
    ]


def _role(was: str | None, mine: str | None, theirs: str | None) -> str | None:
    return theirs if mine in (was, None) and theirs is not None else mine


class Wording:
    """Says the values of columns in words; asks once for all the rows that three texts name."""

    def __init__(self, *texts: Words) -> None:
        self.sections = Category.objects.with_trail().in_bulk(
            {text["category_id"] for text in texts} - {None}
        )
        self.authors = Author.objects.in_bulk(
            {line["author"] for text in texts for line in text["credits"]}
        )
        self.kinds = dict(Copy.Kind.choices)

    def html(self, name: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
        """Return the blocks `new` of a column as HTML, with what they changed in `old` marked."""
        if name == "body":
            before, after = "\n".join(old), clean_html("\n".join(new))
            if not (before and after):
                return mark_clean(after)
            compared = differences.compare_bodies(before, after, labels())
            return mark_clean("".join(part.html for part in compared))
        before, after = (self.text(name, "".join(blocks)) for blocks in (old, new))
        if name in REFERENCES or not (before and after):
            before = after
        return mark_clean(differences.compare_lines(before, after, labels()))

    def change(self, name: str, old: Any, new: Any) -> str:
        """Return the change of a column as HTML."""
        if name == "body":
            return self.html(name, (old,) if old else (), (new,) if new else ())
        before, after = self.text(name, old), self.text(name, new)
        return mark_clean(differences.compare_lines(before, after, labels()))

    def text(self, name: str, value: Any) -> str:
        if name == "is_unverified":
            return _("yes") if str(value) == "True" else _("no")
        if not value:
            return ""
        match name:
            case "category_id":
                return str(self.sections.get(int(value), ""))
            case "lead_photo_id" | "answers_id" | "release_id" | "verifies_id":
                return f"#{value}"
            case "kind":
                return str(self.kinds.get(value, value))
            case "tags":
                return ", ".join(value)
            case "credits":
                return ", ".join(
                    f"{self.authors.get(line['author'], '')}: {Credit.Role(line['role']).label}"
                    for line in value
                )
            case "related_ids" | "read_also_ids":
                return ", ".join(f"#{number}" for number in value)
            case "conditions_met":
                return sourcing.condition_labels(value)
            case "verify_by":
                return full_time(value if isinstance(value, datetime) else parse_datetime(value))
            case "quoted_on":
                day = value if isinstance(value, date) else parse_date(value)
                return date_format(day)
            case "flags" | "assured":
                return sensitive.labels(value)
        return str(value)
