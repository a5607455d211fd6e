"""Stories that belong to a story: those an editor chose, and those that share its tags."""

from collections.abc import Iterable

from articles.listed import ListedStory, near
from articles.models import Article
from articles.models.article import MOST_READ_ALSO, MOST_RELATED

SHOWN = 4  # unless an editor chose more
LOOKED_AT = 12  # newest stories of each tag: what is older is not worth ranking


def beside(
    article: Article, tag_ids: Iterable[int]
) -> tuple[list[Article], list[ListedStory | Article]]:
    """Return the stories for “Baca juga” and the related ones, in one query at most.

    What editors chose comes first. It is asked for each time a page is made, not when it was
    released: a chosen story that was withdrawn since is left out, and one that was renamed has its
    new address. Where fewer than four are related, those that share the most tags follow: each tag
    contributes its newest stories through its own index range, so a tag that half the archive has
    costs no more than a rare one.
    """
    tags, own = list(tag_ids), article.pk
    also = list(dict.fromkeys(article.read_also_ids))[:MOST_READ_ALSO]
    more = [pk for pk in dict.fromkeys(article.related_ids) if pk not in also][:MOST_RELATED]
    chosen = [pk for pk in [*also, *more] if pk != own]
    if not chosen and not tags:
        return [], []
    found, others = near(tags, own, LOOKED_AT, SHOWN, chosen=chosen)
    related: list[ListedStory | Article] = [found[pk] for pk in more if pk in found]
    free = max(0, SHOWN - len(related))
    return [found[pk] for pk in also if pk in found], [*related, *others[:free]]
