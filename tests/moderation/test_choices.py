"""What the typeahead fields are offered, and to whom."""

import pytest
from django.urls import reverse

from moderation import choices
from tests.factories import make_author, make_category, make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", ["kategori", "penulis", "tag", "foto"])
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
@pytest.mark.parametrize(("what", "queries"), [("penulis", 1), ("kategori", 1), ("foto", 2)])
def test_choices_are_limited_and_cost_the_same_for_any_number(
    django_assert_num_queries, what, queries, number
):
    make = {
        "penulis": lambda i: make_author(f"Sari {i}", f"s{i}a"),
        "kategori": lambda i: make_category(f"Sari {i}", kind="topic"),
        "foto": lambda i: make_photo(caption=f"Sari {i}"),
    }
    for i in range(number):
        make[what](i)
    with django_assert_num_queries(queries):
        found = choices.find(choices.KINDS[what], {"q": "sari"})
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
    for what in ("kategori", "penulis", "tag", "foto"):
        for query in ("%", "a" * 5000, "‹ › '\"", "9" * 40):
            assert client.get(reverse("desk-choices", args=[what]), {"q": query}).status_code == 200


def test_retired_categories_and_people_who_left_are_not_offered(desk_client, reporter):
    make_category("Covid", is_retired=True)
    make_author("Covi Lama", "cl", is_active=False)
    client = desk_client(reporter)
    for what in ("kategori", "penulis"):
        assert (
            client.get(reverse("desk-choices", args=[what]), {"q": "cov"}).json()["results"] == []
        )
