"""Pictures that leave the site: which ones a story alone shows, and how stories lose them."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Func
from django.utils.translation import gettext as _

from articles import edition, shares
from articles.html import clean_html, place_pictures
from articles.models import Article


def photos_only_in(article: Article) -> list[int]:
    """Return the numbers of the photos that `article` shows and no other public story does.

    Ask before the story is withdrawn: afterwards it shows none.
    """
    shown = set(article.photo_ids)
    if not shown:
        return []
    others = Article.objects.live().filter(photo_ids__overlap=list(shown)).exclude(pk=article.pk)
    elsewhere = others.annotate(photo=Func(F("photo_ids"), function="unnest"))
    return sorted(shown.difference(elsewhere.values_list("photo", flat=True).distinct()))


@transaction.atomic
def drop_pictures(photo_ids: Collection[int]) -> int:
    """Take these photos out of every story readers can open; return how many stories showed one.

    Lists and the story's own page change at once, since the edition rises with the rows. The
    working copy at the desk still names them.
    """
    edition.hold()
    gone = set(photo_ids)
    stories = Article.objects.live().filter(photo_ids__overlap=list(gone)).select_for_update()
    changed = [_without(article, gone) for article in stories]
    columns = ["picture", "body", "body_pictures", "photo_ids", "share_pictures"]
    Article.objects.bulk_update(changed, columns, batch_size=100)
    for article in changed:
        shares.ask_for(article)
    return len(changed)


def _without(article: Article, gone: set[int]) -> Article:
    if article.picture and article.picture["id"] in gone:
        article.picture = None
    article.photo_ids = [number for number in article.photo_ids if number not in gone]
    left = {int(key): card for key, card in article.body_pictures.items() if int(key) not in gone}
    article.body_pictures = {str(number): card for number, card in left.items()}
    # A story is never empty; one that was nothing but the picture says what happened to it.
    gone_too = _("The picture was taken down.")
    article.body = place_pictures(article.body, left) or clean_html(f"<p>{gone_too}</p>")
    shares.drop_stale(article)
    return article
