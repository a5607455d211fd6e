"""Writes one post as a story with its whole record, or as a draft that nobody outside can see.

The record says what happened: the words came from the archive of the old site, and the import
released them, because readers could read them there. Nobody of the newsroom is said to have
decided anything. What was not public there is not public here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import publishing
from articles.models import Article, Credit
from categories.models import Category
from moderation import resembling
from moderation.models import Draft, Revision, Transition
from moderation.steps import Change, Status
from moderation.workflow import material
from wordpress.items import Item
from wordpress.people import CREDITS, People
from wordpress.words import Words

# Accounts nobody signs in with: who handed the old stories over, and who took them.
ARCHIVE, IMPORTER = "arsip-wordpress", "impor-wordpress"
FURTHEST = timedelta(days=366)


@dataclass
class Desk:
    """The two accounts, and the logins here of people who had one there."""

    archive: User
    importer: User
    logins: dict[str, User] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "Desk":
        names = {ARCHIVE: "Arsip", IMPORTER: "Impor"}
        made = []
        for username, first in names.items():
            user = User.objects.filter(username=username).first()
            if user is None:
                user = User(
                    username=username, first_name=first, last_name="WordPress", is_active=False
                )
                user.set_unusable_password()
                user.save()
            made.append(user)
        return cls(*made)

    def owner(self, creator: str) -> User:
        """Return whose draft it is: the login of the same name, so that work can go on."""
        key = creator.lower()
        if key not in self.logins:
            found = User.objects.filter(username__iexact=creator, is_active=True).first()
            self.logins[key] = found or self.archive
        return self.logins[key]


@dataclass
class Story:
    """A post on its way: everything that is known of it but its writing."""

    item: Item
    words: Words
    category: Category
    tags: list[str]
    lead_photo: int | None
    published: datetime | None
    modified: datetime | None
    is_public: bool
    number: int | None
    credits: list[dict[str, object]] = field(default_factory=list)


def credits_of(item: Item, words: Words, people: People) -> list[dict[str, object]]:
    """Return who is credited: as our own export says it, who signed the text, else the account."""
    if told := people.told(item.meta.get(CREDITS, "")):
        return [{"author": author.pk, "role": role} for author, role in told.items()]
    if words.body.codes:
        authors = [people.of_code(code) for code in words.body.codes]
        role = Credit.Role.UNKNOWN
    else:
        writer = people.writer(item.creator)
        authors, role = [writer] if writer else [], Credit.Role.REPORTER
    unique = {author.pk: author for author in authors}
    return [{"author": pk, "role": str(role)} for pk in unique]


@transaction.atomic
def write(stories: Sequence[Story], *, desk: Desk, site: str, now: datetime) -> list[Draft]:
    """Write drafts with their versions, and where they were public the pages and the steps there.

    In a number of statements that does not grow with the stories.
    """
    drafts = [_draft(story, desk, now) for story in stories]
    Draft.objects.bulk_create(drafts)
    records = [
        _Record(draft, _revision(draft, desk, now), desk, _note(story, site), now)
        for story, draft in zip(stories, drafts, strict=True)
    ]
    Revision.objects.bulk_create(record.revision for record in records)
    resembling.keep({record.draft.pk: record.draft for record in records})
    for story, record in zip(stories, records, strict=True):
        _hand_over(story, record)
    pairs = zip(stories, records, strict=True)
    _release([(story, record) for story, record in pairs if story.is_public])
    _keep(records)
    return drafts


def _draft(story: Story, desk: Desk, now: datetime) -> Draft:
    began = min(story.published or now, now)
    return Draft(
        owner=desk.archive if story.is_public else desk.owner(story.item.creator),
        headline=story.words.headline,
        standfirst=story.words.standfirst,
        body=story.words.body.html,
        kind=story.words.kind,
        category=story.category,
        tags=story.tags,
        credits=story.credits,
        lead_photo_id=story.lead_photo,
        version=1,
        created_at=began,
        changed_at=min(max(story.modified or began, began), now),
        is_restricted=story.item.status == "private" or bool(story.item.password),
    )


def _revision(draft: Draft, desk: Desk, now: datetime) -> Revision:
    revision = Revision(draft=draft, number=1, by=desk.archive, at=now, **draft.copy_values())
    revision.category = draft.category  # known already: the release asks for it
    return revision


def _hand_over(story: Story, record: "_Record") -> None:
    """Take the steps that lead to where a story stood over there, but for the release."""
    desk, status, due = record.desk, story.item.status, story.published
    if story.is_public:
        record.move("submit", Status.SUBMITTED, by=desk.archive)
    elif status in {"pending", "future"}:
        record.move("submit", Status.SUBMITTED, by=desk.archive, saves=True)
        if status == "future" and due is not None and record.now < due <= record.now + FURTHEST:
            record.move(
                *("schedule", Status.SCHEDULED),
                by=desk.importer,
                due_at=due,
                saves=True,
                scheduled_for=due,
            )
    elif status == "trash":
        record.move("spike", Status.SPIKED, by=desk.importer, saves=True)


def _release(public: Sequence[tuple[Story, "_Record"]]) -> None:
    articles = [Article(pk=story.number) for story, _record in public]
    publishing.release_all(
        [
            publishing.Arrival(material(record.revision), article, story.published or record.now)
            for (story, record), article in zip(public, articles, strict=True)
        ]
    )
    for (_story, record), article in zip(public, articles, strict=True):
        record.move("release", Status.RELEASED, by=record.desk.importer, change=Change.FIRST)
        record.draft.article, record.draft.released_revision = article, record.revision
    drafts = [record.draft for _story, record in public]
    Draft.objects.bulk_update(drafts, ["status", "article", "released_revision"])


@transaction.atomic
def mend(story: Story, draft: Draft, *, desk: Desk, site: str, now: datetime) -> bool:
    """Give a story the pictures that came later, as its second version; say whether it was done.

    Only while nobody has touched it: from then on it is the newsroom's.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.version != 1 or draft.status not in {Status.RELEASED, Status.DRAFT}:
        return False
    draft.body, draft.version = story.words.body.html, 2
    draft.lead_photo_id = draft.lead_photo_id or story.lead_photo
    revision = Revision.objects.create(
        draft=draft, number=2, by=desk.archive, at=now, **draft.copy_values()
    )
    resembling.keep({draft.pk: draft})
    columns = {"body": draft.body, "lead_photo": draft.lead_photo_id, "version": 2}
    if draft.status == Status.RELEASED:
        columns["released_revision"] = revision
        record = _Record(draft, revision, desk, _note(story, site), now)
        record.move("reopen", Status.DRAFT, by=desk.archive)
        record.move("submit", Status.SUBMITTED, by=desk.archive)
        record.move("release", Status.RELEASED, by=desk.importer, change=Change.FIX)
        publishing.release(material(revision), draft.article, at=now)
        _keep([record])
    Draft.objects.filter(pk=draft.pk).update(**columns)
    return True


def _note(story: Story, site: str) -> str:
    there = story.item.status or "?"
    if story.item.password:
        there = ", ".join([there, _("behind a password")])
    return _("Imported from %(site)s: %(address)s (%(status)s there).") % {
        "site": site,
        "address": story.item.link[:300] or story.item.guid[:300],
        "status": there,
    }


class _Record:
    """The steps of one draft, written at once at the end."""

    def __init__(
        self, draft: Draft, revision: Revision, desk: Desk, note: str, now: datetime
    ) -> None:
        self.draft, self.revision, self.desk, self.note, self.now = draft, revision, desk, note, now
        self.steps: list[Transition] = []

    def move(
        self,
        step: str,
        after: Status,
        *,
        by: User,
        saves: bool = False,
        change: str = "",
        due_at: datetime | None = None,
        **columns: object,
    ) -> None:
        self.steps.append(
            Transition(
                draft=self.draft,
                step=step,
                before=self.draft.status,
                after=after,
                by=by,
                at=self.now,
                revision=self.revision,
                note=self.note,
                change=change,
                due_at=due_at,
                automatic=True,
            )
        )
        self.draft.status = after
        if saves:
            Draft.objects.filter(pk=self.draft.pk).update(status=after, **columns)


def _keep(records: Iterable[_Record]) -> None:
    Transition.objects.bulk_create(step for record in records for step in record.steps)
