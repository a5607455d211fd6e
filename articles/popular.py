"""The stories read most, of a day and of a week: added up by the worker, shown from a small table.

`articles.counting` counts. The table that readers see changes only where the order does, so the
edition, and with it every cached page, stays while nobody overtakes anybody.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from articles import edition
from articles.models import Article, ArticleTag, Popular, Reading, ReadingHour, tag_key
from articles.models.article import CARD_COLUMNS

SHOWN = 10  # of each window
LOOKED_AT = 60  # of the most read: some are withdrawn, sensitive or paid for
KEPT = timedelta(days=8)
# Tags and categories of what is not to be spread by the number of those who look: Peraturan Dewan
# Pers 2/2019 on suicide; Kode Etik Jurnalistik, 5, on victims of sexual violence and children.
SENSITIVE = (
    *("bunuh diri", "percobaan bunuh diri", "kekerasan seksual", "pelecehan seksual"),
    *("pemerkosaan", "pencabulan", "kekerasan terhadap anak", "perundungan anak"),
)
SPANS = {Popular.Window.DAY: timedelta(days=1), Popular.Window.WEEK: timedelta(days=7)}

# One statement: whoever dies halfway has neither taken nor added anything.
ADD_UP = """
WITH taken AS (DELETE FROM articles_reading RETURNING article_id, hour, count)
INSERT INTO articles_readinghour (article_id, hour, count)
SELECT article_id, hour, least(sum(count), 2000000000) FROM taken
JOIN articles_article story ON story.id = taken.article_id AND story.withdrawn_at IS NULL
WHERE hour > %s AND hour <= %s
GROUP BY article_id, hour
ON CONFLICT (hour, article_id) DO UPDATE
SET count = least(articles_readinghour.count::bigint + excluded.count, 2000000000)
"""


def add_up(*, now: datetime) -> bool:
    """Add up what was counted, forget what is old, and renew the lists; say whether one changed."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_UP, [now - KEPT, now])
    ReadingHour.objects.filter(hour__lte=now - KEPT).delete()
    changed = [_renew(window, now) for window in Popular.Window]
    return any(changed)


def clear() -> None:
    """Delete everything that was counted and both lists: counting is switched off."""
    Reading.objects.all().delete()
    ReadingHour.objects.all().delete()
    if Popular.objects.exists():
        with transaction.atomic():
            edition.hold()
            Popular.objects.all().delete()


def lists(request: HttpRequest) -> dict[str, list[Article]]:
    """Return the stories read most by window, as cards, read once per edition."""
    return edition.kept(request, "popular", _read)


def leave(article: Article) -> None:
    """Take a story out of both lists at once, if it may not stand there (any more).

    Needs a transaction that holds the edition.
    """
    if not _may_stand().filter(pk=article.pk).exists():
        article.popular.all().delete()


def _may_stand() -> QuerySet[Article]:
    """Return the stories that may be said to be popular.

    Not what was paid for, and nothing that its flags, its tags or its category call sensitive.
    """
    topics = (*SENSITIVE, *settings.SENSITIVE_TOPICS)
    keys = [tag_key(topic) for topic in topics]
    tagged = ArticleTag.objects.filter(tag__key__in=keys).values("content_object")
    named = Q(*(("section_name__iexact", topic) for topic in topics), _connector=Q.OR)
    stories = Article.objects.live().filter(flags=[]).exclude(kind=Article.Kind.ADVERTORIAL)
    return stories.exclude(named).exclude(pk__in=tagged)


def _ranked(window: Popular.Window, now: datetime) -> list[int]:
    """Return the numbers of the stories read most, few at most, the newest first of equals."""
    hours = ReadingHour.objects.filter(hour__gt=now - SPANS[window], hour__lte=now)
    most = (
        hours.values("article_id")
        .annotate(read=Sum("count"))
        .filter(read__gte=settings.POPULAR_AT_LEAST)
        .order_by("-read", "-article_id")
        .values_list("article_id", flat=True)
    )
    candidates = list(most[:LOOKED_AT])
    fit = set(_may_stand().filter(pk__in=candidates).values_list("pk", flat=True))
    return [pk for pk in candidates if pk in fit][:SHOWN]


def _renew(window: Popular.Window, now: datetime) -> bool:
    standing = Popular.objects.filter(window=window)
    if list(standing.order_by("position").values_list("article_id", flat=True)) == _ranked(
        window, now
    ):
        return False
    with transaction.atomic():
        edition.hold()
        ranked = _ranked(window, now)  # again: a story may have been withdrawn in between
        standing.delete()
        Popular.objects.bulk_create(
            Popular(window=window, position=position, article_id=pk)
            for position, pk in enumerate(ranked, start=1)
        )
    return True


def _read() -> dict[str, list[Article]]:
    rows = Popular.objects.filter(article__withdrawn_at=None).select_related("article")
    rows = rows.only("window", "position", *(f"article__{name}" for name in CARD_COLUMNS))
    found: dict[str, list[Article]] = {window.value: [] for window in Popular.Window}
    for row in rows.order_by("window", "position"):
        found[row.window].append(row.article)
    return found
