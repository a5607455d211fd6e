"""The form below a story: who may send a letter, what is refused, and that nobody reads one."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from articles import publishing
from articles.letters import LetterForm, came_from_here, sender_key, sign_opened
from articles.models import Letter
from tests.articles.reading import Outline, page_of
from tests.factories import make_article

SAID = {
    "kind": "reply",
    "name": "Siti Aminah",
    "contact": "siti@contoh.id",
    "standing": "Saya disebut di paragraf kedua.",
    "text": "Saya tidak pernah dihubungi.\r\n\r\nYang benar: dana itu dikembalikan.",
    "consent": "on",
    "nomor_lain": "",
}
FROM_HERE = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}


@pytest.fixture
def story(db):
    return make_article(headline="Dana Sekolah Hilang")


def post(client, story, *, ago=10, headers=FROM_HERE, remote="203.0.113.9", **said):
    data = {**SAID, "opened": sign_opened(story.pk, ago=ago), **said}
    return client.post(f"/hak-jawab/{story.pk}/", data, headers=headers, REMOTE_ADDR=remote)


def typed(html: str) -> dict[str, str]:
    """Return what stands in the fields of the form."""
    inputs = Outline(html).all("input")
    found = {one["name"]: one.get("value") or "" for one in inputs if one["type"] == "text"}
    chosen = [one["value"] for one in inputs if one["type"] == "radio" and "checked" in one]
    found["kind"] = "".join(chosen)
    found["text"] = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)[1]
    return found


def is_kept(html: str) -> bool:
    """Say whether everything that was typed is still in the form, and the trap empty."""
    fields = typed(html)
    return fields == {
        "name": SAID["name"],
        "contact": SAID["contact"],
        "standing": SAID["standing"],
        "kind": "reply",
        "nomor_lain": "",
        "text": SAID["text"],
    }


# --- The way that works -------------------------------------------------------------------------


def test_a_letter_is_sent_from_the_foot_of_its_story_and_confirmed(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    (link,) = re.findall(r'href="(/hak-jawab/[^"]*)"', html)
    assert "Dana Sekolah Hilang" in page_of(reader_client, link)
    response = post(reader_client, story)
    assert response.status_code == 303
    letter = Letter.objects.get()
    assert (letter.article_id, letter.kind, letter.name) == (story.pk, "reply", "Siti Aminah")
    assert letter.text == "Saya tidak pernah dihubungi.\n\nYang benar: dana itu dikembalikan."
    assert abs(letter.sent_at - timezone.now()) < timedelta(minutes=1)
    thanks = page_of(reader_client, response.headers["Location"])
    assert f"HJ-{timezone.localdate().year}-{letter.pk:04d}" in thanks
    assert "Siti" not in thanks
    assert f'href="/berita/{story.pk}/"' in thanks


def test_a_reader_gets_no_cookie_and_no_cache_keeps_the_form(reader_client, story):
    sent = post(reader_client, story)
    pages = [reader_client.get(f"/hak-jawab/{story.pk}/"), sent]
    pages.append(reader_client.get(sent.headers["Location"]))
    for response in pages:
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]
        assert "ETag" not in response.headers


def test_a_receipt_cannot_be_made_up(reader_client, story):
    address = unquote(post(reader_client, story).headers["Location"])
    number = re.search(r"HJ-\d+-\d+", address)[0]
    forged = address.replace(number, "HJ-2026-9999")
    assert reader_client.get(address).status_code == 200
    assert reader_client.get(forged).status_code == 404
    assert reader_client.get("/hak-jawab/terkirim/x/").status_code == 404


def test_only_a_story_that_exists_has_a_form_and_a_withdrawn_one_shows_its_notice(
    reader_client, story
):
    assert reader_client.get("/hak-jawab/999999/").status_code == 404
    publishing.withdraw(story, reason="child", statement="Demi anak.", at=timezone.now())
    html = page_of(reader_client, f"/hak-jawab/{story.pk}/", status=410)
    assert "Demi anak." in html


def test_a_letter_written_while_its_story_was_withdrawn_is_not_lost(reader_client, story):
    publishing.withdraw(story, reason="child", statement="Demi anak.", at=timezone.now())
    assert is_kept(post(reader_client, story, consent="").content.decode())
    assert post(reader_client, story).status_code == 303
    assert Letter.objects.get().article_id == story.pk


# --- What is refused, with every word kept ------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "praise"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"contact": ""}, "contact"),
        ({"contact": "siti@"}, "contact"),
        ({"contact": "12345"}, "contact"),
        ({"standing": ""}, "standing"),
        ({"standing": "x" * 201}, "standing"),
        ({"text": ""}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(reader_client, story, changed, field):
    response = post(reader_client, story, **changed)
    assert response.status_code == 400
    html = response.content.decode()
    assert f'id="{field}-error"' in html
    assert html.count('class="error"') == 1
    assert 'role="alert"' in html
    assert not Letter.objects.exists()
    if field == "consent":
        assert is_kept(html)


def test_line_breaks_count_once_as_the_browser_counts_them(reader_client, story):
    text = "\r\n".join(["x"] * 10_000)  # 19,999 characters on the screen, 29,998 on the wire
    assert post(reader_client, story, text=text).status_code == 303
    assert len(Letter.objects.get().text) == 19_999


def test_a_correction_needs_no_standing_and_a_telephone_number_will_do(reader_client, story):
    for contact in ("0812-3456-789", "+62 725 41234"):
        response = post(reader_client, story, kind="correction", standing="", contact=contact)
        assert response.status_code == 303, contact
        assert Letter.objects.latest("id").contact == contact
        Letter.objects.all().delete()


@pytest.mark.parametrize("ago", [0, 2, 24 * 3600 + 5])
def test_a_form_sent_too_fast_or_too_late_comes_back_and_can_be_sent_at_once(
    reader_client, story, ago
):
    with time_machine.travel(timezone.now(), tick=False):
        response = post(reader_client, story, ago=ago)
        html = response.content.decode()
        assert response.status_code == 400
        assert is_kept(html)
        (token,) = [i["value"] for i in Outline(html).all("input") if i["name"] == "opened"]
        assert post(reader_client, story, opened=token).status_code == 303


@pytest.mark.parametrize("token", ["", "x", "1.1:x"])
def test_a_moment_of_opening_cannot_be_made_up(reader_client, story, token):
    response = post(reader_client, story, opened=token)
    assert response.status_code == 400
    assert is_kept(response.content.decode())


def test_a_form_opened_about_one_story_sends_no_letter_about_another(reader_client, story):
    other = make_article()
    response = post(reader_client, other, opened=sign_opened(story.pk, ago=10))
    assert response.status_code == 400
    assert not Letter.objects.exists()


def test_who_fills_the_trap_gets_everything_back_but_that(reader_client, story):
    response = post(reader_client, story, nomor_lain="http://iklan.example")
    assert response.status_code == 400
    assert is_kept(response.content.decode())
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
)
def test_another_site_cannot_send_a_letter(reader_client, story, headers):
    response = post(reader_client, story, headers=headers)
    assert response.status_code == 403
    assert is_kept(response.content.decode())
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"origin": settings.SITE_URL},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_this_site_can(headers):
    assert came_from_here(RequestFactory().post("/", headers=headers))


def test_hostile_words_stay_words(reader_client, story):
    hostile = "</textarea><script>alert(1)</script>\"'>"
    response = post(reader_client, story, name=hostile, text=hostile, standing=hostile, consent="")
    html = response.content.decode()
    assert "<script>alert" not in html
    assert html.count("</textarea>") == 1


# --- How many -----------------------------------------------------------------------------------


def test_the_eleventh_letter_of_a_sender_within_the_hour_waits(reader_client, story):
    for number in range(10):
        assert post(reader_client, make_article(), text=f"Surat {number}").status_code == 303
    response = post(reader_client, story)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    assert is_kept(response.content.decode())
    assert Letter.objects.count() == 10
    assert post(reader_client, story, remote="198.51.100.7").status_code == 303


def test_the_thirty_first_letter_about_a_story_within_the_hour_waits(reader_client, story):
    for number in range(30):
        answer = post(reader_client, story, text=f"Surat {number}", remote=f"203.0.113.{number}")
        assert answer.status_code == 303
    assert post(reader_client, story, remote="198.51.100.7").status_code == 429
    assert post(reader_client, make_article(), remote="198.51.100.7").status_code == 303


def test_an_hour_later_there_is_room_again(reader_client, story):
    for number in range(10):
        post(reader_client, story, text=f"Surat {number}")
    assert post(reader_client, story).status_code == 429
    Letter.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    assert post(reader_client, story).status_code == 303


def test_a_letter_that_was_sent_twice_is_one_letter_with_one_number(reader_client, story):
    first, second = post(reader_client, story), post(reader_client, story)
    assert second.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    assert Letter.objects.count() == 1


def test_senders_are_counted_by_address_and_day_and_named_by_neither(settings):
    def key(remote, **extra):
        return sender_key(RequestFactory().post("/", REMOTE_ADDR=remote, **extra))

    assert key("203.0.113.9") == key("::ffff:203.0.113.9") != key("203.0.113.8")
    assert key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff::9") != key("2001:db8:1:3::1")
    forged = {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}
    assert key("203.0.113.9", **forged) == key("203.0.113.9")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    through = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9"}
    assert key("10.0.0.1", **through) == key("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert "203.0.113.9" not in key("203.0.113.9")
    today = key("203.0.113.9")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert key("203.0.113.9") != today


# --- What the readers' role may do --------------------------------------------------------------


def test_the_readers_role_adds_letters_and_reads_none(as_reader, story):
    letter = Letter(article=story, kind="reply", name="Siti", contact="x@y.id", text="Rahasia")
    letter.sent_at, letter.sender_key = timezone.now(), "k"
    with as_reader():
        letter.save()
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM articles_letter")
            assert cursor.fetchall() == [(letter.pk,)]
    for statement in (
        "SELECT text FROM articles_letter",
        "SELECT count(*) FROM articles_letter WHERE name = 'Siti'",
        "UPDATE articles_letter SET text = 'x'",
        "DELETE FROM articles_letter",
        "INSERT INTO articles_letter (article_id, kind, name, contact, standing, text, sent_at,"
        f" sender_key) VALUES ({story.pk}, 'reply', 'a', 'b', '', 'c', now(), 'z') RETURNING text",
    ):
        denied = pytest.raises(DatabaseError, match="permission denied")
        with as_reader(), denied, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_letter_dated_back_is_counted_all_the_same(as_reader, story):
    early = timezone.now() - timedelta(days=3)
    with as_reader():
        for number in range(10):
            Letter.objects.create(
                article=story, kind="reply", name="S", contact="x", text=f"{number}",
                sent_at=early, sender_key="k",
            )  # fmt: skip
        with pytest.raises(DatabaseError, match="too many letters"), transaction.atomic():
            Letter.objects.create(
                article=story, kind="reply", name="S", contact="x", text="lagi",
                sent_at=early, sender_key="k",
            )  # fmt: skip
    assert Letter.objects.filter(sent_at__lt=timezone.now() - timedelta(hours=1)).count() == 0


def test_what_the_desk_enters_is_neither_counted_nor_dated(as_desk, story):
    early = timezone.now() - timedelta(days=3)
    with as_desk():
        for number in range(12):
            Letter.objects.create(
                article=story, kind="reply", name="S", contact="x", text=f"{number}",
                sent_at=early, sender_key="meja",
            )  # fmt: skip
    assert set(Letter.objects.values_list("sent_at", flat=True)) == {early}


def test_the_form_names_its_notes_and_errors(db):
    form = LetterForm(article_id=1)
    assert form.fields["contact"].widget.attrs["aria-describedby"] == "contact-note"
