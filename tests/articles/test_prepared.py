"""Statements that are prepared once a connection."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.prepared import Named, Prepared

SHARE = Prepared("test-share", "SELECT (12 / %s::int)::text")


def test_a_statement_that_failed_is_asked_again_on_the_same_connection(db):
    assert SHARE.rows(connection, "3") == [["4"]]
    with pytest.raises(DatabaseError), transaction.atomic():
        SHARE.rows(connection, "0")
    assert SHARE.rows(connection, "4") == [["3"]]


def test_a_statement_that_the_server_forgot_is_prepared_again(db):
    assert SHARE.rows(connection, "3") == [["4"]]
    with connection.cursor() as cursor:
        cursor.execute('DEALLOCATE "test-share"')
    with pytest.raises(DatabaseError), transaction.atomic():
        SHARE.rows(connection, "3")
    assert SHARE.rows(connection, "6") == [["2"]]


def test_values_that_have_names_arrive_as_they_are(db):
    words = Named(
        "SELECT word FROM unnest(%(words)s::text[]) WITH ORDINALITY AS w (word, n)"
        " WHERE n > %(after)s::int AND word = ANY (%(words)s::text[]) ORDER BY n"
    )
    odd = ["a,b", '"quoted"', "back\\slash", "{brace}", "NULL", "", "it's % é"]
    values = {"words": odd, "after": 1, "unused": None}
    assert [word for (word,) in words.rows_for(connection, values)] == odd[1:]
