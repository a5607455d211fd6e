"""What becomes of imported things later: released at the desk, or not taken at all."""

import pytest
from django.core.management import call_command

from moderation import workflow
from moderation.models import Draft
from moderation.workflow import Details
from tests.wordpress.exports import attachment, category, item, written
from wordpress.models import OldItem

pytestmark = pytest.mark.django_db


def test_a_draft_s_old_address_leads_to_it_from_its_release_on(
    tmp_path, capsys, editor, reader_client
):
    path = written(tmp_path, category("Kota", "kota"), item(12, "Menunggu", status="pending"))
    call_command("import_wordpress", str(path))
    old = "/2019/03/05/pasar-12/"
    assert reader_client.get(old).status_code == 404
    draft = Draft.objects.get()
    workflow.take("release", draft, by=editor, version=1, details=Details())
    story = Draft.objects.get().article
    for place in (old, "/?p=12"):
        answer = reader_client.get(place)
        assert (answer.status_code, answer["Location"]) == (301, story.get_absolute_url())
    assert OldItem.objects.get(kind="post").outcome == "public"
    capsys.readouterr()
    call_command("import_wordpress", str(path))
    assert "1 stories and pages were here already" in capsys.readouterr().out
    assert Draft.objects.count() == 1


def test_a_gif_is_left_out_and_the_report_says_why(tmp_path):
    call_command("import_wordpress", str(written(tmp_path, attachment(15, "2019/03/a.gif"))))
    (note,) = OldItem.objects.get(kind="attachment").notes
    assert "GIF" in note
