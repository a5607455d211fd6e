"""Sitemaps and robots.txt: what machines are led to, and what they are asked."""

import re
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article, Page, Tag
from articles.models.article import PER_SITEMAP
from articles.robots import TRAINING
from articles.sitemaps import MOST, MOST_NEWS
from tests.articles.reading import RELEASED, WIB
from tests.articles.test_queries import BUDGET, nodes_of, queries_of
from tests.factories import make_article, make_articles, make_author, make_category

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# What the public schemas of sitemaps.org allow in each element, in this order.
CHILDREN = {"sitemapindex": ["sitemap"], "urlset": ["url"]}
ORDER = ["loc", "lastmod", "changefreq", "priority"]


def entries(client, address):
    """Return what a file lists, path by path with its time, checked against the protocol."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own file
    allowed = CHILDREN[root.tag.removeprefix(SPACE)]
    assert 0 < len(root) <= MOST or "news" in address
    found = {}
    for entry in root:
        assert entry.tag.removeprefix(SPACE) in allowed
        names = [one.tag.removeprefix(SPACE) for one in entry if one.tag.startswith(SPACE)]
        assert names == sorted(set(names), key=ORDER.index)
        place = entry.findtext(f"{SPACE}loc")
        assert place.startswith(f"{settings.SITE_URL}/")
        assert len(place) < 2048
        said = entry.findtext(f"{SPACE}lastmod")
        moment = datetime.fromisoformat(said) if said else None
        assert moment is None or moment.tzinfo is not None
        path = place.removeprefix(settings.SITE_URL)
        assert path not in found
        found[path] = moment
    return found


def test_the_index_leads_to_every_story_tag_category_author_and_page(reader_client):
    Page.objects.create(title="Kontak", slug="kontak", body="<p>Kami.</p>")
    topic = make_category("Pilkada", parent=make_category("Politik"))
    make_category("Kosong")
    make_author("Belum Menulis", "bm")
    article = make_article(category=topic, tags=["KPU & KPPS"], at=RELEASED)
    files = entries(reader_client, "/sitemap.xml")
    named = {}
    for path in files:
        named |= entries(reader_client, path)
    expected = {
        article.get_absolute_url(): RELEASED,
        "/kategori/politik/": RELEASED,
        "/kategori/politik/pilkada/": RELEASED,
        "/penulis/tri-mulyani/": RELEASED,
        "/tag/kpu-kpps/": RELEASED,
        "/": RELEASED,
    }
    assert expected.items() <= named.items()
    assert {"/kontak/", "/koreksi/", "/indeks/"} <= named.keys()
    assert not {"/kategori/kosong/", "/penulis/belum-menulis/"} & named.keys()
    for path in named:
        assert reader_client.get(path).status_code == 200, path


def test_a_file_and_the_index_say_when_a_story_changed_last(reader_client):
    article = make_article(at=RELEASED)
    file = f"/sitemap-berita-{article.pk // PER_SITEMAP}.xml"
    announce = publishing.Announcement(updated=True, correction="Tertulis 80.")
    corrected = RELEASED + timedelta(days=3)
    material = publishing.Material(
        Article(headline="Judul", body="<p>Isi.</p>", category=make_category())
    )
    publishing.release(material, article, announce=announce, at=corrected)
    assert entries(reader_client, "/sitemap.xml")[file] == corrected
    assert list(entries(reader_client, file).values()) == [corrected]


def test_withdrawn_stories_are_in_no_file(reader_client):
    stays, gone = make_article(), make_article(tags=["Hilang"])
    file = f"/sitemap-berita-{gone.pk // PER_SITEMAP}.xml"
    before = entries(reader_client, "/sitemap.xml"), entries(reader_client, file)
    assert gone.get_absolute_url() in before[1]
    publishing.withdraw(gone, reason="child", statement="Maaf.", at=timezone.now())
    assert set(entries(reader_client, file)) == {stays.get_absolute_url()}
    publishing.withdraw(stays, reason="child", statement="Maaf.", at=timezone.now())
    assert file not in entries(reader_client, "/sitemap.xml")
    assert reader_client.get(file).status_code == 404


def test_stories_far_apart_stand_in_files_of_their_own(reader_client):
    near = make_article()
    far = 7 * PER_SITEMAP + 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('articles_article_id_seq', %s, false)", [far])
    try:
        article = make_article()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('articles_article_id_seq', %s)", [near.pk])
    assert article.pk == far
    files = [path for path in entries(reader_client, "/sitemap.xml") if "berita" in path]
    assert files == [f"/sitemap-berita-{near.pk // PER_SITEMAP}.xml", "/sitemap-berita-7.xml"]
    assert set(entries(reader_client, files[1])) == {article.get_absolute_url()}


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-berita-77.xml",
        f"/sitemap-berita-{'9' * 30}.xml",
        "/sitemap-berita--1.xml",
        "/sitemap-tag-77.xml",
        f"/sitemap-tag-{2**63}.xml",
    ],
)
def test_a_file_that_does_not_exist_is_not_found(reader_client, address):
    make_article()
    assert reader_client.get(address).status_code == 404


def test_a_file_is_not_sent_again_while_nothing_has_changed(reader_client):
    article = make_article()
    file = f"/sitemap-berita-{article.pk // PER_SITEMAP}.xml"
    first = reader_client.get(file)
    headers = {"if-none-match": first.headers["ETag"]}
    assert reader_client.get(file, headers=headers).status_code == 304
    make_article()
    assert reader_client.get(file, headers=headers).status_code == 200


def test_the_news_sitemap_has_two_days_and_nothing_paid_for(reader_client):
    now = timezone.now().replace(microsecond=0)
    wanted = make_article(headline="Harga & “Pasar”", at=now - timedelta(hours=47))
    make_article(headline="Terlalu lama", at=now - timedelta(hours=49))
    make_article(headline="Iklan", kind=Article.Kind.ADVERTORIAL)
    gone = make_article(headline="Dicabut")
    publishing.withdraw(gone, reason="child", statement="Maaf.", at=now)
    assert set(entries(reader_client, "/sitemap-news.xml")) == {wanted.get_absolute_url()}
    root = ElementTree.fromstring(reader_client.get("/sitemap-news.xml").content)  # noqa: S314
    (news,) = root.iter(f"{NEWS}news")
    told = [(one.tag.removeprefix(NEWS), one.text) for one in news.iter() if len(one) == 0]
    assert told == [
        ("name", settings.SITE_NAME),
        ("language", "id"),
        ("publication_date", (now - timedelta(hours=47)).astimezone(WIB).isoformat()),
        ("title", "Harga & “Pasar”"),
    ]


def test_a_story_leaves_the_news_sitemap_by_the_clock_alone(reader_client, monkeypatch):
    now = timezone.now()
    article = make_article(at=now - timedelta(hours=47, minutes=59))
    before = reader_client.get("/sitemap-news.xml")
    headers = {"If-None-Match": before.headers["ETag"]}
    assert article.get_absolute_url() in before.content.decode()
    assert reader_client.get("/sitemap-news.xml", headers=headers).status_code == 304

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=2))

    after = reader_client.get("/sitemap-news.xml", headers=headers)
    assert after.status_code == 200
    assert article.get_absolute_url() not in after.content.decode()


def test_the_news_sitemap_is_never_longer_than_it_may_be(reader_client):
    article = make_article()
    Article.objects.bulk_create(
        Article(
            slug="x",
            headline="X",
            body="<p>X</p>",
            category=article.category,
            section_name="Politik",
            section_path="politik",
            published_at=timezone.now() - timedelta(minutes=1),
        )
        for _ in range(MOST_NEWS + 5)
    )
    found = entries(reader_client, "/sitemap-news.xml")
    assert len(found) == MOST_NEWS
    assert article.get_absolute_url() in found


def test_no_file_needs_more_queries_or_looks_at_the_whole_archive(reader_client):
    article = make_article(tags=["KPU"])
    number = article.pk // PER_SITEMAP
    addresses = ["/sitemap.xml", "/sitemap-halaman.xml", "/sitemap-news.xml"]
    addresses += [f"/sitemap-berita-{number}.xml", "/sitemap-tag-0.xml"]
    Tag.objects.filter(slug="kpu").exists()
    tag_file = f"/sitemap-tag-{Tag.objects.get(slug='kpu').pk // PER_SITEMAP}.xml"
    addresses[-1] = tag_file
    with_one = {address: len(queries_of(reader_client, address)) for address in addresses}
    make_articles({"tags": ["KPU"]} for _ in range(29))
    with_thirty = {address: len(queries_of(reader_client, address)) for address in addresses}
    assert with_thirty == with_one
    assert max(with_one.values()) <= BUDGET


def test_what_is_new_in_a_file_is_found_by_index(reader_client):
    """Without the large table: the planner only has to see that it pays."""
    make_article()
    (sql,) = [one for one in queries_of(reader_client, "/sitemap.xml") if "newest" in one]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql)
        (answer,) = cursor.fetchone()
    used = {node.get("Index Name") for node in nodes_of(answer[0]["Plan"])}
    assert "article_sitemap" in used


def robots_of(client):
    text = client.get("/robots.txt").content.decode()
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser, text


@pytest.mark.parametrize("search", [True, False])
@pytest.mark.parametrize("training", [True, False])
def test_search_and_training_have_switches_of_their_own(reader_client, settings, search, training):
    settings.ALLOW_SEARCH, settings.ALLOW_TRAINING = search, training
    parser, text = robots_of(reader_client)
    for agent in ("Googlebot", "bingbot", "OAI-SearchBot", "ChatGPT-User", "Claude-User"):
        assert parser.can_fetch(agent, "/berita/1/judul/") is search, agent
    for agent in TRAINING:
        assert parser.can_fetch(agent, "/berita/1/judul/") is training, agent
    for agent in ("Googlebot", "GPTBot"):
        for path in ("/meja/", "/cari/?q=x", "/hak-jawab/1/"):
            assert not parser.can_fetch(agent, path)
    sitemaps = re.findall(r"^Sitemap: (.*)$", text, re.MULTILINE)
    known = [f"{settings.SITE_URL}/sitemap.xml", f"{settings.SITE_URL}/sitemap-news.xml"]
    assert sitemaps == (known if search else [])
