"""What the log says of requests that were refused."""

import io
import logging

import pytest
from django.test import Client
from django.urls import reverse

from moderation import links
from newsroom.logs import WithoutKeys
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(settings):
    """Return what is written to a log that is filtered as the settings say."""
    written = logging.StreamHandler(io.StringIO())
    [console] = settings.LOGGING["handlers"].values()
    assert [settings.LOGGING["filters"][name]["()"] for name in console["filters"]] == [
        f"{WithoutKeys.__module__}.{WithoutKeys.__qualname__}"
    ]
    written.addFilter(WithoutKeys())
    logging.getLogger("django").addHandler(written)
    yield written.stream
    logging.getLogger("django").removeHandler(written)


def test_the_key_of_a_guest_is_in_no_line_about_what_they_were_refused(log, reporter):
    _, key = links.make(make_draft(reporter), guest="Budi", hours=24, by=reporter)
    address = reverse("guest-preview", args=[key])
    assert Client().post(address, {"text": "Keliru.", "version": "99"}).status_code == 409
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    said = log.getvalue()
    assert said.count("/meja/pratinjau-tamu/…/") == 2
    assert key not in said
