"""Kept pages in front of Django: the same answers, and nothing that Django alone may answer."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import OperationalError, close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from articles import counting, edition
from newsroom.kept import in_front_of
from tests.factories import make_article

BROWSER = "Mozilla/5.0 (Linux; Android 14) Firefox/132.0"


class HandedOn(Exception):
    """Raised by the application behind."""


def django_alone(environ, start_response):
    raise HandedOn


def ask(application, address, method="GET", **more):
    """Return status, headers and body of what a WSGI application answers."""
    path, _, query = address.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    environ |= {"wsgi.input": io.BytesIO(), "REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "testserver"}
    said = []
    body = application(environ | more, lambda *answer: said.extend(answer))
    status, headers = said
    return status, dict(headers), b"".join(body)


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the test's connection, which Django would close as an old one, over each request."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


@pytest.fixture
def in_front(db):
    return in_front_of(django_alone)


@pytest.fixture
def kept(db):
    """Return the address of a story whose page Django has made and kept, and what it answered."""
    story = make_article(headline="Jembatan Dibuka")
    address = story.get_absolute_url()
    return address, ask(WSGIHandler(), address)


@pytest.mark.parametrize("coding", ["", "br", "gzip"])
def test_a_kept_page_is_answered_as_django_answers_it(kept, in_front, coding):
    address, _ = kept
    by_django = ask(WSGIHandler(), address, HTTP_ACCEPT_ENCODING=coding)
    assert by_django[0] == "200 OK"
    assert {"ETag", "Content-Security-Policy", "X-Frame-Options", "Vary"} <= by_django[1].keys()
    assert ask(in_front, address, HTTP_ACCEPT_ENCODING=coding) == by_django


def test_who_has_a_page_already_is_told_so_as_by_django(kept, in_front):
    address, (_, headers, _) = kept
    by_django = ask(WSGIHandler(), address, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert by_django[0] == "304 Not Modified"
    assert ask(in_front, address, HTTP_IF_NONE_MATCH=headers["ETag"]) == by_django


def test_only_the_headers_answer_who_asks_for_them_alone(kept, in_front):
    address, (status, headers, _) = kept
    assert ask(in_front, address, method="HEAD") == (status, headers, b"")


def test_a_kept_page_costs_one_query_in_front_and_a_page_that_is_not_kept_no_second_one(kept):
    address, _ = kept
    application = in_front_of(WSGIHandler())
    edition.forget_pages()
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            ask(application, address)
        editions = [one for one in asked if "FROM articles_edition" in one["sql"]]
        assert len(editions) == 1
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("address", "more"),
    [
        (None, {"REQUEST_METHOD": "POST"}),
        (None, {"HTTP_HOST": "elsewhere.example"}),
        (None, {"HTTP_HOST": "testserver:80/evil"}),
        (None, {"wsgi.url_scheme": "https"}),
        (None, {"QUERY_STRING": "utm_source=x"}),
        ("/kategori/caf\xc3\xa9/", {}),
        ("/meja/", {}),
        ("/healthz", {}),
        ("/tidak-ada/", {}),
    ],
)
def test_what_only_django_may_answer_goes_on_to_it(kept, in_front, address, more):
    with pytest.raises(HandedOn):
        ask(in_front, address or kept[0], **more)


def test_a_page_of_before_a_release_is_not_answered_after_it(kept, in_front):
    make_article(headline="Baru Saja")
    with pytest.raises(HandedOn):
        ask(in_front, kept[0])


def test_where_the_database_fails_django_says_so(kept, in_front, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(edition, "current", fail)
    with pytest.raises(HandedOn):
        ask(in_front, kept[0])


def test_a_process_of_the_desk_alone_answers_no_reader(kept, settings):
    settings.SITE = "desk"
    with pytest.raises(HandedOn):
        ask(in_front_of(django_alone), kept[0])


def test_whoever_reads_a_kept_page_is_counted(kept, in_front, settings, monkeypatch):
    settings.COUNT_READERS = True
    readings = counting.Readings()
    monkeypatch.setattr(counting, "readings", readings)
    ask(in_front, kept[0], HTTP_USER_AGENT=BROWSER)
    ask(in_front, kept[0], HTTP_USER_AGENT="curl/8")
    assert sum(readings.waiting.values()) == 1
