"""A story that has everything a story can have: what its pages ask of the database."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from moderation import comments, sensitive, workflow
from moderation.history import save_draft
from tests.factories import (
    make_author,
    make_category,
    make_desk,
    make_draft,
    make_person,
    make_photo,
    make_plan,
    make_release,
    make_window,
)
from tests.moderation.desk import PAGES, address, asked_by, text_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
BANJIR = "<p>Banyak warga mengeluh soal banjir yang datang setiap sore sejak Senin.</p>"


@pytest.fixture
def full(reporter, editor, other_editor):
    """Return a story: released, then written anew with everything, submitted and approved once."""
    politics, town = make_category("Politik"), make_category("Kota")
    make_desk("Olahraga", [make_category("Olahraga")], [make_person("otto", Role.DESK_EDITOR)])
    make_desk("Politik", [politics], [editor, other_editor], approvals=2)
    photos = [make_photo(reporter) for _ in range(6)]
    body = BANJIR * 4 + "".join(f'<figure data-photo="{one.pk}"></figure>' for one in photos[1:])
    make_draft(reporter, body=body, is_restricted=True)
    other = make_draft(reporter, status="released", editor=editor, category=town).article
    draft = make_draft(reporter, body=body, status="released", editor=editor, category=town)
    now = timezone.now()

    def step(name: str, by: User) -> None:
        workflow.take(name, draft, by=by, version=draft.version)

    step("reopen", editor)
    draft.category, draft.lead_photo = make_category("Pilkada", politics), photos[0]
    draft.release = make_release(reporter, text="Banyak warga mengeluh soal banjir. " * 10)
    draft.tags = ["Pilkada", *(f"Tagar {number}" for number in range(11))]
    draft.credits = [
        {"author": make_author(f"Penulis {letter}", f"a{letter}").pk, "role": role}
        for letter, role in zip("bcdefghijklm", ["reporter", "editor"] * 6, strict=True)
    ]
    draft.flags = ["suicide", "child"]
    draft.assured = [question.key for question in sensitive.asked(draft.flags)]
    draft.quoted_outlet, draft.quoted_url = "Harian Sungai", "https://sungai.example/banjir"
    draft.quoted_on = now.date()
    draft.kind, draft.answers, draft.source = "reply", other, "Dinas Pekerjaan Umum"
    draft.related_ids = draft.read_also_ids = [other.pk]
    draft.due_at, draft.embargo_until = now + timedelta(hours=1), now + timedelta(hours=2)
    draft.embargo_source, draft.is_restricted = draft.source, True
    save_draft(draft, by=reporter)
    make_plan(editor, draft=draft, reporter=reporter)
    make_window()
    for number in range(10):
        first = comments.add(draft, by=(editor, other_editor)[number % 2], text=f"Cek {number}.")
        comments.add(draft, by=reporter, text="Sudah.", parent=first)
        comments.add(draft, by=other_editor, text="@rina baik.", parent=first)
    step("submit", reporter)
    step("approve", other_editor)
    return draft


def test_no_page_of_a_story_that_has_everything_asks_too_much(full, reporter, editor, desk_client):
    for person in (reporter, editor):
        client = desk_client(person)
        for page in PAGES:
            number, response = asked_by(partial(client.get, address(page, full)))
            assert response.status_code == 200
            assert number <= MOST_QUERIES, (page, person, number)
            assert page != "review" or "Endah" in text_of(response), "who approved it is named"
