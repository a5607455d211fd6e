"""The invariants that PostgreSQL holds, tried with raw SQL: by the desk's role and by the owner."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article
from moderation.history import save_draft
from moderation.models import Draft, Erasure, Revision, Transition
from moderation.record import NotErasable, broken_links, erase
from moderation.steps import Status, moves
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> list:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


RECORD = ["moderation_revision", "moderation_transition"]


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize(
    "statement", ["UPDATE {t} SET id = id", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"]
)
def test_the_owner_cannot_change_the_record(reporter, editor, table, statement):
    make_draft(reporter, status="released", editor=editor)
    before = sql(f"SELECT * FROM {table} ORDER BY id")
    with pytest.raises(DatabaseError):
        sql(statement.format(t=table))
    assert sql(f"SELECT * FROM {table} ORDER BY id") == before != []


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET id = id",
        "DELETE FROM {t}",
        "TRUNCATE {t} CASCADE",
        "ALTER TABLE {t} DISABLE TRIGGER USER",
        "DROP TABLE {t} CASCADE",
    ],
)
def test_the_desk_lacks_the_right_even_with_the_triggers_told_to_look_away(
    reporter, editor, as_desk, table, statement
):
    make_draft(reporter, status="released", editor=editor)
    with as_desk():
        assert sql(f"SELECT count(*) FROM {table}")[0][0] > 0
        sql("SELECT set_config('pgtrigger.ignore', '{%%}', true)")
        with pytest.raises(DatabaseError, match="permission denied|must be owner"):
            sql(statement.format(t=table))


def test_a_release_of_ones_own_story_is_refused_by_the_table_itself(reporter, editor):
    draft = make_draft(editor, status="submitted")
    revision = draft.revisions.get()
    row = {
        "draft": draft,
        "before": "submitted",
        "after": "released",
        "at": timezone.now(),
        "revision": revision,
        "step": "release",
    }
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Transition.objects.create(**row, by=editor)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Transition.objects.create(**row, by=editor, owner=reporter, submitted_by=reporter)
    assert Transition.objects.create(**row, by=reporter).pk


def test_a_release_without_a_submission_is_refused_by_the_table_itself(reporter, editor):
    draft = make_draft(reporter)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Transition.objects.create(
            draft=draft,
            step="release",
            before="draft",
            after="released",
            by=editor,
            at=timezone.now(),
            revision=draft.revisions.get(),
        )


def test_a_status_moves_only_where_the_table_of_steps_says(reporter, editor):
    allowed = set(moves())
    for before in Status.values:
        for after in Status.values:
            if before == after or (before, after) in allowed:
                continue
            draft = make_draft(reporter, status=before, editor=editor)
            with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
                Draft.objects.filter(pk=draft.pk).update(status=after)


def test_a_draft_cannot_be_deleted(reporter):
    draft = make_draft(reporter)
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("DELETE FROM moderation_draft WHERE id = %s", draft.pk)


def test_a_withdrawn_story_cannot_keep_a_word(reporter, editor):
    article = make_draft(reporter, status="withdrawn", editor=editor).article
    for column in ["headline", "body", "standfirst", "kicker", "place", "source", "slug"]:
        with pytest.raises(IntegrityError, match="withdrawn_is_empty"), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**{column: "kata"})


def test_the_chain_shows_what_an_owner_changed_behind_the_triggers(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor)
    make_draft(reporter, status="submitted")
    assert broken_links() == []
    first = Revision.objects.filter(draft=draft).first()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE moderation_revision DISABLE TRIGGER USER")
    sql("UPDATE moderation_revision SET body = 'lain' WHERE id = %s", first.pk)
    sql("ALTER TABLE moderation_revision ENABLE TRIGGER USER")
    assert [(link.table, link.pk) for link in broken_links()] == [("moderation_revision", first.pk)]


def test_the_chain_shows_a_step_that_was_taken_out(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor)
    submit, release = draft.transitions.order_by("id")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE moderation_transition DISABLE TRIGGER USER")
    sql("UPDATE moderation_transition SET note = 'x' WHERE id = %s", submit.pk)
    assert [link.pk for link in broken_links()] == [submit.pk]
    assert release.pk


@pytest.mark.parametrize(
    "table",
    [
        "moderation_draft",
        "moderation_revision",
        "moderation_transition",
        "moderation_event",
        "moderation_comment",
        "moderation_autosave",
        "articles_letter",
        "photos_photo",
        "photos_rendition",
        "accounts_user",
        "accounts_user_groups",
        "auth_group",
        "auth_permission",
        "django_session",
        "django_admin_log",
        "django_migrations",
        "procrastinate_jobs",
        "taggit_tag",
    ],
)
def test_a_reader_may_not_read(as_reader, table):
    with as_reader(), pytest.raises(DatabaseError, match="permission denied"):
        sql(f"SELECT * FROM {table} LIMIT 1")


def test_a_reader_may_read_the_public_tables_and_write_none(as_reader):
    tables = [
        name
        for (name,) in sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if sql("SELECT has_table_privilege(current_database() || '_reader', %s, 'SELECT')", name)[
            0
        ][0]
    ]
    assert sorted(tables) == [
        "articles_article",
        "articles_articletag",
        "articles_author",
        "articles_banner",
        "articles_colleague",
        "articles_correction",
        "articles_credit",
        "articles_edition",
        "articles_listing",
        "articles_oldaddress",
        "articles_page",
        "articles_popular",
        "articles_rendered",
        "articles_searchentry",
        "articles_searchword",
        "articles_slot",
        "articles_tag",
        "categories_category",
    ]
    with as_reader():
        for table in tables:
            sql(f"SELECT * FROM {table} LIMIT 1")
            [(column,)] = sql(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1",
                table,
            )
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
                with pytest.raises(DatabaseError, match="permission denied"):
                    sql(statement)


def test_every_public_table_raises_the_edition():
    watched = {
        name
        for (name,) in sql(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname = 'raise_edition'"
        )
    }
    readable = {
        name
        for (name,) in sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if sql("SELECT has_table_privilege(current_database() || '_reader', %s, 'SELECT')", name)[
            0
        ][0]
    }
    # What was rendered says nothing that the stories do not say: articles/rendered.py.
    assert readable - watched == {"articles_edition", "articles_rendered"}


def test_no_table_a_reader_may_read_holds_a_word_of_what_is_not_public(reporter, editor):
    marker = "Kelabangbiru"
    words = {
        "headline": f"Judul {marker}",
        "standfirst": f"Ringkasan {marker}",
        "body": f"<p>Isi {marker}.</p>",
        "kicker": marker,
        "place": marker,
        "source": marker,
        "tags": [f"Tag {marker}"],
    }
    for status in set(Status) - {Status.RELEASED}:
        make_draft(reporter, status=status, editor=editor, **words)
    live = make_draft(reporter, status="released", editor=editor)
    assert "moderation_draft" not in _tables_with(marker, readable=True)
    assert _tables_with(marker, readable=True) == []
    assert "moderation_draft" in _tables_with(marker, readable=False)
    assert live.article.headline


def _tables_with(marker: str, *, readable: bool) -> list[str]:
    found = []
    for (name,) in sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        may = sql(
            "SELECT has_table_privilege(current_database() || '_reader', %s, 'SELECT')", name
        )[0][0]
        if may == readable:
            (hits,) = sql(
                f"SELECT count(*) FROM {name} t WHERE t::text ILIKE %s",
                f"%{marker}%",
            )[0]
            if hits:
                found.append(name)
    return found


ORDER = {"reason": "Putusan 12/2026", "ordered_by": "PN Tirtamaya", "using": "default"}


def test_the_law_can_have_words_erased_and_the_chain_still_holds(reporter):
    draft = make_draft(reporter, body="<p>Nama anak.</p>", tags=["Nama anak"])
    draft.body, draft.tags = "<p>Tanpa nama.</p>", []
    save_draft(draft, by=reporter)
    first, second = draft.revisions.order_by("number")
    erase(first, **ORDER)
    kept = Revision.objects.get(pk=first.pk)
    assert (kept.body, kept.tags, kept.hash) == ("", [], first.hash)
    assert kept.erasure.reason == "Putusan 12/2026"
    assert broken_links() == []
    assert Revision.objects.get(pk=second.pk).body == "<p>Tanpa nama.</p>"


def test_words_in_use_are_not_erased(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor)
    with pytest.raises(NotErasable):
        erase(draft.revisions.get(), **ORDER)
    assert draft.revisions.get().body


def test_the_desk_cannot_erase_nor_claim_an_erasure(reporter, as_desk):
    draft = make_draft(reporter)
    save_draft(draft, by=reporter)
    first = draft.revisions.earliest("number")
    with as_desk():
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            erase(first, **ORDER)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Erasure.objects.create(revision=first, reason="x", ordered_by="x", at=timezone.now())
