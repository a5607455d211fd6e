"""The search page: what it answers, and that nothing typed into it breaks it."""

import pytest


@pytest.mark.parametrize(
    "query",
    ["", "a\x00b", "x" * 10_000, "yang dan di", "!!! ((( &|", "':*A & !b <-> c", "\ud800", "%_\\"],
)
def test_odd_words_are_answered(reader_client, query):
    assert reader_client.get("/cari/", {"q": query.encode("utf-8", "replace")}).status_code == 200
