"""Taking pictures from the old site: from named hosts, on public addresses, and pictures only."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count

import pytest
from django.utils.translation import gettext

from wordpress import fetching
from wordpress.fetching import Fetcher, NotFetched, is_public


def said(text: str, **values: object) -> str:
    """Return a pattern of what a report says."""
    return re.escape(gettext(text) % values if values else gettext(text))


PRIVATE = [
    *("127.0.0.1", "10.0.0.8", "172.16.3.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
    *("100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1"),
    *("64:ff9b::7f00:1", "2002:7f00:1::", "::", "bukan alamat", ""),
    *("::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1", "5f00::1"),
]


@pytest.mark.parametrize("number", PRIVATE)
def test_private_addresses_are_no_public_ones_however_they_are_wrapped(number):
    assert not is_public(number)


def test_public_addresses_are_public():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "address",
    [
        "http://lain.example/a.jpg",
        "http://lama.example.lain.example/a.jpg",
        "http://lama.example@lain.example/a.jpg",
        "http://user@lama.example/a.jpg",
        "http://lama.example:22/a.jpg",
        "file:///etc/passwd",
        "ftp://lama.example/a.jpg",
        "http://[::1/a.jpg",
    ],
)
def test_only_named_hosts_on_ordinary_ports_are_asked(address):
    asked = []
    fetcher = Fetcher(["lama.example"], lookup=lambda host, port: asked.append(host) or [])
    with pytest.raises(NotFetched):
        fetcher.get(address)
    assert asked == []


def test_a_name_that_leads_inside_is_refused_even_beside_a_public_number():
    fetcher = Fetcher(["lama.example"], lookup=lambda *where: ["93.184.216.34", "127.0.0.1"])
    why = said("“%(host)s” is not on the public network", host="lama.example")
    with pytest.raises(NotFetched, match=why):
        fetcher.get("http://lama.example/a.jpg")


class OldSite(BaseHTTPRequestHandler):
    """Answers as an old site does, and as a hostile one might."""

    asked: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        answers = {
            "/a.jpg": (200, {"Content-Type": "image/jpeg"}, b"gambar"),
            "/pindah.jpg": (301, {"Location": "/a.jpg"}, b""),
            "/keluar.jpg": (302, {"Location": "http://169.254.169.254/"}, b""),
            "/lingkar.jpg": (302, {"Location": "/lingkar.jpg"}, b""),
            "/laman.jpg": (200, {"Content-Type": "text/html"}, b"<p>"),
            "/putus.jpg": (200, {"Content-Type": "image/jpeg", "Content-Length": "9"}, b"gam"),
            "/besar.jpg": (200, {"Content-Type": "image/jpeg"}, b"x" * 2000),
        }
        status, headers, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def fetcher(monkeypatch):
    """Return a fetcher whose public network is a server in this process."""
    server = HTTPServer(("127.0.0.1", 0), OldSite)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    OldSite.asked = []
    connect = fetching.socket.create_connection

    def to_server(where, *args, **kwargs):
        assert where == ("93.184.216.34", 80)  # what was looked up is what is connected to
        return connect(("127.0.0.1", server.server_port), *args, **kwargs)

    monkeypatch.setattr(fetching.socket, "create_connection", to_server)
    slept = []
    found = Fetcher(["lama.example"], lookup=lambda *where: ["93.184.216.34"], sleep=slept.append)
    found.slept = slept
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_picture_is_taken_politely(fetcher):
    assert fetcher.get("http://www.lama.example/a.jpg").read() == b"gambar"
    assert fetcher.get("http://lama.example/pindah.jpg").read() == b"gambar"
    assert OldSite.asked[0] == ("www.lama.example", "/a.jpg")
    assert max(fetcher.slept) > 0  # a pause between two requests


@pytest.mark.parametrize("path", ["keluar.jpg", "lingkar.jpg", "laman.jpg", "hilang.jpg"])
def test_what_leads_out_round_or_to_no_picture_is_refused(fetcher, path):
    with pytest.raises(NotFetched):
        fetcher.get(f"http://lama.example/{path}")


def test_too_large_a_file_is_not_read_to_its_end(fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    with pytest.raises(NotFetched):
        fetcher.get("http://lama.example/besar.jpg")


def test_a_file_that_breaks_off_is_no_picture(fetcher):
    with pytest.raises(NotFetched, match=said("the answer breaks off")):
        fetcher.get("http://lama.example/putus.jpg")


def test_a_site_that_keeps_sending_does_not_keep_the_import(fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "_PIECE", 10)
    moments = count(0, fetching.LONGEST // 4)
    fetcher.clock = lambda: next(moments)
    why = said("no end within %(most)d seconds", most=fetching.LONGEST)
    with pytest.raises(NotFetched, match=why):
        fetcher.get("http://lama.example/besar.jpg")
