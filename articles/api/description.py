"""The API in the words of OpenAPI 3.1. A test holds every answer against this."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.api import asked
from articles.models import Article, Correction, Credit
from articles.pages import PARAMETER
from categories.models import Category

Schema = dict[str, Any]
Words = str | Promise

# The API's own version: the first number changes only when a name is taken away.
VERSION = "1.2.0"


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: str) -> Schema:
    return {"type": "array", "items": _ref(of)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _page(of: str, following: str) -> Schema:
    return _object(items=_list(of), **{following: _or_null(ADDRESS)})


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
TRUTH: Schema = {"type": "boolean"}


def _one_of(choices: list[str]) -> Schema:
    return {"type": "string", "enum": [str(choice) for choice in choices]}


_CARD = {
    "id": WHOLE,
    "url": ADDRESS,
    "api_url": ADDRESS,
    "kind": _one_of(Article.Kind.values),
    "is_unverified": TRUTH,
    "flags": {
        "type": "array",
        "items": _one_of(Article.Flag.values),
        "description": "What asks for care. Of a child or a victim no picture is given.",
    },
    "kicker": TEXT,
    "headline": TEXT,
    "standfirst": TEXT,
    "published_at": MOMENT,
    "updated_at": _or_null(MOMENT),
    "category": _object(name=TEXT, path=TEXT, url=ADDRESS),
    "picture": _or_null(_ref("Picture")),
}
_CORRECTION = {
    "severity": _one_of(Correction.Severity.values),
    "text": TEXT,
    "apology": TEXT,
    "published_at": MOMENT,
}
SCHEMAS: dict[str, Schema] = {
    "Picture": _object(
        url=ADDRESS,
        mime_type=TEXT,
        width=WHOLE,
        height=WHOLE,
        alt=TEXT,
        caption=TEXT,
        credit=TEXT,
    ),
    "Card": _object(**_CARD),
    "Story": _object(
        **_CARD,
        place=TEXT,
        body_html=TEXT,
        unverified_notice=TEXT,
        source=TEXT,
        quoted_from=_or_null(_object(outlet=TEXT, url=ADDRESS, date=DAY)),
        reading_minutes=WHOLE,
        update_note=TEXT,
        credits={
            "type": "array",
            "items": _object(
                name=TEXT, slug=TEXT, code=TEXT, role=_one_of(Credit.Role.values), url=ADDRESS
            ),
        },
        tags={"type": "array", "items": _object(name=TEXT, slug=TEXT, url=ADDRESS)},
        corrections={"type": "array", "items": _object(**_CORRECTION)},
        answers=_or_null(_ref("Link")),
        replies=_list("Link"),
        verifies=_or_null(_ref("Link")),
        verified_by=_list("Link"),
    ),
    "Link": _object(
        id=WHOLE,
        headline=TEXT,
        url=ADDRESS,
        published_at=MOMENT,
        withdrawn_at=_or_null(MOMENT),
    ),
    "Category": _object(
        name=TEXT,
        path=TEXT,
        parent=_or_null(TEXT),
        kind=_one_of(Category.Kind.values),
        description=TEXT,
        is_retired=TRUTH,
        url=ADDRESS,
        stories_url=ADDRESS,
    ),
    "Tag": _object(name=TEXT, slug=TEXT, url=ADDRESS, stories_url=ADDRESS),
    "Author": _object(
        name=TEXT,
        slug=TEXT,
        code=TEXT,
        position=TEXT,
        bio=TEXT,
        picture=_or_null(_ref("Picture")),
        is_active=TRUTH,
        url=ADDRESS,
        stories_url=ADDRESS,
    ),
    "Correction": _object(
        **_CORRECTION, id=WHOLE, story=_object(id=WHOLE, headline=TEXT, url=ADDRESS)
    ),
    "Withdrawal": _object(
        id=WHOLE,
        url=ADDRESS,
        published_at=MOMENT,
        withdrawn_at=MOMENT,
        ground=_one_of([*Article.Withdrawal.values, Article.UNEXPLAINED]),
        statement=TEXT,
    ),
    "Problem": {
        **_object(type=ADDRESS, title=TEXT, status=WHOLE, detail=TEXT),
        "description": "RFC 9457",
    },
    "Stories": _page("Card", "older"),
    "Corrections": _page("Correction", "older"),
    "Withdrawals": _page("Withdrawal", "older"),
    "Categories": _page("Category", "next"),
    "Tags": _page("Tag", "next"),
    "Authors": _page("Author", "next"),
}
# A withdrawn story answers 410, and its problem says on what ground.
SCHEMAS["Gone"] = _object(**SCHEMAS["Problem"]["properties"], withdrawal=_ref("Withdrawal"))

PARAMETERS: dict[str, tuple[Words, Schema]] = {
    asked.CATEGORY: (_("path of a category; those below it are included"), TEXT),
    asked.TAG: (_("short name of a tag"), TEXT),
    asked.AUTHOR: (_("short name of an author"), TEXT),
    asked.DAY: (_("day of publication, in Western Indonesian time"), {**TEXT, "format": "date"}),
    PARAMETER: (_("where to go on, as the answer before says in “older”"), TEXT),
    asked.AFTER: (_("where to go on, as the answer before says in “next”"), TEXT),
}


@dataclass(frozen=True)
class Endpoint:
    """One address of the API: what it answers, in the words of SCHEMAS, and what it understands."""

    view: str
    summary: Words
    answer: str
    parameters: tuple[str, ...] = ()
    place: str = ""  # the part of the address that names one thing

    @property
    def path(self) -> str:
        if not self.place:
            return reverse(self.view)
        return reverse(self.view, kwargs={self.place: 0}).replace("0", "{id}")

    @property
    def example(self) -> str:
        """An address to try, or nothing where one has to know a number."""
        return "" if self.place else self.path

    @property
    def explained(self) -> Iterator[tuple[str, Words]]:
        return ((name, PARAMETERS[name][0]) for name in self.parameters)


ENDPOINTS = (
    Endpoint("api-stories", _("Stories, newest first"), "Stories", asked.STORY_PARAMETERS),
    Endpoint("api-story", _("One story with its whole text"), "Story", place="pk"),
    Endpoint("api-categories", _("Channels and topics"), "Categories", (asked.AFTER,)),
    Endpoint("api-tags", _("Tags"), "Tags", (asked.AFTER,)),
    Endpoint("api-authors", _("Authors"), "Authors", (asked.AFTER,)),
    Endpoint("api-corrections", _("Corrections, newest first"), "Corrections", (PARAMETER,)),
    Endpoint("api-withdrawals", _("Withdrawals, newest first"), "Withdrawals", (PARAMETER,)),
)


def described() -> tuple[Endpoint, ...]:
    """Return the addresses of the API, for the page that explains them."""
    return ENDPOINTS


def document() -> dict[str, Any]:
    """Return the description as JSON values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"API {settings.SITE_NAME}",
            "version": VERSION,
            "description": str(
                _("What readers may read, as JSON. It asks for no key and sets no cookie.")
            ),
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {one.path: {"get": _operation(one)} for one in ENDPOINTS},
        "components": {"schemas": SCHEMAS},
    }


def _operation(one: Endpoint) -> Schema:
    place = {"name": "id", "in": "path", "required": True, "schema": WHOLE}
    query = [
        {"name": name, "in": "query", "description": str(words), "schema": schema}
        for name, (words, schema) in PARAMETERS.items()
        if name in one.parameters
    ]
    answers = {
        "200": _answer(str(one.summary), "application/json", one.answer),
        "304": {"description": "Not Modified"},
        "404": _answer("Not Found", "application/problem+json", "Problem"),
    }
    if one.place:
        answers["410"] = _answer("Gone", "application/problem+json", "Gone")
    else:
        answers["400"] = _answer("Bad Request", "application/problem+json", "Problem")
    return {
        "operationId": one.view.removeprefix("api-"),
        "summary": str(one.summary),
        "parameters": [place] if one.place else query,
        "responses": answers,
    }


def _answer(words: str, content_type: str, schema: str) -> Schema:
    return {"description": words, "content": {content_type: {"schema": _ref(schema)}}}
