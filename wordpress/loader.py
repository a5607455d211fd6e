"""Brings an old site into this one: in batches, once however often it runs, resumable.

First everything is entered as seen, with a number for each story to come, so that stories can link
to each other in any order; pictures come next, then the stories. What fails is listed and stops
nothing. A batch is one transaction: who interrupts loses at most that one.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import batched, groupby
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from articles import edition
from articles.models import OldAddress
from moderation import alarms
from moderation.acting import acting
from wordpress import addresses, entering, kinds, moments, pages
from wordpress.fetching import Fetcher
from wordpress.finishing import finish
from wordpress.items import Item, Site
from wordpress.media import Media
from wordpress.models import OldItem
from wordpress.parser import Export
from wordpress.people import People
from wordpress.placing import FALLBACK, Places
from wordpress.resolving import Here
from wordpress.survey import Survey, stream
from wordpress.taxonomy import Decision
from wordpress.words import told, words_of
from wordpress.writing import Desk, Story, credits_of, mend, write

log = logging.getLogger(__name__)

SEEN_AT_ONCE = 500
STORIES_AT_ONCE = 50  # releases at the desk wait for a batch, a second or so
MISSING = "<img> (missing)"
LOCK = 0x57585249  # of this database: one import at a time

Outcome = OldItem.Outcome
# What a run does not touch again. A picture without its file is tried again, and a failure.
FINAL = frozenset({Outcome.PUBLIC, Outcome.DRAFT, Outcome.PAGE, Outcome.PHOTO, Outcome.NOT_KEPT})
Progress = Callable[[str, int, int], object]  # what is done, how many of how many


class Busy(Exception):
    """Another import is under way."""


@dataclass(frozen=True)
class Options:
    """How to import. `zone` is that of the old site's own times."""

    media: Path | None = None
    fetch: tuple[str, ...] = ()
    zone: tzinfo | None = None
    also: frozenset[str] = frozenset()
    fallback: str = FALLBACK


@dataclass
class Done:
    """What one run did."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    already: int = 0
    twice: int = 0
    mended: int = 0
    broken: list[dict[str, object]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    addresses: int = 0
    suspicious: list[str] = field(default_factory=list)  # posts with words of gambling sites


def zone_of(survey: Survey, options: Options) -> tzinfo:
    return options.zone or survey.zone() or timezone.get_default_timezone()


def load(
    exports: Sequence[Export],
    survey: Survey,
    decisions: Sequence[Decision],
    options: Options,
    *,
    progress: Progress = lambda what, done, total: None,
) -> Done:
    """Import what `survey` found in `exports`, with the categories as decided. May run again.

    Raises Busy when another import runs. An interruption goes through; the next run goes on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        desk = Desk.make()
        with acting(desk.importer):
            return _Load(exports, survey, decisions, options, desk, progress).run()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@dataclass(frozen=True, eq=False)
class Source:
    """One old site: how it is known, the folder it lay in, and what became of its things."""

    site: str
    base: str
    here: Here


@dataclass(frozen=True, eq=False)
class Written:
    """An item that is about to be written: how it was entered, and what it is."""

    row: OldItem
    story: Story


class _Load:
    """One run."""

    def __init__(
        self,
        exports: Sequence[Export],
        survey: Survey,
        decisions: Sequence[Decision],
        options: Options,
        desk: Desk,
        progress: Progress,
    ) -> None:
        self.exports, self.survey, self.options = exports, survey, options
        self.desk, self.progress, self.decisions = desk, progress, decisions
        self.now = timezone.now()
        self.zone = zone_of(survey, options)
        self.done = Done()
        self.people = People(survey.authors.values(), reserved=survey.codes)
        fetcher = Fetcher(options.fetch) if options.fetch else None
        self.media = Media(options.media, fetcher, by=desk.importer)
        self.bases: dict[str, str] = {}

    def run(self) -> Done:
        places = self.places = Places(self.options.fallback)
        with transaction.atomic():
            edition.hold()
            places.carry_out(self.decisions)
        self.done.categories = [category.name for category in places.made]
        self.enter_all()
        self.write_all()
        self.done.authors = [author.name for author in self.people.made]
        self.done.addresses += finish(self.survey, places, self.people, self.bases)
        if self.done.suspicious:
            alarms.imported(len(self.done.suspicious), reverse("moves"))
        return self.done

    def batches(self, size: int) -> Iterator[tuple[Source, Sequence[Item]]]:
        """Yield the items of all files in batches of at most `size`, each of one old site."""
        self.done.broken = []
        for source, pairs in groupby(self.items(), key=lambda pair: pair[0]):
            for batch in batched(pairs, size):
                yield source, [item for _source, item in batch]

    def items(self) -> Iterator[tuple[Source, Item]]:
        source = self.source("")
        for one in stream(self.exports, self.done.broken):
            if isinstance(one, Site):
                source = self.source(one.address)
            elif isinstance(one, Item):
                yield source, one

    def source(self, address: str) -> Source:
        site = addresses.site_of(address)
        self.bases[site] = base = addresses.base_of(site)
        return Source(site, base, Here(site, self.survey.blocks, self.media))

    def enter_all(self) -> None:
        """Enter everything as seen, and bring in the pictures."""
        count, since = 0, OldItem.objects.aggregate(last=Max("pk"))["last"] or 0
        for source, batch in self.batches(SEEN_AT_ONCE):
            with transaction.atomic():
                self.done.twice += entering.enter(
                    source.site, batch, self.options.also, self.published, self.now, since
                )
            for item in batch:
                if item.post_type == "attachment":
                    entering.bring(source.site, item, self.media)
            count += len(batch)
            self.progress("enter", count, self.survey.items)

    def published(self, item: Item) -> datetime | None:
        return moments.published(item, self.zone)

    def write_all(self) -> None:
        """Write the stories and pages, batch by batch."""
        count = 0
        for source, batch in self.batches(STORIES_AT_ONCE):
            self.write_batch(source, batch)
            count += len(batch)
            self.progress("write", count, self.survey.items)
        counted = OldItem.objects.filter(site__in=self.bases).values("kind", "outcome")
        for group in counted.annotate(number=Count("pk")).order_by("kind", "outcome"):
            self.done.outcomes[(group["kind"], group["outcome"])] = group["number"]

    def write_batch(self, source: Source, batch: Sequence[Item]) -> None:
        wanted = [item for item in batch if self.is_written(item)]
        if not wanted:
            return
        keys = [entering.key_of(item) for item in wanted]
        with transaction.atomic():
            found = OldItem.objects.filter(site=source.site, key__in=keys)
            rows = {(row.kind, row.key): row for row in found}
            changed: list[OldItem] = []
            new: list[Written] = []
            for item in wanted:
                # None also where the same item stood in the files once more.
                row = rows.pop((item.post_type, entering.key_of(item)), None)
                if row is None:
                    continue
                if row.outcome in FINAL:
                    self.done.already += 1
                    if self.media.is_there and row.draft_id and row.dropped.get(MISSING):
                        self.mend_one(source, item, row, changed)
                    continue
                changed.append(row)
                if story := self.read_one(source, item, row):
                    new.append(Written(row, story))
            paths = self.write_some(source, new)
            OldItem.objects.bulk_update(
                changed, ["outcome", "draft", "page", "dropped", "notes"], batch_size=200
            )
            self.done.addresses += addresses.keep(paths)

    def is_written(self, item: Item) -> bool:
        return kinds.is_words(item, self.options.also) and not kinds.is_empty(item)

    def read_one(self, source: Source, item: Item, row: OldItem) -> Story | None:
        """Read one item in its own savepoint; on failure list it and return None."""
        made = len(self.people.made)
        try:
            with transaction.atomic():
                return self.read(source, item, row)
        except Exception as error:
            self.people.forget(made)
            self.fail(source, row, error)
            return None

    def write_some(self, source: Source, new: Sequence[Written]) -> list[OldAddress]:
        """Write stories at once; where that fails, in halves, until it is known which one fails."""
        if not new:
            return []
        try:
            with transaction.atomic():
                paths = self.write_words(source, new)
        except Exception as error:
            if len(new) == 1:
                self.fail(source, new[0].row, error)
                return []
            half = len(new) // 2
            return self.write_some(source, new[:half]) + self.write_some(source, new[half:])
        for one in new:
            self.done.dropped.update(one.row.dropped)
        return paths

    def fail(self, source: Source, row: OldItem, error: Exception) -> None:
        log.warning("%s %s could not be imported.", row.kind, row.key, exc_info=error)
        source.here.forget()
        row.outcome, row.draft, row.page = Outcome.FAILED, None, None
        row.notes = [f"{type(error).__name__}: {str(error).partition(chr(10))[0][:300]}"]

    def mend_one(self, source: Source, item: Item, row: OldItem, changed: list[OldItem]) -> None:
        """Give a story pictures that could not be had before, if there are any now."""
        before = row.dropped[MISSING]
        story = self.read(source, item, row)
        if row.dropped.get(MISSING, 0) >= before:
            return
        if mend(story, row.draft, desk=self.desk, site=source.site, now=self.now):
            self.done.mended += 1
            changed.append(row)

    def read(self, source: Source, item: Item, row: OldItem) -> Story:
        """Return the story of an item; note on its row what was left out."""
        here = source.here
        here.post = item.post_id
        words = words_of(item, here, self.people.codes)
        if words.gambling:
            self.done.suspicious.append(f"{row.key} “{item.title}”: {', '.join(words.gambling)}")
        featured = item.meta.get("_thumbnail_id", "").strip()
        lead = here.picture("", featured)
        missing = list(words.body.missing)
        missing += [f"#{featured}"] if featured and lead is None else []
        row.dropped, row.notes = told(words.body.dropped), list(words.notes)
        row.notes += [entering.missing_picture(address) for address in missing]
        row.dropped |= {MISSING: len(missing)} if missing else {}
        category, tags = self.places.of(item)
        published = self.published(item)
        return Story(
            item=item,
            words=words,
            category=category,
            tags=tags,
            lead_photo=lead,
            published=published,
            modified=moments.modified(item, self.zone),
            is_public=kinds.is_public(item, published, self.now),
            number=row.number,
            credits=credits_of(item, words, self.people),
        )

    def write_words(self, source: Source, new: Sequence[Written]) -> list[OldAddress]:
        """Write items, pages apart from stories, and return the addresses they had."""
        made: list[OldAddress] = []
        stories = []
        for one in new:
            item = one.story.item
            if item.post_type == "page" and one.story.is_public:
                one.row.page = pages.write(item, one.story.words)
                one.row.outcome = Outcome.PAGE
                made += addresses.rows(addresses.of_item(item, source.base), page=one.row.page)
            else:
                stories.append(one)
        drafts = write(
            [one.story for one in stories], desk=self.desk, site=source.site, now=self.now
        )
        for one, draft in zip(stories, drafts, strict=True):
            one.row.draft = draft
            one.row.outcome = Outcome.PUBLIC if one.story.is_public else Outcome.DRAFT
            if one.story.is_public:
                made += self.addresses_of(source, one)
        return made

    def addresses_of(self, source: Source, one: Written) -> list[OldAddress]:
        paths = addresses.of_item(one.story.item, source.base)
        made = addresses.rows(paths, article_id=one.row.number)
        moment = one.story.published or self.now
        for path, leads_to in addresses.of_day(source.base, moment, self.zone):
            made += addresses.rows([path], leads_to=leads_to)
        return made
