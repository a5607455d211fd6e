"""Background work of the cases."""

from procrastinate.contrib.django import app

from cases import arriving


@app.periodic(cron="* * * * *")
@app.task(name="cases.tasks.tend")
def tend(timestamp: int) -> None:
    """Open what has arrived, and end what has been answered in public."""
    arriving.tend()


@app.periodic(cron="41 3 * * *")
@app.task(name="cases.tasks.forget")
def forget(timestamp: int) -> None:
    """Delete contacts that are needed no longer."""
    arriving.forget()
