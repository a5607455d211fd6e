"""Ask every rule about a story, and accept what it answers.

    checker = Checker()
    findings = checker.check([Paragraph("Biaya Rp. 5 Milyar.")])
    mended = accept(paragraphs, findings[0])

The same story and desk give the same findings, in the order of the text. Paragraphs are looked at
one by one and remembered, so a change in one costs that one and the rules about the whole story.
"""

import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any

from copydesk.dictionary import Dictionary
from copydesk.eyd_v import RULES
from copydesk.eyd_v.lists import KNOWN_TO_THE_PACK
from copydesk.eyd_v.slips import suggestions
from copydesk.findings import Desk, Finding, Level, Paragraph, Topic
from copydesk.reading import Reading, Span
from copydesk.rules import Hit, InQuotes, Kind, Room, Rule

_REMEMBERED = 2_000  # paragraphs
_MOST_ROUNDS = 20
_TOKEN = re.compile(r"\w+")


@cache
def bundled_dictionary() -> Dictionary:
    """Return the dictionary of the package, read once: 50 milliseconds and 10 megabytes."""
    return Dictionary(extra=KNOWN_TO_THE_PACK)


class Checker:
    """The rules of a pack, as one desk has set them. Keep it: it remembers paragraphs."""

    def __init__(
        self,
        desk: Desk | None = None,
        *,
        rules: Sequence[Rule] = RULES,
        dictionary: Dictionary | None = None,
    ) -> None:
        self.desk = desk or Desk()
        self.rules = rules
        self._room = Room(self.desk, dictionary or bundled_dictionary())
        self._remembered: OrderedDict[
            tuple[Paragraph, frozenset[Topic]], tuple[tuple[Rule, Hit], ...]
        ] = OrderedDict()
        # What patterns have and find in a text, by the text: rules about the story ask again.
        self._sought: dict[str, tuple[dict[object, Any], dict[object, Any]]] = {}
        # By their first word, so that a thousand names cost a paragraph no more than ten.
        self._names: dict[str, list[str]] = {}
        for name in self.desk.lexicon.names | self.desk.lexicon.people:
            self._names.setdefault(_first_word(name), []).append(name)

    def check(
        self, story: Sequence[Paragraph], topics: frozenset[Topic] = frozenset()
    ) -> list[Finding]:
        """Return the findings of a story, in the order of its text.

        `topics` are what is known of the whole story; each of them makes the safety rules stricter
        and takes nothing away.
        """
        room = replace(self._room, topics=topics)
        readings = [self._reading(paragraph) for paragraph in story]
        found: list[Finding] = []
        taken: list[_Taken] = []
        for number, reading in enumerate(readings):
            hits = self._each(reading, room)
            reading.changes = _changes(hits)
            taken.append(_Taken(reading.text, (hit for _rule, hit in hits)))
            found += self._findings(number, reading, hits)
        across: dict[int, list[tuple[Rule, Hit]]] = {}
        for rule in self.rules:
            for look in rule.looks_across:
                for number, hit in look(readings, room):
                    reading = readings[number]
                    if rule.yields and taken[number].speaks_of(hit.start, hit.end):
                        continue
                    if reading.field in rule.fields and self._may_speak(reading, rule, hit):
                        across.setdefault(number, []).append((rule, hit))
        for number, late in across.items():
            found += self._findings(number, readings[number], late)
        return sorted(found, key=lambda f: (f.paragraph, f.start, f.end, f.rule, f.kind))

    def suggest(self, finding: Finding) -> Finding:
        """Return an unknown word's finding with common words near it; any other as it is.

        It may take a tenth of a second for a long word, which is why `check()` does not.
        """
        if finding.rule != "P18" or finding.replacements:
            return finding
        near = tuple(
            word
            for word in suggestions(finding.words, self._room.dictionary)
            if not self.check([Paragraph(word)])
        )
        return replace(finding, replacements=near[:5])

    def _reading(self, paragraph: Paragraph) -> Reading:
        """Return a paragraph to be read, with what was found in the same text before."""
        if len(self._sought) >= _REMEMBERED:
            self._sought.clear()
        reading = Reading(paragraph)
        known = (reading.firsts, reading.present)
        reading.firsts, reading.present = self._sought.setdefault(paragraph.text, known)
        return reading

    def _each(self, reading: Reading, room: Room) -> tuple[tuple[Rule, Hit], ...]:
        """Return what the rules for single paragraphs say, from memory if it was asked before."""
        key = (reading.paragraph, room.topics)
        known = self._remembered.get(key)
        if known is None:
            known = tuple(self._look(reading, room))
            self._remembered[key] = known
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        else:
            self._remembered.move_to_end(key)
        return known

    def _look(self, reading: Reading, room: Room) -> Iterator[tuple[Rule, Hit]]:
        hits = [
            (rule, hit)
            for rule in self.rules
            if reading.field in rule.fields
            for look in rule.looks_at_each
            for hit in look(reading, room)
            if self._may_speak(reading, rule, hit)
        ]
        taken = _Taken(reading.text, (hit for rule, hit in hits if not rule.yields))
        for rule, hit in hits:
            if not rule.yields or not taken.speaks_of(hit.start, hit.end):
                yield rule, hit

    def _may_speak(self, reading: Reading, rule: Rule, hit: Hit) -> bool:
        """Leave alone what must not be touched: addresses, names, cells, and quoted words."""
        kind = rule.kinds[hit.kind]
        if kind.must_answer:
            return True
        if hit.fixes[:1] == (reading.text[hit.start : hit.end],):
            return False  # a sign that has no capital, for one
        if reading.paragraph.cell or (
            kind.quotes is InQuotes.SKIP and reading.is_quoted(hit.start, hit.end)
        ):
            return False
        return not any(span.meets(hit.start, hit.end) for span in reading.untouched) and not any(
            span.start <= hit.start and hit.end <= span.end for span in self._names_in(reading)
        )

    def _names_in(self, reading: Reading) -> list[Span]:
        if reading.named is None:
            reading.named = list(self._named(reading))
        return reading.named

    def _named(self, reading: Reading) -> Iterator[Span]:
        text = reading.text
        for token in _TOKEN.finditer(text) if self._names else ():
            for name in self._names.get(token[0], ()):
                start, end = token.start(), token.start() + len(name)
                if text.startswith(name, start) and not text[end : end + 1].isalnum():
                    yield Span(start, end)

    def _findings(
        self, number: int, reading: Reading, hits: Iterable[tuple[Rule, Hit]]
    ) -> Iterator[Finding]:
        for rule, hit in hits:
            kind = rule.kinds[hit.kind]
            level = self._level(rule, hit, kind)
            words = reading.text[hit.start : hit.end]
            if level is None or (not kind.must_answer and (rule.id, words) in self.desk.left):
                continue
            fixes = hit.fixes
            if kind.quotes is InQuotes.TELL and reading.is_quoted(hit.start, hit.end):
                fixes = ()
            told = {"words": words.strip(), "fix": fixes[0].strip() if fixes else "", **hit.data}
            yield Finding(
                rule=rule.id,
                kind=hit.kind,
                level=level,
                paragraph=number,
                start=hit.start,
                end=hit.end,
                words=words,
                message=kind.message.format_map(told),
                source=rule.source,
                replacements=fixes,
                safe=kind.safe and bool(fixes),
                must_answer=kind.must_answer,
            )

    def _level(self, rule: Rule, hit: Hit, kind: Kind) -> Level | None:
        if kind.must_answer:
            return kind.level
        levels = self.desk.levels
        return levels.get(f"{rule.id}.{hit.kind}", levels.get(rule.id, kind.level))


class _Taken:
    """The places of many hits, to be asked whether one of them already speaks of some words."""

    def __init__(self, text: str, hits: Iterable[Hit]) -> None:
        self._text = text
        self._hits = sorted(hits, key=lambda hit: (hit.start, hit.end))
        self._starts = [hit.start for hit in self._hits]
        self._furthest = list(accumulate((hit.end for hit in self._hits), max))

    def speaks_of(self, start: int, end: int) -> bool:
        """Say whether a hit shares a letter with this span, and its fix would not keep the words.

        One of two words said twice is still there when the other is gone, and still unknown.
        """
        before = bisect_left(self._starts, max(end, start + 1))
        if before == 0 or self._furthest[before - 1] <= start:
            return False
        words = self._text[start:end]
        return any(
            hit.end > start and not _keeps("".join(hit.fixes[:1]), words)
            for hit in self._hits[:before]
        )


def _keeps(fix: str, words: str) -> bool:
    """Say whether `words` stand in a fix as they are; dipukuli keeps no pukuli."""
    return words in fix and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", fix) is not None


def _first_word(name: str) -> str:
    """Return the letters and digits that `name` begins with."""
    found = _TOKEN.match(name)
    return found[0] if found else ""


def _changes(hits: Iterable[tuple[Rule, Hit]]) -> list[tuple[int, int, str]]:
    """Return the first fix of each hit, in order, those that overlap an earlier one left out."""
    wanted = sorted((hit.start, hit.end, hit.fixes[0]) for _, hit in hits if hit.fixes)
    changes: list[tuple[int, int, str]] = []
    for start, end, words in wanted:
        if not changes or start >= changes[-1][1]:
            changes.append((start, end, words))
    return changes


def accept(story: Sequence[Paragraph], finding: Finding, choice: int = 0) -> list[Paragraph]:
    """Return the story with one of a finding's replacements in place."""
    return _replaced(story, [(finding, finding.replacements[choice])])


def accept_safe(checker: Checker, story: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the story with every safe fix accepted; doing it again changes nothing.

    Where one fix uncovers another, the story is asked again.
    """
    mended = list(story)
    for _ in range(_MOST_ROUNDS):
        safe = [finding for finding in checker.check(mended) if finding.safe]
        if not safe:
            break
        mended = _replaced(mended, [(finding, finding.replacements[0]) for finding in safe])
    return mended


def _replaced(
    story: Sequence[Paragraph], changes: Iterable[tuple[Finding, str]]
) -> list[Paragraph]:
    mended = list(story)
    by_place = sorted(
        changes, key=lambda change: (change[0].paragraph, change[0].start), reverse=True
    )
    last = (-1, 0)
    for finding, words in by_place:
        if finding.paragraph == last[0] and finding.end > last[1]:
            continue  # overlaps one that was accepted; the next round asks again
        last = (finding.paragraph, finding.start)
        paragraph = mended[finding.paragraph]
        text = paragraph.text[: finding.start] + words + paragraph.text[finding.end :]
        grown = len(words) - (finding.end - finding.start)
        italics = tuple(
            (a + grown * (a >= finding.end), b + grown * (b >= finding.end))
            for a, b in paragraph.italics
        )
        mended[finding.paragraph] = replace(paragraph, text=text, italics=italics)
    return mended
