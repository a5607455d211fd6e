"""What would make a text better for readers and holds nothing up: headings, links, tables.

After the Web Content Accessibility Guidelines 2.2: headings in order (1.3.1), links that say where
they lead (2.4.4), tables with headings (1.3.1). Pictures without a description do hold a story up:
`moderation.checklist`.
"""

import re

from django.utils.translation import gettext as _

from articles.html import to_text
from moderation import joins, sensitive
from moderation.models import Draft

# What a headline should not be longer than (the trade's measure); the column takes more.
IDEAL_HEADLINE = 90
_SHOWN = 40
# A link has to make sense when it is read without the sentence around it.
_SAYS_NOTHING = frozenset(
    {
        "baca",
        "baca di sini",
        "baca selengkapnya",
        "berikut",
        "berikut ini",
        "cek di sini",
        "di sini",
        "disini",
        "here",
        "ini",
        "klik",
        "klik di sini",
        "klik disini",
        "klik link",
        "laman ini",
        "lihat",
        "lihat di sini",
        "link",
        "link ini",
        "selengkapnya",
        "sini",
        "tautan",
        "tautan ini",
    }
)
_HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
_LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def advice(draft: Draft) -> list[str]:
    """Return sentences about what could be better in `draft`, in the order of the form.

    Its body is clean, as `articles.html` stores it.
    """
    return [
        *_about_headline(draft.headline),
        *_about_headings(draft.body),
        *_about_links(draft.body),
        *_about_tables(draft.body),
        *_about_tags(draft.tags),
        *sensitive.suggestions(draft),
    ]


def _about_headline(headline: str) -> list[str]:
    found = []
    if len(headline) > IDEAL_HEADLINE:
        found.append(
            _("The headline has %(number)d characters; at most %(most)d reads best in lists.")
            % {"number": len(headline), "most": IDEAL_HEADLINE}
        )
    words = re.findall(r"[^\W\d_]{2,}", headline)
    if len(words) > 3 and sum(word.isupper() for word in words) > len(words) / 2:
        found.append(_("The headline shouts: capitals are for names and first letters."))
    return found


def _about_headings(body: str) -> list[str]:
    first = _HEADING.search(body)
    if first is None or first[1] == "h2":
        return []
    return [
        _("The small subhead “%(text)s” stands above any subhead. Make it a subhead.")
        % {"text": _short(first[2])}
    ]


def _about_links(body: str) -> list[str]:
    found: dict[str, None] = {}
    for html in _LINK.findall(body):
        text = to_text(html)
        if text.lower().strip(" .,:!»›>") in _SAYS_NOTHING:
            found[
                _("The link “%(text)s” does not say where it leads. Link the words that do.")
                % {"text": _short(text)}
            ] = None
        elif re.match(r"(?:https?://|www\.)", text):
            found[
                _("“%(text)s” is read out letter by letter. Give the link words instead.")
                % {"text": _short(text)}
            ] = None
    return list(found)


def _about_tables(body: str) -> list[str]:
    if any("<th" not in table.replace("<thead", "") for table in _TABLE.findall(body)):
        return [_("A table has no headings: nobody who hears it knows what its columns are.")]
    return []


def _about_tags(tags: list[str]) -> list[str]:
    return [
        _("The tag “%(new)s” is new, and nearly “%(known)s”. Use that one if it means the same.")
        % {"new": new, "known": known}
        for new, known in joins.near_misses(tags).items()
    ]


def _short(html: str) -> str:
    text = to_text(html)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
