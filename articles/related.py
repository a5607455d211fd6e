"""Stories that belong to a story: those an editor chose, and those that share its tags."""

from collections.abc import Collection, Iterable

from articles.listed import ListedStory, near
from articles.models import Article
from articles.models.article import MOST_READ_ALSO, MOST_RELATED

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


def beside(
    article: Article, tag_ids: Iterable[int]
) -> tuple[list[Article], list[ListedStory | Article]]:
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
) -> list[ListedStory | Article]:
    """Return up to four stories that share the most tags with `article`, in one query.

    Each tag contributes its newest stories through its own index range, so a tag that half the
    archive has costs no more than a rare one.
    """
    tags = list(tag_ids)
    return near(tags, article.pk, LOOKED_AT, SHOWN, apart_from=apart_from) if tags else []
