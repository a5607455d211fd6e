"""The files of the demo newsroom, read into dataclasses. Nothing here knows Django.

README.md beside this module explains the format for whoever writes a story.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
UNITS = {"menit": "minutes", "jam": "hours"}

_AGE = re.compile(r"(?:(\d+) hari, (\d\d)\.(\d\d)|(\d+) (menit|jam))")
_DATE = re.compile(rf"\{{(hari|kerja|tanggal|{'|'.join(DAYS)})([+-]\d*)?\}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """`topics` are (name, description) pairs; `retired` names those that are kept for old news."""

    name: str
    kind: str
    description: str
    topics: list[list[str]] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    code: str
    name: str
    bio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Editors, by their logins, who decide on channels."""

    name: str
    editors: list[str]
    channels: list[str]
    approvals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    slug: str
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file in `pictures/`, with the words a story with it needs."""

    key: str
    alt: str
    caption: str
    focal: list[int] = field(default_factory=lambda: [50, 50])
    credit: str = "Ilustrasi: Kabar Tirtamaya"

    @property
    def path(self) -> Path:
        return HERE / "pictures" / f"{self.key}.webp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A later version: `replace` are (old, new) pairs, `append` is put at the end of the body."""

    after: str
    note: str
    replace: list[list[str]] = field(default_factory=list)
    append: str = ""

    def changed(self, body: str) -> str:
        """Return the body as it stands after the change. Raises ValueError when it does not fit."""
        for old, new in self.replace:
            if old not in body:
                raise ValueError(f"not in the body: {old}")
            body = body.replace(old, new)
        return f"{body}\n{self.append}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    after: str
    reason: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a journalist typed, and what happened to it afterwards."""

    headline: str
    category: str
    tags: list[str]
    credits: list[str]
    age: str
    body: str
    standfirst: str = ""
    kicker: str = ""
    place: str = ""
    picture: str = ""
    kind: str = "news"
    source: str = ""
    release: str = ""
    verify_within: str = ""
    verifies: str = ""
    quoted: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    state: str = "released"
    note: str = ""
    correction: Change | None = None
    update: Change | None = None
    rework: Change | None = None
    withdrawal: Withdrawal | None = None

    def people(self) -> list[tuple[str, str]]:
        """Return (author code, role) pairs in order."""
        return [(code, role) for code, role in (credit.split() for credit in self.credits)]

    def moment(self, now: datetime) -> datetime:
        """Return when it was released (a draft: last touched), counted from `now` in its zone."""
        return moment(self.age, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something to be covered, `day` days from today; times are of that day."""

    what: str
    category: str
    day: int
    place: str = ""
    details: str = ""
    time: str = ""
    due: str = ""
    who: str = ""
    photo: str = ""
    photo_wanted: bool = False
    begun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a reader wrote about the live story with the headline `about`, and who has it now."""

    about: str
    kind: str
    name: str
    contact: str
    text: str
    age: str
    standing: str = ""
    handler: str = ""
    refused: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What an agency sent; it came by mail unless `by` pasted it."""

    title: str
    agency: str
    contact: str
    age: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A rule window from the first to the last day, counted from today."""

    name: str
    about: str
    first: int
    last: int
    tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    needs_approval: bool = True
    needs_reason: bool = True


def moment(age: str, now: datetime) -> datetime:
    """Read an age: `"3 hari, 19.25"` is 19.25 three days before `now`, `"2 jam"` two hours before.

    Raises ValueError for anything else.
    """
    match = _AGE.fullmatch(age)
    if not match:
        raise ValueError(f"not an age: {age}")
    days, hour, minute, _, unit = match.groups()
    if unit:
        return (now - span(age)).replace(second=0, microsecond=0)
    day = now.date() - timedelta(days=int(days))
    return datetime.combine(day, time(int(hour), int(minute)), now.tzinfo)


def span(length: str) -> timedelta:
    """Read a length of time such as `"6 jam"` or `"90 menit"`."""
    amount, unit = length.split()
    return timedelta(**{UNITS[unit]: int(amount)})


def body_html(text: str, day: date) -> str:
    """Return the HTML of a body whose story is released on `day`."""
    blocks = re.split(r"\n\s*\n", with_dates(text, day).strip())
    return "\n".join(_block(block.strip()) for block in blocks)


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{block[3:]}</h2>"
    if block.startswith("- "):
        items = (f"<li>{line[2:]}</li>" for line in block.splitlines())
        return f"<ul>{''.join(items)}</ul>"
    if block.startswith("<blockquote>"):
        inner = block.removeprefix("<blockquote>").removesuffix("</blockquote>")
        return f"<blockquote><p>{inner}</p></blockquote>"
    if block.startswith(("<table", "<ul", "<ol", "<h2", "<p")):
        return block
    return f"<p>{block}</p>"


def with_dates(text: str, day: date) -> str:
    """Replace `{hari-1}`, `{Sabtu+}` and their like, counted from `day`."""
    return _DATE.sub(lambda match: _date(match[1], match[2] or "", day), text)


def _date(word: str, shift: str, day: date) -> str:
    if word in DAYS:
        return _long(_weekday(DAYS.index(word), shift, day))
    count = int(shift or 0)
    if word == "kerja":
        return _long(_working_day(day, count))
    moved = day + timedelta(days=count)
    if word == "tanggal":
        return f"{moved.day} {MONTHS[moved.month - 1]} {moved.year}"
    return _long(moved)


def _long(day: date) -> str:
    return f"{DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"


def _weekday(number: int, shift: str, day: date) -> date:
    """Return the next (`+`) or the last (`-`) such weekday, never `day` itself."""
    if shift == "+":
        return day + timedelta(days=(number - day.weekday() - 1) % 7 + 1)
    return day - timedelta(days=(day.weekday() - number - 1) % 7 + 1)


def _working_day(day: date, back: int) -> date:
    """Return the working day on or before `day`, or as many further back as `back` says."""
    while True:
        if day.weekday() < 5:
            if back == 0:
                return day
            back += 1
        day -= timedelta(days=1)


@cache
def categories() -> list[Category]:
    return [Category(**row) for row in _rows("categories.toml", "category")]


@cache
def authors() -> list[Author]:
    return [Author(**row) for row in _rows("authors.toml", "author")]


@cache
def desks() -> list[Desk]:
    return [Desk(**row) for row in _rows("desks.toml", "desk")]


@cache
def pages() -> list[Page]:
    return [Page(**row) for row in _rows("pages.toml", "page")]


@cache
def pictures() -> dict[str, Picture]:
    return {row["key"]: Picture(**row) for row in _rows("pictures.toml", "picture")}


@cache
def stories() -> list[Story]:
    """Return what readers see, oldest file name first; the loader puts it in order of time."""
    files = sorted((HERE / "stories").glob("*.toml"))
    return [_story(row) for file in files for row in _rows(f"stories/{file.name}", "story")]


@cache
def drafts() -> list[Story]:
    return [_story(row) for row in _rows("drafts.toml", "draft")]


@cache
def plans() -> list[Plan]:
    return [Plan(**row) for row in _rows("plans.toml", "plan")]


@cache
def letters() -> list[Letter]:
    return [Letter(**row) for row in _rows("letters.toml", "letter")]


@cache
def releases() -> list[Release]:
    return [Release(**row) for row in _rows("releases.toml", "release")]


@cache
def windows() -> list[Window]:
    return [Window(**row) for row in _rows("windows.toml", "window")]


def clock(text: str) -> time:
    """Return the time of the day that `"19.25"` is."""
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


def _rows(name: str, table: str) -> list[dict[str, Any]]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)[table]


def _story(row: dict[str, Any]) -> Story:
    later = {"correction": Change, "update": Change, "rework": Change, "withdrawal": Withdrawal}
    made = {name: kind(**row[name]) for name, kind in later.items() if name in row}
    return Story(**row | made)
