"""What leaves comes back equal: each public page byte for byte, each record row by row."""

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from jsonschema import Draft202012Validator

from accounts.models import User
from accounts.roles import Role
from archive import leaving
from archive.kinds import LEFT_OUT, OTHERS_LEFT_OUT, kinds, our_models
from articles import edition
from articles.models import Article, OldAddress
from moderation.models import Draft
from moderation.record import broken_links
from moderation.steps import Status
from releases import entering
from releases.models import PressRelease
from tests.archive.rows import fill
from tests.factories import (
    make_article,
    make_banner,
    make_draft,
    make_letter,
    make_person,
    make_photo,
    make_plan,
    make_slot,
    make_window,
    quoting,
    unverified,
)
from tests.newsroom.test_nothing_leaks import World
from tests.releases.test_reading import mail


@pytest.fixture
def world(transactional_db: None) -> World:
    """Return a newsroom with a bit of everything."""
    found = World(lambda execute: nullcontext())
    found.take_away()
    make_slot(found.open)
    make_banner()
    make_letter(found.open)
    make_plan(found.editor)
    release, _ = entering.from_mail(mail())
    make_draft(found.editor, release=release)
    make_draft(found.editor, flags=["suicide"], assured=["suicide-how"])
    make_draft(found.editor, **unverified(), **quoting())
    make_article(verifies=make_article(**unverified()), **quoting())
    make_window()
    fill(found)
    OldAddress.objects.create(path="/2019/05/lama/", article=found.open)
    found.places.append("/2019/05/lama/")
    return found


def pages(client: Any, places: list[str]) -> dict[str, tuple[int, str, bytes]]:
    """Return what a reader is answered at each address."""
    edition.forget_pages()
    found = {}
    for path in places:
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        found[path] = (response.status_code, response.headers.get("Location", ""), body)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of an export but the manifest, which says when it was made."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != leaving.MANIFEST
    }


def empty_the_system(tmp_path: Path, settings: Any) -> None:
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "new" / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "new" / "private"


def assert_each_row_is_as_the_schema_says(folder: Path) -> None:
    schema = json.loads((folder / leaving.SCHEMA).read_text())
    Draft202012Validator.check_schema(schema)
    rows = json.loads((folder / leaving.MANIFEST).read_text())["rows"]
    for table, facts in rows.items():
        validator = Draft202012Validator(schema["$defs"][table])
        lines = (folder / facts["file"]).read_text().splitlines()
        assert len(lines) == facts["rows"]
        for line in lines:
            validator.validate(json.loads(line))
    assert [table for table, facts in rows.items() if not facts["rows"]] == []


def test_an_export_read_into_an_empty_system_gives_an_equal_site(
    world, reader_client, tmp_path, settings, monkeypatch
):
    # The form of a letter holds the second at which it was opened.
    monkeypatch.setattr("articles.letters.sign_opened", lambda *_, **__: "now")
    before = pages(reader_client, world.places)
    assert {200, 301, 404, 410} <= {status for status, _, _ in before.values()}
    first, second = tmp_path / "first", tmp_path / "second"
    made = leaving.export(first, now=timezone.now())
    assert made["rows"]["moderation_revision"]["rows"] > 5
    assert made["files"]["missing"] == []
    assert_each_row_is_as_the_schema_says(first)
    last_story = Article.objects.latest("pk").pk
    empty_the_system(tmp_path, settings)
    assert Article.objects.count() == 0

    call_command("import_newsroom", first)

    after = pages(reader_client, world.places)
    assert [path for path in before if before[path] != after[path]] == []
    again = leaving.export(second, now=timezone.now())
    assert contents(first) == contents(second)
    assert {**made, "made_at": ""} == {**again, "made_at": ""}
    assert broken_links() == []
    release = PressRelease.objects.get()
    assert release.file.open().read() == mail()
    assert release.drafts.get().kind == release.revisions.get().kind == "release"
    # And it goes on from there: numbers, roles and the record.
    person = User.objects.get(username="penyunting")
    assert not person.has_usable_password()
    assert person.groups.get().name == Role.DESK_EDITOR
    assert make_draft(person).pk > Draft.objects.exclude(owner=person).latest("pk").pk
    assert broken_links() == []
    assert last_story == Article.objects.latest("pk").pk


@pytest.fixture
def made(transactional_db: None, tmp_path: Path) -> Path:
    """Return the export of a small newsroom: a person, a picture, a story, a step."""
    owner = make_person("penulis", Role.REPORTER)
    make_draft(owner, status=Status.SUBMITTED, lead_photo_id=make_photo().pk)
    leaving.export(tmp_path / "made", now=timezone.now())
    return tmp_path / "made"


def test_what_is_left_out_is_a_table_of_ours_and_no_password_leaves(made):
    assert set(LEFT_OUT) <= {model._meta.db_table for model in our_models()}
    password = User.objects.get(username="penulis").password
    assert len(password) > 20
    assert all(password.encode() not in content for content in contents(made).values())
    assert (made.stat().st_mode & 0o077) == 0


def test_every_table_of_the_database_leaves_or_is_named_with_a_reason(db):
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    exported = {kind.table for kind in kinds()}
    assert tables - exported == set(LEFT_OUT) | set(OTHERS_LEFT_OUT)
    assert all({**LEFT_OUT, **OTHERS_LEFT_OUT}.values())


def damage_rows(folder: Path) -> None:
    with (folder / "rows" / "articles_article.jsonl").open("a") as file:
        file.write("{}\n")


def damage_the_record(folder: Path) -> None:
    """Change a step as somebody would who knows that digests are compared."""
    path = folder / "rows" / "moderation_transition.jsonl"
    path.write_text(path.read_text().replace('"note":""', '"note":"Lain"', 1))
    manifest = json.loads((folder / leaving.MANIFEST).read_text())
    manifest["rows"]["moderation_transition"]["sha256"] = leaving.digest(path)
    (folder / leaving.MANIFEST).write_text(json.dumps(manifest))


def lose_a_picture(folder: Path) -> None:
    next((folder / "media").rglob("*.jpg")).unlink()


def test_an_export_that_is_not_whole_leaves_nothing(made, tmp_path, settings):
    with pytest.raises(CommandError, match="is not empty"):
        call_command("import_newsroom", made)
    empty_the_system(tmp_path, settings)
    for damage, complaint in (
        (damage_rows, "is not the file"),
        (damage_the_record, "is not whole"),
        (lose_a_picture, "No such file"),
    ):
        copy = shutil.copytree(made, tmp_path / damage.__name__)
        damage(copy)
        with pytest.raises(CommandError, match=complaint):
            call_command("import_newsroom", copy)
        assert User.objects.count() == Draft.objects.count() == 0
    call_command("import_newsroom", made)
    assert Draft.objects.get().status == Status.SUBMITTED
