"""The page where the newsroom keeps its categories."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from categories.models import MAX_CHANNELS, Category
from tests.categories.test_tree import make

pytestmark = pytest.mark.django_db

LIST = "admin:categories_category_changelist"


def address(category=None, page="change"):
    if category is None:
        return reverse("admin:categories_category_add")
    return reverse(f"admin:categories_category_{page}", args=[category.pk])


def form(name, **values):
    return {"name": name, "slug": "", "parent": "", "kind": "topic", "description": "",
            "position": "0", **values}  # fmt: skip


def heard(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_list_takes_the_same_queries_for_any_number(admin_client):
    top = make("Pemerintahan", kind="channel")
    counts = []
    for number in (1, 30, 500):
        Category.objects.bulk_create(
            Category(name=f"T {n}", slug=f"t-{n}", path=f"pemerintahan/t-{n}", parent=top)
            for n in range(Category.objects.count() - 1, number - 1)
        )
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(reverse(LIST))
        assert len(page.context["cl"].result_list) == number
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] < 10


def test_the_list_is_the_tree(admin_client):
    second, first = make("B", position=2), make("A", position=9, parent=None)
    first.position = 1
    first.save()
    child = make("Z", first, is_retired=True)
    grandchild = make("Y", child)
    page = admin_client.get(reverse(LIST))
    assert list(page.context["cl"].result_list) == [first, child, grandchild, second]
    html = page.content.decode()
    assert "—\u00a0—\u00a0Y</a>" in html
    assert 'href="/kategori/a/z/y/"' in html
    assert "Retired" in html or "Tidak dipakai" in html


def test_the_list_is_searched_and_filtered(admin_client):
    top = make("Pemerintahan", kind="channel")
    topic = make("Pemilu", top)
    retired = make("Covid-19", is_retired=True)

    def found(**query):
        return list(admin_client.get(reverse(LIST), query).context["cl"].result_list)

    assert found(q="pemer") == [top, topic]
    assert found(kind__exact="channel") == [top]
    assert found(is_retired__exact="1") == [retired]
    assert found(q="tidak ada") == []


def test_a_category_is_moved_by_choosing_another_parent(admin_client):
    politics, election = make("Politik"), make("Pemilu")
    child = make("Caleg", election)
    response = admin_client.post(
        address(election), form("Pemilu", slug="pemilu", parent=politics.pk)
    )
    assert response.status_code == 302
    child.refresh_from_db()
    assert child.path == "politik/pemilu/caleg"


def test_moving_below_itself_says_what_to_do_and_keeps_what_was_typed(admin_client):
    top = make("Politik")
    child = make("Pemilu", top)
    page = admin_client.post(address(top), form("Politik baru", slug="politik", parent=child.pk))
    assert page.status_code == 200
    assert "parent" in page.context["adminform"].form.errors
    assert "Politik baru" in page.content.decode()


def test_the_parents_to_choose_from_are_all_there_without_a_script(admin_client):
    top = make("Politik")
    make("Pemilu", top)
    make("Covid-19", is_retired=True)
    html = admin_client.get(address()).content.decode()
    assert "Politik › Pemilu</option>" in html
    assert "Covid-19</option>" not in html
    assert "admin-autocomplete" in html
    assert "js/category-select.js" in html  # which names the box for who hears the page


def test_a_child_of_a_retired_category_can_still_be_edited(admin_client):
    child = make("Vaksin", make("Covid-19", is_retired=True))
    response = admin_client.post(
        address(child), form("Vaksinasi", slug="vaksin", parent=child.parent_id)
    )
    assert response.status_code == 302


def test_typing_offers_labels_of_what_is_not_retired_the_likeliest_first(admin_client):
    top = make("Politik")
    make("Geopolitik")
    make("Pemilu", top)
    make("Politik Lama", is_retired=True)
    answer = admin_client.get(
        reverse("admin:autocomplete"),
        {"app_label": "categories", "model_name": "category", "field_name": "parent",
         "term": "poli"},
    )  # fmt: skip
    texts = [row["text"] for row in answer.json()["results"]]
    assert texts == ["Politik", "Geopolitik", "Politik › Pemilu"]


def test_a_thirteenth_channel_has_to_be_meant(admin_client):
    channels = [make(f"Kanal {n}", kind="channel") for n in range(MAX_CHANNELS)]
    page = admin_client.post(address(), form("Otomotif", kind="channel"))
    assert "kind" in page.context["adminform"].form.errors
    assert 'name="more_channels"' in page.content.decode()
    assert not Category.objects.filter(slug="otomotif").exists()
    edited = admin_client.post(
        address(channels[0]), form("Kanal 0", slug="kanal-0", kind="channel", position="4")
    )
    assert edited.status_code == 302
    meant = admin_client.post(address(), form("Otomotif", kind="channel", more_channels="on"))
    assert meant.status_code == 302


def test_a_retired_channel_leaves_room_for_another(admin_client):
    channels = [make(f"Kanal {n}", kind="channel") for n in range(MAX_CHANNELS)]
    Category.objects.filter(pk=channels[0].pk).update(is_retired=True)
    assert 'name="more_channels"' not in admin_client.get(address()).content.decode()
    assert admin_client.post(address(), form("Otomotif", kind="channel")).status_code == 302


def test_odd_capitals_and_namesakes_are_mentioned_and_saved(admin_client):
    make("Lomba UKS", make("Olahraga"))
    response = admin_client.post(address(), form("LOMBA UKS", another_name="on"))
    assert response.status_code == 302
    said = heard(response)
    assert "“Lomba”" in said
    assert "Olahraga › Lomba UKS" in said


def test_the_address_of_an_existing_category_does_not_follow_its_name(admin_client):
    category = make("Pemilu")
    assert "prepopulated" not in str(
        admin_client.get(address(category)).context["adminform"].prepopulated_fields
    )
    assert not admin_client.get(address(category)).context["adminform"].prepopulated_fields
    assert admin_client.get(address()).context["adminform"].prepopulated_fields


def test_a_category_something_refers_to_is_retired_not_deleted(admin_client):
    top = make("Politik")
    make("Pemilu", top)
    page = admin_client.post(address(top, "delete"), {"post": "yes"})
    assert Category.objects.filter(pk=top.pk).exists()
    assert address(top) in page.content.decode()
    leaf = make("Salah")
    assert admin_client.post(address(leaf, "delete"), {"post": "yes"}).status_code == 302
    assert not Category.objects.filter(pk=leaf.pk).exists()


def test_who_has_no_permission_changes_nothing(client):
    category = make("Politik")
    person = get_user_model().objects.create_user("wartawan", password="rahasia")
    person.is_staff = True
    person.save()
    client.force_login(person)
    for url in (reverse(LIST), address(), address(category), address(category, "delete")):
        assert client.post(url, form("Lain", slug="lain", post="yes")).status_code == 403
    category.refresh_from_db()
    assert category.name == "Politik"


@pytest.mark.parametrize("name", ["hut ri", "HUT-RI", "HUT  RI"])
def test_a_name_that_is_there_but_for_case_and_signs_is_refused_with_an_offer(admin_client, name):
    there = make("HUT RI", kind="event")
    other = make("Acara")
    data = form(name, parent=str(other.pk))
    page = admin_client.post(address(), data)
    assert f'href="{address(there)}"' in page.content.decode()
    assert Category.objects.count() == 2
    admin_client.post(address(), data | {"another_name": "on"})
    assert Category.objects.filter(parent=other).exists()


def test_a_slip_of_spelling_is_offered_the_right_one(admin_client):
    there = make("Otomotif")
    page = admin_client.post(address(), form("Otomotiv"))
    assert f'href="{address(there)}"' in page.content.decode()
    admin_client.post(address(), form("Pilkada 2024"))
    admin_client.post(address(), form("Pilkada 2029"))
    assert Category.objects.count() == 3


def test_a_category_saved_as_it_was_is_asked_nothing(admin_client):
    top, twin = make("Lomba"), make("LOMBA", make("Pendidikan"))
    admin_client.post(address(twin), form("LOMBA", parent=str(twin.parent_id), position="4"))
    twin.refresh_from_db()
    assert (twin.position, top.name) == (4, "Lomba")
