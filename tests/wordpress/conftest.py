"""Reports are read here as the code says them, whatever the catalogue has for a line."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_the_words_of_the_code() -> Iterator[None]:
    with translation.override("en"):
        yield
