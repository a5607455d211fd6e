"""A backup is made by PostgreSQL's own programs, and comes back under another name."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article
from moderation.steps import Status
from newsroom import backup
from tests.factories import make_draft, make_person, make_photo


class Other:
    """An empty database on the same server, and a process that works with it."""

    def __init__(self, folder: Path) -> None:
        self.name = f"{connection.settings_dict['NAME']}_restored"
        self.folder = folder
        self.url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{self.name}").geturl()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        surroundings = {
            **os.environ,
            "SECRET_KEY": "x",
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "PRIVATE_MEDIA_ROOT": str(self.folder / "private"),
        }
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command,
            env=surroundings,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    def query(self, sql: str, *, role: str = "") -> list[tuple[Any, ...]]:
        options = "-c timezone=UTC" + (f" -c role={self.name}_{role}" if role else "")
        with psycopg.connect(self.url, options=options) as other:
            return other.execute(sql).fetchall()


@pytest.fixture
def other(transactional_db: None, tmp_path: Path) -> Iterator[Other]:
    found = Other(tmp_path / "elsewhere")

    def drop() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{found.name}" WITH (FORCE)')
            for role in ("desk", "reader"):
                cursor.execute(f'DROP ROLE IF EXISTS "{found.name}_{role}"')

    drop()
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{found.name}" TEMPLATE template0')
    yield found
    drop()


def all_of(table: str) -> str:
    return f"SELECT row_to_json(t)::text FROM {table} t ORDER BY id"


def rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(all_of(table))
        return cursor.fetchall()


def test_a_backup_comes_back_whole_in_another_database(other, tmp_path):
    photo = make_photo()
    owner = make_person("penulis", Role.REPORTER)
    editor = make_person("penyunting", Role.DESK_EDITOR)
    make_draft(owner, editor=editor, status=Status.RELEASED, lead_photo_id=photo.pk)
    made = tmp_path / "backup"
    call_command("backup", made)

    restored = other.manage("restore", str(made))

    assert restored.returncode == 0, restored.stderr
    assert "The record is whole." in restored.stdout
    for table in ("articles_article", "moderation_transition", "moderation_event", "accounts_user"):
        assert rows(table) == other.query(all_of(table)) != []
    for root, name in ((settings.MEDIA_ROOT, "media"), (settings.PRIVATE_MEDIA_ROOT, "private")):
        files = {path.relative_to(root) for path in Path(root).rglob("*") if path.is_file()}
        here = other.folder / name
        assert files == {path.relative_to(here) for path in here.rglob("*") if path.is_file()}
        assert files
    story = (Article.objects.get().pk,)
    assert other.query("SELECT id FROM articles_article", role="reader") == [story]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        other.query("SELECT id FROM moderation_draft", role="reader")

    # What somebody wrote since is thrown away when that was said.
    other.query("UPDATE articles_article SET section_name = 'Lain' RETURNING id")
    assert other.manage("restore", "--replace", str(made)).returncode == 0
    assert rows("articles_article") == other.query(all_of("articles_article"))


def test_a_backup_that_is_not_whole_is_refused_before_anything_is_written(
    transactional_db, tmp_path
):
    make_photo()
    made = tmp_path / "backup"
    backup.back_up(made, now=timezone.now())
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", made)
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", made)
    lost = next(path for path in (made / "media").rglob("*") if path.is_file())
    kept = lost.read_bytes()
    lost.unlink()
    with pytest.raises(CommandError, match="has 0 files and should have 1"):
        call_command("restore", made, replace=True)
    lost.write_bytes(kept)
    with (made / backup.DUMP).open("ab") as file:
        file.write(b"x")
    with pytest.raises(CommandError, match="is not the file"):
        call_command("restore", made, replace=True)


def test_a_second_backup_links_the_files_that_did_not_change(transactional_db, tmp_path):
    make_photo()
    first, second = tmp_path / "first", tmp_path / "second"
    backup.back_up(first, now=timezone.now())
    make_photo()
    made = backup.back_up(second, now=timezone.now(), since=first)
    assert made["media"]["files"] == 2
    links = sorted(path.stat().st_nlink for path in (second / "media").rglob("*.jpg"))
    assert links == [1, 2]
    assert datetime.fromisoformat(json.loads((second / backup.MANIFEST).read_text())["made_at"])
