"""What a search reaches: nothing that is not public, and in a large archive by index alone."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import SearchEntry
from articles.search import find, spelling
from articles.search.query import read
from moderation.steps import Status
from tests.articles.test_queries import nodes_of
from tests.factories import make_article, make_draft

ARCHIVE = 20_000
LARGE = {"articles_searchentry", "articles_searchword"}
HIDDEN = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.SPIKED,
    Status.SCHEDULED,
    Status.WITHDRAWN,
    Status.KILLED,
)


@pytest.mark.parametrize("status", HIDDEN)
def test_no_word_of_a_story_that_is_not_public_is_found(reader_client, reporter, editor, status):
    make_article(headline="Zirkon Biasa")
    words = {"headline": "Zirkonia Xanana", "standfirst": "Quarsita.", "tags": ["Zeolit"]}
    make_draft(reporter, status=status, editor=editor, body="<p>Kata Wakil Xerxes.</p>", **words)
    for query in ("zirkonia", "xanana", "quarsita", "zeolit", "xerxes", '"zirkonia xanana"'):
        html = reader_client.get("/cari/", {"q": query}).content.decode()
        assert "Zirkonia Xanana" not in html
    for query in ("zirkonai", "xananna", "quarsitaa", "xerxess"):
        html = reader_client.get("/cari/", {"q": query}).content.decode()
        assert not {"zirkonia", "xanana", "quarsita", "xerxes"} & set(
            html.replace("<", ">").split(">")
        )


def test_readers_may_read_the_search_tables_and_write_none(db, as_reader):
    make_article()
    with as_reader():
        assert SearchEntry.objects.count() == 1
        with connection.cursor() as cursor:
            for table in LARGE:
                cursor.execute("SELECT has_table_privilege(%s, 'INSERT, UPDATE, DELETE')", [table])
                assert cursor.fetchone() == (False,)


@pytest.fixture
def vocabulary(db):
    """Fill the list of words that stories have with 5,000."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_searchword SELECT 'kata' || n, n FROM generate_series(1, 5000) n"
        )
        cursor.execute("ANALYZE articles_searchword")


@pytest.fixture
def archive(vocabulary):
    """Fill the archive with 20,000 stories of seven years: each has one word, some have others."""
    story = make_article(headline="Banjir Rendam Pasar", body="<p>Air setinggi lutut.</p>")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
            SELECT %(pk)s + n AS id, n, now() - n * interval '3 hours' AS published_at
            FROM generate_series(1, %(count)s) n
            """,
            {"pk": story.pk, "count": ARCHIVE},
        )
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg(CASE attname"
            " WHEN 'id' THEN 'copies.id' WHEN 'published_at' THEN 'copies.published_at' ELSE"
            " 'a.' || quote_ident(attname) END, ', ' ORDER BY attnum) FROM pg_attribute WHERE"
            " attrelid = 'articles_article'::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attgenerated = ''"
        )
        columns, values = cursor.fetchone()
        cursor.execute(
            f"INSERT INTO articles_article ({columns}) SELECT {values}"
            " FROM articles_article a, copies WHERE a.id = %s",
            [story.pk],
        )
        cursor.execute(
            """
            INSERT INTO articles_searchentry
                (article_id, published_at, heading, everything, vocabulary, version)
            SELECT c.id, c.published_at, e.heading || f.facets, e.everything || f.facets, '{}', 1
            FROM copies c,
                (SELECT ts_delete(heading, signs) AS heading, ts_delete(everything, signs)
                    AS everything FROM articles_searchentry,
                    (SELECT array_agg(lexeme) AS signs FROM articles_searchentry,
                        unnest(everything) WHERE lexeme LIKE '@%') s
                ) e, LATERAL (SELECT array_to_tsvector(array_remove(
                ARRAY[to_char(c.published_at AT TIME ZONE 'Asia/Jakarta', '"@"YYYYMMDD'),
                      to_char(c.published_at AT TIME ZONE 'Asia/Jakarta', '"@"YYYYMM'),
                      to_char(c.published_at AT TIME ZONE 'Asia/Jakarta', '"@"YYYY'),
                      'umum', '~umum', CASE WHEN c.n % 5000 = 0 THEN 'langka' END], NULL)
            ) AS facets) f
            """
        )
        cursor.execute("ANALYZE articles_article, articles_searchentry")
    return story


# What is searched for, and how many rows of the large tables that may look at.
ROWS_READ = {
    "umum": 1_300,
    "langka": 20,
    "umum langka": 20,
    "umum -langka": 1_300,
    '"rendam pasar" umum': 8_000,
    "tidakada": 0,
}


def test_no_search_reads_a_table_whole(archive, as_reader):
    now = timezone.now()
    for text, most in ROWS_READ.items():
        query = read(text)
        with as_reader(), CaptureQueriesContext(connection) as captured:
            best = find.best(query, now=now)
            newest = find.newest(query, size=20, now=now)
        assert bool(best.ranked) == bool(newest) == bool(most), text
        for statement in [query["sql"] for query in captured if "ROLE" not in query["sql"]]:
            assert rows_read(statement) <= most, statement


def test_a_misspelling_can_be_looked_up_by_index(vocabulary, as_reader):
    make_article(headline="Banjir Rendam Pasar")
    with connection.cursor() as cursor:  # as the planner does by itself from some ten thousands on
        cursor.execute("SET LOCAL enable_seqscan = off")
    with as_reader(), CaptureQueriesContext(connection) as captured:
        assert spelling.corrected("kata1234x", read("bajnir")) == ""
    for statement in [query["sql"] for query in captured if "ROLE" not in query["sql"]]:
        assert rows_read(statement) <= 100


def rows_read(statement: str) -> int:
    """Return how many rows of the large tables a statement looks at; none of them in sequence."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + statement)
        (answer,) = cursor.fetchone()
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    rows = 0
    for node in nodes_of(plan):
        if node.get("Relation Name") in LARGE:
            assert node["Node Type"] != "Seq Scan", statement
            looked_at = node["Actual Rows"] + node.get("Rows Removed by Index Recheck", 0)
            rows += (looked_at + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return rows
