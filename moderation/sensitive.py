"""What a story touches that asks for care: its flags, what they ask of the writer, and telltales.

After Peraturan Dewan Pers 2/2019 (suicide) and 1/2019 (children: under 18, offender, victim and
witness alike), and Kode Etik Jurnalistik, 5 (victims of sexual crimes). What the flags change for
readers stands in `articles`: `popular`, `shares`, `printed`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.html import to_text
from articles.models import Copy
from moderation.models import WorkingCopy

Flag = Copy.Flag


@dataclass(frozen=True, slots=True)
class Question:
    """What a writer has to be able to say yes to; `key` is what a draft keeps of the answer."""

    flag: Flag
    name: str
    text: Promise

    @property
    def key(self) -> str:
        return f"{self.flag.value}-{self.name}"


QUESTIONS = (
    Question(
        Flag.SUICIDE,
        "how",
        gettext_lazy("How it was done, and where exactly, is not told."),
    ),
    Question(
        Flag.SUICIDE,
        "who",
        gettext_lazy("Name, picture, and address of the person and the family are not given."),
    ),
    Question(
        Flag.SUICIDE,
        "why",
        gettext_lazy("It is not put down to a single cause, nor told as a way out."),
    ),
    Question(
        Flag.CHILD,
        "identity",
        gettext_lazy("Name, initials, address, and school of the child are not given."),
    ),
    Question(
        Flag.CHILD,
        "around",
        gettext_lazy("Nothing around the child leads there: parents, village, club, objects."),
    ),
    Question(
        Flag.CHILD,
        "picture",
        gettext_lazy("No picture shows the child, their home, or their school."),
    ),
    Question(
        Flag.VICTIM,
        "identity",
        gettext_lazy("Name, initials, address, work, and school of the victim are not given."),
    ),
    Question(
        Flag.VICTIM,
        "relation",
        gettext_lazy("How victim and offender are related does not give the victim away."),
    ),
    Question(Flag.VICTIM, "act", gettext_lazy("The act is not described in detail.")),
)
KEYS = tuple(question.key for question in QUESTIONS)

# What a flag does, in the words of the form.
EFFECTS: dict[Flag, Promise] = {
    Flag.SUICIDE: gettext_lazy(
        "Where to find help is printed below the story, and goes along to other sites with it. "
        "It is never listed as most read."
    ),
    Flag.CHILD: gettext_lazy(
        "Links to the story are shared without its photo, and other sites get none of its "
        "pictures. It is never listed as most read."
    ),
    Flag.VICTIM: gettext_lazy(
        "Links to the story are shared without its photo, and other sites get none of its "
        "pictures. It is never listed as most read."
    ),
}

# Words that let one expect a flag. They advise and hold nothing up, so they may be few and plain.
_CRIME = (
    r"(?:polisi|polres\w*|polsek|tersangka|terdakwa|pelaku|korban|ditangkap|pidana|hakim|jaksa)"
)
_TELLTALES: dict[Flag, re.Pattern[str]] = {
    Flag.SUICIDE: re.compile(
        r"\b(?:bunuh diri|gantung diri|mengakhiri hidup\w*|menghabisi nyawanya sendiri)\b",
        re.IGNORECASE,
    ),
    Flag.CHILD: re.compile(
        r"\b(?:(?:anak|remaja|pelajar|siswi|siswa|santri|bocah|balita|gadis)\w*"
        rf"(?=[^.]{{0,120}}\b{_CRIME}\b)|di bawah umur|berhadapan dengan hukum)"
        rf"|\b{_CRIME}\b[^.]{{0,80}}\b(?:anak|pelajar|siswi|siswa|santri|bocah|balita)\b",
        re.IGNORECASE,
    ),
    Flag.VICTIM: re.compile(
        r"\b(?:(?:pen|men|di)?cabul(?:an|i)?|(?:pem|mem|di)?p?erkosa(?:an)?|rudapaksa"
        r"|(?:pelecehan|kekerasan) seksual|persetubuhan|(?:men|di)setubuhi|asusila)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A box of the form: its value, what stands beside it, and whether it is ticked."""

    value: str
    label: Promise
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class TicksOfFlag:
    """The box of a flag with what it changes, and those of its questions."""

    flag: Tick
    effect: Promise
    questions: list[Tick]


def ticks(flags: Collection[str], assured: Collection[str]) -> list[TicksOfFlag]:
    """Return all boxes, ticked as these flags and answers say."""
    return [
        TicksOfFlag(
            Tick(flag.value, flag.label, flag.value in flags),
            EFFECTS[flag],
            [Tick(one.key, one.text, one.key in assured) for one in asked({flag.value})],
        )
        for flag in Flag
    ]


def in_order(values: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return those of `known` that are among `values`, each once."""
    given = set(values)
    return [value for value in known if value in given]


def asked(flags: Collection[str]) -> list[Question]:
    """Return the questions that these flags ask, in the order of the form."""
    return [question for question in QUESTIONS if question.flag.value in flags]


def still_asked(assured: Collection[str], flags: Collection[str]) -> list[str]:
    """Return the answers without those to questions that these flags do not ask (any more)."""
    return in_order(assured, (question.key for question in asked(flags)))


def unanswered(draft: WorkingCopy) -> list[Question]:
    """Return the questions of the draft's flags that nobody has said yes to."""
    return [question for question in asked(draft.flags) if question.key not in draft.assured]


def suggested(draft: WorkingCopy) -> list[tuple[Flag, str]]:
    """Return the flags that the words of a draft let one expect and that are not set, each with
    the words.
    """
    text = "\n".join([draft.headline, draft.standfirst, *draft.tags, to_text(draft.body)])
    found = []
    for flag, telltale in _TELLTALES.items():
        if flag.value not in draft.flags and (match := telltale.search(text)):
            found.append((flag, " ".join(match[0].split())))
    return found


def suggestions(draft: WorkingCopy) -> list[str]:
    """Return `suggested()` as sentences of advice."""
    return [
        _("“%(words)s”: is this about “%(flag)s”? Then tick it below “Sensitive topics”.")
        % {"words": words, "flag": flag.label}
        for flag, words in suggested(draft)
    ]


def labels(values: Iterable[str]) -> str:
    """Return what flags are called, or the questions that were answered, in one line."""
    called = {flag.value: str(flag.label) for flag in Flag}
    called |= {question.key: str(question.text) for question in QUESTIONS}
    return "; ".join(called.get(value, value) for value in values)
