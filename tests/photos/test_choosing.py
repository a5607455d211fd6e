"""A photo is chosen by its number or its words, for an author as for a story."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from photos import takedown
from photos.choosing import PhotoField
from tests.factories import make_author, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


def address(author):
    return reverse("admin:articles_author_change", args=[author.pk])


def sent(author, photo):
    return {"name": author.name, "code": author.code, "is_active": "on", "photo": photo}


@pytest.mark.parametrize("text", ["{0}", " #{0}", "#{0} Tri di pasar", "Tri di pasar"])
def test_a_portrait_is_chosen_by_number_or_by_words(editor_client, text):
    author, photo = make_author(), make_photo(caption="Tri di pasar")
    response = editor_client.post(address(author), sent(author, text.format(photo.pk)))
    assert response.status_code == 302
    author.refresh_from_db()
    assert (author.photo, author.portrait["id"]) == (photo, photo.pk)


def test_the_form_shows_the_chosen_portrait_and_takes_it_away_when_emptied(editor_client):
    photo = make_photo(caption="Tri di pasar")
    author = make_author()
    editor_client.post(address(author), sent(author, f"{photo.pk}"))
    page = editor_client.get(address(author)).content.decode()
    assert f'value="#{photo.pk} Tri di pasar"' in page
    assert f'src="{photo.thumbnail()["src"]}"' in page
    assert f'data-typeahead="{reverse("desk-choices", args=["foto"])}"' in page
    editor_client.post(address(author), sent(author, ""))
    author.refresh_from_db()
    assert (author.photo, author.portrait) == (None, None)


def test_words_that_mean_no_photo_or_several_stay_in_the_field(editor_client):
    author, photos = make_author(), [make_photo(caption=f"Pasar pagi {n}") for n in range(2)]
    for text, said in (("kucing", "kucing"), ("pasar", f"#{photos[0].pk}"), ("#999999", "999999")):
        response = editor_client.post(address(author), sent(author, text))
        (error,) = response.context["adminform"].form.errors["photo"]
        assert said in error
        assert f'value="{text}"' in response.content.decode()
    author.refresh_from_db()
    assert author.photo is None


def test_what_was_taken_down_cannot_be_chosen_but_may_stay():
    photo = make_photo()
    takedown.take_down([photo.pk], by=None, reason="Salah.", at=timezone.now())
    field = PhotoField(required=False)
    with pytest.raises(ValidationError, match=f"#{photo.pk}"):
        field.clean(f"#{photo.pk}")
    field.keeping = photo.pk
    assert field.clean(photo.label()) == photo
    assert not field.has_changed(photo.pk, photo.label())
