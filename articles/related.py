"""Stories that belong to a story."""

from collections import Counter
from collections.abc import Iterable

from articles.models import Article, ArticleTag
from articles.models.article import CARD_COLUMNS

SHOWN = 4
LOOKED_AT = 12  # newest stories of each tag: what is older is not worth ranking


def related_to(article: Article, tag_ids: Iterable[int]) -> list[Article]:
    """Return up to four stories that share the most tags with `article`, in one query.

    Each tag contributes its newest stories through its own index range, so a tag that half the
    archive has costs no more than a rare one.
    """
    columns = [f"content_object__{column}" for column in CARD_COLUMNS]
    newest = [
        ArticleTag.objects.filter(tag=tag_id)
        .exclude(content_object=article.pk)
        .order_by("-published_at", "-content_object_id")
        .values_list(*columns)[:LOOKED_AT]
        for tag_id in tag_ids
    ]
    if not newest:
        return []
    rows = newest[0].union(*newest[1:], all=True) if len(newest) > 1 else newest[0]
    shared: Counter[int] = Counter()
    stories = {}
    for row in rows:
        shared[row[0]] += 1
        stories[row[0]] = row
    best = sorted(stories, key=lambda pk: (-shared[pk], -pk))[:SHOWN]
    return [Article(**dict(zip(CARD_COLUMNS, stories[pk], strict=True))) for pk in best]
