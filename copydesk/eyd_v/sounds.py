"""How a name may be spelled: what sounds the same, and what one slip makes of it."""

import re
from functools import lru_cache

from copydesk.distance import FARTHEST, distance
from copydesk.eyd_v.slips import PEOPLE

_SHORTEST = 5  # letters; below that another name beside both must be the same: Evi, Evy
_LONG = 6  # from here on two letters may differ
MANY = 2  # words of a name: whoever has them as well is hardly somebody else
_ALIKE = 4  # letters at the start of two names that end in another way: Tukijan, Tukijo

# How the old spelling and the Arabic of a name are written today, in this order.
_SOUNDS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("(?<=.)['’](?=.)", "k"),  # Sa'diyah, Sakdiyah
        ("oe", "u"),
        ("oo", "u"),
        ("^tj", "c"),
        ("^y(?=[aou])", "j"),  # Yusuf, Jusuf; Yonathan, Jonathan
        ("dj", "j"),
        ("^chr|^cr", "kr"),
        ("^cl", "kl"),
        ("^c(?=at?h|arl|aro)|c(?=[kt]|us$|$)|(?<=s)c(?=a)", "k"),
        ("^[kc]h(?=o[ilrt]|a[ei]|us)", "h"),
        ("^ch", "c"),
        ("kh|ch", "h"),
        ("s[yjh]", "s"),
        ("([tdbg])h", r"\1"),
        ("ph|v", "f"),
        ("q", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("ie|y", "i"),
        ("h$", ""),
        ("^j(?=ai|ae|u[ln])", "s"),
        (r"(.)\1+", r"\1"),
    )
)
_OLD = re.compile("dj|tj")
_OLD_Y = re.compile("(?<![dt])j")  # where j is dj, y is j: Widjaja
_VOWELS = re.compile("(?<!^)[aeiouh]")
_FIRST = {"h": "k"}  # Khoirul, Koirul


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return what all spellings of a name have in common: Soedibyo and Sudibio."""
    lower = word.lower()
    if _OLD.search(lower):
        lower = _OLD_Y.sub("y", lower)
    for old, new in _SOUNDS:
        lower = old.sub(new, lower)
    return lower


@lru_cache(maxsize=20_000)
def keys(word: str) -> tuple[str, str, str, str]:
    """Return in what at least one slip leaves a name as it was: begin, end, consonants, or sound.

    The sound is without an H at its start: Harun, Arun.
    """
    same = sound(word)
    first = _FIRST.get(same[0], same[0])
    bare = _VOWELS.sub("", same)
    return f"{word[:3]}-", f"{first}-{word[-3:]}", bare, f"-{same[same[0] == 'h' :]}"


def are_near(a: str, b: str, *, shared: int) -> bool:
    """Say whether one name may be a slip for the other.

    The more words both names have in common besides these, their `shared` ones, the more freely.
    """
    is_sure = shared > 0
    if b == f"{a}s":
        return False  # of another language, and many
    if sound(a) == sound(b):
        return is_sure or max(len(a), len(b)) >= _SHORTEST or not PEOPLE.isdisjoint((a, b))
    is_framed = (a[0], a[-1]) == (b[0], b[-1]) and not PEOPLE.issuperset((a, b))
    if is_sure and is_framed and distance(a, b) == 1:
        return True  # Tan Siok Lan, Tan Siok Lian
    if shared >= MANY and a[0] == b[0] and distance(a, b) == 1:
        return True  # Tjhai Kim Fong, Tjhai Kin Fong
    if min(len(a), len(b)) < _SHORTEST - is_sure:
        return False
    if is_sure and (keys(a)[3] == keys(b)[3] or _is_turned(a, b)):
        return True
    if min(len(a), len(b)) < _SHORTEST:
        return False
    apart = distance(f"_{a.lower()}", f"_{b.lower()}")
    return (apart == 1 and a[0] == b[0]) or (
        apart == FARTHEST
        and min(len(a), len(b)) >= _LONG
        and (is_sure or keys(a)[2] == keys(b)[2] or a[:_ALIKE] == b[:_ALIKE])
    )


def _is_turned(a: str, b: str) -> bool:
    """Say whether two letters beside each other changed their places: Saogo, Sagoo."""
    apart = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or len(apart) != FARTHEST:
        return False
    first, second = apart
    return second == first + 1 and (a[first], a[second]) == (b[second], b[first])
