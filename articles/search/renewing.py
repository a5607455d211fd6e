"""Stories that search does not know yet, or as an older version of the analyser read them."""

from collections.abc import Iterator

from django.db import transaction

from articles import edition
from articles.models import SearchEntry
from articles.search import index, words

IN_A_ROUND = 5_000


def put_outdated() -> Iterator[int]:
    """Index them, and yield how many in each batch.

    One short transaction after another: releases wait for a batch, never for the whole.
    """
    last = 0
    while True:
        with transaction.atomic():
            edition.hold()
            stories = index.outdated(after=last)
            done = index.put(stories) if stories else 0
        if not stories:
            return
        last = stories[-1]
        yield done


def renew(most: int = IN_A_ROUND) -> int:
    """Index about `most` stories that an older version of the analyser read; return how many.

    Whether there are any costs a look into an index.
    """
    done = 0
    if SearchEntry.objects.filter(version__lt=words.VERSION).exists():
        for made in put_outdated():
            done += made
            if done >= most:
                break
    return done
