"""What the typeahead fields are offered, and to whom."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article
from moderation import choices
from moderation.models import Desk, DeskChannel
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", ["kategori", "penulis", "tag", "foto", "berita"])
@pytest.mark.parametrize(
    ("name", "status_code"), [("reporter", 200), ("sysadmin", 403), ("anonymous", 302)]
)
def test_choices_are_for_those_who_may_look_them_up(client_of, what, name, status_code):
    url = reverse("desk-choices", args=[what])
    assert client_of(name).get(url).status_code == status_code


def test_there_is_nothing_else_to_choose(desk_client, reporter):
    url = reverse("desk-choices", args=["pengguna"])
    assert desk_client(reporter).get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("what", "queries"), [("penulis", 1), ("kategori", 4), ("foto", 2), ("berita", 1)]
)
def test_choices_are_limited_and_cost_the_same_for_any_number(
    reporter, django_assert_num_queries, what, queries, number
):
    make = {
        "penulis": lambda i: make_author(f"Sari {i}", f"s{i}a"),
        "kategori": lambda i: make_category(f"Sari {i}", kind="topic"),
        "foto": lambda i: make_photo(caption=f"Sari {i}"),
        "berita": lambda i: make_article(headline=f"Sari {i}"),
    }
    for i in range(number):
        make[what](i)
    with django_assert_num_queries(queries):
        found = choices.find(choices.KINDS[what], {"q": "sari"}, reporter)
    assert len(found) == min(number, choices.LIMIT)


def test_a_photo_is_offered_with_its_picture_and_what_it_lacks(desk_client, reporter):
    photo = make_photo(caption="Pasar pagi", alt="")
    url = reverse("desk-choices", args=["foto"])
    client = desk_client(reporter)
    for query in ({"q": "pasar"}, {"id": str(photo.pk)}):
        (found,) = client.get(url, query).json()["results"]
        assert found["id"] == photo.pk
        assert found["text"] == f"#{photo.pk} Pasar pagi"
        assert found["thumb"].startswith("/media/")
        assert len(found["missing"]) == 1
    assert client.get(url, {"id": "0' or"}).json() == {"results": []}


def test_odd_queries_are_answered(desk_client, reporter):
    client = desk_client(reporter)
    for what in ("kategori", "penulis", "tag", "foto", "berita"):
        for query in ("%", "a" * 5000, "‹ › '\"", "9" * 40, "a:* & !(", "/berita/9/"):
            assert client.get(reverse("desk-choices", args=[what]), {"q": query}).status_code == 200


def test_retired_categories_and_people_who_left_are_not_offered(desk_client, reporter):
    make_category("Covid", is_retired=True)
    make_author("Covi Lama", "cl", is_active=False)
    client = desk_client(reporter)
    for what in ("kategori", "penulis"):
        assert (
            client.get(reverse("desk-choices", args=[what]), {"q": "cov"}).json()["results"] == []
        )


# --- Categories ---------------------------------------------------------------------------------


def offered(person, **asked: str) -> list[str]:
    return [one["text"] for one in choices.find(choices.KINDS["kategori"], asked, person)]


def test_two_letters_find_a_category_and_the_common_ones_come_first(reporter, editor):
    names = ["Pelabuhan", "Pemerintahan", "Pendidikan", "Olahraga"]
    rows = {name: make_category(name) for name in names}
    make_draft(reporter, category=rows["Pendidikan"])
    for _ in range(2):
        make_draft(reporter, category=rows["Pemerintahan"])
    assert offered(reporter, q="pe") == ["Pemerintahan", "Pendidikan", "Pelabuhan"]
    assert offered(reporter)[:2] == ["Pemerintahan", "Pendidikan"]


def test_the_channels_of_a_persons_desk_come_before_what_others_write(reporter, editor):
    sport, town = make_category("Olahraga"), make_category("Kota")
    make_category("Ekonomi")
    make_draft(reporter, category=town)
    desk = Desk.objects.create(name="Olahraga")
    desk.editors.add(editor)
    DeskChannel.objects.create(desk=desk, category=sport)
    assert offered(editor) == ["Olahraga", "Kota", "Ekonomi"]


def test_what_only_a_name_above_has_stays_behind_however_common(reporter):
    flood = make_category("Banjir", make_category("Peristiwa"))
    make_category("Pemilu")
    make_draft(reporter, category=flood)
    assert offered(reporter, q="pe") == ["Pemilu", "Peristiwa", "Peristiwa › Banjir"]


# --- Public stories -------------------------------------------------------------------------------


def test_a_public_story_is_found_by_the_beginnings_of_its_words_its_number_and_its_address(
    reporter,
):
    story = make_article(headline="Pasar Baru tutup malam hari")
    make_article(headline="Pasar Lama buka")

    def found(query: str) -> list[int]:
        return [one["id"] for one in choices.find(choices.KINDS["berita"], {"q": query}, reporter)]

    for query in ("pasar mal", "TUTUP pas", f"#{story.pk}", str(story.pk), "malam-hari"):
        assert found(query) == [story.pk]
    assert found(f"https://kota.example{story.get_absolute_url()}") == [story.pk]
    assert len(found("pasar")) == len(found("")) == 2


def test_a_withdrawn_story_is_not_offered(reporter):
    story = make_article(headline="Pasar Baru")
    publishing.withdraw(story, reason="court", statement="x", at=timezone.now())
    for query in ("", "pasar", str(story.pk)):
        assert choices.find(choices.KINDS["berita"], {"q": query}, reporter) == []


def test_stories_are_looked_up_through_an_index(reporter):
    now, town = timezone.now(), make_category()
    Article.objects.bulk_create(
        Article(headline=f"Berita {i}a", slug="b", published_at=now, body="<p>b</p>", category=town)
        for i in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
    assert "article_headline_words" in choices.stories("berita 77").explain()
