"""People at the desk, by name."""

from typing import Any

import pytest
from django.test import Client

from tests.moderation.editor_page import address, chromium, desk  # noqa: F401


@pytest.fixture
def client_of(request: pytest.FixtureRequest, desk_client: Any):
    """Return a function that signs in the person of a fixture's name; "anonymous" is nobody."""

    def sign_in(name: str) -> Client:
        return Client() if name == "anonymous" else desk_client(request.getfixturevalue(name))

    return sign_in
