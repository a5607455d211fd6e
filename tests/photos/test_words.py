"""The words of photos, beside the story: shown, saved with the form, never those of others."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from photos import words
from tests.factories import make_draft, make_photo
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db


def values(page: str) -> dict[str, str]:
    """Return the fields for words that a form sends without a script, by name."""
    inputs = re.findall(r'<input[^>]* name="(foto-\d+-\w+)"[^>]* value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]* name="(foto-\d+-\w+)"[^>]*>([^<]*)<', page)
    return dict(inputs + areas)


def test_the_form_asks_for_the_words_of_the_lead_photo_and_of_those_in_the_text(
    desk_client, reporter
):
    lead, inside, other = make_photo(reporter), make_photo(reporter, alt=""), make_photo(reporter)
    body = f'<p>Isi.</p><figure data-photo="{inside.pk}"></figure>'
    draft = make_draft(reporter, lead_photo=lead, body=body)
    fields = values(text_of(desk_client(reporter).get(address("change", draft))))
    assert fields[f"foto-{lead.pk}-alt"] == "Jembatan kota"
    assert fields[f"foto-{inside.pk}-alt"] == ""
    assert f"foto-{other.pk}-alt" not in fields


def test_words_are_saved_with_the_form_without_a_script(desk_client, reporter):
    photo = make_photo(reporter, alt="")
    draft = make_draft(reporter, lead_photo=photo)
    sent = typed(draft, lead_photo=f"#{photo.pk}", **{f"foto-{photo.pk}-alt": "Jembatan merah"})
    desk_client(reporter).post(address("change", draft), sent | {"_save": "1"})
    photo.refresh_from_db()
    assert (photo.alt, photo.caption) == ("Jembatan merah", "Jembatan baru")
    draft.refresh_from_db()
    assert draft.version == 1  # nothing of the story was changed


def test_words_are_saved_even_if_the_form_is_not(desk_client, reporter):
    photo = make_photo(reporter, alt="")
    draft = make_draft(reporter, lead_photo=photo)
    said = {f"foto-{photo.pk}-alt": "Jembatan merah"}
    sent = typed(draft, category="Tidak ada", lead_photo=f"#{photo.pk}", **said)
    response = desk_client(reporter).post(address("change", draft), sent)
    assert response.context["form"].errors
    assert values(text_of(response))[f"foto-{photo.pk}-alt"] == "Jembatan merah"
    photo.refresh_from_db()
    assert photo.alt == "Jembatan merah"


def test_words_that_do_not_fit_are_named_and_the_story_is_saved(desk_client, reporter):
    photo = make_photo(reporter)
    draft = make_draft(reporter, lead_photo=photo)
    sent = typed(draft, headline="Judul baru", **{f"foto-{photo.pk}-alt": "a" * 400})
    page = desk_client(reporter).post(address("change", draft), sent, follow=True)
    assert f"#{photo.pk}" in text_of(page)
    draft.refresh_from_db()
    photo.refresh_from_db()
    assert (draft.headline, photo.alt) == ("Judul baru", "Jembatan kota")


def test_the_words_of_others_are_shown_and_not_taken(desk_client, reporter, other_reporter):
    photo = make_photo(other_reporter)
    draft = make_draft(reporter, lead_photo=photo)
    page = text_of(desk_client(reporter).get(address("change", draft)))
    field = re.search(rf'<input[^>]* name="foto-{photo.pk}-alt"[^>]*>', page)[0]
    assert "disabled" in field
    sent = typed(draft, **{f"foto-{photo.pk}-alt": "Diubah orang lain"})
    desk_client(reporter).post(address("change", draft), sent)
    photo.refresh_from_db()
    assert photo.alt == "Jembatan kota"


def test_who_changed_words_stands_in_the_history(reporter):
    photo = make_photo(reporter)
    words.take_sent({f"foto-{photo.pk}-credit": "Kabar/Lain", "foto-x-alt": "?"}, reporter)
    assert LogEntry.objects.get(object_id=str(photo.pk)).user == reporter
    words.take_sent({f"foto-{photo.pk}-credit": "Kabar/Lain"}, reporter)
    assert LogEntry.objects.filter(object_id=str(photo.pk)).count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"foto-0-alt": "x"},
        {"foto-99999999999-alt": "x"},
        {"foto-1-sha256": "x"},
        {f"foto-{n}-alt": "x" for n in range(1, 500)},
    ],
)
def test_fields_that_mean_nothing_cost_one_query_at_most(
    sent, reporter, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1):
        assert words.take_sent(sent, reporter) == []


@pytest.mark.parametrize("number", [1, 12])
def test_the_photos_of_a_story_cost_the_same_for_any_number(
    number, desk_client, reporter, django_assert_max_num_queries
):
    photos = [make_photo(reporter) for _ in range(number)]
    body = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
    draft = make_draft(reporter, body=f"<p>Isi.</p>{body}")
    client = desk_client(reporter)
    with django_assert_max_num_queries(30):
        page = text_of(client.get(address("change", draft)))
    assert len(values(page)) == number * 3


def test_the_credit_is_proposed_and_nobody_leaves_the_form(desk_client, reporter, settings):
    page = text_of(desk_client(reporter).get("/meja/moderation/draft/add/"))
    assert f'data-credit="{settings.SITE_NAME}/Rina"' in page
    assert "multiple" in page
    assert 'capture="environment"' in page


def test_the_upload_page_is_there_for_who_has_no_script(desk_client, reporter):
    page = text_of(desk_client(reporter).get("/meja/moderation/draft/add/"))
    assert 'href="/meja/photos/photo/add/"' in page
    assert re.search(r'class="photo-drop"[^>]* hidden', page)
