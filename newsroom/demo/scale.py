"""Many invented rows beside the demo newsroom, to see what the desk's pages cost when it is large.

Written by SQL, past the doors that people use, but not past the database: its triggers write the
hashes and who answered whom, its constraints hold, and `manage.py check_record` finds the chain
whole. Each row is copied from one of the demo's with some columns changed, so a column that is
added later comes along.
"""

# ruff: noqa: S608 - every statement is put together from words of this module

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import User
from accounts.roles import Role
from moderation.models import Draft
from newsroom.demo import LOGINS

# Above this many drafts it is no demo newsroom any more, or it was done already.
MOST_OF_A_DEMO = 1000


@dataclass(frozen=True)
class Size:
    """How much there will be, beside what the demo has."""

    drafts: int = 100_000
    photos: int = 20_000
    tags: int = 5_000
    categories: int = 500
    people: int = 100


def why_not() -> str:
    """Return why this database must not be filled; "" if it holds the demo and nothing else."""
    known = {login.username for login in LOGINS}
    if User.objects.exclude(username__in=known).exists():
        return "Somebody works in this database: it has people who are not the demo's."
    if not Draft.objects.exists():
        return "Load the demo newsroom first: manage.py load_demo"
    if Draft.objects.count() > MOST_OF_A_DEMO:
        return "This database is large already."
    return ""


def fill(size: Size, *, say: Callable[[str], object], using: str) -> None:
    """Fill the demo's database to `size`, all or nothing, as its owner; `say` hears of it."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")  # the same rows each time
        say(f"{size.people} people, {size.categories} categories, {size.tags} tags")
        _people(cursor, size)
        _categories(cursor, size)
        _tags(cursor, size)
        say(f"{size.photos} photos")
        _photos(cursor, size)
        say(f"{size.drafts} drafts")
        _stories(cursor, size)
        _drafts(cursor)
        say("their versions and steps")
        _revisions(cursor)
        _transitions(cursor)
        _talk(cursor)
        say("what readers see of them")
        _articles(cursor)
        _continue_sequences(cursor)
        cursor.execute("ANALYZE")


def _copy(cursor: CursorWrapper, table: str, template: str, source: str, **columns: str) -> None:
    """Insert a row into `table` for each row `s` of `source`: the template's, with some changed.

    `template` is a query for the number of the row to copy; `columns` are expressions of `s`.
    """
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    names = [name for (name,) in cursor.fetchall() if name != "id" or "id" in columns]
    values = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {source} s"
        f" JOIN {table} t ON t.id = ({template})"
    )


def _people(cursor: CursorWrapper, size: Size) -> None:
    """Add people who cannot sign in: seven of ten write, two edit, one runs the desks."""
    _copy(
        cursor,
        "accounts_user",
        "SELECT min(id) FROM accounts_user",
        f"(SELECT generate_series(1, {size.people}) AS n)",
        username="'orang-' || lpad(s.n::text, 3, '0')",
        password="'!'",  # noqa: S106 - one that no password has
        first_name="(ARRAY['Ayu','Bima','Citra','Dewi','Eka','Fajar','Gita'])[1 + mod(s.n, 7)]",
        last_name="(ARRAY['Lestari','Nugraha','Pratama','Wijaya','Sari'])[1 + mod(s.n, 5)]"
        " || ' ' || s.n",
        email="''",
        last_login="NULL",
    )
    roles = Role.REPORTER, Role.DESK_EDITOR, Role.MANAGING_EDITOR
    cursor.execute(
        "INSERT INTO accounts_user_groups (user_id, group_id) SELECT id, CASE"
        " WHEN mod(id, 10) < 7 THEN %s WHEN mod(id, 10) < 9 THEN %s ELSE %s END"
        " FROM accounts_user WHERE username LIKE 'orang-%%'",
        [Group.objects.get(name=role.value).pk for role in roles],
    )


def _categories(cursor: CursorWrapper, size: Size) -> None:
    """Add topics below the channels until there are enough, and desks for five channels."""
    cursor.execute(
        "CREATE TEMPORARY TABLE scale_channels ON COMMIT DROP AS"
        " SELECT row_number() OVER (ORDER BY position) AS n, id, path FROM categories_category"
        " WHERE kind = 'channel'"
    )
    _copy(
        cursor,
        "categories_category",
        "SELECT min(id) FROM categories_category WHERE kind = 'topic'",
        "(SELECT c.id, c.path, g.n FROM generate_series(1,"
        f" {size.categories} - (SELECT count(*) FROM categories_category)) AS g(n)"
        " JOIN scale_channels c ON c.n = 1 + mod(g.n, (SELECT count(*) FROM scale_channels)))",
        name="'Topik ' || s.n",
        slug="'topik-' || s.n",
        path="s.path || '/topik-' || s.n",
        parent_id="s.id",
        position="1000",
        description="''",
        is_retired="mod(s.n, 25) = 0",
    )
    cursor.execute(
        "INSERT INTO moderation_desk (name, approvals)"
        " SELECT 'Meja ' || n, CASE WHEN n = 1 THEN 2 ELSE 1 END FROM generate_series(1, 5) n;"
        " INSERT INTO moderation_deskchannel (desk_id, category_id) SELECT d.id, c.id"
        " FROM moderation_desk d JOIN scale_channels c ON d.name = 'Meja ' || c.n;"
        " INSERT INTO moderation_desk_editors (desk_id, user_id) SELECT d.id, u.user_id"
        " FROM moderation_desk d, accounts_user_groups u WHERE u.group_id = %s"
        " AND mod(u.user_id, 5) = mod(d.id, 5)",
        [Group.objects.get(name=Role.DESK_EDITOR.value).pk],
    )


def _tags(cursor: CursorWrapper, size: Size) -> None:
    cursor.execute(
        "INSERT INTO articles_tag (name, slug) SELECT 'Tagar ' || n, 'tagar-' || n"
        " FROM generate_series(1, %s - (SELECT count(*) FROM articles_tag)) n",
        [size.tags],
    )


def _photos(cursor: CursorWrapper, size: Size) -> None:
    """Add photos that all show the demo's first picture, under other words."""
    _copy(
        cursor,
        "photos_photo",
        "SELECT min(id) FROM photos_photo",
        f"(SELECT generate_series(1, {size.photos}) AS n)",
        sha256="encode(sha256(('foto ' || s.n)::bytea), 'hex')",
        caption="'Suasana Pasar Wening pada hari ke-' || s.n",
        alt="CASE WHEN mod(s.n, 50) = 0 THEN '' ELSE 'Pasar dan pembeli, foto ' || s.n END",
        uploaded_at="now() - s.n * interval '2 hours'",
        uploaded_by_id="(SELECT id FROM accounts_user WHERE username = 'orang-' ||"
        f" lpad((1 + mod(s.n, {size.people}))::text, 3, '0'))",
    )


# Who, what, and where: what the headlines are made of.
HEADLINE = """
(ARRAY['Wali Kota','Dinas Pendidikan','Warga','Pedagang','KPU','Polres','PDAM','Petani','Guru',
'Relawan','DPRD','Puskesmas'])[1 + floor(random() * 12)::int] || ' ' ||
(ARRAY['Buka','Tutup','Perbaiki','Bahas','Tunda','Resmikan','Keluhkan','Periksa','Bagikan',
'Data'])[1 + floor(random() * 10)::int] || ' ' ||
(ARRAY['Jembatan Gantung','Pasar Pagi','Jalan Kenanga','Trotoar','Anggaran','Bantuan Beras',
'Posyandu','Lahan Parkir','Taman Baca','Irigasi','Sekolah','Festival'])
[1 + floor(random() * 12)::int] || ' di ' ||
(ARRAY['Muara Wening','Lawas Kidul','Tegalmaya','Koridor Empat','Kelurahan Hilir','Alun-Alun'])
[1 + floor(random() * 6)::int]
"""


def _stories(cursor: CursorWrapper, size: Size) -> None:
    """Make up, in a table that goes with the transaction, what each story is and when.

    Nine of ten are out. What is in progress was begun lately, but for half of the drafts, which
    somebody forgot.
    """
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE scale_people ON COMMIT DROP AS
        SELECT user_id AS id, group_id = %(writers)s AS writes,
               row_number() OVER (PARTITION BY group_id ORDER BY user_id) - 1 AS n
        FROM accounts_user_groups WHERE group_id IN (%(writers)s, %(editors)s);
        CREATE TEMPORARY TABLE scale_topics ON COMMIT DROP AS
        SELECT id, path, name, row_number() OVER (ORDER BY path) - 1 AS n
        FROM categories_category WHERE NOT is_retired;
        CREATE TEMPORARY TABLE scale_stories ON COMMIT DROP AS
        WITH kinds AS (
            SELECT n, CASE
                WHEN mod(n, 1000) < 3 THEN 'submitted' WHEN mod(n, 1000) < 8 THEN 'returned'
                WHEN mod(n, 1000) < 11 THEN 'scheduled' WHEN mod(n, 1000) < 61 THEN 'draft'
                WHEN mod(n, 1000) < 91 THEN 'spiked' ELSE 'released'
            END AS status FROM generate_series(1, %(drafts)s) n
        ), dated AS (
            SELECT *, CASE
                WHEN status = 'submitted' THEN now() - random() * interval '9 hours'
                WHEN status IN ('returned', 'scheduled') THEN now() - random() * interval '5 days'
                WHEN status = 'draft' AND mod(n, 2) = 0 THEN now() - random() * interval '5 days'
                ELSE now() - interval '2 days' - n * interval '25 minutes'
            END AS at FROM kinds
        )
        SELECT d.n, d.status, d.at, 2 + mod(d.n, 2) AS versions,
               (SELECT max(id) FROM moderation_draft) + d.n AS draft,
               (SELECT max(id) FROM articles_article) + d.n AS article,
               (SELECT max(id) FROM moderation_revision) + 3 * d.n AS revision,
               (SELECT max(id) FROM moderation_transition) + 2 * d.n AS step,
               mod(d.n, 5000) = 999 AS is_emergency,
               w.id AS owner, e.id AS editor, t.id AS category, t.path, t.name AS section,
               {HEADLINE} AS headline,
               jsonb_build_array('Tagar ' || 1 + mod(d.n, 4000), 'Tagar ' || 1 + mod(d.n, 37))
                   AS tags,
               jsonb_build_array(jsonb_build_object(
                   'author', (SELECT min(id) FROM articles_author), 'role', 'reporter')) AS credits,
               CASE WHEN status = 'scheduled' THEN
                   date_trunc('minute', now()) + (1 + mod(d.n, 20000)) * interval '1 minute'
               END AS scheduled_for,
               CASE WHEN status <> 'released' AND mod(d.n, 7) = 0
                   THEN now() + (random() - 0.3) * interval '4 days' END AS due_at
        FROM dated d
        JOIN scale_people w ON w.writes
             AND w.n = mod(d.n, (SELECT count(*) FROM scale_people WHERE writes))
        JOIN scale_people e ON NOT e.writes
             AND e.n = mod(d.n, (SELECT count(*) FROM scale_people WHERE NOT writes))
        JOIN scale_topics t ON t.n = mod(d.n, (SELECT count(*) FROM scale_topics));
        CREATE INDEX ON scale_stories (n);
        ANALYZE scale_stories;
        """,
        {
            "drafts": size.drafts,
            "writers": Group.objects.get(name=Role.REPORTER.value).pk,
            "editors": Group.objects.get(name=Role.DESK_EDITOR.value).pk,
        },
    )


def _drafts(cursor: CursorWrapper) -> None:
    _copy(
        cursor,
        "moderation_draft",
        "SELECT min(id) FROM moderation_draft WHERE status = 'released'",
        "scale_stories",
        id="s.draft",
        headline="s.headline",
        status="s.status",
        version="s.versions",
        owner_id="s.owner",
        category_id="s.category",
        tags="s.tags",
        credits="s.credits",
        article_id="CASE WHEN s.status = 'released' THEN s.article END",
        released_revision_id="CASE WHEN s.status = 'released' THEN s.revision + s.versions - 3 END",
        emergency_id="CASE WHEN s.is_emergency THEN s.step END",
        lead_photo_id="NULL",
        scheduled_for="s.scheduled_for",
        due_at="s.due_at",
        is_restricted="s.status <> 'released' AND mod(s.n, 40) = 3",
        created_at="s.at",
        changed_at="s.at + interval '50 minutes'",
    )


def _revisions(cursor: CursorWrapper) -> None:
    """Write each story's versions, the first ones first: a trigger chains their hashes."""
    for number in (1, 2, 3):
        _copy(
            cursor,
            "moderation_revision",
            "SELECT min(id) FROM moderation_revision",
            f"(SELECT * FROM scale_stories WHERE versions >= {number} ORDER BY n)",
            id=f"s.revision + {number} - 3",
            draft_id="s.draft",
            number=str(number),
            headline="s.headline",
            category_id="s.category",
            tags="s.tags",
            credits="s.credits",
            lead_photo_id="NULL",
            by_id="s.owner",
            at=f"s.at + {number} * interval '10 minutes'",
            hash="''",
        )


def _transitions(cursor: CursorWrapper) -> None:
    """Write the steps that led each story where it is."""
    decided = {
        "returned": ("return", "submitted", "'Sebutkan sumber angkanya.'"),
        "scheduled": ("schedule", "submitted", "''"),
        "released": ("release", "submitted", "''"),
        "spiked": ("spike", "draft", "''"),
    }
    template = "SELECT min(id) FROM moderation_transition WHERE step = 'submit'"
    common = {"draft_id": "s.draft", "revision_id": "s.revision + s.versions - 3", "hash": "''"}
    _copy(
        cursor,
        "moderation_transition",
        template,
        "(SELECT * FROM scale_stories WHERE status NOT IN ('draft', 'spiked') ORDER BY n)",
        id="s.step - 1",
        by_id="s.owner",
        at="s.at + interval '40 minutes'",
        before="'draft'",
        after="'submitted'",
        note="''",
        **common,
    )
    for status, (step, before, note) in decided.items():
        _copy(
            cursor,
            "moderation_transition",
            template,
            f"(SELECT * FROM scale_stories WHERE status = '{status}' ORDER BY n)",
            id="s.step",
            by_id="s.editor",
            at="s.at + interval '50 minutes'",
            step=f"CASE WHEN s.is_emergency THEN 'emergency' ELSE '{step}' END",
            before=f"'{before}'",
            after=f"'{status}'",
            note=f"CASE WHEN s.is_emergency THEN 'Banjir, tidak ada orang lain.' ELSE {note} END",
            change="'first'" if status in {"scheduled", "released"} else "''",
            due_at="s.scheduled_for",
            **common,
        )


def _talk(cursor: CursorWrapper) -> None:
    """Leave an open comment on what is judged, and everybody's notices of the steps."""
    cursor.execute(
        "INSERT INTO moderation_comment (draft_id, revision_id, quote, context, text, by_id, at)"
        " SELECT draft, revision + versions - 3, '', '', 'Apakah angkanya sudah dicek?', editor,"
        " at + interval '45 minutes' FROM scale_stories WHERE status IN ('submitted', 'returned');"
        " INSERT INTO moderation_notice"
        " (person_id, kind, draft_id, transition_id, address, text, by_id, at, read_at, mail_error)"
        " SELECT owner, 'decided', draft, step, '', '', editor, at + interval '50 minutes',"
        " CASE WHEN mod(n, 9) > 0 THEN now() END, '' FROM scale_stories"
        " WHERE status IN ('released', 'scheduled')"
    )


def _articles(cursor: CursorWrapper) -> None:
    """Show readers what was released: the story, its lists, its tags and its author."""
    released = "(SELECT * FROM scale_stories WHERE status = 'released')"
    _copy(
        cursor,
        "articles_article",
        "SELECT min(id) FROM articles_article WHERE withdrawn_at IS NULL",
        released,
        id="s.article",
        headline="s.headline",
        slug="regexp_replace(lower(s.headline), '[^a-z0-9]+', '-', 'g')",
        category_id="s.category",
        section_name="s.section",
        section_path="s.path",
        published_at="s.at + interval '50 minutes'",
        updated_at="NULL",
        update_note="''",
        photo_ids="'{}'",
        picture="NULL",
        body_pictures="'{}'",
    )
    cursor.execute(
        f"""
        INSERT INTO articles_listing (article_id, category_id, published_at)
        SELECT s.article, c.id, s.at + interval '50 minutes' FROM {released} s
        JOIN categories_category c ON c.path IN (s.path, split_part(s.path, '/', 1));
        INSERT INTO articles_articletag (content_object_id, tag_id, published_at)
        SELECT DISTINCT s.article, tag.id, s.at + interval '50 minutes' FROM {released} s
        CROSS JOIN jsonb_array_elements_text(s.tags) AS name
        JOIN articles_tag tag ON tag.name = name.value;
        INSERT INTO articles_credit (article_id, author_id, role, position, published_at)
        SELECT s.article, (s.credits -> 0 ->> 'author')::bigint, 'reporter', 0,
               s.at + interval '50 minutes' FROM {released} s;
        """
    )


def _continue_sequences(cursor: CursorWrapper) -> None:
    """Let what is written next get numbers after these; and check what was deferred now."""
    record = "moderation_draft", "moderation_revision", "moderation_transition"
    for table in (*record, "articles_article"):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
