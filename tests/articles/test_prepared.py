"""Statements that are prepared once a connection."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.prepared import Prepared

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
