"""How other sites embed a story, and what the heads of pages say to machines."""

import json
from datetime import timedelta
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from articles.models import Article, Page
from articles.pages import SIZE
from tests.articles.reading import RELEASED, Outline, page_of
from tests.articles.test_queries import BUDGET, queries_of
from tests.factories import make_article, make_articles, make_author, make_category, make_photo


def asked(**query):
    return f"/oembed/?{urlencode(query)}"


def whole(article):
    return settings.SITE_URL + article.get_absolute_url()


def told(client, article, **query):
    answer = client.get(asked(url=whole(article), **query))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    return json.loads(answer.content)


def test_a_story_is_quoted_with_its_headline_author_and_picture(reader_client):
    article = make_article(lead_photo=make_photo(), at=RELEASED)
    data = told(reader_client, article)
    assert (data["version"], data["type"]) == ("1.0", "rich")
    assert data["title"] == article.headline
    assert data["author_name"] == "Tri Mulyani"
    assert data["author_url"] == f"{settings.SITE_URL}/penulis/tri-mulyani/"
    assert data["provider_url"] == f"{settings.SITE_URL}/"
    assert data["thumbnail_url"] == settings.SITE_URL + article.picture["src"]
    assert (data["thumbnail_width"], data["thumbnail_height"]) == (800, 600)
    assert f'<a href="{whole(article)}">{article.headline}</a>' in data["html"]
    assert "<script" not in data["html"]


def test_no_word_of_a_story_is_markup_elsewhere(reader_client):
    hostile = '"><script>alert(1)</script>]]>'
    article = make_article(headline=hostile, standfirst=hostile)
    for form in ("json", "xml"):
        answer = reader_client.get(asked(url=whole(article), format=form))
        if form == "xml":
            tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
            html, title = tree.findtext("html"), tree.findtext("title")
        else:
            html, title = (json.loads(answer.content)[name] for name in ("html", "title"))
        assert title == hostile
        assert "<script" not in html
        assert {tag for tag, _ in Outline(html).tags} == {"blockquote", "p", "a", "footer"}


def test_xml_says_what_json_says(reader_client):
    article = make_article(lead_photo=make_photo())
    answer = reader_client.get(asked(url=whole(article), format="xml"))
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    assert root.tag == "oembed"
    data = told(reader_client, article)
    assert {one.tag: one.text for one in root} == {name: str(one) for name, one in data.items()}


def test_nothing_is_larger_than_the_room_that_is_asked_for(reader_client):
    article = make_article(lead_photo=make_photo())
    data = told(reader_client, article, maxwidth=500, maxheight=100)
    assert (data["width"], data["height"]) == (500, 100)
    assert "thumbnail_url" not in data
    assert told(reader_client, article, maxwidth=5000)["width"] == 600


def test_the_address_by_number_and_an_old_headline_will_do(reader_client):
    article = make_article()
    for path in (f"/berita/{article.pk}/", f"/berita/{article.pk}/judul-lama/?x=1#y"):
        answer = reader_client.get(asked(url=settings.SITE_URL + path))
        assert json.loads(answer.content)["title"] == article.headline


def test_a_correction_and_an_advertorial_say_what_they_are(reader_client):
    article = make_article(kind=Article.Kind.ADVERTORIAL)
    article.corrections.create(text="Salah.", published_at=timezone.now())
    data = told(reader_client, article)
    assert data["title"].startswith(f"{Article.Kind.ADVERTORIAL.label}: ")
    assert data["title"] != f"{Article.Kind.ADVERTORIAL.label}: {article.headline}"
    assert f"<p>{Article.Kind.ADVERTORIAL.label}</p>" in data["html"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": "berita"}, 400),
        ({"url": "http://[::1"}, 400),
        ({"url": "x" * 3000}, 400),
        ({"url": "https://lain.example/berita/1/x/"}, 404),
        ({"url": "javascript://127.0.0.1:8000/berita/1/"}, 404),
        ({"url": "{site}.lain.example/berita/1/"}, 404),
        ({"url": "{site}/"}, 404),
        ({"url": "{site}/tidak/ada"}, 404),
        ({"url": "{site}/meja/"}, 404),
        ({"url": "{site}/berita/99999999999999999999999/"}, 404),
        ({"url": "{story}", "format": "yaml"}, 501),
        ({"url": "{story}", "maxwidth": "0"}, 400),
        ({"url": "{story}", "maxwidth": "-5"}, 400),
        ({"url": "{story}", "maxheight": "٣"}, 400),
        ({"url": "{story}", "maxwidth": "9" * 5000}, 400),
    ],
)
def test_what_is_not_ours_to_embed_is_refused(reader_client, query, status):
    places = {"site": settings.SITE_URL, "story": whole(make_article())}
    query = {name: value.format(**places) for name, value in query.items()}
    assert reader_client.get(asked(**query)).status_code == status


def test_a_withdrawn_story_cannot_be_embedded_any_more(reader_client):
    article = make_article(headline="Akan Dicabut")
    address = asked(url=whole(article))
    assert reader_client.get(address).status_code == 200
    publishing.withdraw(article, reason="child", statement="Maaf.", at=timezone.now())
    for place in (address, asked(url=whole(article))):
        answer = reader_client.get(place)
        assert answer.status_code == 404
        assert b"Akan Dicabut" not in answer.content


def test_embedding_costs_few_queries(reader_client):
    article = make_article(tags=["KPU"])
    assert len(queries_of(reader_client, asked(url=whole(article)))) <= BUDGET


def heads(client, address):
    """Return the links and the meta elements of a page: rel with href, name with content."""
    outline = Outline(page_of(client, address))
    links = [(one.get("rel"), one.get("type"), one.get("href")) for one in outline.all("link")]
    meta = [(one.get("property"), one.get("content")) for one in outline.all("meta")]
    return links, [pair for pair in meta if pair[0]]


def test_a_story_says_to_machines_what_it_is(reader_client):
    article = make_article(
        headline='Harga "Cabai" & Bawang',
        tags=["Cabai", "Pasar"],
        lead_photo=make_photo(),
        at=RELEASED,
    )
    changed = RELEASED + timedelta(hours=1)
    Article.objects.filter(pk=article.pk).update(updated_at=changed)
    links, meta = heads(reader_client, article.get_absolute_url())
    assert ("canonical", None, whole(article)) in links
    for form in ("json", "xml"):
        (place,) = [href for _, kind, href in links if kind and kind.endswith(f"{form}+oembed")]
        assert place == (
            f"{settings.SITE_URL}/oembed/?url={quote(whole(article), safe='')}&format={form}"
        )
        assert reader_client.get(place.removeprefix(settings.SITE_URL)).status_code == 200
    said = dict(meta)
    assert said["og:type"] == "article"
    assert said["og:title"] == 'Harga "Cabai" & Bawang'
    assert said["og:url"] == whole(article)
    assert said["article:published_time"] == "2025-05-14T19:25:00+07:00"
    assert said["article:modified_time"] == "2025-05-14T20:25:00+07:00"
    assert said["article:section"] == "Politik"
    assert said["article:author"] == f"{settings.SITE_URL}/penulis/tri-mulyani/"
    assert [value for name, value in meta if name == "article:tag"] == ["Cabai", "Pasar"]
    assert {"og:image", "og:image:width", "og:image:height", "og:image:alt"} <= said.keys()


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/feed/{}"),
        ("/berita/", "/feed/{}"),
        ("/kategori/politik/", "/feed/{}kategori/politik/"),
        ("/tag/kpu/", "/feed/{}tag/kpu/"),
        ("/penulis/tri-mulyani/", "/feed/{}penulis/tri-mulyani/"),
        ("/koreksi/", "/feed/{}koreksi/"),
        ("/pencabutan/", "/feed/{}"),
        ("/kategori/", "/feed/{}"),
        ("/indeks/", "/feed/{}"),
        ("/kontak/", "/feed/{}"),
        ("/api/", "/feed/{}"),
    ],
)
def test_a_page_names_itself_its_feeds_and_how_a_link_to_it_looks(reader_client, address, feed):
    Page.objects.create(title="Kontak", slug="kontak", body="<p>Kami.</p>")
    make_article(tags=["KPU"])
    links, meta = heads(reader_client, f"{address}?x=1&sebelumnya=2")
    said = dict(meta)
    assert ("canonical", None, settings.SITE_URL + address) in links
    assert said["og:url"] == settings.SITE_URL + address
    assert said["og:title"]
    assert said["og:image"]
    kinds = {"": "rss+xml", "atom/": "atom+xml", "json/": "feed+json"}
    wanted = [
        ("alternate", f"application/{kind}", feed.format(form)) for form, kind in kinds.items()
    ]
    assert [link for link in links if link[0] == "alternate"] == wanted
    for _, _, place in wanted:
        assert reader_client.get(place).status_code == 200


def test_a_link_to_an_author_shows_their_portrait(reader_client):
    photo = make_photo()
    author = make_author("Wulan Sari", "ws")
    author.photo = photo
    author.save()
    _, meta = heads(reader_client, author.get_absolute_url())
    assert dict(meta)["og:image"] == settings.SITE_URL + photo.card()["src"]
    assert len([name for name, _ in meta if name == "og:image"]) == 1


def test_a_later_page_of_a_list_names_itself(reader_client):
    make_articles(
        {"headline": f"Kabar {number}", "tags": ["KPU"], "at": RELEASED - timedelta(hours=number)}
        for number in range(SIZE + 12)
    )
    for address in ("/berita/", "/kategori/politik/", "/tag/kpu/", "/penulis/tri-mulyani/"):
        hrefs = [one.get("href") or "" for one in Outline(page_of(reader_client, address)).all("a")]
        (older,) = {href for href in hrefs if "sebelum=" in href}
        place = address + older[older.index("?") :]
        links, _ = heads(reader_client, f"{place}&x=1")
        assert ("canonical", None, settings.SITE_URL + place) in links


def test_an_invented_position_stands_in_the_head_of_no_page(reader_client):
    make_article()
    for address in ("/", "/indeks/", "/kategori/"):
        assert "jahat" not in page_of(reader_client, f"{address}?sebelum=jahat")


def test_an_empty_tagline_and_category_say_nothing_empty(reader_client):
    make_category("Politik")
    _, meta = heads(reader_client, "/kategori/politik/")
    assert all(value for _, value in meta)
