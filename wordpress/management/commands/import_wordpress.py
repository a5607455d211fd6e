"""Bring the stories of a WordPress site into this one."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wordpress import addresses, reporting
from wordpress.loader import Busy, Options, load
from wordpress.parser import Export
from wordpress.placing import FALLBACK
from wordpress.rehearsal import propose, rehearse
from wordpress.survey import Survey, survey
from wordpress.taxonomy import Decision

EVERY = 2  # seconds between two lines of progress
STAGES = {
    "reading": gettext_lazy("reading"),
    "enter": gettext_lazy("entering"),
    "rehearse": gettext_lazy("rehearsing"),
    "write": gettext_lazy("writing"),
}


class Command(BaseCommand):
    help = (
        "Import exports of a WordPress site (WXR). Can be interrupted and run again: what is here "
        "already stays as it is. docs/moving-in.md tells the whole move."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and write nothing"
        )
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="a copy of wp-content/uploads"
        )
        parser.add_argument(
            "--fetch",
            action="append",
            default=[],
            metavar="HOST",
            help="take missing pictures from this host; may be given more than once",
        )
        parser.add_argument(
            "--plan", type=Path, metavar="FILE", help="the plan of the categories, as edited"
        )
        parser.add_argument(
            "--write-plan", type=Path, metavar="FILE", help="write the proposed plan to be edited"
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report there")
        parser.add_argument(
            "--timezone", metavar="NAME", help="of the old site's times, such as Asia/Jakarta"
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="TYPE",
            help="import items of this type as stories too; may be given more than once",
        )
        parser.add_argument(
            "--category",
            default=FALLBACK,
            metavar="NAME",
            help="where stories go that have no category of their own (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        exports = [Export(self._file(path)) for path in options["files"]]
        how = self._options(options)
        self.shown, self.begun = 0.0, monotonic()
        found = survey(
            exports,
            also=how.also,
            copies=options["dry_run"],
            say=lambda read, total: self._progress("reading", read, total, _("bytes")),
        )
        decisions = self._plan(options["plan"], found)
        if options["write_plan"]:
            rows = [decision.as_json() for decision in decisions]
            options["write_plan"].write_text(json.dumps(rows, indent=1, ensure_ascii=False))
        lines = self._lines(exports, found, decisions, how, dry=options["dry_run"])
        report = options["report"].open("w") if options["report"] else None
        for line in lines:
            self.stdout.write(line)
            if report:
                report.write(f"{line}\n")
        if report:
            report.close()
        if found.broken:
            raise CommandError(_("Not every file could be read to its end; the report says where."))

    def _lines(
        self,
        exports: list[Export],
        found: Survey,
        decisions: list[Decision],
        how: Options,
        *,
        dry: bool,
    ) -> Iterable[str]:
        head = chain(reporting.of_survey(found), reporting.of_plan(decisions))
        return chain(
            head,
            self._dry(exports, found, how) if dry else self._real(exports, found, decisions, how),
        )

    def _dry(self, exports: list[Export], found: Survey, how: Options) -> Iterator[str]:
        done = rehearse(exports, found, how, progress=self._step)
        yield from reporting.of_rehearsal(done, found)
        yield _("Nothing was written.")

    def _real(
        self, exports: list[Export], found: Survey, decisions: list[Decision], how: Options
    ) -> Iterator[str]:
        self.begun = monotonic()
        try:
            done = load(exports, found, decisions, how, progress=self._step)
        except Busy:
            raise CommandError(_("Another import is under way.")) from None
        except KeyboardInterrupt:
            self.stderr.write(_("Interrupted. Run the same command again to go on."))
            sys.exit(130)
        yield from reporting.of_done(done, found)
        sites = [addresses.site_of(site.address) for site in found.sites]
        yield from reporting.of_trouble(sites)

    def _plan(self, path: Path | None, found: Survey) -> list[Decision]:
        """Return the plan as edited; what it does not name is decided as proposed."""
        proposed = propose(found)
        if path is None:
            return proposed
        try:
            edited = {row["slug"] or row["old"]: Decision(**row) for row in _read_json(path)}
        except (TypeError, KeyError, ValueError) as error:
            raise CommandError(
                _("%(path)s is no plan: %(error)s") % {"path": path, "error": error}
            ) from error
        return [edited.get(one.slug or one.old, one) for one in proposed]

    def _options(self, options: dict[str, Any]) -> Options:
        media, zone = options["media"] and Path(options["media"]), None
        if media is not None and not media.is_dir():
            raise CommandError(_("%(path)s is no folder.") % {"path": media})
        if options["timezone"]:
            try:
                zone = ZoneInfo(options["timezone"])
            except (ZoneInfoNotFoundError, ValueError):
                told = _("%(name)s is no time zone.") % {"name": options["timezone"]}
                raise CommandError(told) from None
        return Options(
            media=media,
            fetch=tuple(options["fetch"]),
            zone=zone,
            also=frozenset(options["type"]),
            fallback=options["category"],
        )

    def _file(self, path: Path) -> Path:
        if not path.is_file():
            raise CommandError(_("%(path)s is no file.") % {"path": path})
        return path

    def _step(self, what: str, done: int, total: int) -> None:
        self._progress(what, done, total, _("items"))

    def _progress(self, what: str, done: int, total: int, unit: str) -> None:
        now = monotonic()
        if what != getattr(self, "stage", ""):
            self.stage, self.begun, self.shown = what, now, now
        if now - self.shown < EVERY:
            return
        self.shown = now
        rate = done / max(now - self.begun, 0.001)
        left = (total - done) / rate if rate else 0
        facts = {
            "what": STAGES[what],
            "done": number_format(done, force_grouping=True),
            "total": number_format(total, force_grouping=True),
            "unit": unit,
            "rate": number_format(round(rate), force_grouping=True),
            "minutes": round(left / 60),
        }
        told = _(
            "%(what)s: %(done)s of %(total)s %(unit)s, %(rate)s a second, %(minutes)d min left"
        )
        self.stderr.write("  " + told % facts)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except OSError as error:
        raise CommandError(_("%(path)s cannot be read.") % {"path": path}) from error
