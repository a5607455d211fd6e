"""Plain functions that make what tests talk about. Each says what it makes and nothing more."""

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from articles import publishing
from articles.models import Article, Author, Banner, Condition, Letter, Slot
from categories.models import Category
from moderation import windows, workflow
from moderation.history import save_draft
from moderation.models import Desk, DeskChannel, Draft, RuleWindow
from moderation.steps import Status
from photos import uploads
from photos.models import Photo
from planning.models import Assignment
from releases import entering
from releases.models import PressRelease
from releases.reading import Found

_numbers = count(1)


def make_person(username: str, role: Role, **columns: Any) -> User:
    columns.setdefault("first_name", username.title())
    person = User.objects.create_user(username, password="sandi-uji-123", is_staff=True, **columns)
    person.groups.add(Group.objects.get(name=role.value))
    return User.objects.get(pk=person.pk)  # without a permission cache from before the role


def make_category(
    name: str = "Politik", parent: Category | None = None, **columns: Any
) -> Category:
    columns.setdefault("kind", Category.Kind.CHANNEL if parent is None else Category.Kind.TOPIC)
    found = Category.objects.filter(name=name, parent=parent).first()
    return found or Category.objects.create(name=name, parent=parent, **columns)


def make_author(name: str = "Tri Mulyani", code: str = "tm", **columns: Any) -> Author:
    found = Author.objects.filter(code=code).first()
    return found or Author.objects.create(name=name, code=code, **columns)


def make_photo(by: User | None = None, **words: Any) -> Photo:
    """Put a picture that no other test has into the library, described unless `words` say not."""
    number = next(_numbers)
    file = io.BytesIO()
    # Far apart, as JPEG gives two near colours the same bytes; the comment is gone in renditions.
    colour = (number * 37 % 256, number * 91 % 256, number * 151 % 256)
    Image.new("RGB", (800, 600), colour).save(file, "JPEG", comment=f"{number}")
    words = {"alt": "Jembatan kota", "caption": "Jembatan baru", "credit": "Kabar/Rina"} | words
    name = f"foto-{number}.jpg"
    photo, _ = uploads.take(SimpleUploadedFile(name, file.getvalue()), by=by, **words)
    Photo.objects.filter(pk=photo.pk).update(
        **{name: value for name, value in words.items() if value == ""}
    )
    photo.refresh_from_db()
    return photo


def make_draft(
    owner: User,
    *,
    status: str = Status.DRAFT,
    editor: User | None = None,
    now: datetime | None = None,
    due_at: datetime | None = None,
    **words: Any,
) -> Draft:
    """Make a complete draft and take it, step by step, to `status`; `editor` decides on it."""
    now = now or timezone.now()
    words.setdefault("headline", f"Jembatan Sungai Tirta Dibuka {next(_numbers)}")
    words.setdefault("standfirst", "Jembatan dibuka setelah dua tahun.")
    words.setdefault("body", "<p>Wali kota membuka jembatan pada Rabu pagi.</p>")
    if "category" not in words and "category_id" not in words:
        words["category"] = make_category()
    if "credits" not in words:
        words["credits"] = [{"author": make_author().pk, "role": "reporter"}]
    draft = Draft(**words)
    save_draft(draft, by=owner, now=now)

    def step(name: str, by: User | None, **details: Any) -> None:
        assert by is not None, f"an editor is needed to {name}"
        workflow.take(
            name,
            draft,
            by=by,
            version=draft.version,
            details=workflow.Details(**details),
            now=now,
        )

    if status == Status.DRAFT:
        return draft
    if status == Status.SPIKED:
        step("spike", editor)
        return draft
    step("submit", owner)
    if status == Status.RETURNED:
        step("return", editor, note="Sebutkan sumber angkanya.")
    if status == Status.SCHEDULED:
        step("schedule", editor, due_at=due_at or now + timedelta(hours=2))
    if status in {Status.RELEASED, Status.WITHDRAWN, Status.KILLED}:
        step("release", editor)
    if status == Status.WITHDRAWN:
        withdrawer = make_person(f"penarik{next(_numbers)}", Role.MANAGING_EDITOR)
        why = {
            "note": "Permintaan keluarga.",
            "reason": Article.Withdrawal.CHILD,
            "statement": "Berita ini dicabut untuk melindungi masa depan anak.",
        }
        step("ask_withdrawal", editor, **why)
        step("withdraw", withdrawer, **why)
    if status == Status.KILLED:
        step("kill", editor)
    return draft


def make_article(*, at: datetime | None = None, **words: Any) -> Article:
    """Release a story as readers see it, without a draft: what the public pages are made of."""
    return publishing.release(_material(words), at=at or timezone.now())


def make_articles(stories: Iterable[dict[str, Any]]) -> list[Article]:
    """Release many stories, each of what `make_article` takes, in a third of the time."""
    arrivals = []
    for words in stories:
        at = words.pop("at", None) or timezone.now()
        arrivals.append(publishing.Arrival(_material(words), Article(), at))
    publishing.release_all(arrivals)
    return [arrival.article for arrival in arrivals]


def _material(words: dict[str, Any]) -> publishing.Material:
    """Return a whole story of some of its words."""
    tags = words.pop("tags", ())
    credits = words.pop("credits", None)
    photo = words.pop("lead_photo", None)
    words.setdefault("headline", f"Pasar Pagi Ramai Lagi {next(_numbers)}")
    words.setdefault("standfirst", "Pedagang kembali berjualan sejak subuh.")
    words.setdefault("body", "<p>Pedagang kembali berjualan di Pasar Pagi.</p>")
    words.setdefault("category", make_category())
    if credits is None:
        credits = [publishing.CreditLine(make_author().pk, "reporter")]
    return publishing.Material(
        copy=Draft(**words), tags=tags, credits=credits, lead_photo_id=photo.pk if photo else None
    )


def unverified(*, verify_by: datetime | None = None, **words: Any) -> dict[str, Any]:
    """Return the words of a story that is not verified and meets all conditions for going out."""
    return {
        "is_unverified": True,
        "conditions_met": Condition.values,
        "verify_by": verify_by or timezone.now() + timedelta(hours=6),
    } | words


def quoting(**words: Any) -> dict[str, Any]:
    """Return the words of a story that quotes another outlet's."""
    return {
        "quoted_outlet": "Harian Muara",
        "quoted_url": "https://muara.example/2025/banjir?id=1&b=2",
        "quoted_on": date(2025, 5, 13),
    } | words


def make_plan(by: User, **columns: Any) -> Assignment:
    """Plan something for today, for nobody yet."""
    now = columns.pop("now", None) or timezone.now()
    columns.setdefault("what", f"Rapat paripurna {next(_numbers)}")
    columns.setdefault("planned_for", timezone.localdate(now))
    if columns.get("photographer"):
        columns["photo_wanted"] = True
    made = {"created_by": by, "created_at": now, "changed_by": by, "changed_at": now}
    return Assignment.objects.create(**columns, **made)


def make_desk(name: str, categories: Any, editors: Any, *, approvals: int = 1) -> Desk:
    """Make a desk of these editors that decides on these categories."""
    desk = Desk.objects.create(name=name, approvals=approvals)
    desk.editors.set(editors)
    DeskChannel.objects.bulk_create(
        DeskChannel(desk=desk, category=category) for category in categories
    )
    return desk


def make_window(name: str = "Masa tenang", **columns: Any) -> RuleWindow:
    """Put a rule window into the calendar: under way, about the tag “Pilkada”."""
    now = timezone.now()
    columns.setdefault("starts_at", now - timedelta(hours=1))
    columns.setdefault("ends_at", now + timedelta(days=3))
    if "words" not in columns:
        columns.setdefault("tags", ["Pilkada"])
    return windows.add(name=name, **columns)


def make_slot(article: Article, position: int = 1, **columns: Any) -> Slot:
    """Place a story on the front page from now on, or where and when the columns say."""
    columns.setdefault("starts_at", timezone.now())
    return Slot.objects.create(article=article, position=position, **columns)


def make_banner(text: str = "Gempa guncang kota", **columns: Any) -> Banner:
    """Raise a banner from now on, for two hours."""
    columns.setdefault("starts_at", timezone.now())
    columns.setdefault("ends_at", columns["starts_at"] + timedelta(hours=2))
    return Banner.objects.create(text=text, **columns)


def make_letter(article: Article, *, at: datetime | None = None, **words: Any) -> Letter:
    """Send a letter about a story, as the form keeps it."""
    words = {
        "kind": Letter.Kind.REPLY,
        "name": "Siti Aminah",
        "contact": "siti@contoh.id",
        "standing": "Kepala sekolah",
        "text": f"Saya tidak pernah dihubungi. {next(_numbers)}",
        "sender_key": "kunci",
    } | words
    return Letter.objects.create(article=article, sent_at=at or timezone.now(), **words)


def make_release(by: User, *, at: datetime | None = None, **said: Any) -> PressRelease:
    """Keep a press release that `by` pasted; `said` are values of `reading.Found`."""
    said = {
        "text": f"Dinas Perhubungan menutup Jalan Anggrek mulai Senin. Nomor {next(_numbers)}.",
        "title": "Jalan Anggrek Ditutup",
        "agency": "Dinas Perhubungan Tirtamaya",
    } | said
    way = PressRelease.Way.PASTED
    return entering.enter(Found(**said), came_by=way, by=by, received_at=at)[0]
