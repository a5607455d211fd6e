"""Which Indonesian words there are: hunspell's dictionary, and the forms it does not list.

The files and their licence are described in `id_ID/README.md`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from hunspell import Hunspell

FOLDER = Path(__file__).with_name("id_ID")
_LONG_CLITICS, _SHORT_CLITICS = ("lah", "kah", "tah", "pun", "nya"), ("ku", "mu")
# Bound forms are written together with what follows (EYD V, kata turunan 1), so there is no end of
# such words and no dictionary has them all.
_BOUND = re.compile(
    r"^(?:antar|anti|dwi|eka|infra|intra|kontra|maha|makro|mikro|mini|mono|multi|nara|non|panca"
    r"|para|pasca|pra"
    r"|pramu|proto|purna|re|semi|sub|super|supra|swa|tele|trans|tri|tuna|ultra)-?"
)
# meN- by the first letter of the stem, which it may swallow (EYD V, kaidah peluluhan).
_ACTIVE = (("mem", "bfv"), ("men", "cdjzts"), ("meng", "aiueoghkx"), ("me", "lrmnwy"))
_SWALLOWED = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}
_SHORTEST = 3
_LONGEST = 60  # letters, endings and all; they are taken off one by one


def without_clitic(word: str) -> str:
    """Return `word` without the -nya, -lah, -kah … written together with it, if it has one."""
    if word.endswith(_LONG_CLITICS):
        return word[:-3]
    return word[:-2] if word.endswith(_SHORT_CLITICS) else word


class Dictionary:
    """Hunspell's Indonesian words and some more.

    Asking costs about 20 microseconds a word, and nothing a second time.
    """

    def __init__(self, folder: Path = FOLDER, extra: Iterable[str] = ()) -> None:
        self._hunspell = Hunspell("id_ID", hunspell_data_dir=str(folder))
        self._extra = frozenset(extra)
        self.knows = lru_cache(maxsize=50_000)(self._knows)
        self.suggest = lru_cache(maxsize=2_000)(self._suggest)

    def spells(self, word: str) -> bool:
        """Say whether the dictionary itself has `word`, in one of the forms it derives."""
        try:
            return bool(self._hunspell.spell(word))
        except UnicodeEncodeError:  # the dictionary is written in Latin-1
            return False

    def lists(self, word: str) -> bool:
        """Say whether `word` is in the dictionary or among the extra words."""
        return word in self._extra or self.spells(word)

    def _knows(self, word: str) -> bool:
        """Say whether lower-case `word` is Indonesian: listed, or regularly made from what is."""
        if self.lists(word):
            return True
        if "-" in word:
            return all(map(self.knows, filter(None, word.split("-"))))
        if len(word) > _LONGEST:
            return False
        stem = without_clitic(word)
        if stem != word and len(stem) >= _SHORTEST and self.knows(stem):
            return True
        stem = _BOUND.sub("", word)
        if stem != word and len(stem) >= _SHORTEST and self.knows(stem):
            return True
        if word.endswith("asi") and word.startswith("di") and self.lists(word[2:]):
            return True  # diimunisasi, of a noun whose verb is not listed
        if word.startswith("di") and len(word) > len("di") + _SHORTEST:
            return any(map(self.lists, active_forms(word[2:])))
        if word.startswith(("ter", "ber")) and len(word) > len("ter") + _SHORTEST:
            return self.lists(word[3:]) or self.lists(word[2:])  # te-rekam: of two r one is left
        # A passive takes no -an: dibendungan is two words.
        if word.endswith("an") and word[:2] != "di" and self._knows_noun(word[:-2]):
            return True
        if word.startswith("se") and len(word) > len("se") + _SHORTEST:
            return self.lists(word[2:])
        return False

    def _knows_noun(self, stem: str) -> bool:
        """Say whether `stem`, which lost its -an, is a word: duga, ke-sepaham, ketidak-adil."""
        if stem.startswith("ketidak"):
            stem = stem.removeprefix("ketidak")
        elif stem.startswith("kese"):
            stem = stem.removeprefix("ke")
        return len(stem) > _SHORTEST and self.lists(stem)

    def _suggest(self, word: str) -> tuple[str, ...]:
        """Return known words near `word`, likeliest first: those that begin alike for longest.

        Takes up to a tenth of a second, so it is asked for the words shown and not in a check.
        """
        try:
            found = [str(near) for near in self._hunspell.suggest(word)]
        except UnicodeEncodeError:
            return ()
        return tuple(
            sorted(found, key=lambda near: (" " in near or "-" in near, -_same_start(near, word)))
        )


def _same_start(a: str, b: str) -> int:
    """Return how many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def active_forms(stem: str) -> list[str]:
    """Return the ways meN- may be put before `stem`: `cermati` gives `mencermati`."""
    first = stem[:1]
    forms = [prefix + stem for prefix, letters in _ACTIVE if first in letters]
    if first in _SWALLOWED:
        forms.append(_SWALLOWED[first] + stem[1:])
    if re.match("p[^aiueo]", stem):  # two consonants keep it: memproduksi
        forms.append(f"mem{stem}")
    if stem.startswith("per"):  # a prefix of its own, which keeps its p: memperkuat
        forms.append(f"mem{stem}")
    return forms
