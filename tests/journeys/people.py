"""Somebody at a browser: what they do at the desk, and everything their browser complains about."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import APIResponse, Browser, Locator, Page, Request, Response, expect

from newsroom.demo import DEMO_PASSWORD
from tests.journeys.site import Site

DRAFTS = "/meja/moderation/draft/"
PATIENCE = 20_000  # milliseconds; the machine may be busy
WIB = ZoneInfo("Asia/Jakarta")


class Person:
    """A browser of its own. `page` is its tab; `get` and `post` ask without showing anything."""

    def __init__(
        self,
        site: Site,
        browser: Browser,
        name: str,
        states: dict[str, Any],
        options: dict[str, Any],
    ) -> None:
        self.site, self.name = site, name
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=site.address,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            storage_state=states.get(name),
            # It would ask for each page in the page's place, and no answer be the page's own.
            service_workers="block",
            **{"viewport": {"width": 1280, "height": 900}, **options},
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", lambda said: self._console(said.type, said.text))
        self.context.on("weberror", lambda error: self._went_wrong(str(error.error)))
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("requestfailed", self._failed)
        if name and name not in states:
            self.sign_in()
            states[name] = self.context.storage_state()
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    # --- Complaints -----------------------------------------------------------------------------

    def _console(self, kind: str, text: str) -> None:
        # Chromium repeats every answer above 399 here; `_answered` judges those.
        if text.startswith("Failed to load resource"):
            return
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(text)

    def _went_wrong(self, error: str) -> None:
        # Chromium says so of a readers' page that is left for a desk page: only the first fades.
        if "ViewTransition opt-in disabled" not in error:
            self.complaints.append(error)

    def _asked(self, request: Request) -> None:
        # What a page makes itself, a picture in the editor's style sheet, is asked of nobody.
        if not request.url.startswith((f"{self.site.address}/", "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        # The page itself may say no; whoever opens it looks at what it says.
        said_no = response.request.is_navigation_request() and response.status < 500
        if response.status >= 400 and not said_no:
            self.complaints.append(f"{response.status} {response.url}")

    def _failed(self, request: Request) -> None:
        # The page gave it up itself: suggestions for what is typed no longer, a picture still on
        # its way when somebody goes on to the next page.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure} {request.url}")

    # --- Without a page -------------------------------------------------------------------------

    def sign_in(self) -> None:
        self.get("/meja/masuk/")
        answer = self.post("/meja/masuk/", login=self.name, password=DEMO_PASSWORD)
        assert answer.status == 302, answer.text()

    def get(self, path: str) -> APIResponse:
        return self.context.request.get(path, max_redirects=0)

    def post(self, path: str, **fields: Any) -> APIResponse:
        """Send a form with the token that belongs to this browser."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        form = {"csrfmiddlewaretoken": cookies["meja_csrf"], **fields}
        return self.context.request.post(path, form=form, max_redirects=0)

    def write(self, headline: str, body: str, *, category: str, credits: str, **more: str) -> int:
        """Save a new draft without a page and return its number; `credits` are codes: "lw yh"."""
        codes = credits.split()
        lines = {f"credits-{i}-author": code for i, code in enumerate(codes)}
        lines |= {f"credits-{i}-role": "reporter" for i in range(len(codes))}
        answer = self.post(
            f"{DRAFTS}add/",
            headline=headline,
            body=body,
            category=category,
            kind="news",
            **{"credits-TOTAL_FORMS": str(len(codes)), "credits-INITIAL_FORMS": "0"},
            **lines,
            **more,
        )
        assert answer.status == 302, answer.text()
        return int(re.search(r"/draft/(\d+)/change/", answer.headers["location"])[1])

    def step(self, name: str, draft: int, **fields: Any) -> APIResponse:
        """Send the form of a step as the page of the step would, with the newest version."""
        version = self.site.value("SELECT version FROM moderation_draft WHERE id = %s", draft)
        return self.post(step_path(draft, name), version=str(version), **fields)

    def takes(self, name: str, draft: int, **fields: Any) -> None:
        answer = self.step(name, draft, **fields)
        assert answer.status == 302, answer.text()

    # --- With a page ----------------------------------------------------------------------------

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    @property
    def editor(self) -> Locator:
        return self.page.locator(".cke_editable")

    def field(self, label: str) -> Locator:
        named = self.page.get_by_label(re.compile(rf"^{re.escape(label)}:?$"))
        return named.filter(visible=True)  # the review page has the forms of closed steps, too

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def press_step(self, label: str) -> None:
        """Press the button of a step below a story: it leads to the step's page, or opens its form
        on the review page.
        """
        button = self.page.locator(".actions .step").filter(has_text=re.compile(rf"^{label} …$"))
        button.click()
        own_page = self.page.get_by_role("heading", level=1, name=label, exact=True)
        here = self.page.locator("details.decision[open] summary").get_by_text(label, exact=True)
        expect(own_page.or_(here)).to_be_visible()

    def submit(self) -> None:
        """Press the one button that saves and submits."""
        self.page.locator(".actions .step-submit").click()

    def is_told(self, text: str | re.Pattern[str]) -> None:
        """Wait for a message of the desk that says this."""
        expect(self.page.locator(".messagelist").get_by_text(text).first).to_be_visible()

    def choose(self, label: str, typed: str, wanted: str) -> None:
        """Type into a field with suggestions until the wanted one is there, and take it."""
        self.field(label).press_sequentially(typed)
        options = self.page.locator("#desk-typeahead [role=option]")
        options.filter(has_text=re.compile(rf"^{re.escape(wanted)}")).first.click()
        expect(self.field(label)).to_have_value(re.compile(rf"{re.escape(wanted)}$"))

    def paste(self, html: str) -> None:
        """Put HTML into the clipboard, as another program would, and paste it at the cursor."""
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate(
            "html => navigator.clipboard.write([new ClipboardItem({'text/html':"
            " new Blob([html], {type: 'text/html'})})])",
            html,
        )
        self.page.keyboard.press("ControlOrMeta+v")


def draft_path(draft: int, page: str = "change") -> str:
    return f"{DRAFTS}{draft}/{page}/"


def step_path(draft: int, name: str) -> str:
    return draft_path(draft, f"langkah/{name}")


def now() -> datetime:
    return datetime.now(WIB)
