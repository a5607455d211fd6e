"""Every form of the desk, filled with what nobody means to send: it is refused or kept, no more."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve, reverse

from accounts.roles import Role
from newsroom.desk_middleware import without_nul
from tests.factories import make_person
from tests.newsroom.desk_pages import PAGES, World

pytestmark = pytest.mark.django_db

# What signs the person out, or changes how they sign in, and then tests nothing any more.
ENDS = ("account_logout", "account_change_password", "mfa_index", "admin:auth_user_password_change")
TEXT = "a\0b \U0001f9d1\u200d\U0001f33e \ud83d \ufffe " + "panjang " * 700
NUMBER = "9" * 400  # for what people cannot type into


class Forms(HTMLParser):
    """The forms of a page: method, address, and the fields with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, str], dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = found.get("method", "get").lower()
            self.forms.append((method, found.get("action", ""), {}, {}))
        elif self.forms and tag in {"input", "textarea", "select", "button"} and "name" in found:
            *_, values, typed = self.forms[-1]
            values[found["name"]] = found.get("value", "")
            kind = found.get("type", "text") if tag == "input" else tag
            if kind in {"text", "search", "email", "hidden", "textarea", "select"}:
                typed[found["name"]] = NUMBER if kind in {"hidden", "select"} else TEXT


def forms_of(html: str) -> list[tuple[str, str, dict[str, str], dict[str, str]]]:
    parser = Forms()
    parser.feed(html)
    return parser.forms


def test_no_form_of_the_desk_breaks_over_odd_input(reporter, editor, desk_client):
    world = World.make(reporter, editor)
    chief = desk_client(make_person("pemred", Role.EDITOR_IN_CHIEF))
    admin = desk_client(make_person("teknis", Role.ADMIN))
    broken, seen = {}, set()
    for name, page in PAGES.items():
        if name in ENDS:
            continue
        address = reverse(name, kwargs=page.kwargs(world)) + page.query
        client = admin if page.roles == {Role.ADMIN} else chief
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for method, action, values, typed in forms_of(answer.content.decode()):
            target = urljoin(address, action)
            key = (method, resolve(target.partition("?")[0]).view_name, *sorted(typed))
            if key in seen or "keluar" in target or method not in {"get", "post"}:
                continue
            seen.add(key)
            sent = values | {name: odd for name, odd in typed.items() if not KEPT.fullmatch(name)}
            if problem := answer_to(client, method, target, sent):
                broken[f"{key[:2]} {sorted(typed)[:4]}"] = problem
    assert len(seen) > 40
    assert not broken, "\n".join(f"{key}: {problem}" for key, problem in broken.items())


# Without these a form says no more than that it is not whole.
KEPT = re.compile(r"csrfmiddlewaretoken|version|.*_FORMS|.*-id|.*-desk")


def answer_to(client: Any, method: str, address: str, sent: dict[str, str]) -> Any:
    """Send a form, undo what it did, and return what was wrong with the answer, if anything."""
    # What UTF-8 cannot say a browser does not send. As text: of bytes the client makes a part each.
    sent = {name: text.encode("utf-8", "replace").decode() for name, text in sent.items()}
    if method == "get" and sum(map(len, sent.values())) > 9000:
        sent = {name: text[: 8000 // len(sent)] for name, text in sent.items()}
    try:
        with transaction.atomic():
            answer = getattr(client, method)(address, sent)
            transaction.set_rollback(True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return answer.status_code if answer.status_code >= 500 else None


def test_nul_is_taken_out_of_names_and_texts_and_nothing_else_is_touched():
    sent = QueryDict("q=a%00b&q=c&d%00=e")
    assert without_nul(sent).urlencode() == "q=ab&q=c&d=e"
    clean = QueryDict("q=a&q=b")
    assert without_nul(clean) is clean
