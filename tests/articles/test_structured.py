"""What a story says to machines, in a block of data on its page."""

import pytest

from articles import publishing
from articles.models import Page
from tests.articles.reading import RELEASED, Outline, data_of, page_of
from tests.factories import make_article, make_author, make_photo


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
    assert html.count("<script") == 2  # the block, and the service worker
