import json

import pytest
from django.db import IntegrityError, connection, transaction

from photos import tasks, uploads
from photos.models import Photo
from tests.photos import files

pytestmark = pytest.mark.django_db


def make_photo(color: str = "teal", width: int = 700, **words) -> Photo:
    return uploads.take(files.jpeg_file(width, width // 2, color=color), by=None, **words)[0]


def test_a_card_lists_what_exists_now():
    photo = make_photo(alt="Alun-alun", caption="Pagi", credit="Sari", focal_x=20)
    src = photo.display.url
    assert photo.card() == {
        "id": photo.pk,
        "width": 700,
        "height": 350,
        "src": src,
        "alt": "Alun-alun",
        "caption": "Pagi",
        "credit": "Sari",
        "focal": [20, 50],
        "sources": [{"type": "image/jpeg", "srcset": [[src, 700]]}],
    }
    tasks.make_renditions(photo_id=photo.pk)
    card = Photo.objects.get().card()
    assert [source["type"] for source in card["sources"]] == ["image/avif", "image/jpeg"]
    avif, jpeg = ([width for _, width in source["srcset"]] for source in card["sources"])
    assert (avif, jpeg) == ([320, 480, 640], [320, 480, 640, 700])
    assert card["src"] == src


def test_a_card_is_plain_json():
    photo = make_photo()
    tasks.make_renditions(photo_id=photo.pk)
    assert json.loads(json.dumps(photo.card())) == photo.card()


def test_addresses_in_a_card_name_their_content(settings):
    first, second = make_photo("teal"), make_photo("navy")
    assert first.card()["src"].startswith("/media/photos/")
    assert first.card()["src"] != second.card()["src"]


@pytest.mark.parametrize("count", [1, 5])
def test_cards_cost_two_queries_for_any_number(count, django_assert_num_queries):
    photos = [make_photo(f"#{number * 8:02x}4080") for number in range(count)]
    for photo in photos:
        tasks.make_renditions(photo_id=photo.pk)
    ids = [photo.pk for photo in photos]
    with django_assert_num_queries(2):
        cards = Photo.cards([*ids, ids[0], 10**9])
    assert sorted(cards) == ids
    assert cards[ids[0]] == photos[0].card()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ({}, ["alt", "caption", "credit"]),
        ({"alt": "a", "credit": "c"}, ["caption"]),
        ({"alt": " ", "caption": "\n", "credit": "c"}, ["alt", "caption"]),
        ({"alt": "a", "caption": "b", "credit": "c"}, []),
    ],
)
def test_what_is_missing_is_told_and_can_be_asked_for(words, missing):
    photo = make_photo(**words)
    assert photo.missing() == missing
    assert Photo.objects.filter(Photo.lacking_q()).exists() is bool(missing)


def test_search_finds_every_word_in_caption_credit_or_creator():
    banjir = make_photo("teal", caption="Banjir di Jalan Melati", credit="Kabar Kota")
    pasar = make_photo("navy", caption="Pasar pagi", creator="Sari Dewi")

    def found(text: str) -> list[Photo]:
        return list(Photo.objects.search(text))

    assert found("") == [pasar, banjir]
    assert found("MELATI kabar") == [banjir]
    assert found("sari") == [pasar]
    assert found(str(pasar.pk)) == [pasar]
    assert found("melati pasar") == []
    assert found("100%_") == []
    assert found("9" * 400) == []


@pytest.mark.parametrize(
    "change",
    [
        "focal_x = 101",
        "focal_y = -1",
        "width = 0",
        "bytes = 0",
        "display = ''",
        "original = ''",
        "sha256 = 'no'",
    ],
)
def test_the_database_refuses_what_no_photo_is(change):
    photo = make_photo()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE photos_photo SET {change} WHERE id = %s", [photo.pk])


@pytest.mark.parametrize("change", ["width = 333", "format = 'gif'", "height = 0", "file = ''"])
def test_the_database_refuses_what_no_rendition_is(change):
    photo = make_photo(width=400)
    tasks.make_renditions(photo_id=photo.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE photos_rendition SET {change}")


def test_a_photo_is_called_by_its_caption_and_number():
    photo = make_photo(caption="Banjir\n di  jalan")
    assert str(photo) == f"Banjir di jalan (#{photo.pk})"
    photo.caption = ""
    assert str(photo) == f"#{photo.pk}"
