"""Stories that belong to a story: those an editor chose, and those that share its tags."""

from collections import Counter
from collections.abc import Collection, Iterable

from articles.models import Article, ArticleTag
from articles.models.article import CARD_COLUMNS, MOST_READ_ALSO, MOST_RELATED

SHOWN = 4  # unless an editor chose more
LOOKED_AT = 12  # newest stories of each tag: what is older is not worth ranking


def chosen_for(article: Article) -> tuple[list[Article], list[Article]]:
    """Return what editors chose: the stories for “Baca juga”, and those related, in one query.

    Asked each time a page is made, not when it was released: a chosen story that was withdrawn
    since is left out, and one that was renamed has its new address.
    """
    also = list(dict.fromkeys(article.read_also_ids))[:MOST_READ_ALSO]
    more = [pk for pk in dict.fromkeys(article.related_ids) if pk not in also][:MOST_RELATED]
    wanted = {pk for pk in [*also, *more] if pk != article.pk}
    if not wanted:
        return [], []
    stories = Article.objects.live().for_cards().in_bulk(wanted)
    return (
        [stories[pk] for pk in also if pk in stories],
        [stories[pk] for pk in more if pk in stories],
    )


def beside(article: Article, tag_ids: Iterable[int]) -> tuple[list[Article], list[Article]]:
    """Return the stories for “Baca juga” and the related ones, in two queries at most.

    The chosen ones come first; where they are fewer than four, those with the same tags follow.
    """
    also, related = chosen_for(article)
    if (free := SHOWN - len(related)) > 0:
        printed = {story.pk for story in [*also, *related]}
        related += related_to(article, tag_ids, apart_from=printed)[:free]
    return also, related


def related_to(
    article: Article, tag_ids: Iterable[int], *, apart_from: Collection[int] = ()
) -> list[Article]:
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
        if row[0] in apart_from:
            continue
        shared[row[0]] += 1
        stories[row[0]] = row
    best = sorted(stories, key=lambda pk: (-shared[pk], -pk))[:SHOWN]
    return [Article(**dict(zip(CARD_COLUMNS, stories[pk], strict=True))) for pk in best]
