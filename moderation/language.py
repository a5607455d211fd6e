"""What the copy desk says about a draft: the findings of `copydesk`, and what was answered them.

Findings are not stored. The same text gives the same findings, so a page that shows them, a step
that asks for them and an editor who looks later all see the same; only answers are kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import unescape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.html import photo_ids, without_caption
from categories.models import Category
from copydesk import Field, Finding, Level, Paragraph, Topic
from copydesk.markup import Placed, read
from moderation.alarms import spaced
from moderation.models import Allowance, Draft
from moderation.steps import Status
from photos.models import Photo
from standards import checking as standing
from standards.models import LexiconEntry

# Words near an unknown one take a moment to find, so they are looked for in the first few only.
SUGGESTED = 5
# The only thing that addresses and these fields are looked at for: hijackers put it where nobody
# reads.
GAMBLING = "P25.judi"
SELDOM_READ = ("place", "source", "quoted_outlet", "quoted_url", "unverified_notice")
# Where the copy desk's buttons write. The words of a photo belong to the library.
MENDED = {"kicker", "headline", "standfirst", "body", "tags"}
# A category whose address has one of these, itself or above it, is about crime unasked.
OF_CRIME = frozenset({"kriminal", "kriminalitas", "kejahatan", "hukum", "pidana"})
_LINK = re.compile(r'<a href="([^"]*)"')
KEY = 12  # hexadecimal digits
CONTEXT = 24  # letters shown on each side of the words

# Remarks that end once their words are in the lexicon, and as what they go there.
LEXICON_KINDS: dict[str, str] = {
    "P18.tak-dikenal": LexiconEntry.Kind.WORD.value,
    "P20.tanpa-penjelasan": LexiconEntry.Kind.ABBREVIATION.value,
}

# What the editor and the story of a review cannot mark is named; the body is not.
WHERE: dict[str, Promise] = {
    "kicker": _("kicker"),
    "headline": _("headline"),
    "standfirst": _("standfirst"),
    "tags": _("Tags"),
    "caption": _("Caption of the lead photo"),
    "alt": _("Description of the lead photo"),
    "link": _("Address of a link"),
}
WHERE |= {name: Draft._meta.get_field(name).verbose_name for name in SELDOM_READ}
# The same for the photos in the body, which are told apart by their numbers: `caption-12`.
WHERE_OF_PHOTO: dict[str, Promise] = {
    "caption": _("Caption of photo #%(number)s"),
    "alt": _("Description of photo #%(number)s"),
}

LEVELS: dict[Level, Promise] = {
    Level.GALAT: _("Errors"),
    Level.PERINGATAN: _("Warnings"),
    Level.SARAN: _("Suggestions"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """A draft as the checker reads it: all paragraphs in a row, and where each came from.

    `photos` are the numbers of those whose words are read, by the names of these origins.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    origins: list[tuple[str, Placed | None]] = field(default_factory=list)
    photos: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with what a page shows around it, and who let it stand.

    `photo` is the number of the one whose words they are: they are changed in the library. `key`
    names it in a form: the same remark has the same key as long as the words of the story's
    other remarks of its kind stay in their order.
    """

    finding: Finding
    key: str
    field: str
    placed: Placed | None
    photo: int | None
    whole: str
    before: str
    after: str
    allowed: Allowance | None = None
    is_proposed: bool = False
    typed: str = ""  # a reason that was sent and not kept, and what is wrong with it
    problem: str = ""

    @property
    def lexicon_kind(self) -> str:
        """Return as what its words could go into the lexicon; "" if that would not help."""
        return LEXICON_KINDS.get(self.finding.name, "")

    @property
    def where(self) -> Promise | str:
        """Return where its words stand, if not in the body."""
        words, _of, number = self.field.partition("-")
        if number:
            return str(WHERE_OF_PHOTO[words]) % {"number": number}
        return WHERE.get(self.field, "")

    @property
    def holds_up(self) -> bool:
        """Say whether it has to be mended or answered before the story is submitted."""
        return self.is_grave and self.allowed is None

    @property
    def is_grave(self) -> bool:
        """Say whether somebody has to say why it stays: it is wrong, or may hurt somebody."""
        return self.finding.level is Level.GALAT

    @property
    def was_left(self) -> bool:
        """Say whether it is grave and stays: whoever decides on the story has to know."""
        return self.is_grave and self.allowed is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The remarks of one level, or those let stand."""

    name: str
    label: Promise
    remarks: list[Remark]
    any_safe: bool = False  # in this group or another one

    @property
    def is_open(self) -> bool:
        """Say whether the page shows it unfolded: what is let stand where any of it is grave."""
        if self.name == "allowed":
            return any(one.was_left for one in self.remarks)
        return self.name != Level.SARAN.value


@dataclass(frozen=True, slots=True)
class Left:
    """The grave remarks that were let stand in a story, the first first, and by whom."""

    remarks: list[Remark]

    @property
    def who(self) -> str:
        """Return the names of those who let them stand, each once."""
        people = (str(one.allowed.by) for one in self.remarks if one.allowed)
        return ", ".join(dict.fromkeys(people))


def story_of(draft: Draft) -> Story:
    """Return the texts of a draft that readers see and somebody typed, and where links lead."""
    story = Story()

    def add(name: str, paragraph: Paragraph, placed: Placed | None = None) -> None:
        story.paragraphs.append(paragraph)
        story.origins.append((name, placed))

    if draft.kicker.strip():
        add("kicker", Paragraph(draft.kicker, Field.CATEGORY))
    if draft.headline.strip():
        add("headline", Paragraph(draft.headline, Field.HEADLINE))
    if draft.standfirst.strip():
        add("standfirst", Paragraph(draft.standfirst, Field.STANDFIRST))
    for placed in read(draft.body):
        add("body", placed.paragraph, placed)
    for tag in draft.tags:
        add("tags", Paragraph(tag, Field.TAG))
    for name, photo, where in _words_of_photos(draft):
        story.photos[name] = photo.pk
        words = photo.caption if where is Field.CAPTION else photo.alt
        if words := " ".join(words.split()):
            add(name, Paragraph(words, where))
    for found in _LINK.finditer(draft.body):
        add("link", Paragraph(spaced(unescape(found[1])), Field.TAG))
    for name in SELDOM_READ:
        if words := getattr(draft, name).strip():
            add(name, Paragraph(spaced(words), Field.TAG))
    return story


def _words_of_photos(draft: Draft) -> Iterator[tuple[str, Photo, Field]]:
    """Yield which words of which photos readers see with a draft, each by the name of its origin.

    Below a photo in the body stand the library's words unless the writer gave it others, which
    are read with the body. One query where the body shows photos, none otherwise.
    """
    lead = draft.lead_photo
    if lead is not None:
        yield "caption", lead, Field.CAPTION
        yield "alt", lead, Field.ALT
    of_library = set(without_caption(draft.body))
    shown = [pk for pk in photo_ids(draft.body) if pk != draft.lead_photo_id]
    found = Photo.objects.only("caption", "alt").in_bulk(shown) if shown else {}
    for pk in shown:
        if (photo := found.get(pk)) is not None:
            if pk in of_library:
                yield f"caption-{pk}", photo, Field.CAPTION
            yield f"alt-{pk}", photo, Field.ALT


def topics_of(draft: Draft) -> frozenset[Topic]:
    """Return what a draft is about, where the copy desk asks more: its flags, and its category."""
    topics = {Topic(flag) for flag in draft.flags if flag in Topic}
    if draft.category and is_about_crime(draft.category):
        topics.add(Topic.CRIME)
    return frozenset(topics)


def is_about_crime(category: Category) -> bool:
    """Say whether a category, or one above it, is called so or was marked so by an editor."""
    if not OF_CRIME.isdisjoint(re.split(r"[-_/]", category.path)):
        return True
    return category.is_in_crime()


def remarks(draft: Draft) -> list[Remark]:
    """Return everything the copy desk has to say about `draft`, in the order of its text."""
    story = story_of(draft)
    now = standing.current()
    checker = now.checker
    found = [
        one
        for one in checker.check(story.paragraphs, topics_of(draft))
        if story.origins[one.paragraph][0] not in {"link", *SELDOM_READ} or one.name == GAMBLING
    ]
    unknown = [finding for finding in found if finding.rule == "P18"][:SUGGESTED]
    suggested = {finding: checker.suggest(finding) for finding in unknown}
    rows = Allowance.objects.filter(draft=draft.pk).select_related("by") if draft.pk else ()
    allowed = {(row.rule, row.words): row for row in rows} if found else {}
    seen: Counter[tuple[str, str]] = Counter()
    answer = []
    for finding in found:
        name = (finding.name, finding.words)
        seen[name] += 1
        key = sha256("\0".join([*name, str(seen[name])]).encode()).hexdigest()[:KEY]
        one = suggested.get(finding, finding)
        is_proposed = now.is_proposed(LEXICON_KINDS.get(one.name, ""), one.words)
        remark = _remark(story, one, key)
        answer.append(replace(remark, allowed=allowed.get(name), is_proposed=is_proposed))
    return answer


def grouped(found: Sequence[Remark]) -> list[Group]:
    """Return remarks by level, the gravest first, and those let stand at the end; no empty ones.

    Of those let stand the grave ones come first.
    """
    any_safe = any(one.finding.safe and not one.allowed for one in found)
    parts: list[tuple[str, Promise, list[Remark]]] = [
        (level.value, label, [r for r in found if r.finding.level is level and not r.allowed])
        for level, label in LEVELS.items()
    ]
    stay = sorted((r for r in found if r.allowed), key=lambda one: not one.is_grave)
    parts.append(("allowed", _("Let stand"), stay))
    return [Group(*part, any_safe) for part in parts if part[2]]


def left_standing(said: Sequence[Remark]) -> Left | None:
    """Return the grave ones of `said` that somebody let stand; None if there are none."""
    found = [one for one in said if one.was_left]
    return Left(found) if found else None


def holding_up(draft: Draft, said: Sequence[Remark] | None = None) -> list[Remark]:
    """Return what has to be mended or answered before the next step.

    A writer mends errors before submitting. Later nobody is held up by a comma: then only what may
    hurt somebody has to be answered. `said` are all remarks, where they were asked for already.
    """
    is_written = draft.status in {Status.DRAFT, Status.RETURNED}
    return [
        one
        for one in (remarks(draft) if said is None else said)
        if one.holds_up and (is_written or one.finding.must_answer)
    ]


def _remark(story: Story, finding: Finding, key: str) -> Remark:
    text = story.paragraphs[finding.paragraph].text
    before, after = text[: finding.start], text[finding.end :]
    if len(before) > CONTEXT:
        before = f"…{before[-CONTEXT:].partition(' ')[2]}"
    if len(after) > CONTEXT:
        after = f"{after[:CONTEXT].rpartition(' ')[0]}…"
    name, placed = story.origins[finding.paragraph]
    photo = story.photos.get(name)
    if name not in MENDED:
        finding = replace(finding, replacements=(), safe=False)
    return Remark(finding, key, name, placed, photo, text, before, after)
