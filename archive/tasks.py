"""Background work of exports. Making one has the queue of moves: it may take hours."""

from django.utils import timezone
from procrastinate.contrib.django import app

from archive import making


@app.task(name="archive.make_export", queue="moves")
def make_export(*, export_id: int) -> None:
    making.make(export_id)


@app.periodic(cron="20 19 * * *")  # in UTC: 02.20 WIB
@app.task(name="archive.delete_old_exports", queue="photos")
def delete_old_exports(timestamp: int = 0) -> int:
    return making.delete_old(timezone.now())
