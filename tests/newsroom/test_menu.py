"""The menu of the desk: whole for each role, and it says where one is."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.urls import resolve

from accounts.roles import Role
from tests.moderation.desk import text_of
from tests.newsroom.desk_pages import PAGES

pytestmark = pytest.mark.django_db

PEOPLE = ["reporter", "photographer", "coordinator", "editor", "managing_editor", "chief"]


def links(page: str) -> list[tuple[str, bool]]:
    """Return where the menu of a page leads, and whether that is said to be here."""
    nav = page[page.index('class="desk-nav"') :]
    found = re.findall(r'<a href="([^"]+)"( aria-current="page")?', nav[: nav.index("</nav>")])
    return [(address, bool(here)) for address, here in found]


@pytest.mark.parametrize("who", [*PEOPLE, "sysadmin"])
def test_every_link_of_the_menu_opens_and_none_is_missing(request, desk_client, who):
    person = request.getfixturevalue(who)
    client = desk_client(person)
    offered = [address for address, _here in links(text_of(client.get("/meja/")))]
    assert len(offered) == len(set(offered))
    role = Role(person.groups.get().name)
    for address in offered:  # that each opens for its roles is tried in test_every_page
        assert role in PAGES[resolve(address).view_name].roles, address
    for model, model_admin in admin.site._registry.items():
        app, name = model._meta.app_label, model._meta.model_name
        seen = person.has_perm(f"{app}.view_{name}") or person.has_perm(f"{app}.change_{name}")
        assert (f"/meja/{app}/{name}/" in offered) == seen, model_admin


@pytest.mark.parametrize(
    ("page", "here"),
    [
        ("/meja/", "/meja/"),
        ("/meja/antrean/", "/meja/antrean/"),
        ("/meja/ikhtisar/orang/", "/meja/ikhtisar/"),
        ("/meja/moderation/draft/add/", "/meja/moderation/draft/"),
        ("/meja/categories/category/", "/meja/categories/category/"),
    ],
)
def test_the_menu_says_where_one_is(desk_client, chief, page, here):
    shown: Any = links(text_of(desk_client(chief).get(page)))
    assert [address for address, is_here in shown if is_here] == [here]
