"""Who wrote it there, as an author here."""

import pytest
from django.core.management import call_command

from articles.models import Author, Credit
from moderation import joins
from tests.factories import make_author
from tests.wordpress.exports import author, item, written

pytestmark = pytest.mark.django_db


def bring(path):
    call_command("import_wordpress", str(path))


def test_a_code_of_the_old_stories_is_given_to_no_account(tmp_path):
    signed = item(13, content="<p>Isi.(sw/yl)</p>")
    bring(written(tmp_path, author("sri", "Sri Wahyuni"), item(12), signed))
    assert Author.objects.get(name="Sri Wahyuni").code != "sw"
    assert Author.objects.get(code="sw").name == "SW"


def test_a_code_and_a_name_that_were_merged_here_are_whom_they_were_merged_into(tmp_path, editor):
    kept = make_author("Tri Mulyani", "tm")
    for one in (make_author("Tri M.", "tri"), make_author("Sri Wahyuni", "swa")):
        joins.merge(joins.KINDS["penulis"], one, kept, by=editor)
    signed = item(13, content="<p>Isi.(tri/yl)</p>")
    bring(written(tmp_path, author("sri", "Sri Wahyuni"), item(12), signed))
    credited = Credit.objects.values_list("author__code", flat=True)
    assert sorted(credited) == ["tm", "tm", "yl"]
