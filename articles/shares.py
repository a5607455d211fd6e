"""The pictures that go with a link to a story: for messengers, and for searchers in three shapes.

Made by the worker after a release and named in `Article.share_pictures`, each with a digest of what
it shows. What no longer shows what the story says is dropped in the same transaction as the change,
so no page ever names a picture of an older headline; until the new one is ready it names the site's
own. No address is used twice: messengers keep a picture by its address.
"""

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from typing import Any, TypedDict

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app as jobs

from articles import edition
from articles.labels import labels
from articles.models import Article
from photos import posters, renditions
from photos.models import Photo
from photos.renditions import Encoded

FOLDER = "shares"
STORIES_IN_FOLDER = 1000
LAYOUT = 3  # raise it after a change of how a picture is drawn: all are made anew then
POSTER = "poster"
# Of what is flagged so, links show the site's own picture.
UNPICTURED = frozenset({Article.Flag.CHILD.value, Article.Flag.VICTIM.value})
# What searchers ask for, from the widest to the tallest.
SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}


class Made(TypedDict):
    """One picture, as `Article.share_pictures` holds it by its name."""

    file: str  # in the storage of served files
    width: int  # pixels
    height: int
    of: str  # a digest of what it shows


def wanted(article: Article) -> dict[str, str]:
    """Return which pictures a story has, by name, each with a digest of what it shows."""
    if article.is_withdrawn or not may_show_photo(article):
        return {}
    card = article.picture
    photo = [card["id"], card["src"], card["focal"]] if card else None
    words = [article.headline, article.section_name, _label(article), settings.SITE_NAME]
    found = {POSTER: _digest([LAYOUT, *words, photo])}
    if photo:
        found |= {name: _digest([LAYOUT, name, photo]) for name in SHAPES}
    return found


def may_show_photo(article: Article) -> bool:
    """Say whether the photo of a story may go along where its words are not read with it.

    A picture that leads to a child or a victim does harm wherever a link is posted, and wherever a
    program takes it out of a feed or an answer of the API.
    """
    return not UNPICTURED & set(article.flags)


def missing(article: Article) -> list[str]:
    """Return the names of the pictures that the worker still has to make."""
    return [
        name
        for name, digest in wanted(article).items()
        if article.share_pictures.get(name, {}).get("of") != digest
    ]


def drop_stale(article: Article) -> None:
    """Forget, without saving the row, what shows something else than the story does now.

    Needs a transaction: the files go when it commits, or by a job of the same transaction should
    the process die before that.
    """
    digests = wanted(article)
    kept, gone = {}, []
    for name, made in article.share_pictures.items():
        if digests.get(name) == made["of"]:
            kept[name] = made
        else:
            gone.append(made["file"])
    article.share_pictures = kept
    if gone:
        jobs.configure_task("articles.remove_share_pictures").defer(names=gone)
        transaction.on_commit(partial(remove, gone), robust=True)


def ask_for(article: Article) -> None:
    """Let the worker make what is missing once this transaction commits; no release waits for it.

    The queue is in the same database, so the request comes and goes with the release.
    """
    if missing(article):
        jobs.configure_task("articles.make_share_pictures").defer(article_id=article.pk)


def ask_for_all(articles: Iterable[Article]) -> None:
    """Ask for the pictures of several stories, in one statement."""
    if wanting := [{"article_id": article.pk} for article in articles if missing(article)]:
        jobs.configure_task("articles.make_share_pictures").batch_defer(*wanting)


def make(article_id: int) -> int:
    """Make the pictures of a story that are missing; return how many. May run again, and twice."""
    article = Article.objects.live().filter(pk=article_id).first()
    names = missing(article) if article else []
    if article is None or not names:
        return 0
    digests = wanted(article)
    made = {name: _save(article, one, digests[name]) for name, one in _draw(article, names)}
    kept: dict[str, Made] = {}
    try:
        with transaction.atomic():
            edition.hold()
            # Meanwhile it may have been released again, withdrawn, or drawn by another worker.
            row = Article.objects.live().select_for_update().filter(pk=article_id).first()
            if row is not None:
                still, lacking = wanted(row), missing(row)
                kept = {
                    name: one
                    for name, one in made.items()
                    if name in lacking and still.get(name) == one["of"]
                }
            if row is not None and kept:
                drop_stale(row)
                row.share_pictures = {**row.share_pictures, **kept}
                row.save(update_fields=["share_pictures"])
    except BaseException:
        kept = {}
        raise
    finally:
        remove(one["file"] for name, one in made.items() if name not in kept)
    return len(kept)


def remove(names: Iterable[str]) -> None:
    """Delete files of share pictures; one that is gone already is no error."""
    for name in names:
        default_storage.delete(name)


def shown(article: Article | None) -> dict[str, Any]:
    """Return address, width, height, kind and alternative text of the picture of a link.

    Of a page without one, a withdrawn story or one whose picture is not ready it is the site's own.
    """
    width, height = posters.SIZE
    found = {"type": "image/jpeg", "width": width, "height": height}
    made = article.share_pictures.get(POSTER) if article is not None else None
    if article is None or made is None:
        return found | {
            "url": settings.SITE_URL + reverse("share-picture"),
            "alt": settings.SITE_NAME,
        }
    alt = ": ".join(filter(None, (_label(article), article.headline)))
    return found | {"url": settings.SITE_URL + default_storage.url(made["file"]), "alt": alt}


def cuts(article: Article) -> list[dict[str, Any]]:
    """Return address, width and height of the lead picture in each shape that is ready."""
    found = [article.share_pictures[name] for name in SHAPES if name in article.share_pictures]
    return [
        {
            "url": settings.SITE_URL + default_storage.url(one["file"]),
            "width": one["width"],
            "height": one["height"],
        }
        for one in found
    ]


@cache
def neutral() -> bytes:
    """Return the site's own picture, drawn once by each process: it says nothing but its name."""
    return posters.poster(posters.Words(settings.SITE_NAME)).content


def unclaimed(folder: str) -> set[str]:
    """Return the files of one folder of share pictures that no story names."""
    names = {
        f"{FOLDER}/{folder}/{file}" for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]
    }
    first = int(folder) * STORIES_IN_FOLDER if folder.isdecimal() else -1
    stories = Article.objects.filter(pk__gte=first, pk__lt=first + STORIES_IN_FOLDER)
    for pictures in stories.values_list("share_pictures", flat=True):
        names -= {made["file"] for made in pictures.values()}
    return names


def _label(article: Article) -> str:
    """Return what has to be said about a story wherever it is shown (see the tag `label`)."""
    return " · ".join(name for _, name in labels(article))


def _draw(article: Article, names: Iterable[str]) -> Iterable[tuple[str, Encoded]]:
    words = posters.Words(
        settings.SITE_NAME, article.headline, article.section_name, _label(article)
    )
    pixels, focal = None, (50, 50)
    if card := article.picture:
        across, down = (50 if value is None else value for value in card["focal"])
        focal = (across, down)
        photo = Photo.objects.usable().filter(pk=card["id"]).first()
        # What cannot be read, or is taken down at this moment, is not shown.
        with suppress(renditions.Refused, FileNotFoundError):
            if photo is not None:
                with photo.display.open("rb") as file:
                    pixels = renditions.opened(file)
    for name in names:
        if name == POSTER:
            yield name, posters.poster(words, pixels, focal)
        elif pixels is not None:
            yield name, posters.cut(pixels, SHAPES[name], focal)


def _save(article: Article, made: Encoded, digest: str) -> Made:
    folder = article.pk // STORIES_IN_FOLDER
    name = f"{FOLDER}/{folder}/{article.pk}-{secrets.token_hex(16)}.jpg"
    name = renditions.save(default_storage, name, made.content)
    return {"file": name, "width": made.width, "height": made.height, "of": digest}


def _digest(facts: list[Any]) -> str:
    return blake2b(json.dumps(facts).encode(), digest_size=12).hexdigest()
