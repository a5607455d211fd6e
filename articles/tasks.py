"""What the background worker does for the public site."""

import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles import edition, popular, rendered, shares, websub
from articles.search import index, renewing

# A file is written a moment before its row names it; this is far more than a moment.
UNCLAIMED_AFTER = datetime.timedelta(days=2)


# Before the renditions of photos: links to a story are sent around in its first minute.
@app.task(
    name="articles.make_share_pictures",
    queue="photos",
    priority=5,
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def make_share_pictures(*, article_id: int) -> None:
    """Draw what is missing of a story's share pictures. May run again."""
    if shares.make(article_id):
        rendered.put_again(article_id)


@app.task(
    name="articles.remove_share_pictures",
    queue="photos",
    priority=10,
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def remove_share_pictures(*, names: list[str]) -> None:
    """Delete files that no story names any more, should the process that dropped them not have."""
    shares.remove(names)


@app.task(
    name="articles.index_again",
    queue="photos",
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def index_again(*, article_ids: list[int]) -> None:
    """Let search find stories by the names that their tags and authors have now. May run again."""
    with transaction.atomic():
        edition.hold()
        index.put(article_ids)


@app.periodic(cron="50 19 * * *")  # in UTC: 02.50 WIB
@app.task(name="articles.delete_unclaimed_share_pictures", queue="photos")
def delete_unclaimed_share_pictures(timestamp: int = 0) -> int:
    """Delete old files that no story names, left by a worker that was killed; return how many."""
    if not default_storage.exists(shares.FOLDER):
        return 0
    young = timezone.now() - UNCLAIMED_AFTER
    deleted = 0
    for folder in default_storage.listdir(shares.FOLDER)[0]:
        for name in shares.unclaimed(folder):
            if default_storage.get_modified_time(name) < young:
                default_storage.delete(name)
                deleted += 1
    return deleted


@app.periodic(cron="*/5 * * * *")
@app.task(name="articles.add_up_readings", queue="photos", queueing_lock="add_up_readings")
def add_up_readings(timestamp: int = 0) -> None:
    """Renew the lists of the stories read most, every five minutes."""
    if settings.COUNT_READERS:
        popular.add_up(now=timezone.now())
    else:
        popular.clear()


@app.periodic(cron="*/5 * * * *")
@app.task(name="articles.render_missing", queue="photos", queueing_lock="render_missing")
def render_missing(timestamp: int = 0) -> int:
    """Render stories that new templates, or a change past a release, left unrendered."""
    return rendered.render_missing()


@app.periodic(cron="2-59/5 * * * *")
@app.task(name="articles.renew_search", queue="photos", queueing_lock="renew_search")
def renew_search(timestamp: int = 0) -> int:
    """Index for search what an older version of the analyser did, some every five minutes."""
    return renewing.renew()


# In the queue of mail: like a mail server, a hub that does not answer must hold nothing else up.
@app.periodic(cron="* * * * *")
@app.task(name="articles.tell_hub", queue="mail", lock="tell_hub", queueing_lock="tell_hub")
def tell_hub(timestamp: int = 0) -> None:
    """Tell the hub of the feeds, if there is one, what is new: once a minute."""
    websub.tell_hub(now=timezone.now())
