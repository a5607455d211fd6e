"""Reports are read here as the code says them, whatever the catalogue has for a line."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import translation


@pytest.fixture(autouse=True)
def in_the_words_of_the_code() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def run(capsys):
    """Return a function that imports files and returns what it said."""

    def run(*paths, **options):
        call_command("import_wordpress", *map(str, paths), **options)
        return capsys.readouterr().out

    return run
