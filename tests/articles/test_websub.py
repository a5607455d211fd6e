"""The hub is told what is new in the feeds: soon, once, and without holding anything up."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing, websub
from articles.models import Article, HubNote
from tests.factories import make_article, make_category

HUB = "https://hub.example/"
NOW = timezone.now()
EVERYTHING = ["/feed/", "/feed/atom/", "/feed/json/"]
CORRECTIONS = ["/feed/koreksi/", "/feed/atom/koreksi/", "/feed/json/koreksi/"]


class Hub:
    """A hub that notes what it is told, or does not answer."""

    def __init__(self):
        self.told, self.is_down = [], False

    def __call__(self, address, form):
        if self.is_down:
            raise TimeoutError("timed out")
        said = parse_qs(form.decode())
        assert (address, said["hub.mode"]) == (HUB, ["publish"])
        self.told.append(said["hub.url"])


@pytest.fixture
def hub(db, settings):
    settings.WEBSUB_HUB = HUB
    settings.SITE_URL = "https://kabar.example"
    found = Hub()
    websub.tell_hub(now=NOW, post=found)  # what stands there when a hub is first named
    found.told.clear()
    return found


def after(minutes):
    return NOW + timedelta(minutes=minutes)


def whole(paths):
    return [f"https://kabar.example{path}" for path in paths]


def test_ten_releases_are_one_call(hub):
    for _ in range(10):
        make_article()
    assert websub.tell_hub(now=after(1), post=hub)
    assert hub.told == [whole(EVERYTHING)]
    assert not websub.tell_hub(now=after(2), post=hub)
    assert len(hub.told) == 1


def test_a_correction_is_told_with_its_feed_and_a_withdrawal_without(hub):
    article = make_article()
    websub.tell_hub(now=after(1), post=hub)
    material = publishing.Material(
        Article(headline="Judul", body="<p>Isi.</p>", category=make_category())
    )
    announce = publishing.Announcement(updated=True, correction="Tertulis 80.")
    publishing.release(material, article, announce=announce, at=timezone.now())
    websub.tell_hub(now=after(2), post=hub)
    other = make_article()
    websub.tell_hub(now=after(3), post=hub)
    publishing.withdraw(other, reason="child", statement="Maaf.", at=timezone.now())
    websub.tell_hub(now=after(4), post=hub)
    both = whole([*EVERYTHING, *CORRECTIONS])
    assert hub.told == [whole(EVERYTHING), both, whole(EVERYTHING), whole(EVERYTHING)]


def test_what_no_feed_says_is_not_told(hub):
    make_category("Olahraga")
    assert not websub.tell_hub(now=after(1), post=hub)
    assert hub.told == []


def test_a_hub_that_does_not_answer_is_told_later_and_all_of_it(hub, desk_client, client):
    hub.is_down = True
    make_article()
    for minute in (1, 1.5, 2, 2.5):  # not before two minutes have passed
        websub.tell_hub(now=after(minute), post=hub)
    note = HubNote.objects.get()
    assert (note.failures, note.problem) == (1, "TimeoutError: timed out")
    assert client.get("/healthz").json()["failed_pings"] == 1
    websub.tell_hub(now=after(3.5), post=hub)
    note.refresh_from_db()
    assert note.failures == 2
    assert note.wait_until == after(7.5)
    for _ in range(20):
        note.refresh_from_db()
        websub.tell_hub(now=note.wait_until, post=hub)
    assert HubNote.objects.get().wait_until - note.wait_until == timedelta(hours=1)
    hub.is_down = False
    websub.tell_hub(now=after(100_000), post=hub)
    assert hub.told == [whole(EVERYTHING)]
    assert client.get("/healthz").json()["failed_pings"] == 0


def test_nobody_is_told_anything_without_a_hub(db, settings):
    settings.WEBSUB_HUB = ""
    make_article()
    assert not websub.tell_hub(now=NOW, post=Hub())
    assert not HubNote.objects.exists()


def test_readers_cannot_read_what_the_hub_was_told(hub, as_reader):
    with as_reader(), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('articles_hubnote', 'SELECT')")
        assert cursor.fetchone() == (False,)


@pytest.fixture
def server():
    """Serve a hub on this machine that answers as its path says; yields address and requests."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            asked.append((self.path, self.rfile.read(length)))
            self.send_response(int(self.path.strip("/")))
            self.send_header("Location", "/204")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - the name that the handler looks for

        def log_message(self, *arguments):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", asked
    running.shutdown()
    running.server_close()


def test_the_form_is_sent_to_the_hub_and_nowhere_else(server):
    address, asked = server
    websub.send(f"{address}/204", b"hub.mode=publish")
    for status in (301, 302, 307, 404, 500):
        with pytest.raises(HTTPError):
            websub.send(f"{address}/{status}", b"hub.mode=publish")
    assert asked[0] == ("/204", b"hub.mode=publish")
    assert [path for path, _ in asked] == ["/204", "/301", "/302", "/307", "/404", "/500"]
