"""Addresses that are odd, old or gone."""

import pytest
from django.urls import reverse

from articles.models import Author, OldAddress, Tag
from newsroom.views import server_error
from tests.articles.reading import RELEASED, page_of
from tests.factories import make_article, make_category

ODD = [
    "/berita/99999999999999999999999999/",
    "/berita/9223372036854775808/judul/",
    f"/berita/{'9' * 5000}/",
    "/berita/0/",
    "/berita/%00/",
    "/kategori/a%00b/",
    "/kategori//politik/",
    "/kategori/politik//",
    "/kategori/../berita/1/",
    f"/kategori/{'a/' * 900}",
    "/tag/%00/",
    "/tag/%F0%9F%92%A9/",
    "/penulis/%ff%fe/",
    "/indeks/99999/01/01/",
    "/indeks/1999/12/31/",
    "/indeks/2025/13/01/",
    "/indeks/2025/02/30/",
    "/indeks/2025/5/14/",
    "/indeks/2999/01/01/",
    "/indeks/٢٠٢٥/٠٥/١٤/",
    "/feed/kategori/tidak-ada/",
    "/tidak-ada/",
    "/x\n/",
    "/berita/?sebelum=1-1",
    "/berita/?sebelum=",
    "/berita/?sebelum=abc",
    "/berita/?sebelum=01-1",
    "/berita/?sebelum=9999999999999999-999999999999999999999",
    "/berita/?sebelum=-1--1",
    "/berita/?sebelum=%00",
    "/berita/?sebelum=١-١",
]


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_is_not_found_and_nothing_breaks(reader_client, address):
    make_article(at=RELEASED)
    assert reader_client.get(address).status_code == 404


def test_a_page_that_does_not_exist_helps_on(reader_client):
    article = make_article()
    html = page_of(reader_client, "/tidak/ada/", 404)
    assert article.headline in html
    assert article.category.get_absolute_url() in html
    assert 'content="noindex"' in html


def test_an_old_address_leads_on_in_one_hop(reader_client):
    category = make_category("Pemerintahan")
    make_article(category=category, tags=["Kota Tirtamaya"])
    tag, author = Tag.objects.get(), Author.objects.get()
    feed = reverse("feed-category", kwargs={"path": category.path})
    old = {
        "/kategori/info-kota/": ({"category": category}, category.get_absolute_url()),
        "/feed/kategori/info-kota/": ({"category": category}, feed),
        "/tag/tirtamaya/": ({"tag": tag}, tag.get_absolute_url()),
        "/penulis/tri/": ({"author": author}, author.get_absolute_url()),
    }
    for path, (target, goal) in old.items():
        OldAddress.objects.create(path=path, **target)
        response = reader_client.get(path)
        assert response.status_code == 301
        assert response.headers["Location"] == goal
        assert reader_client.get(goal).status_code == 200


def test_a_moved_category_is_found_at_its_old_address(reader_client):
    politics, other = make_category("Politik"), make_category("Pemerintahan")
    topic = make_category("Pilkada", parent=politics)
    article = make_article(category=topic)
    topic.parent = other
    topic.save()
    response = reader_client.get("/kategori/politik/pilkada/", follow=True)
    assert response.redirect_chain == [("/kategori/pemerintahan/pilkada/", 301)]
    assert article.headline in response.content.decode()


def test_the_error_page_needs_no_database(client, django_db_blocker):
    with django_db_blocker.block():
        response = server_error(None)
    assert response.status_code == 500
    assert "/static/css/site.css" in response.content.decode()
