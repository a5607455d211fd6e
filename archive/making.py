"""An export as the desk asks for it: made by the worker, kept for some days, fetched, deleted.

The desk's role may read every table and change none of the record, so the worker needs no other
login than it has. What is made stands below the private folder, which no address leads to.
"""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from archive import leaving, still, wxr
from archive.models import OPEN, Export
from archive.telling import Stage, Tell

State = Export.State
MEGABYTE = 1024 * 1024
KEPT_FOR = timedelta(days=7)
SILENT = timedelta(minutes=5)  # without a sign: the worker was stopped
SIGN_EVERY = 3  # seconds


class Busy(Exception):
    """Another export is being made."""


def folder() -> Path:
    return Path(settings.PRIVATE_MEDIA_ROOT) / "exports"


def file_of(export: Export) -> Path:
    return folder() / f"{export.pk}.zip"


def name_of(export: Export) -> str:
    """Return what the file is called when somebody fetches it."""
    made = timezone.localtime(export.ended_at or export.asked_at)
    return f"ekspor-{export.kind}-{made:%Y%m%d-%H%M}.zip"


def ask(kind: str, *, by: User, now: datetime | None = None) -> Export:
    """Have the worker make an export. Raises Busy while another one is asked for or made."""
    from archive import tasks  # it asks for this module

    now = now or timezone.now()
    # One that nobody works on any more stands in nobody's way.
    gone = Export.objects.filter(state__in=OPEN, seen_at__lt=now - SILENT)
    try:
        with transaction.atomic():
            gone.update(state=State.FAILED, ended_at=now, error="The worker was stopped.")
            export = Export.objects.create(kind=kind, by=by, asked_at=now, seen_at=now)
            tasks.make_export.defer(export_id=export.pk)
    except IntegrityError as error:
        raise Busy from error
    return export


def is_silent(export: Export) -> bool:
    """Say whether an export that should be under way has given no sign for a while."""
    return export.is_under_way and export.seen_at < timezone.now() - SILENT


def make(export_id: int) -> None:
    """Make the archive, or write down why it could not be made. Raises nothing of its own."""
    started = Export.objects.filter(pk=export_id, state__in=OPEN)
    if not started.update(state=State.RUNNING, seen_at=timezone.now()):
        return
    export = Export.objects.get(pk=export_id)
    target = file_of(export)
    work = target.with_suffix("")
    work.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _signs_of_life(export) as tell:
            _write(export, work, tell)
            _pack(work, target, tell)
    except Exception as error:
        target.unlink(missing_ok=True)
        _end(export, State.FAILED, error=f"{type(error).__name__}: {error}"[:500])
        raise
    finally:
        for left in (work, work.with_name(f"{work.name}.unfinished")):
            shutil.rmtree(left, ignore_errors=True)
    _end(export, State.DONE, bytes=target.stat().st_size)


def delete(export: Export) -> bool:
    """Delete the file of a finished export; say whether there was one."""
    gone = Export.objects.filter(pk=export.pk, state=State.DONE).update(state=State.DELETED)
    file_of(export).unlink(missing_ok=True)
    return bool(gone)


def delete_old(now: datetime) -> int:
    """Delete the files that are older than `KEPT_FOR`; return how many."""
    old = Export.objects.filter(state=State.DONE, ended_at__lt=now - KEPT_FOR)
    return sum(delete(export) for export in old)


def _write(export: Export, work: Path, tell: Tell) -> None:
    now = timezone.now()
    if export.kind == Export.Kind.NEWSROOM:
        leaving.export(work, now=now, using=DEFAULT_DB_ALIAS, tell=tell)
    elif export.kind == Export.Kind.SITE:
        still.copy_site(work, now=now, tell=tell)
    else:
        work.mkdir(mode=0o700)
        with (work / "wordpress.xml").open("w", encoding="utf-8") as file:
            file.writelines(wxr.export(tell))


def _pack(work: Path, target: Path, tell: Tell) -> None:
    """Pack a folder into one file that its owner alone may read."""
    unfinished = target.with_suffix(".unfinished")
    paths = sorted(path for path in work.rglob("*") if path.is_file())
    done, total = 0, sum(path.stat().st_size for path in paths)
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as packed:
        unfinished.chmod(0o600)
        for path in paths:
            entry = zipfile.ZipInfo.from_file(path, path.relative_to(work))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as read, packed.open(entry, "w") as written:
                while chunk := read.read(MEGABYTE):
                    written.write(chunk)
                    done += len(chunk)
                    tell(Stage.PACKING, done // MEGABYTE, total // MEGABYTE)
    unfinished.rename(target)


def _end(export: Export, state: str, **columns: object) -> None:
    now = timezone.now()
    working = Export.objects.filter(pk=export.pk, state=State.RUNNING)
    working.update(state=state, ended_at=now, seen_at=now, stage="", **columns)


@contextmanager
def _signs_of_life(export: Export) -> Iterator[Tell]:
    """Give a function that hears how far it is; another thread writes that down now and then.

    It has a connection of its own: the export's is in a transaction that may only read.
    """
    far, over = {"stage": "", "stage_at": None, "done": 0, "total": 0}, Event()

    def write() -> None:
        while not over.wait(SIGN_EVERY):
            working = Export.objects.filter(pk=export.pk, state=State.RUNNING)
            working.update(seen_at=timezone.now(), **far)
        connection.close()

    def tell(stage: Stage, done: int, total: int) -> None:
        if stage != far["stage"]:
            far.update(stage=stage, stage_at=timezone.now())
        far.update(done=done, total=total)

    thread = Thread(target=write, daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        over.set()
        thread.join()
