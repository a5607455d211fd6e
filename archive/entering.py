"""Reading an export into an empty system, in one transaction: all of it, or nothing.

The rows are written as they are, with their numbers and hashes. Triggers that would write what is
in the export already (the record, its hashes) or refuse it are switched off inside the transaction,
which the tables' owner alone can do; foreign keys and checks stay on.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField
from psycopg import sql

from archive.kinds import COLUMNS_LEFT_OUT, MEMBERSHIPS, Kind, kinds
from archive.leaving import (
    FILES,
    FORMAT,
    MANIFEST,
    ArchiveError,
    Told,
    copy_file,
    digest,
    migrations,
    owner,
    roots,
)
from moderation.record import broken_links

# What makes a system one that somebody works with. Other tables have rows from the start.
MUST_BE_EMPTY = (
    "accounts_user",
    "articles_article",
    "articles_page",
    "categories_category",
    "moderation_draft",
    "photos_photo",
    "releases_pressrelease",
)
# Triggers that follow from rows and write nothing of the record: they do their work.
KEPT_ON = ("raise_edition", "keep_turns", "renew_stamp")
BATCH = 1024 * 1024  # bytes of JSON that one statement inserts


def enter(source: Path, *, using: str = "", tell: Told = str) -> dict[str, Any]:
    """Read the export in `source` into the empty system; return its manifest.

    Files come first: a row never names one that is not there yet. Raises ArchiveError.
    """
    alias = using or owner()
    connection = connections[alias]
    manifest = checked(source, connection)
    put_files(source)
    tables = [kind for kind in kinds() if kind.table in manifest["rows"]]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        switch(cursor, tables, "DISABLE")
        refuse_what_is_there(cursor)
        for kind in tables:  # what a fresh system begins with
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(kind.table)))
        for kind in tables:
            put_rows(cursor, kind, source / kind.file)
            tell(f"{kind.table}: {manifest['rows'][kind.table]['rows']:,}")
        for table, number in manifest["last_numbers"].items():
            if number:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number]
                )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # waiting checks forbid switching on
        switch(cursor, tables, "ENABLE")
        if broken := broken_links(using=alias):
            raise ArchiveError(
                f"The record in {source} is not whole: {len(broken)} rows do not follow, the first "
                f"is {broken[0].table} {broken[0].pk}. Nothing was imported."
            )
    return manifest


def checked(source: Path, connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return the manifest of an export that is whole and fits this program. Raises ArchiveError."""
    try:
        manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{source} is no export: its {MANIFEST} cannot be read.") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"{source} has format {manifest.get('format')}, not {FORMAT}.")
    here = migrations(connection)
    if other := {
        app: name for app, name in manifest["migrations"].items() if here.get(app) != name
    }:
        raise ArchiveError(
            f"{source} was made by version {manifest['version']}, whose tables differ ("
            + ", ".join(f"{app} is at {name}" for app, name in other.items())
            + "). Import it with that version, then update."
        )
    known = {kind.table for kind in kinds()}
    for table, facts in manifest["rows"].items():
        if table not in known or facts["file"] != f"rows/{table}.jsonl":
            raise ArchiveError(f"{source} has rows of {table}, which is not known here.")
    listed = [*manifest["rows"].values(), {"file": FILES, **manifest["files"]}]
    for facts in listed:
        path = source / facts["file"]
        if not path.is_file() or digest(path) != facts["sha256"]:
            raise ArchiveError(f"{path} is not the file that the export was made with.")
    return manifest


def refuse_what_is_there(cursor: Any) -> None:
    for table in MUST_BE_EMPTY:
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
        if cursor.fetchone()[0]:
            raise ArchiveError(
                f"The system is not empty: {table} has rows. Make a new database, migrate it, and "
                "import before anybody gets an account."
            )


def switch(cursor: Any, tables: list[Kind], how: str) -> None:
    """Switch the triggers that must not act off or on; it ends with the transaction anyway."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgname <> ALL (%s) AND tgrelid = ANY (%s::regclass[])",
        [list(KEPT_ON), [kind.table for kind in tables]],
    )
    for table, name in cursor.fetchall():
        cursor.execute(
            sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(
                sql.Identifier(table), sql.SQL(how), sql.Identifier(name)
            )
        )


# --- Rows ------------------------------------------------------------------------------------


def put_rows(cursor: Any, kind: Kind, path: Path) -> None:
    statement = write_rows(kind)
    for batch in batches(path):
        cursor.execute(statement, [batch])


def write_rows(kind: Kind) -> sql.Composable:
    """Return the statement that inserts an array of rows as `leaving.read_rows` makes them."""
    if kind.table == MEMBERSHIPS:
        return sql.SQL(
            "INSERT INTO accounts_user_groups (user_id, group_id) SELECT m.user_id, g.id "
            "FROM json_to_recordset(%s::json) AS m (user_id bigint, role text) "
            "JOIN auth_group g ON g.name = m.role"
        )
    values = {name: sql.Identifier(name) for name in kind.columns}
    for name, column in kind.columns.items():
        if isinstance(column, JSONField) and not column.null:  # JSON's null, which is no NULL
            values[name] = sql.SQL("COALESCE({}, 'null')").format(sql.Identifier(name))
    for name, value in COLUMNS_LEFT_OUT.get(kind.table, {}).items():
        values[name] = sql.Literal(value)
    insert = "INSERT INTO {0} ({1}) SELECT {2} FROM json_populate_recordset(NULL::{0}, %s)"
    return sql.SQL(insert).format(
        sql.Identifier(kind.table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(values.values()),
    )


def batches(path: Path) -> Iterator[str]:
    """Yield the lines of a file as arrays of JSON of about BATCH bytes."""
    lines: list[str] = []
    size = 0
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            lines.append(line)
            size += len(line)
            if size >= BATCH:
                yield f"[{','.join(lines)}]"
                lines, size = [], 0
    if lines:
        yield f"[{','.join(lines)}]"


# --- Files -----------------------------------------------------------------------------------


def put_files(source: Path) -> None:
    """Copy the files to where the settings say, and check each. Raises ArchiveError."""
    with (source / FILES).open(encoding="utf-8") as listing:
        for line in listing:
            entry = json.loads(line)
            root = roots()[entry["folder"]]
            file, target = source / entry["folder"] / entry["name"], root / entry["name"]
            if not target.resolve().is_relative_to(root.resolve()):
                raise ArchiveError(f"{entry['name']} is no name of a file here.")
            try:
                made = copy_file(file, target)
            except OSError as error:
                raise ArchiveError(f"{file}: {error.strerror}.") from error
            if made["sha256"] != entry["sha256"]:
                target.unlink()
                raise ArchiveError(f"{file} is not the file that the export was made with.")
