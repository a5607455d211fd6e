"""What WordPress could read, our own importer reads back as the same stories."""

import shutil
from pathlib import Path
from typing import Any

from django.core.management import call_command

from accounts.roles import Role
from articles.html import to_text
from articles.models import Article
from moderation.steps import Status
from tests.factories import make_author, make_category, make_draft, make_person, make_photo


def stories() -> list[dict[str, Any]]:
    """Return what readers read of each story, whatever its number and its photos' numbers."""
    return [
        {
            "headline": one.headline,
            "standfirst": one.standfirst,
            "text": to_text(one.body),
            "pictures": len(one.body_pictures),
            "lead": one.picture.get("alt", ""),
            "tags": sorted(one.tags.values_list("name", flat=True)),
            "category": one.category.path,
            "credits": list(one.credits.values_list("author__name", "author__code", "role")),
            "at": one.published_at.replace(microsecond=0),
        }
        for one in Article.objects.live().order_by("headline")
    ]


def test_an_export_for_wordpress_is_read_back_as_the_same_stories(
    transactional_db, tmp_path: Path, settings
):
    owner, editor = make_person("penulis", Role.REPORTER), make_person("eko", Role.DESK_EDITOR)
    writer, second = make_author("Tri Mulyani", "tm"), make_author("Yusuf Lim", "yl")
    inside = make_photo().pk
    sport = make_category("Sepak Bola", make_category("Olahraga"))
    for number in range(3):
        make_draft(
            owner,
            editor=editor,
            status=Status.RELEASED,
            category=sport,
            headline=f"Kabar & lain ]]> {number}",
            body=f'<p>A &amp; <b>B</b>.</p><figure data-photo="{inside}"></figure><p>Lagi.</p>',
            tags=["Liga", "Piala"],
            credits=[
                {"author": writer.pk, "role": "reporter"},
                {"author": second.pk, "role": "photographer"},
            ],
            lead_photo_id=make_photo(alt=f"Gol {number}").pk,
        )
    make_draft(owner, headline="Rahasia benar")
    before = stories()
    file = tmp_path / "out.xml"
    call_command("export_wordpress", file)
    assert "Rahasia benar" not in file.read_text()
    uploads = shutil.copytree(settings.MEDIA_ROOT, tmp_path / "uploads")
    call_command("flush", interactive=False, verbosity=0)

    call_command("import_wordpress", file, media=uploads)

    assert stories() == before
    assert len(before) == 3
