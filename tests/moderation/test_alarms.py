"""Words of gambling sites where nobody approves what readers see: who runs the newsroom is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import publishing
from articles.models import Page, Tag
from moderation import language, mending
from moderation.models import Notice
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_draft,
    make_person,
    make_photo,
)
from wordpress.items import Item
from wordpress.media import Media
from wordpress.resolving import Nowhere
from wordpress.words import words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_category("Slot Gacor Hari Ini"),
        lambda: make_category("Olahraga", description="Daftar link alternatif di sini."),
        lambda: Tag.objects.create(name="rtp live", slug="rtp-live"),
        lambda: make_author("Situs Toto", "st"),
        lambda: make_author("Tri", "tr", slug="rtp-live"),
        lambda: make_person("penyusup", Role.REPORTER, last_name="Maxwin"),
        lambda: Page.objects.create(title="Tentang", slug="ttg", body="<p>Situs toto macau.</p>"),
        lambda: make_photo(caption="Daftar slot gacor."),
    ],
)
def test_a_name_with_such_words_raises_an_alarm_once(chief, managing_editor, editor, make):
    made = make()
    made.save()
    told = Notice.objects.filter(kind=Notice.Kind.ALARM)
    assert {notice.person for notice in told} == {chief, managing_editor}
    assert told.count() == 2
    assert str(made.pk) in told[0].address


def test_what_readers_are_told_of_a_story_raises_an_alarm_as_well(chief, reporter):
    draft = make_draft(reporter, article=make_article(headline="Pasar Dibuka"))
    publishing.release(
        publishing.Material(copy=draft),
        draft.article,
        announce=publishing.Announcement(correction="Yang benar: klik situs toto macau."),
        at=timezone.now(),
    )
    publishing.withdraw(
        draft.article, reason="sara", statement="Baca di slot-gacor.example.", at=timezone.now()
    )
    told = Notice.objects.filter(kind=Notice.Kind.ALARM, person=chief).order_by("pk")
    assert len(told) == 2
    assert ["toto" in told[0].text, "gacor" in told[1].text] == [True, True]
    assert {notice.address for notice in told} == {
        reverse("admin:moderation_draft_review", args=[draft.pk])
    }


def test_what_was_saved_beside_such_words_raises_none_again(chief):
    person = make_person("penyusup", Role.REPORTER, last_name="Maxwin")
    Notice.objects.update(read_at=timezone.now())
    person.save(update_fields=["last_login"])
    assert not Notice.objects.filter(read_at=None).exists()


def test_whoever_lets_such_words_stand_in_a_story_raises_an_alarm(chief, reporter):
    draft = make_draft(
        reporter,
        headline="Rahasia Redaksi",
        body='<p>Klik <a href="https://a.example/rtp-live">di sini</a>.</p>',
        quoted_outlet="Situs Toto",
    )
    found = language.remarks(draft)
    assert {(one.field, one.finding.name) for one in found} == {
        ("link", language.GAMBLING),
        ("quoted_outlet", language.GAMBLING),
    }
    for one in found:
        sent = {"_leave": one.key, f"reason-{one.key}": "Kutipan putusan."}
        assert mending.leave(draft, sent, by=reporter) == []
    told = Notice.objects.filter(kind=Notice.Kind.ALARM, person=chief)
    assert told.count() == 2
    assert not any("Rahasia" in notice.text for notice in told)


def test_ordinary_names_raise_none(chief):
    make_category("Olahraga")
    make_author("Totok Slamet", "ts")
    Tag.objects.create(name="judi daring", slug="judi-daring")
    assert not Notice.objects.exists()


def test_an_import_notes_what_a_break_in_hid_in_a_post():
    here = Nowhere("lama.example", {}, Media(None, None))
    hidden = '<div style="display:none"><a href="https://gacor88.example/">x</a></div>'
    post = Item(post_type="post", title="Pasar Dibuka", content=f"<p>Pasar.</p>{hidden}")
    assert "gacor88" in " ".join(words_of(post, here, set()).notes)
    post.content = "<p>Polisi membongkar judi daring.</p>"
    assert words_of(post, here, set()).notes == []
