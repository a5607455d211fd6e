"""A row in every table that an export has and the rest of the tests' newsroom leaves empty."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Popular, ReadingHour
from articles.publishing import CreditLine, get_tags
from cases.models import Case, CaseNote
from moderation import joins, merges, models
from photos.models import Photo, Rendition
from standards.models import Answers, HouseStyle, LexiconEntry, RuleLevel
from tests.factories import make_article, make_author, make_category, make_desk, make_letter
from wordpress.models import Move, OldItem


def fill(world: Any) -> None:
    """Use what the newsroom of `world` has not used: merges, desks, comments, cases, moves …"""
    now, editor = timezone.now(), world.editor
    merge(editor)
    make_desk("Meja kota", [world.politics], [editor])
    talk(world.changed, editor)
    case = Case.objects.create(letter=make_letter(world.open), due_at=now)
    CaseNote.objects.create(case=case, by=editor, at=now, text="Sudah ditelepon.")
    Popular.objects.create(window=Popular.Window.DAY, position=1, article=world.open)
    ReadingHour.objects.create(article_id=world.open.pk, hour=now, count=7)
    models.FrontChange.objects.create(by=editor, at=now, after=[world.open.pk])
    models.NoticeChoice.objects.create(person=editor, kind=models.Notice.Kind.DUE, mail="now")
    models.SavedFilter.objects.create(owner=editor, name="Pekan ini", query="status=draft")
    render(Photo.objects.exclude(display="").earliest("pk"))
    standards(editor)
    move = Move.objects.create(created_at=now, by=editor, files=[{"name": "lama.xml", "bytes": 1}])
    OldItem.objects.create(site="lama.example", kind="post", key=str(move.pk), path="/lama/")


def merge(editor: Any) -> None:
    """Merge a tag, an author and a category that stories have."""
    old, kept = get_tags(["Mtq Kota", "MTQ"])
    people = make_author("S. Wahyuni", "swa"), make_author("Sri Wahyuni", "sw")
    places = make_category("Raga"), make_category("Olahraga")
    credits = [CreditLine(people[0].pk, "reporter")]
    make_article(tags=[old.name], credits=credits, category=places[0])
    joins.merge(joins.KINDS["tag"], old, kept, by=editor)
    joins.merge(joins.KINDS["penulis"], *people, by=editor)
    merges.merge(*places, by=editor)


def talk(draft: Any, editor: Any) -> None:
    """Comment on a version, name it, read it, show it to a guest, and let a remark stand."""
    now, revision = timezone.now(), draft.revisions.earliest("pk")
    comment = models.Comment.objects.create(
        draft=draft, revision=revision, text="@penyunting, tolong dicek.", by=editor, at=now
    )
    comment.mentions.add(editor)
    models.VersionName.objects.create(revision=revision, name="Awal", by=editor, at=now)
    models.Reading.objects.create(draft=draft, person=editor, version=1, at=now)
    models.Allowance.objects.create(draft=draft, rule="P01", words="Rp. 5", by=editor, at=now)
    link = models.PreviewLink.objects.create(
        draft=draft, digest="0" * 64, guest="Ahli", by=editor, at=now, expires_at=now + timedelta(1)
    )
    models.PreviewVisit.objects.create(link=link, revision=revision, at=now)
    models.Erasure.objects.create(revision=revision, reason="Anak", ordered_by="Ibu", at=now)


def render(photo: Photo) -> None:
    Rendition.objects.create(
        photo=photo, format="jpeg", width=320, height=240, file=photo.display.name, bytes=1
    )


def standards(editor: Any) -> None:
    """Set a house style, weigh a rule, add a word, and count answers."""
    now = timezone.now()
    HouseStyle.objects.get_or_create()
    RuleLevel.objects.create(rule="P01", level=RuleLevel.Weight.OFF)
    LexiconEntry.objects.create(kind="word", text="Tirtamaya", added_by=editor, added_at=now)
    Answers.objects.create(rule="P01", day=now.date(), accepted=2)
