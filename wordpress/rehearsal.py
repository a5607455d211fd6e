"""What an import would do, without doing it: the report that comes first."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.utils import timezone

from articles.html import to_text
from articles.models import Author
from categories.models import Category
from moderation import resembling
from moderation.resembling import Near
from wordpress import addresses, entering, kinds, moments
from wordpress.items import Item, Site
from wordpress.loader import Options, zone_of
from wordpress.media import Media
from wordpress.models import OldItem
from wordpress.parser import Export
from wordpress.resolving import Nowhere
from wordpress.survey import MOST_LISTED, Survey, stream
from wordpress.taxonomy import Decision, plan
from wordpress.words import Words, words_of

AT_ONCE = 500

Outcome = OldItem.Outcome


@dataclass
class Rehearsal:
    """What would happen, counted; `stories` lists what would be lost or changed, per post.

    `here` lists posts that are near-copies of stories readers read here already.
    """

    would: Counter[tuple[str, str]] = field(default_factory=Counter)  # type, outcome
    already: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    links: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    stories: list[dict[str, object]] = field(default_factory=list)
    here: list[tuple[str, Near]] = field(default_factory=list)  # titles, and what they are like


def propose(survey: Survey) -> list[Decision]:
    """Return the plan for the categories of the old site, by what is here already."""
    here = Category.objects.select_related("merged_into").order_by("path")
    return plan(survey.categories(), {one.name: one.in_use.name for one in here})


def rehearse(
    exports: Sequence[Export],
    survey: Survey,
    options: Options,
    *,
    progress: Callable[[str, int, int], object] = lambda what, done, total: None,
) -> Rehearsal:
    """Read everything again as the import would, and write nothing."""
    found = Rehearsal()
    zone, now = zone_of(survey, options), timezone.now()
    known = set(Author.objects.values_list("code", flat=True))
    # Pictures count as there if there is a place to take them from.
    media = Media(options.media, None if not options.fetch else _Asked())
    site, here, count = "", Nowhere("", survey.blocks, media), 0
    for batch in batched(stream(exports, []), AT_ONCE):
        seen = _seen(site, [one for one in batch if isinstance(one, Item)])
        for one in batch:
            if isinstance(one, Site):
                site = addresses.site_of(one.address)
                here = Nowhere(site, survey.blocks, media)
            elif isinstance(one, Item):
                count += 1
                if (one.post_type, entering.key_of(one)) in seen:
                    found.already += 1
                    continue
                moment = moments.published(one, zone)
                outcome = _outcome(one, options, kinds.is_public(one, moment, now), media)
                found.would[(one.post_type, outcome)] += 1
                if outcome in {Outcome.PUBLIC, Outcome.DRAFT, Outcome.PAGE}:
                    words = _read(found, one, here, known)
                    if outcome != Outcome.PAGE and len(found.here) < MOST_LISTED:
                        found.here += [(words.headline, near) for near in _like(words)]
        progress("rehearse", count, survey.items)
    return found


class _Asked:
    """Stands for a host that would be asked."""


def _seen(site: str, batch: Sequence[Item]) -> set[tuple[str, str]]:
    keys = [entering.key_of(item) for item in batch]
    done = OldItem.objects.filter(site=site, key__in=keys).exclude(
        outcome__in=[Outcome.SEEN, Outcome.FAILED, Outcome.NO_FILE]
    )
    return set(done.values_list("kind", "key"))


def _outcome(item: Item, options: Options, is_public: bool, media: Media) -> str:
    if item.post_type == "attachment":
        return Outcome.PHOTO if media.is_there else Outcome.NO_FILE
    if not kinds.is_words(item, options.also) or kinds.is_empty(item):
        return Outcome.NOT_KEPT
    if not is_public:
        return Outcome.DRAFT
    return Outcome.PAGE if item.post_type == "page" else Outcome.PUBLIC


def _like(words: Words) -> list[Near]:
    """Return the story here that a post is most like, if there is one."""
    return resembling.alike(to_text(words.body.html), None)[:1]


def _read(found: Rehearsal, item: Item, here: Nowhere, known: set[str]) -> Words:
    words = words_of(item, here, known)
    body = words.body
    found.dropped.update(body.dropped)
    found.missing += len(body.missing)
    found.links += body.links
    found.codes.update(set(body.codes))
    if (body.dropped or body.missing or words.notes) and len(found.stories) < MOST_LISTED:
        found.stories.append(
            {
                "key": item.key,
                "title": words.headline,
                "dropped": dict(body.dropped.most_common()),
                "missing": body.missing[:20],
                "notes": words.notes,
            }
        )
    return words
