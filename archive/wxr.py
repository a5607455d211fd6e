"""A WordPress export (WXR 1.2) of what readers can read, for WordPress' own importer and for ours.

Streams: one story after another. WordPress knows one author of a story and no drafts' history; who
had which part stands in the field `newsroom_credits`, as JSON. What is lost stands in
docs/decisions/leaving.md.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from archive.telling import Stage, Tell, counted, nobody
from articles.models import Article, Author, Credit, Page, Tag
from categories.models import Category
from photos.models import Photo
from wordpress.people import CREDITS

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
FOOT = "</channel>\n</rss>\n"
EDITORS = "redaksi"  # who wrote what names nobody
AT_ONCE = 500
# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIGURE = re.compile(r'<figure data-photo="(\d+)">(.*?)</figure>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)


def export(tell: Tell = nobody) -> Iterator[str]:
    """Yield the parts of the file: people, categories, tags, photos, stories, standing pages.

    `tell` hears of each photo and each story.
    """
    yield HEAD
    yield _tag("title", settings.SITE_NAME) + _tag("link", settings.SITE_URL)
    yield _tag("wp:wxr_version", "1.2") + _tag("wp:base_site_url", settings.SITE_URL)
    yield _tag("wp:base_blog_url", settings.SITE_URL) + "\n"
    for author in Author.objects.filter(merged_into=None).order_by("pk").iterator():
        yield _person(author.slug, author.name, author.pk)
    yield _person(EDITORS, settings.SITE_NAME, 0)
    slugs = category_slugs()
    for one in Category.objects.order_by("path").iterator():
        yield _category(one, slugs)
    for tag in Tag.objects.filter(merged_into=None).order_by("pk").iterator():
        yield (
            f"<wp:tag>{_tag('wp:term_id', tag.pk)}{_tag('wp:tag_slug', tag.slug)}"
            f"{_tag('wp:tag_name', tag.name)}</wp:tag>\n"
        )
    first = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    photos = Photo.objects.exclude(display="").order_by("pk")
    stories = Article.objects.live().prefetch_related("credits__author", "tags").order_by("pk")
    before = photos.count()
    total = before + stories.count()
    for photo in counted(photos.iterator(), Stage.ITEMS, tell, total=total):
        yield _attachment(photo, first)
    rows = stories.iterator(chunk_size=AT_ONCE)
    for article in counted(rows, Stage.ITEMS, tell, total=total, before=before):
        yield _story(article, slugs, first)
    after = first + (Photo.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    for page in Page.objects.order_by("pk").iterator():
        yield _item(
            title=page.title,
            link=f"{settings.SITE_URL}{page.get_absolute_url()}",
            creator=EDITORS,
            content=page.body,
            number=after + page.pk,
            at=page.updated_at,
            slug=page.slug,
            kind="page",
        )
    yield FOOT


def category_slugs() -> dict[int, str]:
    """Return the slug of each category in WordPress, where no two may have the same one."""
    rows = list(Category.objects.values_list("pk", "slug", "path"))
    often = Counter(slug for _, slug, _ in rows)
    return {pk: slug if often[slug] == 1 else path.replace("/", "-") for pk, slug, path in rows}


def _story(article: Article, slugs: dict[int, str], first: int) -> str:
    credits = sorted(article.credits.all(), key=lambda credit: credit.position)
    labels = [("post_tag", tag.slug, tag.name) for tag in article.tags.all()]
    if article.category_id:
        labels.append(("category", slugs[article.category_id], article.section_name))
    meta = {CREDITS: json.dumps([_credit(one) for one in credits], ensure_ascii=False)}
    if article.picture:
        meta["_thumbnail_id"] = str(first + article.picture["id"])
    return _item(
        title=article.headline,
        link=f"{settings.SITE_URL}{article.get_absolute_url()}",
        creator=credits[0].author.slug if credits else EDITORS,
        content=_body(article, first),
        excerpt=article.standfirst,
        number=article.pk,
        at=article.published_at,
        slug=article.slug,
        kind="post",
        labels=labels,
        meta=meta,
    )


def _credit(one: Credit) -> dict[str, str]:
    return {"role": one.role, "name": one.author.name, "code": one.author.code}


def _body(article: Article, first: int) -> str:
    """Return the text with each picture as WordPress has it: one file, its number as a class."""

    def picture(match: re.Match[str]) -> str:
        card = article.body_pictures.get(match[1])
        if not card:
            return ""
        caption = _CAPTION.search(match[2])
        return (
            f'<figure class="wp-block-image"><img class="wp-image-{first + int(match[1])}" '
            f'src="{settings.SITE_URL}{escape(card["src"])}" alt="{escape(card["alt"])}">'
            f"{caption[0] if caption else ''}</figure>"
        )

    return _FIGURE.sub(picture, article.body)


def _attachment(photo: Photo, first: int) -> str:
    address = f"{settings.SITE_URL}{photo.display.url}"
    return _item(
        title=photo.caption[:100] or photo.alt[:100],
        link=address,
        creator=EDITORS,
        content=photo.credit,
        excerpt=photo.caption,
        number=first + photo.pk,
        at=photo.uploaded_at,
        slug=f"foto-{photo.pk}",
        kind="attachment",
        status="inherit",
        extra=_tag("wp:attachment_url", address),
        meta={"_wp_attached_file": photo.display.name, "_wp_attachment_image_alt": photo.alt},
    )


def _item(
    *,
    title: str,
    link: str,
    creator: str,
    content: str,
    number: int,
    at: datetime,
    slug: str,
    kind: str,
    excerpt: str = "",
    status: str = "publish",
    labels: list[tuple[str, str, str]] | None = None,
    meta: dict[str, str] | None = None,
    extra: str = "",
) -> str:
    local, universal = timezone.localtime(at), at.astimezone(UTC)
    named = "".join(
        f'<category domain="{domain}" nicename="{escape(own)}">{_cdata(name)}</category>'
        for domain, own, name in labels or []
    )
    noted = "".join(
        f"<wp:postmeta>{_tag('wp:meta_key', key)}{_tag('wp:meta_value', value)}</wp:postmeta>"
        for key, value in (meta or {}).items()
        if value
    )
    return (
        f"<item>{_tag('title', title)}{_tag('link', link)}"
        f'<guid isPermaLink="false">{escape(link)}</guid>{_tag("dc:creator", creator)}'
        f"{_tag('content:encoded', content)}{_tag('excerpt:encoded', excerpt)}"
        f"{_tag('wp:post_id', number)}{_tag('wp:post_date', f'{local:%Y-%m-%d %H:%M:%S}')}"
        f"{_tag('wp:post_date_gmt', f'{universal:%Y-%m-%d %H:%M:%S}')}"
        f"{_tag('wp:comment_status', 'closed')}{_tag('wp:post_name', slug)}"
        f"{_tag('wp:status', status)}{_tag('wp:post_parent', 0)}{_tag('wp:post_type', kind)}"
        f"{extra}{named}{noted}</item>\n"
    )


def _person(login: str, name: str, number: int) -> str:
    return (
        f"<wp:author>{_tag('wp:author_id', number)}{_tag('wp:author_login', login)}"
        f"{_tag('wp:author_display_name', name)}</wp:author>\n"
    )


def _category(one: Category, slugs: dict[int, str]) -> str:
    return (
        f"<wp:category>{_tag('wp:term_id', one.pk)}{_tag('wp:category_nicename', slugs[one.pk])}"
        f"{_tag('wp:category_parent', slugs.get(one.parent_id, ''))}"
        f"{_tag('wp:cat_name', one.name)}{_tag('wp:category_description', one.description)}"
        "</wp:category>\n"
    )


def _tag(name: str, value: Any) -> str:
    return f"<{name}>{_cdata(str(value))}</{name}>"


def _cdata(text: str) -> str:
    return f"<![CDATA[{_FORBIDDEN.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"
