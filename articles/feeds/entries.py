"""What stands in a feed: stories with their whole text, notices of withdrawals, corrections.

A correction changes its story's entry; a withdrawal replaces it, under the same number, by a notice
without a word of the story. A silent fix moves nothing.

Addresses begin with the site's own (`SITE_URL`), never with what a request calls us: a feed is
cached for everybody.
"""

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import shares, structured
from articles.html import one_line, place_pictures
from articles.labels import labels, unverified
from articles.models import Article, Correction
from articles.printed import LinkedStory, PrintedCorrection, PrintedCredit
from articles.templatetags.dates import full_time
from articles.texts import Help

# In a stored body each is written in one way (`articles.markup`): lower case, double quotes.
_PICTURE = re.compile(r"<picture>.*?(<img\b[^<>]*>)</picture>", re.DOTALL)
_ELEMENT = re.compile(r"<(?:a|img|figure|span)\b[^<>]*>")
_LOCAL = re.compile(r' (href|src)="(/[^"]*)"')
# What no XML can carry, typed or pasted into a correction.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What only our own page and style know what to do with.
_OURS = re.compile(r' (?:data-photo|srcset|sizes|loading|decoding|class)="[^"]*"')


@dataclass(frozen=True)
class Person:
    """Who wrote a story, with the address of their page."""

    name: str
    url: str


@dataclass(frozen=True)
class Picture:
    """The picture that stands with an entry, under its whole address; sizes in pixels."""

    url: str
    mime_type: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """One item of a feed. `summary` and `title` are plain text, `html` is the whole of it.

    `key` stays the same whatever happens to the headline; `labels` are its section, its kind and
    its tags.
    """

    key: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    labels: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    picture: Picture | None = None


def of_story(article: Article, help_box: Help | None = None) -> Entry:
    """Return the entry of a released story, a row of `Article.objects.for_page()`.

    `help_box` says where to find help and goes with the text of a story that asks for it.
    """
    corrections = [PrintedCorrection.of(row) for row in article.correction_rows]
    credits = [PrintedCredit(**row) for row in article.credit_rows]
    body = body_to_go(article)
    context = {
        "article": article,
        "picture": article.picture if shares.may_show_photo(article) else None,
        "body": body,
        "help": help_box if article.needs_help_box else None,
        "corrections": corrections,
        "replies": [LinkedStory.of(row) for row in article.reply_rows],
        "answered": LinkedStory.of(row) if (row := article.answered_row) else None,
        "verified": LinkedStory.of(row) if (row := article.verified_row) else None,
        "verifications": [LinkedStory.of(row) for row in article.verifying_rows],
        # The place is printed in front of the first paragraph's words.
        "opens_with_paragraph": body.startswith("<p>"),
        "after_opening": body.removeprefix("<p>"),
    }
    said = [name for _style, name in labels(article)]
    corrected = [_("Correction")] if corrections else []
    tags = [one_line(tag["name"]) for tag in article.tag_rows]
    return Entry(
        key=key_of(article),
        url=settings.SITE_URL + article.get_absolute_url(),
        title=title_of(article, is_corrected=bool(corrections)),
        summary=" ".join([*map(_told, corrections[:1]), one_line(article.standfirst)]).strip(),
        html=portable(render_to_string("articles/feed_text.html", context)),
        published=article.published_at,
        updated=article.updated_at or article.published_at,
        labels=tuple(dict.fromkeys([one_line(article.section_name), *said, *corrected, *tags])),
        people=tuple(
            Person(one_line(credit.name), settings.SITE_URL + credit.get_absolute_url())
            for credit in credits
            if credit.role in structured.AUTHORS
        ),
        picture=picture_to_go(article),
    )


def of_notice(article: Article) -> Entry:
    """Return what takes the place of a withdrawn story: the ground and the statement."""
    text = notice_text(article)
    return Entry(
        key=key_of(article),
        url=settings.SITE_URL + article.get_absolute_url(),
        title=notice_title(article),
        summary=text,
        html=f"<p>{escape(text)}</p>",
        published=article.withdrawn_at,
        updated=article.withdrawn_at,
        labels=(_("Withdrawal"),),
    )


def of_correction(correction: Correction) -> Entry:
    """Return a correction as an entry of its own, for the feed of corrections."""
    words = [one_line(text) for text in (correction.text, correction.apology) if text]
    headline = one_line(correction.article.headline)
    address = settings.SITE_URL + correction.article.get_absolute_url()
    link = f'<a href="{escape(address)}">{escape(headline, quote=False)}</a>'
    told = [escape(text, quote=False) for text in words]
    return Entry(
        key=f"{settings.SITE_URL}{reverse('corrections')}#koreksi-{correction.pk}",
        url=address,
        title=f"{correction.told_as}: {headline}",
        summary=" ".join(words),
        html="".join(f"<p>{text}</p>" for text in [*told, link]),
        published=correction.published_at,
        updated=correction.published_at,
        labels=(_("Correction"),),
    )


def key_of(article: Article) -> str:
    """Return the address by number alone, which a new headline does not change."""
    return settings.SITE_URL + reverse("story-number", kwargs={"pk": article.pk})


def title_of(article: Article, *, is_corrected: bool) -> str:
    """Return the headline; what was corrected, paid for or not verified says so in front of it."""
    headline = one_line(article.headline)
    if is_corrected:
        headline = _("Corrected: %(headline)s") % {"headline": headline}
    if article.is_unverified:
        headline = f"{unverified()}: {headline}"
    if article.kind == Article.Kind.ADVERTORIAL:
        return f"{article.get_kind_display()}: {headline}"
    return headline


def notice_title(article: Article) -> str:
    if article.is_unexplained:
        return _("A story was taken down; the explanation follows")
    return _("A story was withdrawn")


def notice_text(article: Article) -> str:
    """Return what readers are told of a withdrawn story: the ground and the statement."""
    statement = one_line(article.withdrawal_statement)
    if article.is_unexplained:
        return statement
    return f"{article.get_withdrawal_reason_display()}. {statement}"


def picture_to_go(article: Article) -> Picture | None:
    """Return the picture of a story where it leaves the site, if it may go along."""
    return picture_of(article.picture) if shares.may_show_photo(article) else None


def body_to_go(article: Article) -> str:
    """Return the text of a story as it leaves the site: without pictures that may not go along.

    A program that shows a feed or an answer of the API takes the first picture it finds for its
    list, where nobody reads the words with it.
    """
    if shares.may_show_photo(article):
        return article.body
    alone = _("The pictures of this story are shown on its own page only.")
    return place_pictures(article.body, {}).strip() or f"<p>{alone}</p>"


def picture_of(card: dict[str, Any] | None) -> Picture | None:
    """Return the picture of a story's card (`Photo.card()`) under its whole address."""
    if not card:
        return None
    return Picture(
        url=whole_address(card["src"]),
        mime_type=mimetypes.guess_type(card["src"])[0] or "image/jpeg",
        width=card["width"],
        height=card["height"],
        alt=one_line(card.get("alt") or ""),
        caption=one_line(card.get("caption") or ""),
        credit=one_line(card.get("credit") or ""),
    )


def whole_address(address: str) -> str:
    """Return a path of this site as a whole address; another site's is one already."""
    return settings.SITE_URL + address if address.startswith("/") else address


def portable(html: str) -> str:
    """Return a story's HTML for pages that are not ours: whole addresses and plain pictures.

    A picture keeps the one file that every program reads, with its size and its words.
    """

    def carry(match: re.Match[str]) -> str:
        return _LOCAL.sub(
            lambda found: f' {found[1]}="{escape(settings.SITE_URL)}{found[2]}"',
            _OURS.sub("", match[0]),
        )

    html = _PICTURE.sub(r"\1", _CONTROL.sub(" ", html))
    return _ELEMENT.sub(carry, html).strip()


def _told(correction: PrintedCorrection) -> str:
    """Return a correction as one line: its time, what was wrong and is right, and the apology."""
    words = one_line(f"{correction.text} {correction.apology}")
    named = _("Correction")
    return f"{named} ({full_time(correction.published_at)}): {words}"
