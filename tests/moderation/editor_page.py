"""The editor in a browser, under the policy it lives with: a server, the browser, what it says."""

import shutil
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from articles.html import normalise_input

FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.staticfiles.AppFilesFinder",
]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the test module's `urlpatterns`, and static files as the finders see them, without a
    database.
    """
    kept = "newsroom.middleware.KeptPagesMiddleware"  # asks the database for the edition
    with override_settings(
        ROOT_URLCONF=request.module.__name__,
        STATICFILES_FINDERS=FINDERS,
        DEBUG=True,
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if name != kept],
    ):
        finders.get_finder.cache_clear()
        app = StaticFilesHandler(get_wsgi_application())
        with make_server("127.0.0.1", 0, app, Server, Quiet) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    found = next(
        filter(
            None,
            map(
                shutil.which,
                ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
            ),
        ),
        "",
    )
    if not found:
        pytest.skip("No Chromium on this machine.")
    from playwright.sync_api import sync_playwright  # a development package, for these tests alone

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Desk:
    """A page with the editor, and everything the browser complained about or asked for."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints, self.foreign = [], []
        self.page.on("console", lambda message: self.note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.note("error", str(error)))
        self.page.on("response", self.answered)

    def note(self, kind, text):
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(text)

    def answered(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")
        if not response.url.startswith((self.address, "data:")):
            self.foreign.append(response.url)

    def open(self, body=""):
        self.page.goto(f"{self.address}/tulis/{body + '/' if body else ''}")
        self.page.wait_for_selector(".cke_editable")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def stored(self):
        """Return what a save would store."""
        self.page.evaluate("CKEDITOR.instances.id_body.updateElement()")
        return normalise_input(self.page.evaluate("document.getElementById('id_body').value"))

    def choose(self, button):
        self.page.wait_for_timeout(300)  # the editor looks at the selection five times a second
        self.page.click(f".cke_button__{button}")


@pytest.fixture
def desk(chromium, address):
    desk = Desk(chromium, address, permissions=["clipboard-read", "clipboard-write"])
    yield desk
    desk.context.close()
