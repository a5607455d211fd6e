"""What is typed and not saved: kept by the server, offered again, and never a version."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from moderation import autosaves
from moderation.history import Stale, save_draft
from moderation.models import Autosave, Draft
from moderation.steps import Status
from tests.factories import make_author, make_draft, make_person
from tests.moderation.desk import address, asked_by, save_meanwhile, text_of, typed

PAGE = "halaman-satu"
NEW = "/meja/moderation/draft/autosimpan/"


def place(draft):
    return reverse("admin:moderation_draft_autosave", args=[draft.pk])


def fields_of(draft=None, **fields):
    sent = typed(draft, **{"category": "", **fields} if draft is None else fields)
    return {name: [str(value)] for name, value in sent.items()}


def autosave(client, person, draft=None, page=PAGE, path="", **fields):
    sent = {"page": page, "person": person.pk, "fields": fields_of(draft, **fields)}
    return client.post(
        path or (place(draft) if draft else NEW), sent, content_type="application/json"
    )


def offers(client, draft):
    response = client.get(address("change", draft))
    assert response.status_code == 200
    return [offer.page for offer in response.context["offers"]]


def kept_page(draft, person, page=PAGE):
    return next((typed for typed in autosaves.kept(draft, person) if typed.page == page), None)


# --- Keeping --------------------------------------------------------------------------------------


def test_typing_is_kept_and_is_no_version(desk_client, reporter):
    draft = make_draft(reporter)
    response = autosave(desk_client(reporter), reporter, draft, headline="Diketik")
    assert response.status_code == 200
    assert len(response.json()["time"]) == 5
    draft.refresh_from_db()
    assert draft.version == draft.revisions.count() == 1
    kept = kept_page(draft, reporter, PAGE)
    assert kept.fields["headline"] == ["Diketik"]
    assert kept.base_version == 1


def test_the_newest_typing_of_a_page_is_kept_and_pages_do_not_touch_each_other(
    desk_client, reporter
):
    draft, client = make_draft(reporter), desk_client(reporter)
    for page, headline in ((PAGE, "Satu"), ("halaman-dua", "Lain"), (PAGE, "Dua")):
        autosave(client, reporter, draft, page=page, headline=headline)
    row = Autosave.objects.get()
    assert {page: entry["fields"]["headline"] for page, entry in row.words.items()} == {
        PAGE: ["Dua"],
        "halaman-dua": ["Lain"],
    }


def test_only_so_many_pages_are_kept_and_the_oldest_goes_first(reporter):
    draft, now = make_draft(reporter), timezone.now()
    for number in range(autosaves.MOST_PAGES + 2):
        at = now + timedelta(seconds=number)
        autosaves.keep(draft, reporter, autosaves.Typed(f"halaman-{number}", {}, 1, at))
    kept = Autosave.objects.get().words
    assert len(kept) == autosaves.MOST_PAGES
    assert {"halaman-0", "halaman-1"} & set(kept) == set()


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_an_autosave_needs_few_queries(desk_client, request, who):
    person = request.getfixturevalue(who)
    draft, client = make_draft(person), desk_client(person)
    sent = {"page": PAGE, "person": person.pk, "fields": fields_of(draft, headline="Satu")}
    for _ in range(2):
        number, response = asked_by(
            lambda: client.post(place(draft), sent, content_type="application/json")
        )
        assert response.status_code == 200
        assert number <= 8


def test_an_autosave_writes_no_message_and_does_not_lengthen_the_login(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    response = autosave(client, reporter, draft, headline="Satu")
    assert not response.cookies
    assert "messages" not in text_of(client.get(address("preview", draft)))


@pytest.mark.parametrize(
    "sent",
    [
        "bukan JSON",
        "[]",
        '"teks"',
        "{}",
        '{"page": "halaman-satu"}',
        '{"page": "halaman-satu", "fields": []}',
        '{"page": "halaman-satu", "fields": {"body": "bukan daftar", "x": [1]}}',
        '{"page": "x", "fields": {}}',
        '{"page": "halaman satu; DROP", "fields": {}}',
        '{"page": 5, "fields": {}}',
        '{"page": "halaman-satu", "fields": ' + "[" * 100_000 + "}",
    ],
)
def test_what_no_page_sends_is_refused(desk_client, reporter, sent):
    draft = make_draft(reporter)
    response = desk_client(reporter).post(place(draft), sent, content_type="application/json")
    assert response.status_code == 400
    assert not Autosave.objects.exists()


def test_characters_that_cannot_be_stored_do_not_stop_the_rest(desk_client, reporter):
    draft = make_draft(reporter)
    body = json.dumps(
        {
            "page": PAGE,
            "person": reporter.pk,
            "fields": {"headline": ["A\x00B\ud800C"], "version": ["1"]},
        }
    )
    response = desk_client(reporter).post(place(draft), body, content_type="application/json")
    assert response.status_code == 200
    assert kept_page(draft, reporter, PAGE).fields["headline"] == ["ABC"]


def test_what_is_too_long_is_refused_as_that(desk_client, reporter):
    draft = make_draft(reporter)
    response = autosave(desk_client(reporter), reporter, draft, body="x" * autosaves.LARGEST)
    assert response.status_code == 413


def test_a_story_that_moved_on_keeps_the_typing_and_says_why_it_is_not_saved(desk_client, reporter):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = autosave(desk_client(reporter), reporter, draft, headline="Terlambat")
    assert response.status_code == 409
    assert "Diajukan" in response.json()["reason"] or "Submitted" in response.json()["reason"]
    assert kept_page(draft, reporter, PAGE).fields["headline"] == ["Terlambat"]


def test_a_page_hears_that_somebody_saved_a_newer_version(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(reporter)
    opened = Draft.objects.get(pk=draft.pk)
    save_meanwhile(draft, desk_client(editor), headline="Redaktur")
    response = autosave(client, reporter, opened, headline="Penulis")
    assert str(editor) in response.json()["news"]


# --- Who may --------------------------------------------------------------------------------------


def test_somebody_elses_draft_does_not_exist(desk_client, reporter, other_reporter):
    draft = make_draft(reporter, headline="Rahasia")
    for path in (place(draft), reverse("admin:moderation_draft_presence", args=[draft.pk])):
        response = desk_client(other_reporter).post(path, {}, content_type="application/json")
        assert response.status_code == 404
    assert not Autosave.objects.exists()


def test_words_are_not_kept_for_whoever_signed_in_after_their_writer(desk_client, reporter, editor):
    draft = make_draft(reporter)
    response = autosave(desk_client(editor), reporter, draft, headline="Milik Rina")
    assert response.status_code == 403
    assert response.json() == {"person": editor.pk}
    assert not Autosave.objects.exists()


def test_a_page_whose_login_is_over_is_led_to_the_sign_in_page(reporter):
    draft = make_draft(reporter)
    response = autosave(Client(), reporter, draft, headline="X")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_a_fresh_token_says_whose_it_is(desk_client, reporter):
    client = desk_client(reporter)
    for path in (place(make_draft(reporter)), NEW):
        answer = client.get(path).json()
        assert answer["person"] == reporter.pk
        assert answer["token"]


def test_a_forged_autosave_is_refused(reporter):
    draft, client = make_draft(reporter), Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert autosave(client, reporter, draft, headline="X").status_code == 403
    assert not Autosave.objects.exists()


def test_who_may_not_write_begins_nothing(desk_client):
    admin = make_person("dimas", Role.ADMIN)
    assert autosave(desk_client(admin), admin, headline="X").status_code == 403
    assert not Draft.objects.exists()


# --- A new draft ----------------------------------------------------------------------------------


def test_a_new_draft_exists_from_its_first_words(desk_client, reporter):
    answer = autosave(desk_client(reporter), reporter, headline="Banjir", body="<p>Air").json()
    draft = Draft.objects.get()
    assert (draft.owner, draft.version, draft.headline) == (reporter, 1, "Banjir")
    assert draft.revisions.get().by == reporter
    assert answer["draft"] == draft.pk
    assert answer["address"] == draft.get_absolute_url()
    assert answer["keep"] == place(draft)
    assert answer["whole"]


def test_first_words_that_cannot_be_saved_are_kept_as_typing(desk_client, reporter):
    client = desk_client(reporter)
    answer = autosave(client, reporter, headline="Banjir " * 40, category="Tidak Ada").json()
    draft = Draft.objects.get()
    assert draft.category is None
    assert not answer["whole"]
    kept = kept_page(draft, reporter, PAGE).fields
    assert kept["category"] == ["Tidak Ada"]
    assert kept["headline"] == ["Banjir " * 40]
    assert offers(client, draft) == [PAGE]


def test_first_words_sent_twice_begin_one_draft(desk_client, reporter):
    client = desk_client(reporter)
    first = autosave(client, reporter, headline="Banjir").json()
    second = autosave(client, reporter, headline="Banjir besar").json()
    assert first["draft"] == second["draft"] == Draft.objects.get().pk
    kept = kept_page(Draft.objects.get(), reporter, PAGE)
    assert kept.fields["headline"] == ["Banjir besar"]


def test_a_form_saved_before_the_page_heard_of_its_draft_saves_that_draft(desk_client, reporter):
    client = desk_client(reporter)
    autosave(client, reporter, headline="Banjir")
    add = reverse("admin:moderation_draft_add")
    response = client.post(add, typed(headline="Banjir besar", copy=PAGE, _save="1"))
    draft = Draft.objects.get()
    assert response["Location"] == draft.get_absolute_url()
    assert (draft.headline, draft.version) == ("Banjir besar", 2)
    assert autosaves.kept(draft, reporter) == []


def test_a_story_of_others_that_was_pasted_is_not_credited_to_who_pasted_it(desk_client, reporter):
    own = make_author("Rina", "rn", user=reporter)
    others = [make_author("Tri Mulyani", "tm"), make_author("Yuli", "yl")]
    credit = {
        "credits-TOTAL_FORMS": 1, "credits-0-author": str(own), "credits-0-role": "reporter",
    }  # fmt: skip
    client = desk_client(reporter)
    autosave(client, reporter, headline="Titipan", **credit)
    draft = Draft.objects.get()
    body = "<p>Air surut. (tm/yl)</p>"
    client.post(address("change", draft), typed(version=1, headline="T", body=body, **credit))
    draft.refresh_from_db()
    assert [line["author"] for line in draft.credits] == [author.pk for author in others]


@pytest.mark.django_db(transaction=True)
def test_first_words_that_race_begin_one_draft(reporter):
    barrier, begun = threading.Barrier(4), []

    def begin():
        sent = autosaves.read({"page": PAGE, "fields": fields_of(headline="Balapan")})
        barrier.wait()
        try:
            begun.append(autosaves.begin(reporter, sent).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 4
    assert set(begun) == {Draft.objects.get().pk}


# --- Offering it again ----------------------------------------------------------------------------


def test_unsaved_typing_is_offered_and_restored(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    autosave(client, reporter, draft, headline="Belum disimpan")
    assert offers(client, draft) == [PAGE]
    assert "Belum disimpan" not in text_of(client.get(address("change", draft)))
    page = text_of(client.get(address("change", draft), {"ketikan": PAGE}))
    assert "Belum disimpan" in page
    assert f'data-unsaved="{PAGE}"' in page


def test_unsaved_typing_can_be_compared_first(desk_client, reporter):
    draft, client = make_draft(reporter, headline="Judul lama"), desk_client(reporter)
    autosave(client, reporter, draft, headline="Judul baru")
    response = client.get(address("change", draft), {"bandingkan": PAGE})
    [change] = response.context["changes"]
    assert "baru" in change.html
    assert "Judul lama" in text_of(response)


def test_unsaved_typing_over_a_newer_version_is_restored_merged(desk_client, reporter, editor):
    draft = make_draft(reporter, headline="Lama", standfirst="Lama")
    client = desk_client(reporter)
    autosave(client, reporter, draft, headline="Milik penulis")
    save_meanwhile(draft, desk_client(editor), standfirst="Milik redaktur")
    response = client.get(address("change", draft), {"ketikan": PAGE})
    conflict = response.context["conflict"]
    assert conflict.is_settled
    assert conflict.result()["headline"] == "Milik penulis"
    assert conflict.result()["standfirst"] == "Milik redaktur"


def test_unsaved_typing_is_thrown_away_by_a_button_without_a_script(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    autosave(client, reporter, draft, headline="Buang saja")
    assert f'value="{PAGE}"' in text_of(client.get(address("change", draft)))
    response = client.post(place(draft), {"discard": PAGE})
    assert response["Location"] == address("change", draft)
    assert offers(client, draft) == []


def test_typing_that_was_taken_back_is_no_longer_offered(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    autosave(client, reporter, draft, headline="Berubah pikiran")
    empty = {"page": PAGE, "person": reporter.pk, "fields": {}}
    assert client.post(place(draft), empty, content_type="application/json").status_code == 200
    assert not Autosave.objects.exists()


def test_a_save_ends_the_typing_of_its_page_and_of_no_other(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    autosave(client, reporter, draft, headline="Disimpan")
    autosave(client, reporter, draft, page="halaman-dua", headline="Perangkat lain")
    client.post(address("change", draft), typed(draft, headline="Disimpan", copy=PAGE))
    assert offers(client, draft) == ["halaman-dua"]


def test_an_autosave_that_comes_after_the_save_of_its_page_is_not_offered(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    client.post(address("change", draft), typed(draft, headline="Disimpan", copy=PAGE))
    autosave(client, reporter, draft, headline="Disimpan")
    assert offers(client, draft) == []
    assert autosaves.kept(draft, reporter) == []


def test_typing_that_is_in_the_history_is_not_offered(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(reporter)
    words = typed(draft, headline="Sudah disimpan")
    autosave(client, reporter, draft, headline="Sudah disimpan")
    client.post(address("change", draft), words)  # by another page, or without a script
    assert offers(client, draft) == []
    draft.refresh_from_db()
    save_meanwhile(draft, desk_client(editor), headline="Redaktur")
    assert offers(client, draft) == []


def test_the_typing_of_others_is_offered_to_nobody_else(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(editor)
    autosave(desk_client(reporter), reporter, draft, headline="Rahasia penulis")
    assert offers(client, draft) == []
    for query in ({}, {"ketikan": PAGE}, {"bandingkan": PAGE}):
        assert "Rahasia penulis" not in text_of(client.get(address("change", draft), query))


def test_a_save_that_fails_keeps_the_typing(reporter):
    draft = make_draft(reporter)
    autosaves.keep(draft, reporter, autosaves.Typed(PAGE, {}, 1, timezone.now()))
    stale = Draft.objects.get(pk=draft.pk)
    save_draft(draft, by=reporter)
    with pytest.raises(Stale):
        autosaves.save(stale, by=reporter, pages=[PAGE])
    assert Autosave.objects.exists()


def test_what_nobody_asked_for_in_months_is_forgotten(reporter):
    draft, now = make_draft(reporter), timezone.now()
    autosaves.keep(draft, reporter, autosaves.Typed(PAGE, {}, 1, now))
    assert autosaves.forget_old(now=now + autosaves.KEPT_FOR - timedelta(days=1)) == 0
    assert autosaves.forget_old(now=now + autosaves.KEPT_FOR + timedelta(days=1)) == 1
