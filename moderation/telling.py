"""Rows of the record as people read them: what happened, to what, and what was before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.html import to_text, word_count
from articles.templatetags.dates import full_time
from moderation import answered, sensitive, sourcing
from moderation.models import Comment, Draft, Event, Revision, Transition

LONGEST = 300  # characters of a value that the list shows
# What a row of each table is called by, first that is there.
NAMES = ("headline", "name", "title", "what", "text", "username", "guest", "query", "rule", "slug")
# Columns that say nothing to people.
SILENT = {"id", "slug", "hash"}


@dataclass(frozen=True)
class Difference:
    """One value before and after, in words; "" where there was no row at all."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One line of the record."""

    at: datetime
    who: str
    kind: str
    what: str
    story: str = ""
    address: str = ""
    number: int | None = None  # of the draft, where it is about one
    note: str = ""
    differences: list[Difference] = field(default_factory=list)


def tell(found: Sequence[tuple[int, int]], models: Mapping[int, type[Model]]) -> list[Told]:
    """Return the rows named by (rank, number) in words, in their order.

    A constant number of queries, however many rows there are.
    """
    wanted: dict[type[Model], list[int]] = defaultdict(list)
    for rank, pk in found:
        wanted[models[rank]].append(pk)
    told: dict[tuple[type[Model], int], Told] = {}
    for model, say in (
        (Transition, _steps),
        (Revision, _saves),
        (Comment, _comments),
        (Event, _events),
    ):
        if wanted[model]:
            told |= {(model, pk): line for pk, line in say(wanted[model])}
    return [told[models[rank], pk] for rank, pk in found]


# --- Stories --------------------------------------------------------------------------------------


def _about(draft: Draft) -> dict[str, Any]:
    return {"story": str(draft), "address": draft.get_absolute_url(), "number": draft.pk}


def _steps(numbers: Iterable[int]) -> Iterable[tuple[int, Told]]:
    rows = Transition.objects.select_related("by", "draft")
    for row in rows.defer("draft__body", "draft__standfirst").in_bulk(list(numbers)).values():
        notes = [row.note, row.statement, row.apology]
        facts = [
            row.get_change_display() if row.change else "",
            row.get_reason_display() if row.reason else "",
            _("by the clock") if row.automatic else "",
            full_time(row.due_at) if row.due_at else "",
        ]
        yield (
            row.pk,
            Told(
                at=row.at,
                who=str(row.by),
                kind=_("Step"),
                what=" · ".join(filter(None, [row.get_step_display(), *facts])),
                note="\n".join(filter(None, notes)),
                differences=_moved(row),
                **_about(row.draft),
            ),
        )


def _moved(row: Transition) -> list[Difference]:
    if row.before == row.after:
        return []
    return [Difference(_("status"), row.get_before_display(), row.get_after_display())]


def _saves(numbers: Iterable[int]) -> Iterable[tuple[int, Told]]:
    """Tell each save with the columns that differ from the version before it."""
    columns = ("category", "lead_photo", "release")
    rows = Revision.objects.select_related("by", "draft", *columns).defer("release__text")
    found = rows.defer("draft__body", "draft__standfirst").in_bulk(list(numbers))
    pairs = Q()
    for row in found.values():
        pairs |= Q(draft=row.draft_id, number=row.number - 1)
    earlier = Revision.objects.select_related(*columns).defer("release__text").filter(pairs)
    before = {(one.draft_id, one.number + 1): one for one in earlier}
    for row in found.values():
        address = reverse("admin:moderation_draft_history", args=[row.draft_id])
        about = _about(row.draft) | {"address": f"{address}#versi-{row.number}"}
        yield (
            row.pk,
            Told(
                at=row.at,
                who=str(row.by),
                kind=pgettext("noun", "Save"),
                what=_("Saved version %d") % row.number,
                differences=_rewritten(before.get((row.draft_id, row.number)), row),
                **about,
            ),
        )


def _rewritten(old: Revision | None, new: Revision) -> list[Difference]:
    if old is None:
        return []
    differences = []
    for name in Revision.COPIED:
        column = Revision._meta.get_field(name.removesuffix("_id"))
        if getattr(old, name) == getattr(new, name):
            continue
        pair = [_shown(column, getattr(one, column.name), one) for one in (old, new)]
        differences.append(Difference(_label(column), *pair))
    return differences


def _shown(column: Any, value: Any, row: Revision) -> str:
    if column.name == "body":
        return _("%(number)d words: %(text)s") % {
            "number": word_count(row.body),
            "text": Truncator(to_text(row.body)).chars(80),
        }
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if column.name == "conditions_met" and value:
        return _short(sourcing.condition_labels(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return full_time(value)
    if isinstance(value, date):
        return date_format(value)
    if column.name in {"flags", "assured"} and value:
        return _short(sensitive.labels(value))
    if isinstance(value, list):
        return _short(
            ", ".join(
                str(one.get("author", one)) if isinstance(one, dict) else str(one) for one in value
            )
        )
    return _short(str(value)) if value not in (None, "") else "—"


def _comments(numbers: Iterable[int]) -> Iterable[tuple[int, Told]]:
    rows = Comment.objects.select_related("by", "link", "draft")
    for row in rows.defer("draft__body", "draft__standfirst").in_bulk(list(numbers)).values():
        who = row.by or _("%(name)s (guest)") % {"name": row.link.guest if row.link else "—"}
        yield (
            row.pk,
            Told(
                at=row.at,
                who=str(who),
                kind=_("Comment"),
                what=_("Answered") if row.parent_id else _("Commented"),
                note="\n".join(
                    filter(None, [f"“{_short(row.quote)}”" if row.quote else "", row.text])
                ),
                **_about(row.draft),
            ),
        )


# --- Everything else ------------------------------------------------------------------------------


def _events(numbers: Iterable[int]) -> Iterator[tuple[int, Told]]:
    found = Event.objects.select_related("by").in_bulk(list(numbers))
    answers = [found.pop(pk) for pk, row in list(found.items()) if row.table == answered.TABLE]
    if answers:
        yield from _answers(answers)
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    names = _named(found.values(), tables)
    for row in found.values():
        model = tables.get(row.table)
        kind = str(model._meta.verbose_name) if model else row.table
        yield (
            row.pk,
            Told(
                at=row.at,
                who=str(row.by) if row.by else _("the system"),
                kind=_kind_of(row.table, kind),
                what=f"{row.get_action_display()}: {_called(row, model, names)}",
                differences=_differences(row, model, names),
            ),
        )


def _answers(rows: list[Event]) -> Iterator[tuple[int, Told]]:
    """Tell what was let stand of the copy desk's remarks, and what was so no more."""
    told = answered.read(rows)
    drafts = Draft.objects.defer("body", "standfirst").in_bulk({one.draft for one in told.values()})
    for pk, one in told.items():
        note = f"{one.before}: {one.reason}" if one.before else one.reason
        about = _about(drafts[one.draft]) if one.draft in drafts else {"number": one.draft}
        what = f"{one.what}: “{_short(one.words)}” ({one.rule})"
        yield pk, Told(at=one.at, who=one.who, kind=_("Language"), what=what, note=note, **about)


def _kind_of(table: str, kind: str) -> str:
    """Return what a row of a table is; Django names the rows between two tables for nobody."""
    between = {
        "accounts_user_groups": _("role of a person"),
        "accounts_user_user_permissions": _("single permission of a person"),
        "moderation_desk_editors": _("editor of a desk"),
        "mfa_authenticator": _("second factor"),
        "moderation_draft": _("deadline, embargo or owner"),
        "photos_photo": _("photo taken down"),
    }
    return between.get(table, kind)


def _named(
    events: Iterable[Event], tables: Mapping[str, type[Model]]
) -> dict[tuple[type[Model], Any], str]:
    """Return what the rows are called that events refer to, one query for each table of them."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for row in events:
        if (model := tables.get(row.table)) is None:
            continue
        wanted[model].add(row.object_id)
        for side in (row.before or {}, row.after or {}):
            for name, value in side.items():
                column = _column(model, name)
                if isinstance(column, ForeignKey) and value is not None:
                    wanted[column.related_model].add(value)
    named = {}
    for model, numbers in wanted.items():
        if model._meta.auto_created:
            continue
        rows = model._base_manager.filter(pk__in=numbers)
        name = next((one for one in NAMES if _column(model, one)), None)
        if model._meta.label == "accounts.User":
            named |= {(model, row.pk): str(row) for row in rows}
        elif name:
            named |= {(model, pk): str(value) for pk, value in rows.values_list("pk", name)}
    return named


def _called(
    row: Event, model: type[Model] | None, names: Mapping[tuple[type[Model], Any], str]
) -> str:
    """Return what the object of an event is called: then, or else now."""
    kept = row.after or row.before or {}
    if own := next((str(kept[name]) for name in NAMES if kept.get(name)), ""):
        return _short(own)
    if model is None:
        return f"#{row.object_id}"
    if (model, row.object_id) in names:
        return _short(names[model, row.object_id])
    parts = [
        names.get((column.related_model, value))
        for name, value in kept.items()
        if isinstance(column := _column(model, name), ForeignKey)
    ]
    return " – ".join(filter(None, parts)) or f"#{row.object_id}"


def _differences(
    row: Event, model: type[Model] | None, names: Mapping[tuple[type[Model], Any], str]
) -> list[Difference]:
    before, after = row.before or {}, row.after or {}
    lines = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if name in SILENT or old == new or (row.action != "UPDATE" and not (old or new)):
            continue
        column = _column(model, name) if model else None
        label = _label(column) if column is not None else name
        lines.append(
            Difference(
                label,
                _value(column, old, names) if row.before is not None else "",
                _value(column, new, names) if row.after is not None else "",
            )
        )
    return lines


def _column(model: type[Model], name: str) -> Field | None:
    """Return the field behind a column's name, or None."""
    fields: dict[str, Field] = {one.attname: one for one in model._meta.concrete_fields}
    return fields.get(name)


def _label(column: Any) -> str:
    """Return what people call a column; one that links two rows is called by what it leads to."""
    if column.model._meta.auto_created and column.is_relation:
        return str(column.related_model._meta.verbose_name)
    return str(column.verbose_name)


def _value(column: Any, value: Any, names: Mapping[tuple[type[Model], Any], str]) -> str:
    """Return a value of a row, as JSON kept it, in words."""
    if value is None or value == "":
        return "—"
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(column, ForeignKey):
        return _short(names.get((column.related_model, value), f"#{value}"))
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _short(", ".join(value)) or "—"
    kind = column.get_internal_type() if column is not None else ""
    if kind == "DateTimeField" and (moment := parse_datetime(str(value))):
        return full_time(moment)
    if kind == "DateField" and (day := parse_date(str(value))):
        return date_format(day)
    if kind == "TimeField" and (minute := parse_time(str(value))):
        return time_format(minute)
    return _short(
        to_text(str(value)) if column is not None and column.name == "body" else str(value)
    )


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)
