"""A backup of the whole newsroom in one folder, and how it comes back.

The folder holds `database.dump` (pg_dump's own format), the served pictures (`media/`), the private
files (`private/`) and `manifest.json`, which says what has to be there. The database is read first,
in one snapshot, and the files after it: a row is committed after its file was written and no name
is used twice, so each picture that a row of the dump names is there, unless it was taken down
meanwhile.
"""

# ruff: noqa: S603 - what it starts are PostgreSQL's own programs, with arguments of its own
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg.conninfo import make_conninfo

from newsroom import devdb
from newsroom.roles import apply_grants

FORMAT = 1
DUMP, MANIFEST = "database.dump", "manifest.json"
CHUNK = 1024 * 1024
# What of Django's settings is libpq's, besides what begins with `ssl`.
LIBPQ = {"dbname", "user", "host", "port", "options", "service", "connect_timeout"}
EMPTIED = """
SET lock_timeout = '10s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
"""


class BackupError(Exception):
    """It cannot be made, or must not be put back; the message says why and what to do."""


def folders() -> dict[str, Path]:
    """Return the folders of files that belong to the database, by their name in a backup."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_MEDIA_ROOT)}


def owner() -> str:
    """Return the alias whose login owns the tables."""
    return "owner" if "owner" in connections else "default"


# --- Making one ------------------------------------------------------------------------------


def back_up(target: Path, *, now: datetime, since: Path | None = None) -> dict[str, Any]:
    """Write a backup to the folder `target`, which must not exist; return its manifest.

    Files that the earlier backup `since` has, too, are linked to it instead of copied, where both
    lie on one file system. What is not finished is called `….unfinished` and is no backup.
    Raises BackupError.
    """
    if target.exists():
        raise BackupError(f"{target} exists. Name a folder that does not.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)  # it holds drafts, letters and passwords' hashes
    run(
        "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished / DUMP}"
    )
    manifest = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "version": settings.VERSION,
        "database": {"bytes": (unfinished / DUMP).stat().st_size, "sha256": digest(unfinished)},
    }
    for name, source in folders().items():
        earlier = since / name if since else None
        manifest[name] = copy_files(source, unfinished / name, earlier=earlier)
    (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    unfinished.rename(target)
    return manifest


def copy_files(source: Path, target: Path, *, earlier: Path | None = None) -> dict[str, int]:
    """Copy the files below `source` that `target` lacks; return the number and bytes of all.

    A file that disappears while it is copied was taken down, and is left out.
    """
    count = size = 0
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder, _, names in os.walk(source):
        place = Path(folder).relative_to(source)
        for name in names:
            file, copy = Path(folder, name), target / place / name
            try:
                facts = file.stat()
                if not is_same(copy, facts):
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    if earlier and is_same(earlier / place / name, facts):
                        link_or_copy(earlier / place / name, copy)
                    else:
                        shutil.copy2(file, copy)
            except FileNotFoundError:
                continue
            count, size = count + 1, size + facts.st_size
    return {"files": count, "bytes": size}


def is_same(file: Path, facts: os.stat_result) -> bool:
    """Say whether a file is there with this size and this time, as rsync asks it."""
    try:
        here = file.stat()
    except FileNotFoundError:
        return False
    return (here.st_size, int(here.st_mtime)) == (facts.st_size, int(facts.st_mtime))


def link_or_copy(file: Path, copy: Path) -> None:
    try:
        os.link(file, copy)
    except OSError:  # another file system, or one without links
        shutil.copy2(file, copy)


# --- Putting one back ------------------------------------------------------------------------


def restore(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup back into the database and the folders of the settings; return its manifest.

    The database comes back in one transaction: whole, or it stays as it was. Roles and grants are
    made again, for the database may have another name now. With `replace` what the database holds
    is thrown away; files that no row names any more are removed by the library's own sweep.
    Raises BackupError, before anything is written, when the backup is not whole or something is
    there already.
    """
    manifest = checked(source)
    if not replace:
        refuse_what_is_there()
    for name, folder in folders().items():
        copy_files(source / name, folder)
    put_database_back(source / DUMP, empty_first=replace)
    for connection in connections.all():
        connection.close()
    apply_grants(owner())
    # What the dump is too old for; nothing, where backup and program are of one version.
    call_command("migrate", database=owner(), interactive=False, verbosity=0)
    return manifest


def checked(source: Path) -> dict[str, Any]:
    """Return the manifest of a backup that is whole. Raises BackupError."""
    try:
        manifest = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"{source} is no backup: its {MANIFEST} cannot be read.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{source} was made by another version ({manifest.get('version')}).")
    if not (source / DUMP).is_file() or digest(source) != manifest["database"]["sha256"]:
        raise BackupError(f"{source / DUMP} is not the file that the backup was made with.")
    for name in folders():
        found = sum(len(files) for _, _, files in os.walk(source / name))
        if found != manifest[name]["files"]:
            wanted = manifest[name]["files"]
            raise BackupError(f"{source / name} has {found} files and should have {wanted}.")
    return manifest


def refuse_what_is_there() -> None:
    with connections[owner()].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        tables = cursor.fetchone()[0]
    name = connections[owner()].settings_dict["NAME"]
    if tables:
        raise BackupError(
            f"The database {name} is not empty ({tables} tables). Restore into a new one, or say "
            "--replace to throw away what is in it."
        )


def put_database_back(dump: Path, *, empty_first: bool) -> None:
    """Read the dump into the database in one transaction. Raises BackupError.

    `psql` holds the transaction and must not learn that its input has ended before it is known to
    have been all of it: it would commit half of it.
    """
    reading = start("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(dump), of=None)
    script = [f"--command={line}" for line in EMPTIED.split("\n") if line and empty_first]
    writing = start(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        *script, "--file=-", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while chunk := reading.stdout.read(CHUNK):
            writing.stdin.write(chunk)
        if reading.wait():
            raise BackupError(f"pg_restore could not read {dump}: {said(reading)}")
    except BrokenPipeError:
        reading.kill()  # what psql has to say follows
    except BaseException:
        writing.kill()
        reading.kill()
        raise
    _, complaint = writing.communicate()
    if writing.returncode:
        raise BackupError(
            f"PostgreSQL refused, and nothing was changed: {complaint.decode().strip()} Stop the "
            "web server and the workers first, and use the client programs of the server's version."
        )


# --- PostgreSQL's programs --------------------------------------------------------------------


def run(program: str, *arguments: str) -> None:
    process = start(program, *arguments)
    _, complaint = process.communicate()
    if process.returncode:
        raise BackupError(f"{program}: {complaint.decode().strip()}")


def start(
    program: str, *arguments: str, of: str | None = "database", **others: Any
) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs on our database; `of=None` connects to none."""
    account = devdb.run_as(None)
    command = [str(find_program(program)), *arguments]
    if of:
        parameters = connections[owner()].get_connection_params()
        account["env"]["PGPASSWORD"] = (
            parameters.get("password") or ""
        )  # no list of processes has it
        named = {
            key: value
            for key, value in parameters.items()
            if value and (key in LIBPQ or key.startswith("ssl"))
        }
        command += [f"--dbname={make_conninfo(**named)}"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **{**account, **pipes, **others})


def find_program(name: str) -> Path:
    """Return where a program is, preferably of the server's version. Raises BackupError.

    An older one cannot dump a newer server, and a newer one writes what an older server refuses.
    """
    connection = connections[owner()]
    connection.ensure_connection()
    version = connection.pg_version // 10_000
    candidates: Iterable[str | None] = (
        str(devdb.find_binaries() / name) if uses_embedded() else None,
        f"/usr/lib/postgresql/{version}/bin/{name}",  # Debian and Ubuntu
        f"/usr/pgsql-{version}/bin/{name}",  # Red Hat
        shutil.which(name),
    )
    for path in candidates:
        if path and Path(path).is_file():
            return Path(path)
    raise BackupError(f"{name} is not here. Install the client programs of PostgreSQL {version}.")


def uses_embedded() -> bool:
    """Say whether the database, whatever its name, is on the checkout's own server."""
    try:
        _, _, place = devdb.url().partition("?")
    except devdb.DevDatabaseError:
        return False
    return settings.DATABASE_URL.endswith(f"?{place}")


def digest(folder: Path) -> str:
    """Return the SHA-256 of a backup's dump."""
    with (folder / DUMP).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def said(process: subprocess.Popen[bytes]) -> str:
    return process.stderr.read().decode(errors="replace").strip()
