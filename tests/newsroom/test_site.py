"""NEWSROOM_SITE says what a process serves; each is asked in a process of its own."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db

ASK = """
import json, sys
import django
django.setup()
from django.apps import apps
from django.test import Client
client = Client(headers={"host": "localhost"})
status = lambda path: client.get(path).status_code
print(json.dumps({
    "apps": [config.label for config in apps.get_app_configs()],
    "modules": [name for name in ("moderation.models", "ckeditor") if name in sys.modules],
    "desk": status("/meja/"),
    "robots": status("/robots.txt"),
}))
"""


def ask(site: str, **environment: str) -> subprocess.CompletedProcess:
    tests = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}")
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SECRET_KEY": "x" * 50,
            "DEBUG": "1",
            "DATABASE_URL": urlunsplit(tests),
            "NEWSROOM_SITE": site,
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_public_process_has_no_desk_installed_at_all():
    said = json.loads(ask("public").stdout)
    assert {"moderation", "admin", "ckeditor", "allauth", "sessions"} & set(said["apps"]) == set()
    assert said["modules"] == []
    assert (said["desk"], said["robots"]) == (404, 200)


def test_a_desk_process_serves_nothing_to_readers():
    said = json.loads(ask("desk").stdout)
    assert (said["desk"], said["robots"]) == (302, 404)


def test_a_process_serves_both_unless_told_otherwise():
    said = json.loads(ask("all").stdout)
    assert (said["desk"], said["robots"]) == (302, 200)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("NEWSROOM_SITE", "private"), ("SITE_URL", "news.example"), ("DATABASE_URL", "sqlite:///x")],
)
def test_a_value_that_makes_no_sense_stops_the_start_with_its_name(variable, value):
    answer = ask("all", **{variable: value})
    assert answer.returncode != 0
    assert variable in answer.stderr.splitlines()[-1]
