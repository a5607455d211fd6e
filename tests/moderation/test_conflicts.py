"""A save over a newer version: what is shown, what can be chosen, and what comes of it."""

import random
import re
import uuid
from copy import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.html import clean_html
from moderation import autosaves, resembling
from moderation.autosaves import Typed
from moderation.conflicts import Conflict
from moderation.history import Stale, save_draft
from moderation.merging import Pick, split_body
from moderation.models import Draft
from moderation.record import broken_links
from tests.factories import make_author, make_draft
from tests.moderation.desk import address, asked_by, save_meanwhile, text_of, typed

BODY = "<p>Satu.</p><p>Dua.</p><p>Tiga.</p>"


def conflicting(desk_client, reporter, editor, *, mine, theirs, **begun):
    """Let the editor save `theirs` and the reporter send `mine` after it; return what they sent."""
    draft = make_draft(reporter, **begun)
    sent = typed(draft, _save="1", **mine)
    save_meanwhile(draft, desk_client(editor), **theirs)
    draft.refresh_from_db()
    return draft, sent


def names_of(response):
    return list(
        dict.fromkeys(re.findall(r'type="radio" name="(merge-[0-9a-f-]+)"', text_of(response)))
    )


def test_both_texts_and_what_they_began_from_stand_side_by_side(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        body=BODY,
        mine={"body": BODY.replace("Dua", "Dua milik penulis")},
        theirs={"body": BODY.replace("Dua", "Dua milik redaktur")},
    )  # fmt: skip
    response = desk_client(reporter).post(address("change", draft), sent)
    page = text_of(response)
    assert response.status_code == 409
    assert len(names_of(response)) == 1
    for value in ("base", "theirs", "mine"):
        assert f'value="{value}"' in page
    assert "milik redaktur" in page
    assert str(editor) in page
    draft.refresh_from_db()
    assert draft.version == 2


def test_what_was_chosen_is_saved_as_the_next_version(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        headline="Lama", body=BODY,
        mine={"headline": "Milik penulis", "body": BODY.replace("Satu", "Satu penulis")},
        theirs={"headline": "Milik redaktur", "body": BODY.replace("Tiga", "Tiga redaktur")},
    )  # fmt: skip
    client = desk_client(reporter)
    [headline] = names_of(client.post(address("change", draft), sent))
    chosen = {"_merge": "save", "_over": "2", headline: "theirs"}
    response = client.post(address("change", draft), sent | chosen)
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Milik redaktur", 3)
    assert draft.body.replace("\n", "") == "<p>Satu penulis.</p><p>Dua.</p><p>Tiga redaktur.</p>"
    assert draft.revisions.get(number=3).by == reporter
    assert draft.revisions.get(number=2).headline == "Milik redaktur"


def test_nothing_is_saved_before_everything_is_chosen(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        mine={"headline": "Penulis"}, theirs={"headline": "Redaktur"},
    )  # fmt: skip
    client = desk_client(reporter)
    for choice in ({}, {"_merge": "save", "_over": "2"}):
        response = client.post(address("change", draft), sent | choice)
        assert response.status_code == 409
    assert 'class="point missing"' in text_of(response)
    assert draft.revisions.count() == 2


def test_a_choice_over_a_version_that_is_old_by_then_is_asked_again(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        mine={"headline": "Penulis"}, theirs={"headline": "Redaktur"},
    )  # fmt: skip
    client = desk_client(reporter)
    [name] = names_of(client.post(address("change", draft), sent))
    save_meanwhile(draft, desk_client(editor), headline="Redaktur lagi")
    response = client.post(
        address("change", draft), sent | {"_merge": "save", "_over": "2", name: "mine"}
    )
    assert response.status_code == 409
    assert "Redaktur lagi" in text_of(response)
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Redaktur lagi", 3)


def test_a_choice_that_was_made_stays_made(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        mine={"headline": "Penulis", "standfirst": "Ringkasan penulis"},
        theirs={"headline": "Redaktur", "standfirst": "Isi redaktur"},
    )  # fmt: skip
    client = desk_client(reporter)
    one, _other = names_of(client.post(address("change", draft), sent))
    page = text_of(
        client.post(address("change", draft), sent | {"_merge": "save", "_over": "2", one: "mine"})
    )
    assert re.search(rf'name="{one}" value="mine"[^>]* checked', page)


def test_merged_words_can_be_looked_at_before_they_are_saved(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        body=BODY,
        mine={"body": BODY.replace("Satu", "Satu penulis"), "copy": "halaman-satu"},
        theirs={"body": BODY.replace("Tiga", "Tiga redaktur")},
    )  # fmt: skip
    client = desk_client(reporter)
    response = client.post(address("change", draft), sent | {"_merge": "look", "_over": "2"})
    page = text_of(response)
    assert response.status_code == 200
    assert "Satu penulis" in page
    assert "Tiga redaktur" in page
    assert 'name="version" value="2"' in page
    assert 'data-unsaved="halaman-satu"' in page
    assert draft.revisions.count() == 2


def test_names_that_either_added_are_all_kept(desk_client, reporter, editor):
    a, b, c = (make_author(f"Penulis {code}", code) for code in ("aa", "bb", "cc"))
    line = {"author": a.pk, "role": "reporter"}
    draft, sent = conflicting(
        desk_client, reporter, editor,
        tags=["Air", "Kota"], credits=[line],
        mine={
            "tags": "Air, Kota, Warga", "credits-TOTAL_FORMS": 2,
            "credits-1-author": b.code, "credits-1-role": "photographer",
        },
        theirs={
            "tags": "Kota, Banjir", "credits-TOTAL_FORMS": 2,
            "credits-1-author": c.code, "credits-1-role": "editor",
        },
    )  # fmt: skip
    client = desk_client(reporter)
    response = client.post(address("change", draft), sent)
    assert response.status_code == 409, [row.errors for row in response.context["form"].credit_rows]
    assert (
        client.post(address("change", draft), sent | {"_merge": "save", "_over": "2"}).status_code
        == 302
    )
    draft.refresh_from_db()
    assert set(draft.tags) == {"Kota", "Warga", "Banjir"}
    assert {line["author"]: line["role"] for line in draft.credits} == {
        a.pk: "reporter",
        b.pk: "photographer",
        c.pk: "editor",
    }


def test_two_people_who_wrote_the_same_have_nothing_to_choose(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor, mine={"headline": "Sama"}, theirs={"headline": "Sama"}
    )
    response = desk_client(reporter).post(address("change", draft), sent)
    assert response.status_code == 409
    assert names_of(response) == []


def test_a_page_opened_before_an_embargo_does_not_take_it_away(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(reporter)
    shown = {"timing": "True", "due_at": "", "embargo_until": "", "embargo_source": ""}
    shown |= {f"initial-{name}": "" for name in ("due_at", "embargo_until", "embargo_source")}
    until = timezone.now() + timedelta(days=1)
    Draft.objects.filter(pk=draft.pk).update(embargo_until=until, embargo_source="Pemkot")
    page = text_of(client.get(address("change", draft)))
    assert all(f'name="{name}"' in page for name in shown)
    due = (timezone.localtime() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
    client.post(address("change", draft), typed(draft, **shown | {"due_at": due}))
    draft.refresh_from_db()
    assert draft.embargo_until == until
    assert draft.due_at is not None


def test_a_mistake_in_the_words_keeps_the_typed_times_and_the_note(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    sent = typed(draft, category="Kanal Yang Tidak Ada", submit_note="Catatan untuk redaktur")
    sent |= {"timing": "True", "due_at": "2031-05-14T19:25", "initial-due_at": ""}
    page = text_of(client.post(address("change", draft), sent))
    assert "Kanal Yang Tidak Ada" in page
    assert 'value="2031-05-14T19:25"' in page
    assert "Catatan untuk redaktur" in page


def test_a_page_without_a_version_overwrites_nothing(desk_client, reporter, editor):
    draft, sent = conflicting(
        desk_client, reporter, editor,
        mine={"headline": "Penulis", "version": ""}, theirs={"headline": "Redaktur"},
    )  # fmt: skip
    assert desk_client(reporter).post(address("change", draft), sent).status_code == 409
    draft.refresh_from_db()
    assert draft.headline == "Redaktur"


def test_markup_that_somebody_typed_is_shown_as_text(desk_client, reporter, editor):
    attack = "<script>alert(1)</script>"
    draft, sent = conflicting(
        desk_client, reporter, editor,
        mine={"headline": f"Penulis {attack}", "body": f"<p>A &lt;b&gt;</p>{attack}"},
        theirs={"headline": f"Redaktur {attack}", "body": "<p>B</p>"},
    )  # fmt: skip
    page = text_of(desk_client(reporter).post(address("change", draft), sent))
    assert attack not in page


def test_a_conflict_costs_the_same_with_one_paragraph_and_with_thirty(
    desk_client, reporter, editor
):
    client, asked = desk_client(reporter), set()
    # Long enough to be compared with other stories, and not like each other.
    lines = {
        1: "Pada hari nomor {} orang bercerita tentang kota. " + "Lalu hujan turun di pasar. " * 5,
        30: "Baris {} ini hanya menyebut satu kota.",
    }
    for number, line in lines.items():
        base = "".join(f"<p>{line.format(n)}</p>" for n in range(number))
        draft, sent = conflicting(
            desk_client, reporter, editor,
            body=base,
            mine={"body": base.replace("kota", "desa")},
            theirs={"body": base.replace("kota", "air")},
        )  # fmt: skip
        client.get(address("change", draft))  # what is kept for all stories is there then
        number_asked, response = asked_by(
            lambda s=sent, d=draft: client.post(address("change", d), s)
        )
        asked.add(number_asked)
        assert len(names_of(response)) == number
    assert len(asked) == 1
    assert max(asked) <= 30


# --- A thousand times two editors -----------------------------------------------------------------

ROUNDS, ACTS = 1000, 6
WORD = re.compile(r"kata\d+x")


def kept_page(draft, person, page):
    return next((typed for typed in autosaves.kept(draft, person) if typed.page == page), None)


class Desk:
    """One editor's page: the draft it began from, its paragraphs, and what was promised to last."""

    def __init__(self, person, draft):
        self.person = person
        self.opens(draft)

    def opens(self, draft):
        self.draft, self.base, self.blocks = draft, draft.version, list(split_body(draft.body))
        self.page, self.promised = uuid.uuid4().hex, set()

    def types(self, chance, word):
        at = chance.randrange(len(self.blocks))
        if chance.random() < 0.5:
            self.blocks.insert(at + chance.randrange(2), f"<p>{word} baru.</p>")
        else:
            self.blocks[at] = self.blocks[at].replace("</p>", f" {word}</p>")

    def autosaves(self):
        fields = {"body": ["".join(self.blocks)], "version": [str(self.base)]}
        autosaves.keep(self.draft, self.person, Typed(self.page, fields, self.base, timezone.now()))
        self.promised = words(*self.blocks)

    def crashes(self):
        """Lose the page; on the next one take back what the server kept, if it kept any."""
        page, promised = self.page, self.promised
        self.opens(Draft.objects.get(pk=self.draft.pk))
        if kept := kept_page(self.draft, self.person, page):
            self.page, self.base = page, kept.base_version
            self.blocks, self.promised = list(split_body(kept.fields["body"][0])), promised
        assert promised <= words(*self.blocks)

    def saves(self, chance):
        """Save as the form would; return whether it was merged, and the words given up for it."""
        draft, given_up = copy(self.draft), set()
        draft.body, draft.version = clean_html("".join(self.blocks)), self.base
        try:
            autosaves.save(draft, by=self.person, pages=[self.page])
        except Stale as stale:
            draft, given_up = self.merges(chance, stale.draft, draft.copy_values())
        merged = draft.version != self.base + 1
        self.opens(draft)
        return merged, given_up

    def merges(self, chance, now, mine):
        conflict = Conflict(now, mine, self.base)
        chosen = {
            point.key: chance.choice([option.pick for option in point.options])
            for point in conflict.open_points
        }
        conflict = Conflict(now, mine, self.base, chosen)
        assert conflict.is_settled
        merged = conflict.merged()
        autosaves.save(merged, by=self.person, pages=[self.page])
        given_up = set()
        for parts in conflict.parts.values():
            for place, part in enumerate(parts):
                key = conflict.keys["body", place] if parts is conflict.parts["body"] else ""
                if (pick := chosen.get(key)) and pick not in (Pick.BOTH, Pick.COMBINED):
                    given_up |= words(*part.mine, *part.theirs) - words(*part.picked(Pick(pick)))
        return merged, given_up


def words(*texts):
    return set(WORD.findall(" ".join(texts)))


@pytest.mark.django_db
def test_in_a_thousand_interleavings_of_two_editors_no_acknowledged_word_is_lost(
    editor, reporter, monkeypatch
):
    monkeypatch.setattr(resembling, "keep", lambda texts: None)  # nobody looks for near-copies here
    chance = random.Random(20261122)  # noqa: S311 -- the same thousand every time
    number = merges = 0
    for _round in range(ROUNDS):
        draft = Draft(owner=reporter, headline="Dua Orang", body=BODY)
        save_draft(draft, by=reporter)
        desks = [Desk(reporter, draft), Desk(editor, draft)]
        saved, given_up = set(), set()
        for _act in range(ACTS):
            desk = chance.choice(desks)
            match chance.choice(["type", "type", "autosave", "crash", "save"]):
                case "type":
                    number += 1
                    desk.types(chance, f"kata{number}x")
                case "autosave":
                    desk.autosaves()
                case "crash":
                    desk.crashes()
                case "save":
                    saved |= words(*desk.blocks)
                    merged, lost = desk.saves(chance)
                    given_up |= lost
                    merges += merged
                    assert saved - given_up <= words(*desk.blocks)
        versions = dict(draft.revisions.values_list("number", "body"))
        body = Draft.objects.values_list("body", flat=True).get(pk=draft.pk)
        assert sorted(versions) == list(range(1, len(versions) + 1))
        assert body == versions[len(versions)]
        assert saved - given_up <= words(body)
    assert merges > ROUNDS / 10
    assert broken_links() == []
