"""Background work of the desk.

Mail has a queue of its own: a mail server that does not answer must not hold back a release.
"""

from itertools import islice

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from moderation import autosaves, digest, mails, notices, resembling, workflow

# Four more times, within about a quarter of an hour; then somebody has to look.
MAIL_RETRY = RetryStrategy(max_attempts=4, exponential_wait=5, wait=20)
BATCHES_A_NIGHT = 500  # some minutes; the next night goes on


@app.task(name="moderation.tasks.release_due")
def release_due() -> None:
    """Release what is due: deferred for the minute of each schedule."""
    workflow.release_due()


@app.periodic(cron="* * * * *")
@app.task(name="moderation.tasks.sweep")
def sweep(timestamp: int) -> None:
    """Release what is due, late ones too: every minute, in case a job was lost."""
    workflow.release_due()


@app.periodic(cron="* * * * *")
@app.task(name="moderation.tasks.remind")
def remind(timestamp: int) -> None:
    """Tell writers what is due soon, and editors what is not out or not verified: every minute."""
    notices.remind_due()
    notices.remind_unverified()
    notices.tell_missed(workflow.overdue())


@app.task(name="moderation.tasks.mail_notice", queue="mail", retry=MAIL_RETRY)
def mail_notice(*, notice_id: int) -> None:
    """Mail one notice; what goes wrong is kept with it and tried again."""
    mails.send_notice(notice_id)


@app.task(name="moderation.tasks.mail_digest", queue="mail", retry=MAIL_RETRY)
def mail_digest(*, person_id: int) -> None:
    digest.send(person_id)


@app.periodic(cron="30 23 * * *")  # in UTC: 06.30 WIB
@app.task(name="moderation.tasks.mail_digests", queue="mail")
def mail_digests(timestamp: int) -> None:
    """Queue the digest of everybody who has one: a job each, so that one cannot stop another."""
    if jobs := [{"person_id": pk} for pk in digest.subscribers()]:
        mail_digest.batch_defer(*jobs)


@app.periodic(cron="35 19 * * *")  # in UTC: 02.35 WIB
@app.task(name="moderation.tasks.fingerprint", queue="photos", queueing_lock="fingerprint")
def fingerprint(timestamp: int = 0) -> int:
    """Make by what documents are found that share words, where an update left it undone."""
    return sum(islice(resembling.keep_all_missing(), BATCHES_A_NIGHT))


@app.periodic(cron="15 19 * * *")  # in UTC: 02.15 WIB
@app.task(name="moderation.tasks.forget_old_typing")
def forget_old_typing(timestamp: int) -> None:
    """Forget typing that nobody saved and nobody asked for in months."""
    autosaves.forget_old()
