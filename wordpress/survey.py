"""Reads exports once and says what is in them, before anything is written."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from html import unescape

from wordpress import kinds, moments
from wordpress.copies import Copies
from wordpress.items import Author, Item, Site, Term
from wordpress.parser import Broken, Export, Found
from wordpress.taxonomy import Old

_CODE = r"[A-Za-z0-9]{2,5}"
_CODES = re.compile(rf"\(\s*({_CODE}(?:\s*/\s*{_CODE})*)\s*\)[\s.]*(?:</?\w+>\s*)*\Z")
MOST_BLOCKS = 2000
MOST_LISTED = 500  # of each thing in a report

Say = Callable[[int, int], object]  # bytes read, bytes in all


@dataclass
class Survey:
    """What the files hold, and where they cannot be read."""

    sites: list[Site] = field(default_factory=list)
    authors: dict[str, Author] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    items: int = 0
    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)  # labels, by public stories
    creators: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    blocks: dict[str, str] = field(default_factory=dict)  # shared blocks by number
    comments: int = 0
    sticky: int = 0
    offsets: Counter[timedelta] = field(default_factory=Counter)
    copies: list[tuple[str, str, float]] = field(default_factory=list)
    broken: list[dict[str, object]] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)

    def zone(self) -> tzinfo | None:
        """The site's zone as its own times give it away; None if they do not."""
        found = moments.commonest(self.offsets)
        return None if found is None else timezone(found)

    def categories(self) -> list[Old]:
        """Return the old categories in the order of the file, with the numbers of their stories."""
        return [
            Old(term.name, term.slug, term.parent, self.used[("category", term.slug)])
            for (taxonomy, _slug), term in self.terms.items()
            if taxonomy == "category"
        ]


def stream(exports: Sequence[Export], broken: list[dict[str, object]]) -> Iterator[Found]:
    """Yield what all files hold, one after the other; note in `broken` which ends too early."""
    for export in exports:
        try:
            yield from export.items()
        except Broken as error:
            broken.append(
                {
                    "file": export.path.name,
                    "reason": error.reason,
                    "what": error.what,
                    "line": error.line,
                    "column": error.column,
                    "kind": type(error).__name__,
                }
            )


def survey(
    exports: Sequence[Export],
    *,
    also: frozenset[str] = frozenset(),
    copies: bool = True,
    say: Say | None = None,
) -> Survey:
    """Read all files once. `copies` compares the stories with each other, which takes time."""
    found, alike = Survey(), Copies() if copies else None
    total = sum(export.size for export in exports)
    now = datetime.now(UTC)
    for one in stream(exports, found.broken):
        match one:
            case Site():
                found.sites.append(one)
            case Author():
                found.authors.setdefault(one.login, one)
            case Term():
                _add_term(found, one)
            case Item():
                found.items += 1
                _add_item(found, one, also, now)
                if alike and kinds.is_story(one, also):
                    alike.add(one.key, unescape(one.title)[:120], one.content)
                if say and found.items % 200 == 0:
                    say(sum(export.read for export in exports), total)
    for export in exports:
        found.repaired["foreign"] += export.foreign
        found.repaired["illegal"] += export.illegal
    if alike:
        found.copies = list(alike.pairs(MOST_LISTED))
    return found


def _add_term(found: Survey, term: Term) -> None:
    term.name = unescape(term.name).strip() or term.slug
    if term.taxonomy in {"category", "post_tag"}:
        found.terms.setdefault((term.taxonomy, term.slug or term.name), term)


def _add_item(found: Survey, item: Item, also: frozenset[str], now: datetime) -> None:
    found.types[(item.post_type, item.status)] += 1
    found.comments += item.comments
    if (apart := moments.offset(item)) is not None:
        found.offsets[apart] += 1
    if item.post_type == "wp_block" and len(found.blocks) < MOST_BLOCKS:
        found.blocks[item.post_id] = item.content
    if not kinds.is_story(item, also):
        if item.post_type == "page" and item.status == "publish":
            found.creators[item.creator] += 1
        return
    found.sticky += item.is_sticky
    found.creators[item.creator] += 1
    public = kinds.is_public(item, moments.published(item, UTC), now)
    for label in item.labels:
        label.name = unescape(label.name)
        slug = label.slug or label.name
        if label.taxonomy == "post_format":
            found.formats[label.name] += 1
        elif label.taxonomy in {"category", "post_tag"}:
            # An export of some posts names their labels and may leave out the list of all.
            found.terms.setdefault(
                (label.taxonomy, slug), Term(taxonomy=label.taxonomy, slug=slug, name=label.name)
            )
            found.used[(label.taxonomy, slug)] += public
    if match := _CODES.search(item.content[-400:].rstrip()):
        found.codes.update({code.strip().lower() for code in match[1].split("/")})
