"""What a new version of a public story is to its readers, and what it owes them."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import Correction
from moderation import workflow
from moderation.record import broken_links
from moderation.steps import Change
from moderation.workflow import Details, Refused
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def take(name, draft, by, **details):
    return workflow.take(name, draft, by=by, version=draft.version, details=Details(**details))


def new_version(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor)
    take("reopen", draft, reporter)
    take("submit", draft, reporter)
    return draft


@pytest.mark.parametrize(
    ("details", "missing"),
    [
        ({}, "change"),
        ({"change": "update"}, "statement"),
        ({"change": "correction"}, "statement"),
        ({"change": "correction", "statement": "Salah."}, "severity"),
        ({"change": "correction", "statement": "Salah.", "severity": "besar"}, "severity"),
        ({"change": "correction", "statement": "Salah.", "severity": "substance"}, "apology"),
    ],
)
def test_a_change_says_what_it_is_to_readers(reporter, editor, details, missing):
    draft = new_version(reporter, editor)
    with pytest.raises(Refused) as refusal:
        take("release", draft, editor, **details)
    assert refusal.value.detail == missing


def test_a_correction_of_substance_apologises_to_the_readers(reporter, editor):
    draft = new_version(reporter, editor)
    take(
        "release",
        draft,
        editor,
        change=Change.CORRECTION,
        statement="Tertulis kepala dinas, yang benar sekretaris dinas.",
        severity="substance",
        apology="Kami meminta maaf kepada pembaca.",
    )
    (correction,) = Correction.objects.all()
    assert correction.apology == "Kami meminta maaf kepada pembaca."
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(apology="")
    assert broken_links() == []


def test_the_chain_notices_a_changed_apology(reporter, editor):
    draft = new_version(reporter, editor)
    take(
        "release",
        draft,
        editor,
        change=Change.CORRECTION,
        statement="Salah.",
        severity="fact",
        apology="Maaf.",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE moderation_transition DISABLE TRIGGER USER")
        cursor.execute("UPDATE moderation_transition SET apology = '' WHERE apology <> ''")
        cursor.execute("ALTER TABLE moderation_transition ENABLE TRIGGER USER")
    assert [link.table for link in broken_links()] == ["moderation_transition"]
