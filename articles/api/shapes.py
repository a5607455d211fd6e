"""How each thing is told. `description` documents these; a test holds the two together."""

from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles import structured, texts
from articles.api.asked import AUTHOR, CATEGORY, TAG, with_query
from articles.feeds.entries import Picture, body_to_go, picture_of, picture_to_go, portable
from articles.models import Article, Author, Correction, Tag
from articles.printed import LinkedStory, PrintedCorrection, PrintedCredit
from categories.models import Category


def card(article: Article) -> dict[str, Any]:
    """Return a story as lists tell it."""
    return {
        "id": article.pk,
        "url": settings.SITE_URL + article.get_absolute_url(),
        "api_url": settings.SITE_URL + reverse("api-story", kwargs={"pk": article.pk}),
        "kind": article.kind,
        "is_unverified": article.is_unverified,
        "flags": article.flags,
        "kicker": article.kicker,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "published_at": structured.stamp(article.published_at),
        "updated_at": _moment(article.updated_at),
        "category": {
            "name": article.section_name,
            "path": article.section_path,
            "url": _page("category", path=article.section_path),
        },
        "picture": _picture(picture_to_go(article)),
    }


def story(article: Article) -> dict[str, Any]:
    """Return the whole of a story, a row of `Article.objects.for_page()`."""
    return {
        **card(article),
        "place": article.place,
        "body_html": portable(f"{body_to_go(article)}{_help(article)}{_last_paragraph(article)}"),
        "unverified_notice": article.printed_notice,
        "source": article.source,
        "quoted_from": _quoted(article),
        "reading_minutes": article.reading_minutes,
        "update_note": article.update_note,
        "credits": [_credit(PrintedCredit(**row)) for row in article.credit_rows],
        "tags": [_tag(row["name"], row["slug"]) for row in article.tag_rows],
        "corrections": [_printed(PrintedCorrection.of(row)) for row in article.correction_rows],
        "answers": _link(LinkedStory.of(row)) if (row := article.answered_row) else None,
        "replies": [_link(LinkedStory.of(row)) for row in article.reply_rows],
        "verifies": _link(LinkedStory.of(row)) if (row := article.verified_row) else None,
        "verified_by": [_link(LinkedStory.of(row)) for row in article.verifying_rows],
    }


def withdrawal(article: Article) -> dict[str, Any]:
    """Return what is left to say of a story that was withdrawn."""
    return {
        "id": article.pk,
        "url": settings.SITE_URL + article.get_absolute_url(),
        "published_at": structured.stamp(article.published_at),
        "withdrawn_at": structured.stamp(article.withdrawn_at),
        "ground": article.withdrawal_reason,
        "statement": article.withdrawal_statement,
    }


def correction(row: Correction) -> dict[str, Any]:
    """Return a correction with the story it stands on, a row of `with_stories()`."""
    return {
        **_printed(row),
        "id": row.pk,
        "story": {
            "id": row.article_id,
            "headline": row.article.headline,
            "url": settings.SITE_URL + row.article.get_absolute_url(),
        },
    }


def category(row: Category) -> dict[str, Any]:
    above = row.path.rpartition("/")[0]
    return {
        "name": row.name,
        "path": row.path,
        "parent": above or None,
        "kind": row.kind,
        "description": row.description,
        "is_retired": row.is_retired,
        "url": settings.SITE_URL + row.get_absolute_url(),
        "stories_url": _stories(CATEGORY, row.path),
    }


def tag(row: Tag) -> dict[str, Any]:
    return {**_tag(row.name, row.slug), "stories_url": _stories(TAG, row.slug)}


def author(row: Author) -> dict[str, Any]:
    return {
        "name": row.name,
        "slug": row.slug,
        "code": row.code,
        "position": row.position,
        "bio": row.bio,
        "picture": _picture(picture_of(row.portrait)),
        "is_active": row.is_active,
        "url": settings.SITE_URL + row.get_absolute_url(),
        "stories_url": _stories(AUTHOR, row.slug),
    }


def _help(article: Article) -> str:
    """Return where to find help, which goes with the text of a story that asks for it."""
    if not article.needs_help_box:
        return ""
    box = texts.help_box()
    return f"\n<aside><h2>{escape(box.title, quote=False)}</h2>{box.body}</aside>"


def _last_paragraph(article: Article) -> str:
    """Return the notice of an unverified story, which belongs to its text wherever that goes."""
    notice = escape(article.printed_notice, quote=False)
    return f"\n<p><em>({notice})</em></p>" if notice else ""


def _quoted(article: Article) -> dict[str, str] | None:
    if not article.quoted_url:
        return None
    return {
        "outlet": article.quoted_outlet,
        "url": article.quoted_url,
        "date": article.quoted_on.isoformat(),
    }


def _credit(credit: PrintedCredit) -> dict[str, str]:
    return {
        "name": credit.name,
        "slug": credit.slug,
        "code": credit.code,
        "role": credit.role,
        "url": settings.SITE_URL + credit.get_absolute_url(),
    }


def _tag(name: str, slug: str) -> dict[str, str]:
    return {"name": name, "slug": slug, "url": _page("tag", slug=slug)}


def _printed(row: PrintedCorrection | Correction) -> dict[str, str]:
    return {
        "severity": row.severity,
        "text": row.text,
        "apology": row.apology,
        "published_at": structured.stamp(row.published_at),
    }


def _link(story: LinkedStory) -> dict[str, Any]:
    return {
        "id": story.id,
        "headline": story.headline,
        "url": settings.SITE_URL + story.get_absolute_url(),
        "published_at": structured.stamp(story.published_at),
        "withdrawn_at": _moment(story.withdrawn_at),
    }


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    names = ("url", "mime_type", "width", "height", "alt", "caption", "credit")
    return {name: getattr(picture, name) for name in names}


def _moment(moment: datetime | None) -> str | None:
    return structured.stamp(moment) if moment else None


def _page(view: str, **place: str) -> str:
    return settings.SITE_URL + reverse(view, kwargs=place)


def _stories(name: str, value: str) -> str:
    return with_query(reverse("api-stories"), {name: value})
