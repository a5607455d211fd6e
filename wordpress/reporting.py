"""The report of a rehearsal or an import, as plain lines for a terminal and for a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wordpress.loader import Done
from wordpress.models import OldItem
from wordpress.rehearsal import Rehearsal
from wordpress.survey import Survey
from wordpress.taxonomy import Action, Decision, Kind

LISTED = 40
NOTES = 4
# What a category becomes, beside the kinds of categories there are here.
KINDS = {
    Kind.CHANNEL: gettext_lazy("Channel"),
    Kind.TOPIC: gettext_lazy("Topic"),
    Kind.ARCHIVED: gettext_lazy("Retired topic"),
    Kind.EVENT: gettext_lazy("Event"),
    Kind.EVENT_KIND: gettext_lazy("Kind of happening"),
    Kind.ORGANISATION: gettext_lazy("Organisation"),
    Kind.CONTENT_TYPE: gettext_lazy("Content type"),
    Kind.REGION: gettext_lazy("Place"),
}


def _line(number: int, what: str) -> str:
    """Return a line with a number at its beginning, each below the other."""
    return f"  {_number(number):>8} {what}"


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def of_survey(survey: Survey) -> Iterator[str]:
    yield _("WHAT THE FILES HOLD")
    for site in survey.sites:
        title = site.title or _("untitled")
        yield f"  {title} — {site.address} (WXR {site.wxr_version or '?'})"
    for (kind, status), number in sorted(survey.types.items()):
        status = status or _("no status")
        yield _line(number, f"{kind} ({status})")
    categories = sum(1 for kind, _slug in survey.terms if kind == "category")
    tags = sum(1 for kind, _slug in survey.terms if kind == "post_tag")
    facts = {"tags": tags, "accounts": len(survey.authors)}
    yield _line(categories, _("categories, %(tags)d tags, %(accounts)d accounts") % facts)
    yield _line(survey.comments, _("comments, counted and left out"))
    for name, number in survey.formats.most_common():
        yield _line(number, _("in the format “%(name)s”") % {"name": name})
    if number := survey.repaired["foreign"]:
        yield _line(number, _("bytes in another encoding than the file says, read as Windows-1252"))
    if number := survey.repaired["illegal"]:
        yield _line(number, _("control characters that XML forbids, left out"))
    if not survey.items and not survey.broken:
        yield "  " + _("There is nothing to import in these files: no post, page or picture.")
    yield from of_broken(survey.broken)


def of_broken(broken: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in broken:
        told = _("CANNOT BE READ ON: %(file)s, line %(line)s, column %(column)s: %(reason)s")
        yield "  " + told % {**one, "reason": _(one["reason"]) % one}
        yield "    " + _("Everything that was whole before that place is in this report.")


def of_plan(decisions: Sequence[Decision]) -> Iterator[str]:
    yield _("THE CATEGORIES")
    for one in decisions:
        facts = {
            "old": one.old,
            "stories": _number(one.stories),
            "kind": KINDS.get(one.kind, one.kind),
            "target": one.target,
        }
        what = {
            Action.KEEP: _("keep “%(old)s” (%(stories)s): %(kind)s"),
            Action.MERGE: _("merge “%(old)s” (%(stories)s) into “%(target)s”"),
            Action.TAG: _("“%(old)s” (%(stories)s) becomes a tag: %(kind)s"),
            Action.DROP: _("drop “%(old)s” (%(stories)s); its address leads to the latest news"),
        }[Action(one.action)]
        line = what % facts
        if one.action == Action.KEEP and one.name != one.old:
            line += " " + _("as “%(name)s”") % {"name": one.name}
        if one.action == Action.KEEP and one.parent:
            line += " " + _("under “%(name)s”") % {"name": one.parent}
        if one.reason:
            line += f" — {_(one.reason)}"
        yield f"  {line}" + ("  ← " + _("please look at this one") if one.review else "")


def of_rehearsal(found: Rehearsal, survey: Survey) -> Iterator[str]:
    yield _("WHAT WOULD HAPPEN")
    yield from _of_outcomes(found.would)
    yield _line(found.already, _("are here already and stay as they are"))
    accounted = sum(found.would.values()) + found.already
    yield _line(accounted, _("of %(items)d items accounted for") % {"items": survey.items})
    yield _line(found.links, _("links between stories would lead to their new addresses"))
    yield _line(found.missing, _("pictures in texts have no place to be taken from"))
    for code, number in found.codes.most_common(LISTED):
        yield _line(number, _("stories are signed (%(code)s)") % {"code": code})
    yield from of_dropped(found.dropped)
    if survey.copies:
        yield _("POSTS THAT LOOK LIKE COPIES OF EACH OTHER")
        for one, other, share in survey.copies[:LISTED]:
            yield f"  {share:>4.0%} " + _("“%(one)s” and “%(other)s”") % {
                "one": one,
                "other": other,
            }
    if found.here:
        yield _("POSTS THAT LOOK LIKE STORIES THAT READERS READ HERE ALREADY")
        for title, near in found.here[:LISTED]:
            facts = {"share": f"{near.mine:>3}", "title": title, "here": near.source.title}
            yield "  " + _("%(share)s%% of “%(title)s” is in “%(here)s”") % facts
    if found.stories:
        yield _("WHAT WOULD BE LOST OR CHANGED, BY POST")
        for story in found.stories[:LISTED]:
            yield from _of_story(story)
        if (more := len(found.stories) - LISTED) > 0:
            yield "  " + _("… and %(more)d more; --report FILE writes them all") % {"more": more}


def _of_outcomes(outcomes: Counter[tuple[str, str]]) -> Iterator[str]:
    labels = dict(OldItem.Outcome.choices)
    for (kind, outcome), number in sorted(outcomes.items()):
        yield _line(number, f"{kind} → {labels[outcome]}")


def of_dropped(dropped: Any) -> Iterator[str]:
    if dropped:
        yield _("LEFT OUT OF TEXTS")
        for name, number in sorted(dropped.items(), key=lambda pair: -pair[1])[:LISTED]:
            yield _line(number, name)


def of_done(done: Done, survey: Survey) -> Iterator[str]:
    yield _("WHAT BECAME OF EVERYTHING")
    yield from _of_outcomes(done.outcomes)
    yield _line(done.twice, _("stand in the files twice"))
    accounted = sum(done.outcomes.values()) + done.twice
    yield _line(
        accounted, _("items accounted for; %(items)d are in the files") % {"items": survey.items}
    )
    yield _line(done.already, _("stories and pages were here already and stay as they are"))
    if done.mended:
        yield _line(done.mended, _("of them got pictures that were missing before"))
    if done.suspicious:
        yield _line(len(done.suspicious), _("posts have words of gambling sites:"))
        yield from (f"      {one}" for one in done.suspicious[:LISTED])
    yield _line(survey.comments, _("comments left out"))
    yield _line(done.addresses, _("old addresses known"))
    authors = {"authors": len(done.authors)}
    yield _line(len(done.categories), _("categories made, %(authors)d authors made") % authors)
    yield from of_broken(done.broken)
    yield from of_dropped(done.dropped)


def of_trouble(sites: Sequence[str], most: int = LISTED) -> Iterator[str]:
    """Yield what failed, and then what was noted about posts."""
    items = OldItem.objects.filter(site__in=sites)
    failed = items.filter(outcome=OldItem.Outcome.FAILED).order_by("pk")
    for item in failed[:most]:
        facts = {"kind": item.kind, "key": item.key, "title": item.title}
        yield (
            "  " + _("FAILED: %(kind)s %(key)s “%(title)s”:") % facts + f" {'; '.join(item.notes)}"
        )
    yield from _of_pictures(items)
    noted = items.exclude(notes=[], dropped={}).exclude(
        outcome__in=[OldItem.Outcome.NOT_KEPT, OldItem.Outcome.NO_FILE, OldItem.Outcome.FAILED]
    )
    for item in noted.order_by("pk")[:most]:
        yield from _of_story(
            {"key": item.key, "title": item.title, "dropped": item.dropped, "notes": item.notes}
        )


def _of_pictures(items: QuerySet[OldItem]) -> Iterator[str]:
    """Yield why pictures could not be taken: how many for each reason, and one of them."""
    rows = items.filter(outcome=OldItem.Outcome.NO_FILE).exclude(notes=[])
    reasons = rows.order_by().values_list("notes__0").annotate(number=Count("pk"), one=Min("key"))
    for place, (reason, number, one) in enumerate(reasons.order_by("-number", "one")[:LISTED]):
        if place == 0:
            yield _("PICTURES THAT COULD NOT BE TAKEN")
        yield _line(number, f"{reason} — {one}")


def _of_story(story: dict[str, Any]) -> Iterator[str]:
    yield f"  #{story['key']} “{story['title']}”"
    if story.get("dropped"):
        dropped = ", ".join(f"{n}× {name}" for name, n in story["dropped"].items())
        yield "      " + _("left out: %(names)s") % {"names": dropped}
    notes = [*story.get("notes", []), *story.get("missing", [])]
    for note in notes[:NOTES]:
        yield f"      {note}"
    if len(notes) > NOTES:
        yield "      " + _("… and %(more)d more") % {"more": len(notes) - NOTES}
