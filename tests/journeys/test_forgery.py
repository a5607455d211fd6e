"""A person with a browser's token and no right: every step of every draft, sent by hand."""

from collections import Counter
from datetime import timedelta

import pytest

from moderation.steps import STEPS, Status
from tests.journeys.people import DRAFTS, draft_path, now, step_path

# What a journalist may do with their own story when its status allows it; the rest is forged.
OWN_STEPS = {"submit", "recall", "reopen", "discard"}


def everything(site):
    """Return what no refused request may change."""
    return (
        site.rows("SELECT id, status, version, changed_at FROM moderation_draft ORDER BY id"),
        site.rows("SELECT count(*), max(id) FROM moderation_transition"),
        site.rows("SELECT count(*), max(id) FROM moderation_revision"),
        site.rows("SELECT id, updated_at, withdrawn_at FROM articles_article ORDER BY id"),
    )


def all_a_step_may_ask():
    """Return every field a step can have, filled well, so that only the right is lacking."""
    tomorrow = now() + timedelta(days=1)
    return {
        "note": "Diteruskan.",
        "day": tomorrow.strftime("%Y-%m-%d"),
        "minute": "09:30",
        "change": "update",
        "statement": "Pernyataan.",
        "reason": "sara",
    }


@pytest.fixture
def drafts(site):
    """Return (id, status, owner) of every draft; each status is among them but the killed one."""
    found = site.rows(
        "SELECT d.id, d.status, u.username FROM moderation_draft d"
        " JOIN accounts_user u ON u.id = d.owner_id ORDER BY d.id"
    )
    assert {status for _, status, _ in found} >= set(Status.values) - {Status.KILLED.value}
    return found


def test_a_journalist_moves_no_draft_by_forging_a_step(site, person, drafts):
    laras = person("laras")
    asked = all_a_step_may_ask()
    before = everything(site)
    answers = {}
    tried = Counter()
    for draft, status, owner in drafts:
        tried[status, owner] += 1
        if tried[status, owner] > 2:  # two of a kind say as much as all of them
            continue
        for name in STEPS:
            if owner == "laras" and name in OWN_STEPS:
                continue
            answer = laras.step(name, draft, **asked)
            answers[draft, status, name] = answer.status == (409 if owner == "laras" else 404)
    assert [sent for sent, refused in answers.items() if not refused] == []
    assert everything(site) == before
    assert {name for _, _, name in answers} == set(STEPS)


def test_an_editor_releases_nothing_they_wrote_or_submitted(site, person):
    yusran, laras = person("yusran"), person("laras")
    own = yusran.write("Tulisan Redaktur Sendiri", "Isi.", category="Politik", credits="yh")
    yusran.takes("submit", own)
    handed_in = laras.write("Diajukan oleh Redaktur", "Isi.", category="Politik", credits="lw")
    yusran.takes("submit", handed_in)
    asked = all_a_step_may_ask()
    for draft in (own, handed_in):
        for name in ("release", "schedule"):
            answer = yusran.step(name, draft, **asked)
            assert answer.status == 409
            assert "redaktur lain" in answer.text()
        assert site.status(draft) == "submitted"
    person("nurhayati").takes("release", own)
    assert site.status(own) == "released"


def test_looking_changes_nothing(site, person, drafts):
    yusran = person("yusran")
    by_status = {status: draft for draft, status, _ in drafts}
    before = everything(site)
    for draft in by_status.values():
        for page in ("change", "pratinjau", "riwayat"):
            assert yusran.get(draft_path(draft, page)).status == 200
        for name in STEPS:
            assert yusran.get(step_path(draft, name)).status == 200
    for path in ("/meja/", DRAFTS, f"{DRAFTS}add/"):
        assert yusran.get(path).status == 200
    assert everything(site) == before


def test_a_draft_of_somebody_else_does_not_exist(person, drafts):
    laras = person("laras")
    others = [draft for draft, _, owner in drafts if owner != "laras"]
    assert len(others) > 5
    for draft in others:
        for page in ("change", "pratinjau", "riwayat", "langkah/submit"):
            assert laras.get(draft_path(draft, page)).status == 404
    listed = laras.get(f"{DRAFTS}?all=").text()
    own = [draft for draft, _, owner in drafts if owner == "laras"]
    assert any(draft_path(draft) in listed for draft in own)
    assert [draft for draft in others if draft_path(draft) in listed] == []


def test_who_is_not_signed_in_is_led_to_the_sign_in(site, person, drafts):
    stranger = person()
    draft = drafts[0][0]
    pages = [draft_path(draft, page) for page in ("change", "pratinjau", "riwayat")]
    pages += [step_path(draft, name) for name in STEPS]
    for path in ("/meja/", DRAFTS, f"{DRAFTS}add/", "/meja/pilih/foto/", *pages):
        answer = stranger.get(path)
        assert answer.status == 302, path
        assert "no-store" in answer.headers["cache-control"], path
        arrived = stranger.context.request.get(path)
        assert arrived.url == f"{site.address}/meja/masuk/?next={path}"
    before = everything(site)
    stranger.get("/meja/masuk/")
    for name in STEPS:
        assert stranger.step(name, draft, **all_a_step_may_ask()).status == 302
    assert everything(site) == before
