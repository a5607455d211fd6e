"""A move as the desk runs it: uploaded, rehearsed, decided on, carried out by the worker."""

import shutil
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from photos.uploads import short_name
from wordpress import addresses, reporting
from wordpress.loader import Busy, Options, load
from wordpress.models import Move
from wordpress.parser import Export
from wordpress.placing import FALLBACK
from wordpress.rehearsal import propose, rehearse
from wordpress.survey import survey
from wordpress.taxonomy import Decision

State = Move.State
SILENT = timedelta(minutes=5)  # without a sign: the worker was stopped


class Stopped(Exception):
    """Somebody asked for the import to stop."""


def folder_of(move: Move) -> Path:
    return Path(settings.PRIVATE_MEDIA_ROOT) / "moves" / str(move.pk)


def exports_of(move: Move) -> list[Export]:
    """Return the files of a move. Their names there are ours, never the uploader's."""
    return [Export(folder_of(move) / f"{number}.xml") for number in range(len(move.files))]


@transaction.atomic
def receive(files: Sequence[UploadedFile], *, by: User) -> Move:
    """Keep uploaded exports and have the worker read them."""
    from wordpress import tasks  # it asks for this module

    named = [{"name": short_name(file.name), "bytes": file.size} for file in files]
    move = Move.objects.create(files=named, by=by, created_at=timezone.now())
    folder = folder_of(move)
    folder.mkdir(mode=0o700, parents=True)
    for number, file in enumerate(files):
        with (folder / f"{number}.xml").open("wb") as kept:
            for piece in file.chunks():
                kept.write(piece)
    begin(move, State.REHEARSING)
    tasks.rehearse_move.defer(move_id=move.pk)
    return move


def begin(move: Move, state: str, **columns: Any) -> bool:
    """Take a move into a state of work by compare-and-swap; say whether nobody was faster."""
    now = timezone.now()
    free = Move.objects.filter(pk=move.pk).exclude(
        state__in=[State.RUNNING, State.REHEARSING], seen_at__gt=now - SILENT
    )
    columns |= {"state": state, "started_at": now, "seen_at": now, "ended_at": None, "done": 0}
    return bool(free.update(**columns))


def is_silent(move: Move) -> bool:
    """Say whether a move that should be under way has given no sign for a while."""
    return move.is_under_way and (move.seen_at or move.created_at) < timezone.now() - SILENT


def options_of(move: Move) -> Options:
    return Options(
        fetch=tuple(move.options.get("fetch", ())),
        fallback=move.options.get("fallback") or FALLBACK,
    )


def delete(move: Move) -> bool:
    """Delete what was uploaded; what was imported stays, and the report. Not while it is read."""
    if move.is_under_way and not is_silent(move):
        return False
    shutil.rmtree(folder_of(move), ignore_errors=True)
    states = [State.DONE, State.FAILED]
    kept = move.state if move.state in states else State.STOPPED
    Move.objects.filter(pk=move.pk).update(plan=[], files_deleted_at=timezone.now(), state=kept)
    return True


def rehearse_now(move: Move) -> None:
    """Read the files, propose a plan, and write the report of what would happen."""
    exports = exports_of(move)
    found = survey(exports)
    Move.objects.filter(pk=move.pk).update(total=found.items, seen_at=timezone.now())
    decisions = propose(found)
    done = rehearse(exports, found, options_of(move), progress=_teller(move))
    lines = chain(reporting.of_survey(found), reporting.of_rehearsal(done, found))
    report = {"before": list(lines), "hosts": hosts_of(found.sites)}
    if not found.items:
        report["error"] = _("There is nothing to import. The report below says why.")
    _end(
        move,
        State.READY if found.items else State.FAILED,
        plan=[decision.as_json() for decision in decisions],
        report=report,
    )


def run_now(move: Move) -> None:
    """Carry the move out as decided."""
    exports = exports_of(move)
    found = survey(exports, copies=False)
    decisions = [Decision(**row) for row in move.plan]
    try:
        done = load(exports, found, decisions, options_of(move), progress=_teller(move))
    except Stopped:
        _end(move, State.STOPPED)
        return
    except Busy:
        _end(move, State.FAILED, report=move.report | {"error": _("Another import is running.")})
        return
    sites = [addresses.site_of(site.address) for site in found.sites]
    lines = chain(reporting.of_done(done, found), reporting.of_trouble(sites, most=500))
    _end(move, State.DONE, report=move.report | {"after": list(lines)})


def fail(move: Move, error: Exception) -> None:
    _end(move, State.FAILED, report=move.report | {"error": f"{type(error).__name__}: {error}"})


def hosts_of(sites: Sequence[Any]) -> list[str]:
    found = (addresses.site_of(site.address).partition("/")[0] for site in sites)
    return list(dict.fromkeys(filter(None, found)))


def _teller(move: Move) -> Callable[[str, int, int], None]:
    """Return what writes down how far it is, and stops when somebody asked for it."""

    def tell(what: str, done: int, total: int) -> None:
        working = Move.objects.filter(pk=move.pk, state__in=[State.RUNNING, State.REHEARSING])
        if what == "enter":  # the first pass; the second is the one that takes time
            done = 0
        if not working.update(done=done, total=total, seen_at=timezone.now()):
            raise Stopped

    return tell


def _end(move: Move, state: str, **columns: Any) -> None:
    Move.objects.filter(pk=move.pk).update(state=state, ended_at=timezone.now(), **columns)
