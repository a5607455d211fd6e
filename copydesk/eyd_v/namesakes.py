"""One person's name in two spellings: which words of a story may be meant to be the same name.

A name given in full, or with a word that says it is somebody's, is what later words are compared
with. Two people may well be called nearly the same, so whoever has a role, an age or a full name of
their own, or stands beside the other in one sentence, is left alone, and so are places.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.slips import COMMON, PEOPLE, PLACES, is_sure_name
from copydesk.eyd_v.sounds import MANY, are_near, keys
from copydesk.eyd_v.tags import SAYING, STATING
from copydesk.findings import Field
from copydesk.reading import Reading
from copydesk.rules import Room

_WORD = re.compile(
    r"(?<![\w'’.@#/-])(?:[A-Z][a-z]{2,}(?:['’][a-z]+)?|[A-Z][a-z]['’][a-z]{2,})(?![\w@/-])"
)


def _either(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


ROLES = PERSONS["roles"]
PUTRI = frozenset({"putri", "putra"})  # are names as well, behind another


_CALLED = re.compile(rf"(?<!\w)(?:{_either(PERSONS['calls'])}|{SAYING})\s+$", re.IGNORECASE)
_SAYS = re.compile(
    rf"(?:,? (?:juga |kemudian |lalu )?(?:{STATING}|menyebut|mengaku|mengajak)\w*"
    r"| \(\d\d?\)|, [SM]\.[A-Z])"
)
# Behind these a place, a school or a firm is named.
_PLACE = re.compile(
    r"(?<!\w)(?:di|ke|asal|"
    + _either(PERSONS["places"])
    + r"|SD\w*|SM[APK]\w*|MTs\w*|MA\w*)(?: \d+)?(?: [A-Z][\w.]*)* $"
)
# What parts a name from the words that tell whose it is.
_PARTS = re.compile(
    r"(?:me|ber|di|ter)[a-z]{3,}|yang|ke|dari|oleh|dengan|untuk|kepada|bahwa|saat|lalu|pada|milik"
    r"|datang|tiba|pergi|minta|bilang|kenal|akan|telah|sudah|rumah|toko|atas|antara|agar"
)
_ROLE_BEHIND = re.compile(r"(?: [A-Z][\w'’.]*)*, (?:seorang |salah satu |salah seorang )?([a-z]+)")
_AGED = re.compile(r"(?: [A-Z][\w'’.]*)* \((\d+)")
_BEFORE = re.compile(r"((?:[A-Z][\w'’]*\.? )+)$")
_BEHIND = re.compile(r"((?: [A-Z][a-z'’]+)+)(?!\w)")
_ONE_OF_MANY = re.compile(r",? (?:dan|serta|atau) [A-Z]|, [A-Z][a-z]+(?:, [A-Z]|,? dan [A-Z])")
_LAST_OF_MANY = re.compile(
    r"[A-Z]\w+(?:, S\.\S+)?,? (?:dan|serta|atau|bersama|melawan|versus) (?:[A-Z]\w* )*$"
)
_TO_WHOM = re.compile(r"(?<!\w)(?:kepada|oleh|dengan|bersama|terhadap|menemui|memuji|milik) $")
_NUMBER = re.compile(r"\d+|(?<= )[IVX]+(?= |,)")
_SET_OFF = re.compile(r", (?:[A-Z][\w'’]*\.? )*$")
_SHORT = frozenset({"La", "Wa"})  # begin names in Sulawesi
_WINDOW = 90  # letters before a name that may say who it is


def _told_before(text: str) -> list[str]:
    """Return the words right before a name that belong to it: Kepala Dinas Sosial; sopir truk,"""
    own, apart = list[str](), list[str]()
    words, may_part = own, True  # by the one comma between what somebody is and the name
    for token in reversed(text.split()):
        word = token.rstrip(",")
        if (token != word and not may_part) or not word[-1:].isalnum() or _PARTS.fullmatch(word):
            break
        words = apart if token != word else words
        may_part = may_part and token == word and word[0].isupper()
        words.append(word.lower())
    return own if PERSONS["where"].intersection(apart) else own + apart


@dataclass
class _Place:
    """One occurrence of a capitalised word, and what stands around it."""

    number: int
    reading: Reading
    start: int
    end: int
    knows: Callable[[str], bool]

    @cached_property
    def before(self) -> str:
        start = max(self.reading.sentence(self.start).start, self.start - _WINDOW)
        return self.reading.text[start : self.start]

    @cached_property
    def behind(self) -> str:
        return self.reading.text[self.end : self.end + _WINDOW]

    @cached_property
    def is_told(self) -> bool:
        # A headline may get or lose its capitals: what stands there is compared, and tells nobody.
        return not (self.reading.is_title or self.reading.paragraph.heading)

    @cached_property
    def others(self) -> frozenset[str]:
        """The words of the same name."""
        if not self.is_told:
            return frozenset()
        before, behind = _BEFORE.search(self.before), _BEHIND.match(self.behind)
        ahead = before[1].split() if before else []
        # The first word of a sentence has its capital in any case.
        is_inside = len(ahead) > 1 or bool(before and before.start())
        found = {
            word
            for word in ahead
            if word in PEOPLE
            or not self.knows(word.lower())
            or (
                word == ahead[-1]
                and is_inside
                and word.lower() not in COMMON
                and PERSONS["places"].isdisjoint((word, word.lower()))
            )
        } | {
            word
            for word in (behind[1].split() if behind else ())
            if word in PEOPLE or word.lower() not in COMMON
        }
        return frozenset(
            word
            for word in found
            if (len(word) > 2 or word in _SHORT)
            and word not in PLACES
            and word.lower() not in ROLES - PUTRI
        )

    @cached_property
    def is_place(self) -> bool:
        if not self.is_told:
            return False
        return bool(
            (_PLACE.search(self.before) and not self.roles)
            # Camat Rawasari, Poniman: what follows the role is where, and then comes who.
            or (self.roles and re.match(r", [A-Z][a-z]", self.behind) and not self.others)
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        """What the words beside it say somebody is."""
        if not self.is_told:
            before = _BEFORE.search(self.before)
            # Keluarga Sukarman is not what Sukarman is.
            last = frozenset(before[1].lower().split()[-1:] if before else ())
            return (last & ROLES) - PERSONS["of_somebody"]
        words = set(_told_before(self.before))
        if not self.before.endswith(", "):
            words -= PERSONS["of_somebody"]  # keluarga Fadil is not what Fadil is
        words |= {word.removesuffix("nya") for word in words}
        # Menurut Rini, pelaku lari: what follows is the sentence, and not what Rini is.
        behind = None if "menurut" in words else _ROLE_BEHIND.match(self.behind)
        return frozenset(words | ({behind[1]} if behind else set())) & ROLES

    @cached_property
    def age(self) -> str:
        found = _AGED.match(self.behind)
        return found[1] if found else ""

    @cached_property
    def is_one_of_many(self) -> bool:
        return bool(_ONE_OF_MANY.match(self.behind) or _LAST_OF_MANY.search(self.before))

    @cached_property
    def is_somebody(self) -> bool:
        """Say whether the words around a single name tell that it is one."""
        return self.is_told and bool(
            _CALLED.search(self.before)
            or _SAYS.match(self.behind)
            or (self.roles and (self.age or self.is_set_off))
        )

    @cached_property
    def is_given(self) -> bool:
        """Say whether a single word with a capital is who gets or does what is told."""
        return self.is_told and bool(
            _TO_WHOM.search(self.before)
            and not _BEHIND.match(self.behind)
            and self.reading.text[self.start : self.end].lower() not in PERSONS["stand_for"]
        )

    @cached_property
    def is_set_off(self) -> bool:
        """Say whether it stands between commas, as a name behind a role does."""
        return self.behind.startswith(",") and bool(_SET_OFF.search(self.before))


@dataclass(frozen=True)
class Variant:
    """A word that may be the name `other` in another spelling."""

    number: int
    start: int
    end: int
    other: str


type _Where = dict[str, list[tuple[int, int, int]]]


def variants(story: Sequence[Reading], room: Room) -> Iterator[Variant]:
    """Yield the later spellings of names that were given in another one before."""
    places: _Where = defaultdict(list)
    parted: _Where = defaultdict(list)
    beside: dict[str, set[str]] = defaultdict(set)
    for number, reading in enumerate(story):
        if reading.field in _FIELDS and not (reading.paragraph.cell or reading.is_shouting):
            before, end = "", -1
            for found in _WORD.finditer(reading.text):
                word, is_next = found[0], bool(before) and found.start() == end + 1
                if is_next:
                    start = end - len(before)
                    parted[before + word.lower()].append((number, start, found.end()))
                    beside[word].add(f"{before} {word[0]}")
                    beside[before].add(f"{before[0]} {word}")
                if word not in _FEASTS or (is_next and is_sure_name(before)):
                    places[word].append((number, *found.span()))
                before, end = word, found.end()
    yield from _in_two_words(places, parted, story, room)
    groups: dict[str, list[str]] = defaultdict(list)
    for word in places:
        if (word not in PLACES or word in _FEASTS) and word.lower() not in ROLES:
            # Peni Lamak, Peni Lanak: a slip in the middle leaves the name beside it.
            for key in (*keys(word), *sorted(beside[word])):
                groups[key].append(word)
    likely = (pair for words in groups.values() for pair in combinations(sorted(words), 2))
    pairs = {pair for pair in islice(likely, _MOST_COMPARED) if are_near(*pair, shared=MANY)}
    if not pairs:
        return
    knows = room.dictionary.knows
    told = {
        word: [
            _Place(number, story[number], start, end, knows) for number, start, end in places[word]
        ]
        for word in {word for pair in pairs for word in pair}
        if _is_name(word, room)
    }
    names = {
        word: _Name(word, there)
        for word, there in told.items()
        if word in PEOPLE
        or not knows(word.lower())
        or any(place.others or place.is_given for place in there)
    }
    wrong = set[str]()
    for one, other in sorted(pairs):
        if one not in names or other not in names:
            continue
        first, second = sorted((names[one], names[other]), key=_Name.rank)
        if first.word in wrong or second.word in wrong or not _may_be_same(first, second):
            continue
        wrong.add(second.word)
        for place in second.places:
            if not place.is_one_of_many:
                yield Variant(place.number, place.start, place.end, first.word)


def _in_two_words(
    places: _Where, parted: _Where, story: Sequence[Reading], room: Room
) -> Iterator[Variant]:
    """Yield where a name is two words that was one before, or the other way round."""
    for word in sorted(places.keys() & parted.keys()):
        if word in PLACES or not _is_name(word, room):
            continue
        there = [
            [
                _Place(number, story[number], start, end, room.dictionary.knows)
                for number, start, end in ways
            ]
            for ways in (places[word], parted[word])
        ]
        names = [frozenset[str]().union(*(place.others for place in one)) for one in there]
        if any(place.is_place for one in there for place in one) or not (
            names[0] & names[1] & PEOPLE or _is_one_name(word, *there)
        ):
            continue
        first, second = sorted(there, key=lambda one: (one[0].number, one[0].start))
        other = _text(first[0])
        for place in second:
            yield Variant(place.number, place.start, place.end, other)


def _is_one_name(joined: str, once: Sequence[_Place], twice: Sequence[_Place]) -> bool:
    """Say whether two names of people, Nur Hidayah, are one in the same story: Nurhidayah."""
    first, second = (_Name(joined, list(there)) for there in (once, twice))
    sentences = {(p.number, p.reading.sentence(p.start).start) for p in once}
    return (
        {word.capitalize() for word in _text(twice[0]).split()} <= PEOPLE
        and (first.is_told or second.is_told or joined not in PLACES)
        and (not first.roles or not second.roles or bool(first.roles & second.roles))
        and not any((p.number, p.reading.sentence(p.start).start) in sentences for p in twice)
        and not any(
            place.is_one_of_many or place.before.endswith("bernama ") for place in (*once, *twice)
        )
    )


def _text(place: _Place) -> str:
    return place.reading.text[place.start : place.end]


_MOST_COMPARED = 5_000  # pairs of words; a long story has some hundred
_FEASTS = frozenset({"Ramadan", "Ramadhan"})  # names of people behind another name only
_FIELDS = frozenset({Field.HEADLINE, Field.STANDFIRST, Field.BODY, Field.CAPTION})


def _is_name(word: str, room: Room) -> bool:
    lexicon = room.desk.lexicon
    return (
        (word in PEOPLE or word.lower() not in COMMON)
        and word.lower() not in lexicon.words
        and word not in lexicon.names
    )


class _Name:
    """A word that may be a name, and where it stands."""

    def __init__(self, word: str, places: list[_Place]) -> None:
        self.word, self.places = word, places
        self.others = frozenset[str]().union(*(place.others for place in places))
        self.roles = frozenset[str]().union(*(place.roles for place in places))
        self.posts = {
            number for place in places if place.roles for number in _NUMBER.findall(place.before)
        }
        self.full = sum(bool(place.others) for place in places)
        self.is_told = bool(self.full) or any(place.is_somebody for place in places)
        # Kepala Desa Metro Sutrisno: who is called so, if anybody is.
        self.is_held = bool(self.roles) and word in PEOPLE

    def rank(self) -> tuple[bool, bool, int, int]:
        """Order names by whether they are told in full, and then by what comes first."""
        is_told = self.is_told or self.is_held
        return not self.full, not is_told, self.places[0].number, self.places[0].start


def _may_be_same(first: _Name, second: _Name) -> bool:
    """Say whether `second` may be meant to be `first`, which was given in full before."""
    if any(place.is_place for place in (*first.places, *second.places)):
        return False
    if not (first.is_told or (first.is_held and second.is_told)):
        return False
    shared = first.others & second.others
    if second.others and not shared:
        return False  # has a full name of its own
    if second.roles and not second.roles & first.roles:
        # Bekas bendahara itu is terdakwa as well; korban is not.
        is_passing = second.roles <= PERSONS["passing"] and not first.roles & PERSONS["passing"]
        if not (shared and is_passing):
            return False
    if second.posts and first.posts and not second.posts & first.posts:
        return False  # Ketua RT 03, Ketua RT 05
    if any(place.age and place.age not in {p.age for p in first.places} for place in second.places):
        return False
    if second.full >= _EACH_IN_FULL and second.full == first.full:
        return False
    sentences = {(p.number, p.reading.sentence(p.start).start) for p in first.places}
    if any((p.number, p.reading.sentence(p.start).start) in sentences for p in second.places):
        return False
    return are_near(first.word, second.word, shared=len(shared))


_EACH_IN_FULL = 2
