"""An old site's stories: what of them is here already, and that they are found once they are."""

import pytest
from django.core.management import call_command

from moderation import resembling
from moderation.models import Draft
from moderation.steps import Status
from tests.resemblance.stories import html, make_story
from tests.resemblance.texts import APART, ONE, TWO
from tests.wordpress import exports

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_site(tmp_path):
    """Return an export with a story that was here before, one that was not, and one in draft."""
    return exports.written(
        tmp_path,
        exports.item(1, "Sudah ada", content=html(APART)),
        exports.item(2, "Belum ada", content=html(TWO)),
        exports.item(3, "Konsep", content=html(APART), status="draft"),
    )


def imported(capsys, path, *options):
    call_command("import_wordpress", str(path), *options)
    return capsys.readouterr().out


def test_a_rehearsal_says_which_posts_readers_read_here_already(old_site, capsys, reporter, editor):
    make_story(reporter, APART, "Terbit di sini", status=Status.RELEASED, editor=editor)
    make_story(reporter, TWO, "Rahasia")
    said = imported(capsys, old_site, "--dry-run").partition("SUDAH DIBACA ORANG DI SINI")[2]
    assert "100% dari “Sudah ada” ada di “Terbit di sini”" in said
    assert "100% dari “Konsep” ada di “Terbit di sini”" in said
    assert "Belum ada" not in said.partition("YANG AKAN HILANG")[0]
    assert "Rahasia" not in said  # who moves a site in reads nobody's drafts


def test_imported_stories_are_found(old_site, capsys, reporter):
    imported(capsys, old_site)
    mine = make_story(reporter, ONE)
    assert [one.source.title for one in resembling.near(mine, reporter)] == ["Belum ada"]
    (story,) = Draft.objects.filter(headline="Sudah ada")
    assert [one.source.title for one in resembling.near(story, story.owner)] == ["Konsep"]
