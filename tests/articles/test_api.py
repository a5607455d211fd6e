"""The API: what readers may read, as its description says."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from articles import publishing
from articles.api.asked import NAMES_SHOWN
from articles.api.description import ENDPOINTS
from articles.models import Article, Author, OldAddress, Tag
from articles.pages import SIZE
from tests.articles.reading import RELEASED, page_of
from tests.articles.test_queries import BUDGET, queries_of
from tests.factories import make_article, make_articles, make_author, make_category, make_photo

ROOT = "/api/berita/"


def asked(client, address, status=200, **headers):
    """Return what the API tells at `address`, checked against its description."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, (address, answer.content[:300])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    data = json.loads(answer.content)
    path = address.partition("?")[0]
    if path.removeprefix(ROOT).strip("/").isdecimal():
        path = f"{ROOT}{{id}}/"
    document = json.loads(client.get("/api/openapi.json").content)
    told = document["paths"][path]["get"]["responses"][str(status)]["content"]
    content_type = answer.headers["Content-Type"].partition(";")[0]
    schema = {**closed(told[content_type]["schema"]), "components": closed(document["components"])}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    return data


def closed(schema):
    """Return a schema that allows nothing that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: closed(one) for name, one in schema.items()}
    if isinstance(schema.get("properties"), dict) and "required" in schema:
        told["additionalProperties"] = False
    return told


def headlines(data):
    return [item["headline"] for item in data["items"]]


def test_the_description_is_openapi(reader_client):
    document = json.loads(reader_client.get("/api/openapi.json").content)
    OpenAPIV31SpecValidator(document).validate()
    assert document["servers"] == [{"url": settings.SITE_URL}]


def test_a_developer_finds_the_api_from_every_page_and_every_answer(reader_client):
    front = page_of(reader_client, "/")
    for here in ("/", "/kontak/"):
        assert 'href="/api/"' in page_of(reader_client, here).partition("<footer")[2], here
    for name, address in (("service-doc", "/api/"), ("service-desc", "/api/openapi.json")):
        link = re.search(f'<link rel="{name}"[^>]*href="([^"]*)"', front)
        assert link
        assert link[1] == address
        assert f'<{address}>; rel="{name}"' in reader_client.get("/api/berita/").headers["Link"]


def test_every_address_is_described_and_explained(reader_client):
    from articles.api.urls import urlpatterns

    described = {one.view for one in ENDPOINTS}
    helpers = {"api", "api-description", "api-unknown"}
    assert {pattern.name for pattern in urlpatterns} == described | helpers
    page = page_of(reader_client, "/api/")
    for one in ENDPOINTS:
        assert f"<code>{one.path}</code>" in page
        for name in one.parameters:
            assert f"<code>?{name}=</code>" in page


def test_a_story_is_told_whole(reader_client):
    photo = make_photo(credit="Kabar/Rina")
    credits = [
        publishing.CreditLine(make_author("Tri Mulyani", "tm").pk, "reporter"),
        publishing.CreditLine(make_author("Yusuf Sani", "yus").pk, "editor"),
    ]
    article = make_article(
        at=RELEASED,
        headline="Harga & Pasar",
        body=f'<p>Satu <a href="/berita/1/">dua</a>.</p><figure data-photo="{photo.pk}"></figure>',
        credits=credits,
        tags=["KPU"],
        lead_photo=photo,
        place="METRO",
        source="Humas",
    )
    article.corrections.create(text="Tertulis 80.", published_at=RELEASED)
    make_article(kind=Article.Kind.REPLY, answers=article, headline="Jawaban")
    data = asked(reader_client, f"{ROOT}{article.pk}/")
    site = settings.SITE_URL
    assert data["headline"] == "Harga & Pasar"
    assert data["published_at"] == "2025-05-14T19:25:00+07:00"
    assert data["url"] == site + article.get_absolute_url()
    assert data["picture"]["url"] == site + article.picture["src"]
    assert f'<a href="{site}/berita/1/">' in data["body_html"]
    assert f'<img src="{site}/media/' in data["body_html"]
    assert [(one["code"], one["role"]) for one in data["credits"]] == [
        ("tm", "reporter"),
        ("yus", "editor"),
    ]
    assert data["tags"] == [{"name": "KPU", "slug": "kpu", "url": f"{site}/tag/kpu/"}]
    assert data["corrections"][0]["text"] == "Tertulis 80."
    assert data["replies"][0]["headline"] == "Jawaban"
    reply = asked(reader_client, f"{ROOT}{data['replies'][0]['id']}/")
    assert reply["answers"]["id"] == article.pk


def test_a_withdrawn_story_tells_the_ground_and_nothing_else(reader_client):
    article = make_article(headline="Akan Dicabut", body="<p>Rahasia.</p>", tags=["Rahasia"])
    assert asked(reader_client, f"{ROOT}{article.pk}/")["headline"] == "Akan Dicabut"
    publishing.withdraw(article, reason="child", statement="Maaf.", at=timezone.now())
    for _ in range(2):  # the second time from the cache
        told = asked(reader_client, f"{ROOT}{article.pk}/", 410)
        assert told["detail"] == "Maaf."
        assert told["withdrawal"]["ground"] == "child"
        assert "Rahasia" not in str(told)
        assert "Akan" not in str(told)
    assert asked(reader_client, ROOT)["items"] == []
    (notice,) = asked(reader_client, "/api/pencabutan/")["items"]
    assert notice == told["withdrawal"]


def test_a_list_goes_on_where_it_ended_and_nothing_repeats(reader_client):
    make_articles(
        {"headline": f"Kabar {number}", "at": RELEASED + timedelta(minutes=number)}
        for number in range(SIZE + 2)
    )
    first = asked(reader_client, ROOT)
    assert headlines(first)[0] == f"Kabar {SIZE + 1}"
    make_article(headline="Baru")
    second = asked(reader_client, first["older"].removeprefix(settings.SITE_URL))
    assert headlines(second) == ["Kabar 1", "Kabar 0"]
    assert second["older"] is None


def test_stories_are_found_by_category_tag_author_and_day(reader_client):
    politics = make_category("Politik")
    topic = make_category("Pilkada", parent=politics)
    wanted = {
        "category": topic,
        "tags": ["Coklit"],
        "credits": [publishing.CreditLine(make_author("Wulan Sari", "ws").pk, "reporter")],
    }
    make_article(headline="Dicari", at=RELEASED, **wanted)
    make_article(headline="Hari lain", at=RELEASED + timedelta(hours=5), **wanted)
    make_article(headline="Lain", at=RELEASED, category=make_category("Ekonomi"))
    for query in (
        "kategori=politik",
        "kategori=politik/pilkada",
        "tag=coklit",
        "penulis=wulan-sari",
    ):
        found = asked(reader_client, f"{ROOT}?{query}")
        assert headlines(found) == ["Hari lain", "Dicari"], query
        found = asked(reader_client, f"{ROOT}?{query}&hari=2025-05-14")
        assert headlines(found) == ["Dicari"], query
    assert headlines(asked(reader_client, f"{ROOT}?hari=2025-05-14")) == ["Lain", "Dicari"]


def test_the_address_of_the_next_page_keeps_what_narrows_the_list(reader_client):
    make_articles(
        {"headline": f"Kabar {number}", "at": RELEASED + timedelta(minutes=number)}
        for number in range(SIZE + 1)
    )
    older = asked(reader_client, f"{ROOT}?kategori=politik&hari=2025-05-14&x=1")["older"]
    assert older.startswith(f"{settings.SITE_URL}{ROOT}?kategori=politik&hari=2025-05-14&sebelum=")
    assert headlines(asked(reader_client, older.removeprefix(settings.SITE_URL))) == ["Kabar 0"]


def test_what_nobody_documented_reaches_no_answer(reader_client):
    """An answer is kept for everybody, so nothing that one request made up may stand in it."""
    for article in make_articles({} for _ in range(SIZE + 1)):
        article.corrections.create(text="Salah.", published_at=article.published_at)
    for address in ("/api/koreksi/", ROOT):
        text = reader_client.get(f"{address}?sesudah=jahat&x=jahat&callback=jahat").content
        assert b"jahat" not in text
        assert text == reader_client.get(address).content
    assert b"jahat" not in reader_client.get("/api/koreksi/?kategori=jahat").content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("sebelum=abc", 400),
        ("sebelum=", 400),
        ("sebelum=1-1", 404),
        ("hari=14-05-2025", 400),
        ("hari=2025-5-14", 404),
        ("hari=1999-01-01", 404),
        ("hari=2999-01-01", 404),
        ("kategori=politik&tag=kpu", 400),
        ("kategori=tidak-ada", 404),
        ("kategori=%00", 404),
        ("kategori=a/../b", 404),
        ("tag=tidak-ada", 404),
        ("tag=%F0%9F%92%A9", 404),
        ("penulis=%ff", 404),
    ],
)
def test_what_cannot_be_meant_is_a_problem_that_says_so(reader_client, query, status):
    make_article(tags=["KPU"])
    told = asked(reader_client, f"{ROOT}?{query}", status)
    assert told["status"] == status
    assert told["type"] == f"{settings.SITE_URL}/api/#galat-{status}"


@pytest.mark.parametrize("address", ["/api/tidak/ada/", f"{ROOT}999999/", "/api/kategori/politik/"])
def test_an_unknown_address_is_a_problem_and_no_page(reader_client, address):
    answer = reader_client.get(address)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_api_only_reads(reader_client):
    strict = type(reader_client)(enforce_csrf_checks=True)
    for method in (strict.post, strict.put, strict.patch, strict.delete):
        answer = method(ROOT)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert json.loads(answer.content)["status"] == 405


def test_pages_of_other_sites_may_read_it_without_credentials(reader_client):
    headers = {
        "origin": "https://lain.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    answer = reader_client.options(ROOT, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not reader_client.get(ROOT).cookies


def test_nothing_is_sent_again_while_nothing_has_changed(reader_client):
    make_article()
    first = reader_client.get(ROOT)
    again = reader_client.get(ROOT, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    make_article()
    changed = reader_client.get(ROOT, headers={"if-none-match": first.headers["ETag"]})
    assert len(json.loads(changed.content)["items"]) == 2


def test_an_old_name_leads_to_the_new_one_in_one_hop(reader_client):
    first, second, third = (make_category(name) for name in ("Politik", "Kota", "Daerah"))
    topic = make_category("Pilkada", parent=first)
    topic.parent = second
    topic.save()
    type(topic).objects.filter(pk=topic.pk).update(is_retired=True, merged_into=third)
    make_article(tags=["KPU"])
    OldAddress.objects.create(path="/tag/pemilu/", tag=Tag.objects.get())
    OldAddress.objects.create(path="/penulis/tri/", author=Author.objects.get())
    for old, new in (
        ("kategori=politik/pilkada", "kategori=daerah"),
        ("kategori=kota/pilkada&hari=2025-05-14", "kategori=daerah&hari=2025-05-14"),
        ("tag=pemilu", "tag=kpu"),
        ("penulis=tri", "penulis=tri-mulyani"),
    ):
        answer = reader_client.get(f"{ROOT}?{old}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"{settings.SITE_URL}{ROOT}?{new}"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_names_come_in_pages_and_merged_categories_not_at_all(reader_client):
    politics = make_category("Politik")
    make_category("Pilkada", parent=politics)
    old = make_category("Lama")
    type(old).objects.filter(pk=old.pk).update(is_retired=True, merged_into=politics)
    told = asked(reader_client, "/api/kategori/")
    assert [(one["path"], one["parent"]) for one in told["items"]] == [
        ("politik", None),
        ("politik/pilkada", "politik"),
    ]
    Tag.objects.bulk_create(
        Tag(name=f"Tag {number:03}", slug=f"tag-{number:03}") for number in range(NAMES_SHOWN + 1)
    )
    first = asked(reader_client, "/api/tag/")
    assert len(first["items"]) == NAMES_SHOWN
    rest = asked(reader_client, first["next"].removeprefix(settings.SITE_URL))
    assert [one["slug"] for one in rest["items"]] == [f"tag-{NAMES_SHOWN}"]
    assert rest["next"] is None
    make_author(user=None)
    assert asked(reader_client, "/api/penulis/")["items"][0]["code"] == "tm"
    for address in ("/api/tag/", "/api/penulis/", "/api/kategori/"):
        asked(reader_client, f"{address}?sesudah=tidak-ada", 404)


def test_an_empty_site_tells_empty_lists(reader_client):
    for one in ENDPOINTS:
        if one.example:
            assert asked(reader_client, one.path)["items"] == []


def test_no_answer_needs_more_queries_for_more_stories(reader_client):
    (article,) = repaired(1)
    addresses = [one.example for one in ENDPOINTS if one.example] + [f"{ROOT}{article.pk}/"]
    addresses += [
        f"{ROOT}?{query}" for query in ("kategori=politik", "tag=kpu", "penulis=tri-mulyani")
    ]
    with_one = {address: len(queries_of(reader_client, address)) for address in addresses}
    repaired(29)
    with_thirty = {address: len(queries_of(reader_client, address)) for address in addresses}
    assert with_thirty == with_one
    assert max(with_one.values()) <= BUDGET


def repaired(number):
    """Release and correct as many stories, and withdraw as many others."""
    articles = make_articles({"tags": ["KPU"]} for _ in range(number))
    for article in articles:
        article.corrections.create(text="Salah.", published_at=article.published_at)
    for gone in make_articles({} for _ in range(number)):
        publishing.withdraw(gone, reason="child", statement="Maaf.", at=timezone.now())
    return articles
