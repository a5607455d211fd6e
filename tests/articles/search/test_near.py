"""What the page that was not found offers instead."""

from django.test import RequestFactory
from django.utils import timezone

from articles.search.near import near_addresses
from tests.factories import make_article, make_category


def near(path: str):
    return near_addresses(RequestFactory().get("/"), path, now=timezone.now())


def test_a_mistyped_address_leads_to_stories_and_sections_called_almost_so(db, as_reader):
    make_category("Olahraga")
    bridge = make_article(headline="Jembatan Sungai Tirta Dibuka", category=make_category("Daerah"))
    make_article(headline="Harga Beras Naik", body="<p>Jembatan sungai macet.</p>")
    with as_reader():
        assert [entry.name for entry in near("/kategori/olah-raga/").sections] == ["Olahraga"]
        found = near("/2019/05/jembatan-sungai-tirta-dibuka.html")
        assert [story.pk for story in found.stories] == [bridge.pk]
        assert found.words == "jembatan sungai tirta dibuka"
        assert not near("/wp-login.php")
        assert not near("/" + "%00'&|!()" * 500)
        assert not near("/")


def test_near_addresses_cost_few_queries(db, django_assert_max_num_queries):
    for number in range(30):
        make_article(headline=f"Jembatan Nomor {number}")
    with django_assert_max_num_queries(4):
        assert len(near("/berita/jembatan/").stories) == 5
