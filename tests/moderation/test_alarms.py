"""Words of gambling sites where nobody approves what readers see: who runs the newsroom is told."""

import pytest

from articles.models import Tag
from moderation.models import Notice
from tests.factories import make_author, make_category
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
    ],
)
def test_a_name_with_such_words_raises_an_alarm_once(chief, managing_editor, editor, make):
    made = make()
    made.save()
    told = Notice.objects.filter(kind=Notice.Kind.ALARM)
    assert {notice.person for notice in told} == {chief, managing_editor}
    assert told.count() == 2
    assert str(made.pk) in told[0].address


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
