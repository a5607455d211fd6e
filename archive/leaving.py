"""Writing an export: all rows as JSON Lines, all files, and a schema, in one folder.

PostgreSQL makes each row's JSON and sends it as it reads it, so memory does not grow with the
table. All tables are read in one snapshot.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from archive.kinds import LEFT_OUT, MEMBERSHIPS, OTHERS_LEFT_OUT, Kind, kinds
from archive.schema import schema
from archive.telling import Stage, Tell, counted, nobody

FORMAT = 1
MANIFEST, SCHEMA, FILES, READ_ME = "manifest.json", "schema.json", "files.jsonl", "README.md"
CHUNK = 1024 * 1024
SHARE_PICTURES = """
SELECT made.value ->> 'file' FROM articles_article, jsonb_each(share_pictures) made
ORDER BY 1
"""
EXPLANATION = Path(__file__).with_name("export.md")

Told = Callable[[str], None]


class ArchiveError(Exception):
    """It cannot be written or read; the message says why and what to do."""


def owner() -> str:
    """Return the alias that may read and write every table."""
    return "owner" if "owner" in connections else "default"


def roots() -> dict[str, Path]:
    """Return the folders that an export's files come from and go to."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_MEDIA_ROOT)}


def export(target: Path, *, now: datetime, using: str = "", tell: Tell = nobody) -> dict[str, Any]:
    """Write everything to the folder `target`, which must not exist; return the manifest.

    What is not finished is called `….unfinished`. `tell` hears of each table and each file. Raises
    ArchiveError.
    """
    if target.exists():
        raise ArchiveError(f"{target} exists. Name a folder that does not.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "rows").mkdir(mode=0o700, parents=True)  # drafts and readers' letters are in it
    unfinished.chmod(0o700)
    connection = connections[using or owner()]
    exported = kinds()
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            cursor.execute("SET LOCAL statement_timeout = 0")
        rows = {}
        for kind in counted(exported, Stage.TABLES, tell, total=len(exported)):
            rows[kind.table] = write_rows(connection, kind, unfinished)
        numbers = next_numbers(connection, exported)
        files = write_files(connection, exported, unfinished, tell)
    manifest = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "version": settings.VERSION,
        "site": {
            "name": settings.SITE_NAME,
            "address": settings.SITE_URL,
            "time_zone": settings.TIME_ZONE,
        },
        "migrations": migrations(connection),
        "rows": rows,
        "last_numbers": numbers,
        "files": files,
        "left_out": {**LEFT_OUT, **OTHERS_LEFT_OUT},
    }
    write_json(unfinished / SCHEMA, schema(exported))
    shutil.copyfile(EXPLANATION, unfinished / READ_ME)
    write_json(unfinished / MANIFEST, manifest)
    unfinished.rename(target)
    return manifest


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def migrations(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the newest migration of each of our apps: what the columns are depends on it."""
    applied = MigrationLoader(connection).applied_migrations
    ours = {kind.model._meta.app_label for kind in kinds()}
    return {app: max(name for label, name in applied if label == app) for app in sorted(ours)}


# --- Rows ------------------------------------------------------------------------------------


def read_rows(kind: Kind) -> sql.Composable:
    """Return the statement whose every row is the JSON of one row of the table, by its number."""
    if kind.table == MEMBERSHIPS:
        chosen = sql.SQL(
            "SELECT m.user_id, g.name AS role FROM accounts_user_groups m "
            "JOIN auth_group g ON g.id = m.group_id ORDER BY m.user_id, g.name"
        )
    else:
        chosen = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            sql.SQL(", ").join(map(sql.Identifier, kind.columns)),
            sql.Identifier(kind.table),
            sql.Identifier(kind.key),
        )
    return sql.SQL("COPY (SELECT row_to_json(t)::text FROM ({}) t) TO STDOUT").format(chosen)


def write_rows(connection: BaseDatabaseWrapper, kind: Kind, folder: Path) -> dict[str, Any]:
    """Write the file of one kind; return how many rows it has, and its digest."""
    count, seen = 0, hashlib.sha256()
    with (
        (folder / kind.file).open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(read_rows(kind)) as rows,
    ):
        rows.set_types(["text"])
        for (row,) in rows.rows():
            line = row.encode() + b"\n"
            file.write(line)
            seen.update(line)
            count += 1
    return {"file": kind.file, "rows": count, "sha256": seen.hexdigest()}


def next_numbers(connection: BaseDatabaseWrapper, exported: list[Kind]) -> dict[str, int]:
    """Return the last number each table gave, maybe to a row that is gone: none is given twice."""
    found = {}
    with connection.cursor() as cursor:
        for kind in exported:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [kind.table, kind.key])
            sequence = cursor.fetchone()[0]
            if sequence:
                cursor.execute("SELECT pg_sequence_last_value(%s::regclass)", [sequence])
                found[kind.table] = cursor.fetchone()[0] or 0
    return found


# --- Files -----------------------------------------------------------------------------------


def named_files(connection: BaseDatabaseWrapper, exported: list[Kind]) -> Iterator[tuple[str, str]]:
    """Yield the folder and the name of each file that a row names, once."""
    chosen = sql.SQL("SELECT {0} FROM {1} WHERE {0} <> '' ORDER BY 1")
    queries = [
        (folder, chosen.format(sql.Identifier(column), sql.Identifier(kind.table)))
        for kind in exported
        for column, folder in kind.file_columns.items()
    ]
    queries.append(("media", sql.SQL(SHARE_PICTURES)))
    for folder, query in queries:
        with connection.connection.cursor(name="named_files") as cursor:  # on the server: no list
            cursor.itersize = 2000
            cursor.execute(query)
            for (name,) in cursor:
                yield folder, name


def write_files(
    connection: BaseDatabaseWrapper, exported: list[Kind], target: Path, tell: Tell
) -> dict[str, Any]:
    """Copy what the rows name and list it with digests; return the counts.

    A file that is not there (taken down since the snapshot, or lost) is named, and stops nothing.
    """
    count = size = 0
    missing = []
    named = named_files(connection, exported)
    total = sum(1 for _file in named_files(connection, exported))
    with (target / FILES).open("w", encoding="utf-8") as listing:
        for folder, name in counted(named, Stage.FILES, tell, total=total):
            source, copy = roots()[folder] / name, target / folder / name
            if copy.exists():
                continue
            try:
                entry = copy_file(source, copy)
            except FileNotFoundError:
                missing.append(f"{folder}/{name}")
                continue
            write_line(listing, {"folder": folder, "name": name, **entry})
            count, size = count + 1, size + entry["bytes"]
    facts = {"listed_in": FILES, "count": count, "bytes": size, "missing": missing}
    return {**facts, "sha256": digest(target / FILES)}


def write_line(file: TextIO, value: dict[str, Any]) -> None:
    file.write(json.dumps(value, ensure_ascii=False) + "\n")


def copy_file(source: Path, target: Path) -> dict[str, Any]:
    """Copy a file; return its bytes and digest. Raises FileNotFoundError."""
    size, seen = 0, hashlib.sha256()
    with source.open("rb") as read:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as written:
            while chunk := read.read(CHUNK):
                written.write(chunk)
                seen.update(chunk)
                size += len(chunk)
    return {"bytes": size, "sha256": seen.hexdigest()}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
