"""What a story says to machines, in a block of data on its page."""

import pytest

from articles import publishing
from articles.models import Page
from tests.articles.reading import RELEASED, Outline, blocks_of, data_of, page_of
from tests.factories import make_article, make_author, make_category, make_photo


@pytest.mark.parametrize(
    ("kind", "source", "types"),
    [
        ("news", "", ["NewsArticle", "ReportageNewsArticle"]),
        ("news", "Antara", ["NewsArticle"]),
        ("release", "Humas", ["NewsArticle"]),
        ("announcement", "", ["NewsArticle"]),
        ("reply", "", ["NewsArticle"]),
        ("photo", "", ["NewsArticle"]),
        ("opinion", "", ["NewsArticle", "OpinionNewsArticle"]),
        ("analysis", "", ["NewsArticle", "AnalysisNewsArticle"]),
        ("background", "", ["NewsArticle", "BackgroundNewsArticle"]),
        ("advertorial", "", ["Article", "AdvertiserContentArticle"]),
    ],
)
def test_each_kind_of_story_is_called_what_it_is(reader_client, kind, source, types):
    article = make_article(kind=kind, source=source)
    assert data_of(page_of(reader_client, article.get_absolute_url()))["@type"] == types


def test_the_structured_data_says_what_the_page_says(reader_client, settings):
    Page.objects.create(title="Redaksi", slug="redaksi", body="<p>Kami.</p>")
    credits = [
        publishing.CreditLine(make_author("Tri Mulyani", "tm").pk, "reporter"),
        publishing.CreditLine(make_author("Yudi Laksana", "yl").pk, "photographer"),
        publishing.CreditLine(make_author("Yusuf Sani", "yus").pk, "editor"),
    ]
    article = make_article(credits=credits, tags=["KPU"], lead_photo=make_photo(), at=RELEASED)
    html = page_of(reader_client, article.get_absolute_url())
    data = data_of(html)
    site = settings.SITE_URL
    assert data["url"] == site + article.get_absolute_url()
    assert data["headline"] == article.headline
    assert [one["name"] for one in data["author"]] == ["Tri Mulyani"]
    assert data["author"][0]["url"] == f"{site}/penulis/tri-mulyani/"
    assert [one["name"] for one in data["editor"]] == ["Yusuf Sani"]
    assert [one["name"] for one in data["contributor"]] == ["Yudi Laksana"]
    assert data["image"][0]["url"] == site + article.picture["src"]
    assert data["publisher"]["masthead"] == f"{site}/redaksi/"
    assert data["publisher"]["name"] == settings.SITE_NAME
    visible = {attrs["datetime"] for attrs in Outline(html).all("time")}
    assert data["datePublished"] in visible
    assert data["articleSection"] == "Politik"


def test_no_word_ends_the_block_of_data(reader_client):
    hostile = "</script><script>alert(1)</script><!--\u2028"
    article = make_article(headline=hostile, standfirst=hostile)
    html = page_of(reader_client, article.get_absolute_url())
    assert data_of(html)["headline"].startswith("</script><script>alert(1)</script><!--")
    assert "<script>alert" not in html
    assert html.count("<script") == 3  # the story, its breadcrumb, and the service worker


def test_the_breadcrumb_of_a_story_and_of_a_category_stands_there_for_searchers(
    reader_client, settings
):
    topic = make_category("Sawah", parent=make_category("Ekonomi"))
    article = make_article(category=topic)
    for path in (article.get_absolute_url(), topic.get_absolute_url()):
        data = blocks_of(page_of(reader_client, path))[-1]
        assert data["@type"] == "BreadcrumbList"
        assert [(one["position"], one["name"], one["item"]) for one in data["itemListElement"]] == [
            (1, "Beranda", f"{settings.SITE_URL}/"),
            (2, "Ekonomi", f"{settings.SITE_URL}/kategori/ekonomi/"),
            (3, "Sawah", f"{settings.SITE_URL}/kategori/ekonomi/sawah/"),
        ]


def test_the_front_page_names_the_site_its_publisher_and_the_rules(reader_client, settings):
    website, publisher = data_of(page_of(reader_client, "/"))["@graph"]
    assert website["name"] == settings.SITE_NAME
    assert website["publisher"] == {"@id": publisher["@id"]}
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["publishingPrinciples"] == f"{settings.SITE_URL}/pedoman-media-siber/"
    assert publisher["masthead"] == f"{settings.SITE_URL}/redaksi/"
    story = data_of(page_of(reader_client, make_article().get_absolute_url()))
    assert story["publisher"]["@id"] == publisher["@id"]


@pytest.mark.parametrize(("flags", "preview"), [([], "large"), (["child"], "none")])
def test_searchers_may_show_the_picture_large_where_it_may_go_along(reader_client, flags, preview):
    article = make_article(lead_photo=make_photo(), flags=flags)
    html = page_of(reader_client, article.get_absolute_url())
    assert f'<meta name="robots" content="max-image-preview:{preview}">' in html
