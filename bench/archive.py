"""Fill an empty database with an archive that looks like a newsroom's: `python -m bench.archive`.

The stories are invented and go straight into the tables that readers see, a few through the door
that releases take and the rest as copies of them, by SQL.
"""

import sys
from datetime import timedelta

import django
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from bench.pages import WORD
from newsroom.prepare import collect_static_files

CHANNELS = 10
TOPICS = 6  # below each channel
AUTHORS = 20
TAGS = 300
MODELS = 12  # stories that the others are copies of
BETWEEN = timedelta(minutes=7)  # two stories
WIDTHS = (320, 480, 640, 720, 960, 1280, 1600)

WORDS = """
    warga pasar jembatan sungai pagi kota dinas pendidikan anggaran jalan kecamatan petani air
    bersih sekolah guru puskesmas relawan rapat paripurna wali kepala bidang layanan perbaikan
    trotoar taman lampu banjir posko bantuan beras harga pedagang kios parkir angkutan terminal
"""

HEADLINE = """
(ARRAY['Wali Kota','Dinas Pendidikan','Warga','Pedagang','KPU','Polres','PDAM','Petani','Guru',
'Relawan','DPRD','Puskesmas'])[1 + mod({n}, 12)] || ' ' ||
(ARRAY['Buka','Tutup','Perbaiki','Bahas','Tunda','Resmikan','Keluhkan','Periksa','Bagikan',
'Data'])[1 + mod({n} / 12, 10)] || ' ' ||
(ARRAY['Jembatan Gantung','Pasar Pagi','Jalan Kenanga','Trotoar','Anggaran','Bantuan Beras',
'Posyandu','Lahan Parkir','Taman Baca','Irigasi','Sekolah','Festival'])[1 + mod({n} / 7, 12)]
|| ' di ' || (ARRAY['Muara Wening','Lawas Kidul','Tegalmaya','Koridor Empat','Kelurahan Hilir',
'Alun-Alun'])[1 + mod({n} / 5, 6)] || ' ' || {n}
"""


def main() -> None:
    """Bring the database up to the number of stories that the command line says."""
    django.setup()
    from articles.models import Article  # after setup()

    collect_static_files()
    size = int(sys.argv[1])
    if not Article.objects.exists():
        release_models()
    have = Article.objects.count()
    if have < size:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            multiply(cursor, have, size)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        render(cursor)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def render(cursor: CursorWrapper) -> None:
    """Render the stories that the measured pages show; the others carry what a model has.

    To render them all would take longer than to measure. Nobody looks at those others, but they
    are there, in a table as large as it would be; `bench.measure` checks what the pages show.
    """
    from django.db.models import Exists, OuterRef
    from django.utils import timezone

    from articles import ready, rendered
    from articles.models import Article, Rendered
    from articles.search import find, query

    columns = ", ".join(rendered.SHAPES)
    cursor.execute(
        f"INSERT INTO articles_rendered (article_id, {columns}, made_by)"
        f" SELECT a.id, {columns}, 'a model' FROM articles_article a JOIN articles_rendered m"
        " ON m.article_id = (SELECT min(id) FROM articles_article)"
        " ON CONFLICT DO NOTHING"
    )
    cursor.execute(
        """
        (SELECT id FROM articles_article ORDER BY published_at DESC, id DESC LIMIT 60)
        UNION (SELECT id FROM articles_article
               ORDER BY published_at DESC, id DESC OFFSET 9950 LIMIT 80)
        UNION (SELECT near.article_id FROM categories_category c CROSS JOIN LATERAL (
            (SELECT article_id FROM articles_listing WHERE category_id = c.id
             ORDER BY published_at DESC, article_id DESC LIMIT 40)
            UNION (SELECT article_id FROM articles_listing WHERE category_id = c.id
                   ORDER BY published_at DESC, article_id DESC OFFSET 960 LIMIT 60)) near
         WHERE c.parent_id IS NULL)
        UNION (SELECT near.content_object_id FROM articles_articletag mine CROSS JOIN LATERAL (
            SELECT content_object_id FROM articles_articletag t WHERE t.tag_id = mine.tag_id
            ORDER BY t.published_at DESC, t.content_object_id DESC LIMIT 13) near
         WHERE mine.content_object_id IN (
            SELECT id FROM articles_article ORDER BY published_at DESC OFFSET 500 LIMIT 40))
        """
    )
    seen = [pk for (pk,) in cursor.fetchall()]
    seen += find.best(query.read(WORD), now=timezone.now()).ranked
    rows = Article.objects.filter(pk__in=seen).annotate(digest=ready.digest())
    done = Rendered.objects.filter(made_by=rendered.fingerprint(), page_of=OuterRef("digest"))
    rendered.put(rows.exclude(Exists(done.filter(article=OuterRef("pk")))))
    cursor.execute("UPDATE articles_rendered SET made_by = %s", [rendered.fingerprint()])


def release_models() -> None:
    """Make the categories, authors and tags, and release the stories that are copied."""
    from django.utils import timezone

    from articles import publishing
    from articles.models import Article, Author, Page
    from categories.models import Category

    topics = []
    for n in range(CHANNELS):
        channel = Category.objects.create(name=f"Kanal {n}", kind=Category.Kind.CHANNEL)
        topics += [
            Category.objects.create(name=f"Topik {n}-{m}", parent=channel, kind=Category.Kind.TOPIC)
            for m in range(TOPICS)
        ]
    authors = [Author.objects.create(name=f"Wartawan {n}", code=f"w{n}") for n in range(AUTHORS)]
    publishing.get_tags([f"Tagar {n}" for n in range(TAGS)])
    for title in ("Redaksi", "Kontak", "Pedoman Media Siber", "Privasi"):
        Page.objects.create(title=title, slug=title.lower().replace(" ", "-"), body="<p>…</p>")
    now = timezone.now()
    for n in range(MODELS):
        draft = Article(
            headline=f"Jembatan Sungai Wening Dibuka untuk Warga {n}",
            standfirst="Jembatan dibuka setelah dua tahun diperbaiki dan ditunggu warga.",
            body="".join(f"<p>{paragraph(n + k)}</p>" for k in range(10)),
            category=topics[n],
            place="Muara Wening",
        )
        material = publishing.Material(
            copy=draft,
            tags=[f"Tagar {n}", f"Tagar {n + 1}"],
            credits=[
                publishing.CreditLine(authors[n].pk, "reporter"),
                publishing.CreditLine(authors[-1].pk, "editor"),
            ],
        )
        story = publishing.release(material, at=now - timedelta(days=1) - n * BETWEEN)
        if n % 4:  # three of four have a picture
            story.picture = picture(n)
            story.save()


def paragraph(n: int) -> str:
    """Return some 40 words, always the same ones for the same number."""
    choice = WORDS.split()
    words = [choice[(n * 7 + k * k) % len(choice)] for k in range(40)]
    return f"{' '.join(words).capitalize()}."


def picture(n: int) -> dict:
    """Return the card of a photo, as `photos.Photo.card()` gives it."""
    base = f"/media/photos/2025/11/{n:08x}"

    def files(ending: str) -> list:
        return [[f"{base}-{width}.{ending}", width] for width in WIDTHS]

    return {
        "id": n,
        "src": f"{base}.jpg",
        "width": 1600,
        "height": 1067,
        "focal": [50, 40],
        "alt": "Jembatan gantung dengan warga yang menyeberang",
        "caption": "Warga menyeberangi jembatan gantung pada hari pertama dibuka.",
        "credit": "Kabar Kota/Rina",
        "sources": [
            {"type": "image/avif", "srcset": files("avif")},
            {"type": "image/jpeg", "srcset": files("jpg")},
        ],
    }


def multiply(cursor: CursorWrapper, have: int, size: int) -> None:
    """Copy the model stories until there are `size`, each with its own words, place and time."""
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE bench_stories ON COMMIT DROP AS
        SELECT n, (SELECT min(id) FROM articles_article) + mod(n, {MODELS}) AS model,
               (SELECT max(id) FROM articles_article) + row_number() OVER (ORDER BY n) AS id,
               (SELECT max(published_at) FROM articles_article) - n * interval '7 minutes' AS at,
               {HEADLINE.format(n="n")} AS headline, '' AS slug, t.id AS topic,
               t.parent_id AS channel, t.name AS section, t.path
        FROM generate_series({have}, {size - 1}) AS n
        JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS k FROM categories_category
              WHERE parent_id IS NOT NULL) t ON t.k = mod(n, {CHANNELS * TOPICS});
        UPDATE bench_stories
           SET slug = regexp_replace(lower(headline), '[^a-z0-9]+', '-', 'g');
        """
    )
    _copy(
        cursor,
        "articles_article",
        id="s.id",
        headline="s.headline",
        slug="s.slug",
        category_id="s.topic",
        section_name="s.section",
        section_path="s.path",
        published_at="s.at",
    )
    cursor.execute(
        f"""
        INSERT INTO articles_listing (article_id, category_id, published_at)
        SELECT id, topic, at FROM bench_stories UNION ALL
        SELECT id, channel, at FROM bench_stories;
        INSERT INTO articles_articletag (content_object_id, tag_id, published_at)
        SELECT DISTINCT s.id, t.id, s.at FROM bench_stories s
        JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS k FROM articles_tag) t
          ON t.k IN (mod(s.n, {TAGS}), mod(s.n / 7, 37));
        INSERT INTO articles_credit (article_id, author_id, role, position, published_at)
        SELECT s.id, a.id, 'reporter', 0, s.at FROM bench_stories s
        JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS k FROM articles_author) a
          ON a.k = mod(s.n, {AUTHORS});
        INSERT INTO articles_searchentry
            (article_id, published_at, heading, everything, vocabulary, version)
        SELECT s.id, s.at, words || m.heading, words || m.everything, m.vocabulary, m.version
        FROM (SELECT *, setweight(to_tsvector('simple', headline), 'A') || array_to_tsvector(ARRAY[
                  '@' || to_char(at AT TIME ZONE 'Asia/Jakarta', 'YYYYMMDD'),
                  '@' || to_char(at AT TIME ZONE 'Asia/Jakarta', 'YYYYMM'),
                  '@' || to_char(at AT TIME ZONE 'Asia/Jakarta', 'YYYY'),
                  '#' || channel, '#' || topic]) AS words FROM bench_stories) s
        JOIN (SELECT e.article_id, e.vocabulary, e.version, ts_delete(e.heading, signs) AS heading,
                  ts_delete(e.everything, signs) AS everything
              FROM articles_searchentry e CROSS JOIN LATERAL (
                  SELECT array_agg(lexeme) AS signs FROM unnest(e.everything)
                  WHERE lexeme ~ '^[@#]') s
              WHERE e.article_id < (SELECT min(id) FROM articles_article) + {MODELS}) m
          ON m.article_id = s.model;
        SELECT setval(pg_get_serial_sequence('articles_article', 'id'),
                      (SELECT max(id) FROM articles_article));
        """
    )


def _copy(cursor: CursorWrapper, table: str, **columns: str) -> None:
    """Insert a copy of its model for each made-up story, with these columns changed."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    names = [name for (name,) in cursor.fetchall()]
    values = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {values} FROM bench_stories s"
        f" JOIN {table} t ON t.id = s.model ORDER BY s.n"
    )


if __name__ == "__main__":
    main()
