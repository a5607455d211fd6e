"""The report of a rehearsal or an import, as plain lines for a terminal and for a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wordpress.loader import Done
from wordpress.models import OldItem
from wordpress.rehearsal import Rehearsal
from wordpress.survey import Survey
from wordpress.taxonomy import Action, Decision

LISTED = 40
NOTES = 4


def of_survey(survey: Survey) -> Iterator[str]:
    yield "WHAT THE FILES HOLD"
    for site in survey.sites:
        yield f"  {site.title or 'untitled'} — {site.address} (WXR {site.wxr_version or '?'})"
    for (kind, status), number in sorted(survey.types.items()):
        yield f"  {number:>8,} {kind} ({status or 'no status'})"
    categories = sum(1 for kind, _slug in survey.terms if kind == "category")
    tags = sum(1 for kind, _slug in survey.terms if kind == "post_tag")
    yield f"  {categories:>8,} categories, {tags:,} tags, {len(survey.authors):,} accounts"
    yield f"  {survey.comments:>8,} comments, counted and left out"
    for name, number in survey.formats.most_common():
        yield f"  {number:>8,} in the format “{name}”"
    if number := survey.repaired["foreign"]:
        yield f"  {number:>8,} bytes in another encoding than the file says, read as Windows-1252"
    if number := survey.repaired["illegal"]:
        yield f"  {number:>8,} control characters that XML forbids, left out"
    yield from of_broken(survey.broken)


def of_broken(broken: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in broken:
        where = f"line {one['line']}, column {one['column']}"
        yield f"  CANNOT BE READ ON: {one['file']}, {where}: {one['reason']}"
        yield "    Everything that was whole before that place is in this report."


def of_plan(decisions: Sequence[Decision]) -> Iterator[str]:
    yield "THE CATEGORIES"
    for one in decisions:
        what = {
            Action.KEEP: f"{one.kind}",
            Action.MERGE: f"into “{one.target}”",
            Action.TAG: f"{one.kind}: a tag",
            Action.DROP: "address leads to the latest news",
        }[Action(one.action)]
        name = f" as “{one.name}”" if one.action == Action.KEEP and one.name != one.old else ""
        below = f" under “{one.parent}”" if one.action == Action.KEEP and one.parent else ""
        why = f" — {one.reason}" if one.reason else ""
        mark = "  ← please look at this one" if one.review else ""
        rest = f"{what}{name}{below}{why}{mark}"
        yield f"  {one.action:5} “{one.old}” ({one.stories:,}): {rest}"


def of_rehearsal(found: Rehearsal, survey: Survey) -> Iterator[str]:
    yield "WHAT WOULD HAPPEN"
    yield from _of_outcomes(found.would)
    yield f"  {found.already:>8,} are here already and stay as they are"
    accounted = sum(found.would.values()) + found.already
    yield f"  {accounted:>8,} of {survey.items:,} items accounted for"
    yield f"  {found.links:>8,} links between stories would lead to their new addresses"
    yield f"  {found.missing:>8,} pictures in texts have no place to be taken from"
    for code, number in found.codes.most_common(LISTED):
        yield f"  {number:>8,} stories are signed ({code})"
    yield from of_dropped(found.dropped)
    if survey.copies:
        yield "POSTS THAT LOOK LIKE COPIES OF EACH OTHER"
        for one, other, share in survey.copies[:LISTED]:
            yield f"  {share:>4.0%} “{one}” and “{other}”"
    if found.here:
        yield "POSTS THAT LOOK LIKE STORIES THAT READERS READ HERE ALREADY"
        for title, near in found.here[:LISTED]:
            yield f"  {near.mine:>3}% of “{title}” is in “{near.source.title}”"
    if found.stories:
        yield "WHAT WOULD BE LOST OR CHANGED, BY POST"
        for story in found.stories[:LISTED]:
            yield from _of_story(story)
        if (more := len(found.stories) - LISTED) > 0:
            yield f"  … and {more:,} more; --report FILE writes them all"


def _of_outcomes(outcomes: Counter[tuple[str, str]]) -> Iterator[str]:
    labels = dict(OldItem.Outcome.choices)
    for (kind, outcome), number in sorted(outcomes.items()):
        yield f"  {number:>8,} {kind} → {labels[outcome]}"


def of_dropped(dropped: Any) -> Iterator[str]:
    if dropped:
        yield "LEFT OUT OF TEXTS"
        for name, number in sorted(dropped.items(), key=lambda pair: -pair[1])[:LISTED]:
            yield f"  {number:>8,} {name}"


def of_done(done: Done, survey: Survey) -> Iterator[str]:
    yield "WHAT BECAME OF EVERYTHING"
    yield from _of_outcomes(done.outcomes)
    yield f"  {done.twice:>8,} stand in the files twice"
    accounted = sum(done.outcomes.values()) + done.twice
    yield f"  {accounted:>8,} items accounted for; {survey.items:,} are in the files"
    yield f"  {done.already:>8,} stories and pages were here already and stay as they are"
    if done.mended:
        yield f"  {done.mended:>8,} of them got pictures that were missing before"
    yield f"  {survey.comments:>8,} comments left out"
    yield f"  {done.addresses:>8,} old addresses known"
    yield f"  {len(done.categories):>8,} categories made, {len(done.authors):,} authors made"
    yield from of_broken(done.broken)
    yield from of_dropped(done.dropped)


def of_trouble(sites: Sequence[str], most: int = LISTED) -> Iterator[str]:
    """Yield what failed, and then what was noted about posts."""
    items = OldItem.objects.filter(site__in=sites)
    failed = items.filter(outcome=OldItem.Outcome.FAILED).order_by("pk")
    for item in failed[:most]:
        yield f"  FAILED: {item.kind} {item.key} “{item.title}”: {'; '.join(item.notes)}"
    noted = items.exclude(notes=[], dropped={}).exclude(
        outcome__in=[OldItem.Outcome.NOT_KEPT, OldItem.Outcome.NO_FILE, OldItem.Outcome.FAILED]
    )
    for item in noted.order_by("pk")[:most]:
        yield from _of_story(
            {"key": item.key, "title": item.title, "dropped": item.dropped, "notes": item.notes}
        )


def _of_story(story: dict[str, Any]) -> Iterator[str]:
    yield f"  #{story['key']} “{story['title']}”"
    if story.get("dropped"):
        yield "      left out: " + ", ".join(f"{n}× {name}" for name, n in story["dropped"].items())
    notes = [*story.get("notes", []), *story.get("missing", [])]
    for note in notes[:NOTES]:
        yield f"      {note}"
    if len(notes) > NOTES:
        yield f"      … and {len(notes) - NOTES} more"
