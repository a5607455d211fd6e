"""The names of categories and tags, and the words of photos: said what could be better, saved."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Tag
from categories.models import Category
from moderation.naming import remarks_on
from photos.models import Photo
from tests.factories import make_category, make_photo

pytestmark = pytest.mark.django_db


def heard(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def save(client, thing, **words):
    kind = f"{thing._meta.app_label}_{thing._meta.model_name}"
    response = client.post(reverse(f"admin:{kind}_change", args=[thing.pk]), words)
    assert response.status_code == 302, response.context["adminform"].form.errors
    return heard(response)


def test_a_category_is_saved_and_the_standard_form_of_its_name_is_offered(admin_client):
    category = make_category("Otomotif")
    said = save(
        admin_client,
        category,
        name="Otomotiv",
        slug=category.slug,
        parent="",
        kind="channel",
        description="",
        position="0",
        another_name="on",
    )
    assert any("“Otomotiv”" in one and "“Otomotif”" in one for one in said)
    assert Category.objects.get().name == "Otomotiv"


def test_a_tag_and_the_words_of_a_photo_are_looked_at_by_the_rules_of_their_kind(admin_client):
    tag = Tag.objects.create(name="Kerja sama", slug="kerja-sama")
    assert any("kerja sama" in one for one in save(admin_client, tag, name="kerjasama kota"))
    photo = make_photo(caption="Warga bekerjasama kemarin", alt="Ijin usaha")
    found = [(column, one.rule) for column, one in remarks_on(photo)]
    assert found == [("caption", "P15"), ("alt", "P17")]
    assert Photo.objects.get().caption == "Warga bekerjasama kemarin"


def test_words_that_are_right_are_left_alone(admin_client):
    assert list(remarks_on(make_category("Pemerintahan"))) == []
    assert list(remarks_on(make_photo())) == []
