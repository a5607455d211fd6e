"""A draft as readers would see it now: the same template, the same words around it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from articles import furniture, publishing
from articles.models import Article, Author, Correction, Tag, tag_key
from articles.printed import LinkedStory, PrintedCorrection, PrintedCredit, story_context
from articles.related import beside
from moderation.models import Draft
from moderation.workflow import material


def context(request: HttpRequest, draft: Draft, *, at: datetime) -> dict[str, Any]:
    """Return what `articles/story.html` needs to show the saved words of `draft`, released at `at`.

    Nothing is written. What is public already keeps its number, its time and its corrections.
    """
    public = draft.article
    article = Article(pk=draft.article_id or 0)  # no story has the number 0
    if public is not None:
        article.published_at, article.updated_at = public.published_at, public.updated_at
        article.update_note = public.update_note
    article = publishing.compose(material(draft), article, at=at)
    tags = preview_tags(draft.tags)
    corrections = Correction.objects.filter(article=public) if public else []
    replies = Article.objects.live().filter(answers=public).order_by("published_at", "id")
    verifications = Article.objects.live().filter(verifies=public).order_by("published_at", "id")
    read_also, related = beside(article, [tag["id"] for tag in tags if "id" in tag])
    story = story_context(
        article,
        credits=printed_credits(draft.credits),
        tags=tags,
        corrections=[
            PrintedCorrection(row.text, row.published_at, row.severity, row.apology)
            for row in corrections
        ],
        replies=[linked(reply) for reply in replies] if public else [],
        answered=linked(draft.answers) if draft.answers else None,
        verifications=[linked(one) for one in verifications] if public else [],
        verified=linked(draft.verifies) if draft.verifies else None,
        read_also=read_also,
        related=related,
        latest=furniture.newest(request),
    )
    return {"draft": draft, **story}


def linked(story: Article) -> LinkedStory:
    """Return a public story as the page of another one names it."""
    names = ("id", "slug", "headline", "published_at", "withdrawn_at")
    return LinkedStory(**{name: getattr(story, name) for name in names})


def printed_credits(
    lines: Sequence[dict[str, Any]], authors: Mapping[int, Author] | None = None
) -> list[PrintedCredit]:
    """Return the credits of a draft as they are printed; one query unless `authors` are given."""
    if authors is None:
        rows = Author.objects.select_related("merged_into")
        authors = rows.in_bulk({line["author"] for line in lines}) if lines else {}
    named: dict[Author, str] = {}
    for line in lines:
        if author := authors.get(line["author"]):
            named.setdefault(author.in_use, line["role"])
    return [PrintedCredit(a.name, a.slug, a.code, role) for a, role in named.items()]


def preview_tags(names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the tags as a story's page lists them; a new one has neither number nor address."""
    keys = {tag_key(name): name for name in names}
    rows = Tag.objects.select_related("merged_into").filter(key__in=keys)
    found = {tag.key: tag.in_use for tag in rows}
    named = {found.get(key, name): name for key, name in keys.items()}
    return [
        {"id": tag.pk, "name": tag.name, "slug": tag.slug}
        if isinstance(tag, Tag)
        else {"name": name}
        for tag, name in named.items()
    ]
