"""Background work of the desk."""

from procrastinate.contrib.django import app

from moderation import workflow


@app.task(name="moderation.tasks.release_due")
def release_due() -> None:
    """Release what is due: deferred for the minute of each schedule."""
    workflow.release_due()


@app.periodic(cron="* * * * *")
@app.task(name="moderation.tasks.sweep")
def sweep(timestamp: int) -> None:
    """Release what is due, late ones too: every minute, in case a job was lost."""
    workflow.release_due()
