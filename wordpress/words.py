"""The words of a post as the columns of a story hold them; what had to be changed is noted."""

from collections import Counter
from dataclasses import dataclass, field
from html import escape, unescape

from django.utils.translation import gettext as _

from articles.html import clean_html, one_line, to_text
from articles.models import Article
from moderation.alarms import MOST_TOLD, gambling
from wordpress.bodies import Body, Resolver, clean, from_elementor, plain
from wordpress.items import Item

HEADLINE, STANDFIRST = 160, 400  # characters, as `articles.models.Copy` has them
_PHOTO_FORMATS = frozenset({"post-format-image", "post-format-gallery"})


@dataclass
class Words:
    """A story's words, and what was done to them."""

    headline: str
    standfirst: str
    body: Body
    kind: str
    notes: list[str] = field(default_factory=list)
    gambling: list[str] = field(default_factory=list)


def words_of(item: Item, resolver: Resolver, codes: set[str]) -> Words:
    """Return the words of a post. A story is never empty: readers came to its address before."""
    notes: list[str] = []
    content = item.content
    if not content.strip() and item.meta.get("_elementor_data"):
        content = from_elementor(item.meta["_elementor_data"])
    body = clean(content, resolver, codes=codes)
    full = plain_line(item.title)
    standfirst, headline = plain(item.excerpt), full
    if not headline:
        first = to_text(body.html).partition("\n")[0]
        headline = shorten(first or item.name.replace("-", " "), 90) or _("Untitled")
        notes.append(_("It had no title; the first words stand in its place."))
    if len(headline) > HEADLINE:
        headline = shorten(headline, HEADLINE)
        notes.append(_("The title was too long and was cut: %(title)s") % {"title": full[:600]})
        if not standfirst and len(full) <= STANDFIRST:
            standfirst = full
    if len(standfirst) > STANDFIRST:
        standfirst = shorten(standfirst, STANDFIRST)
        notes.append(_("The excerpt was too long and was cut."))
    if not body.html:
        stand_in = plain(item.excerpt) or full or headline
        body.html = clean_html(f"<p>{escape(stand_in, quote=False)}</p>")
        notes.append(_("It had no text; its excerpt or title stands in its place."))
    # In the raw text: what a break-in left is mostly hidden, and dropped by the cleaning.
    found = gambling(item.title, content, item.excerpt, item.name)
    if found:
        notes.append(
            _("Words of gambling sites: %(words)s. Look whether the old site was broken into.")
            % {"words": ", ".join(found[:MOST_TOLD])}
        )
    is_photo = _PHOTO_FORMATS.intersection(item.slugs("post_format"))
    kind = Article.Kind.PHOTO if is_photo and body.pictures else Article.Kind.NEWS
    return Words(headline, standfirst, body, kind, notes, found)


def plain_line(text: str) -> str:
    """Return a title as plain text: entities once more, because titles are stored as HTML."""
    if "<" in text:
        text = plain(text)
    return one_line(" ".join(unescape(unescape(text)).split()))


def shorten(text: str, most: int) -> str:
    """Return at most `most` characters of `text`, cut between words, with a mark where cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0] or text[: most - 1]
    return f"{cut.rstrip(' ,.;:–-')}…"


def told(counted: Counter[str]) -> dict[str, int]:
    """Return what was dropped as plain JSON, the commonest first."""
    return dict(counted.most_common())
