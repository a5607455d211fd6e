"""How a story stands in lists: made once, at its release, and kept beside it.

Each shape is a template of its own that uses nothing but the columns of a card (`CARD_COLUMNS`), so
a change of those is the only change there can be, and a trigger deletes what was made of the old
ones (migration `stories_are_rendered_once`). Which templates made it is kept, too: what is missing,
or made by others, is made on the fly until `render_missing()`, which the worker asks for every few
minutes, has come by. So a list is right at every moment, and fast after a moment.
"""

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import get_template

from articles import ready
from articles.models import Article, Rendered
from articles.models.article import CARD_COLUMNS

SHAPES = ("row", "card", "lead", "brief", "line", "found")
# What else decides how a shape comes out: the tags it uses, and the words of the language.
SOURCES = ("articles/templatetags", "articles/html.py", "newsroom/formats", "locale/id")
AT_ONCE = 100
IN_A_ROUND = 5000
PAGES_KEPT_READY = 2000  # of the newest stories, each time


@cache
def fingerprint() -> str:
    """Return what tells today's templates from any others: 16 letters and digits."""
    digest = blake2b(digest_size=8)
    for shape in SHAPES:
        digest.update(get_template(template_of(shape)).template.source.encode())
    for place in SOURCES:
        path = Path(settings.BASE_DIR) / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".mo"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def template_of(shape: str) -> str:
    return f"articles/_{shape}.html"


def render(article: Article, shape: str) -> str:
    """Return the HTML of a story in one of the `SHAPES`, made now."""
    return get_template(template_of(shape)).render({"article": article})


def put(articles: Iterable[Article]) -> int:
    """Make and keep how these stories, saved as they are, stand in lists; return how many.

    Needs a transaction in which nobody else can change their rows.
    """
    articles = list(articles)
    pages = ready.printed(article.pk for article in articles)
    rows = []
    for article in articles:
        shapes = {shape: render(article, shape) for shape in SHAPES}
        page, page_of = pages.get(article.pk, ("", ""))
        rows.append(
            Rendered(article=article, made_by=fingerprint(), page=page, page_of=page_of, **shapes)
        )
    Rendered.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=[*SHAPES, "made_by", "page", "page_of"],
        batch_size=AT_ONCE,
    )
    return len(rows)


def put_again(article_id: int) -> None:
    """Make again how a story stands, after something that its page names was added."""
    with transaction.atomic():
        put(Article.objects.live().select_for_update().filter(pk=article_id))


def missing() -> QuerySet[Article]:
    """Return the live stories that today's templates have not made, the newest first."""
    made = Rendered.objects.filter(article=OuterRef("pk"), made_by=fingerprint())
    return Article.objects.live().filter(~Exists(made)).order_by("-published_at", "-id")


def stale_pages(newest: int = PAGES_KEPT_READY) -> QuerySet[Article]:
    """Return those of the newest stories whose page shows something that has changed since.

    A renamed author or tag, a correction, new templates; older ones are printed when asked for.
    """
    live = Article.objects.live().order_by("-published_at", "-id").values("pk")[:newest]
    same = Rendered.objects.filter(article=OuterRef("pk"), page_of=OuterRef("digest"))
    rows = Article.objects.filter(pk__in=live).annotate(digest=ready.digest())
    return rows.filter(~Exists(same)).order_by("-published_at", "-id")


def render_missing(most: int = IN_A_ROUND) -> int:
    """Render up to `most` stories that lack it or whose page is stale; return how many.

    Raises no edition: the pages say the same as before. A release of one of the stories waits for
    the few that are being made, and then deletes what was made.
    """
    done = _render(missing, most)
    return done + _render(stale_pages, most - done)


def _render(which: Callable[[], QuerySet[Article]], most: int) -> int:
    """Render what lacks it in short transactions."""
    done = 0
    while done < most:
        with transaction.atomic():
            rows = which().only(*CARD_COLUMNS).select_for_update(skip_locked=True, of=("self",))
            made = put(rows[: min(AT_ONCE, most - done)])
        done += made
        if made < AT_ONCE:
            break
    return done
