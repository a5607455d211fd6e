"""Puts the demo newsroom into an empty database, the way people would.

Stories are written, submitted and released through the same doors as at the desk, only with a
clock in the past, so that the record, the history and the public pages are what they would be.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

from django.contrib.auth.models import Group
from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from articles import popular
from articles.html import clean_html
from articles.models import (
    Article,
    Author,
    Condition,
    Correction,
    Letter,
    Page,
    ReadingHour,
)
from cases import arriving
from cases import handling as cases
from cases.models import Case
from categories.models import Category
from moderation import sensitive, workflow
from moderation.history import save_draft
from moderation.models import Draft, Notice
from moderation.steps import Change
from moderation.workflow import Details
from newsroom.demo import LOGINS, deciding, reading, wording
from newsroom.demo.reading import Story
from photos import uploads
from photos.models import Photo
from planning import handing
from planning.models import Assignment
from releases import entering
from releases.models import PressRelease
from releases.reading import Found

# Who files what somebody without a login wrote.
STAND_INS = ("laras", "bagus")
WITHDRAWS = "surya"
PLANS = "wulan"
RELEASE_HOUR = time(6, 0)  # of the scheduled story, tomorrow


def is_empty() -> bool:
    """Say whether nobody has begun to use this database."""
    return not (User.objects.exists() or Draft.objects.exists() or Article.objects.exists())


@transaction.atomic
def fill(say: Callable[[str], object], *, now: datetime | None = None) -> None:
    """Fill an empty database, all or nothing; `say` hears of the progress.

    `now` is the moment that the ages of stories are counted from.
    """
    now = timezone.localtime(now)
    say("people")
    users = _make_users()
    say("categories and pages")
    desk = Desk(users, _make_authors(users), _make_categories(), now)
    _make_pages()
    say(f"{len(reading.pictures())} pictures")
    desk.photos = _make_photos(users["fadli"], now)
    desk.releases = {row.title: _keep_release(row, users, now) for row in reading.releases()}
    stories = sorted(reading.stories(), key=lambda story: story.moment(now))
    say(f"{len(stories)} stories")
    for story in stories:
        desk.publish(story)
    say(f"{len(reading.drafts())} drafts")
    for draft in reading.drafts():
        desk.leave(draft)
    for plan in reading.plans():
        desk.plan(plan)
    for letter in sorted(reading.letters(), key=lambda row: reading.moment(row.age, now)):
        desk.receive(letter)
    deciding.fill(users, desk.categories, now)
    wording.fill(users, now)
    _let_stories_be_read(now)
    # What became of older stories its writers have heard long ago.
    old = Notice.objects.filter(kind=Notice.Kind.DECIDED, at__lt=now - timedelta(days=1))
    old.update(read_at=F("at"))


@dataclass
class Desk:
    """The newsroom at work: whom a story needs, and the steps it takes."""

    users: dict[str, User]
    authors: dict[str, Author]
    categories: dict[str, Category]
    now: datetime
    photos: dict[str, Photo] = field(default_factory=dict)
    releases: dict[str, PressRelease] = field(default_factory=dict)
    filed: int = 0

    def publish(self, story: Story) -> None:
        """Bring a story to its readers, and on to what happened to it later."""
        at = story.moment(self.now)
        draft = self.submit(story, at)
        self.take("release", draft, self.editor(story), at)
        if story.update:
            self.change(draft, story, story.update, Change.UPDATE)
        if story.correction:
            self.change(draft, story, story.correction, Change.CORRECTION)
        if story.rework:
            self.rewrite(draft, story, story.rework)
        if story.withdrawal:
            details = Details(
                note=story.withdrawal.statement,
                reason=story.withdrawal.reason,
                statement=story.withdrawal.statement,
            )
            later = at + reading.span(story.withdrawal.after)
            self.take("ask_withdrawal", draft, self.editor(story), later, details)
            self.take("withdraw", draft, self.users[WITHDRAWS], later, details)

    def leave(self, story: Story) -> None:
        """Leave a draft in the state its file says."""
        at = story.moment(self.now)
        if story.state == "draft":
            self.write(story, at, at.date())
        elif story.state == "spiked":
            draft = self.write(story, at - timedelta(minutes=30), at.date())
            self.take("spike", draft, self.users["yusran"], at, Details(note=story.note))
        elif story.state == "submitted":
            self.submit(story, at, before=timedelta())
        elif story.state == "returned":
            draft = self.submit(story, at)
            self.take("return", draft, self.editor(story), at, Details(note=story.note))
        elif story.state == "scheduled":
            due_at = datetime.combine(
                self.now.date() + timedelta(days=1), RELEASE_HOUR, self.now.tzinfo
            )
            draft = self.submit(story, at, day=due_at.date())
            self.take("schedule", draft, self.editor(story), at, Details(due_at=due_at))
        else:
            raise ValueError(f"unknown state: {story.state}")

    def plan(self, plan: reading.Plan) -> None:
        """Put something into the coverage plan, by whoever hands out work."""
        day = self.now.date() + timedelta(days=plan.day)
        by = self.users[PLANS]
        made = min(self.now, datetime.combine(day, time(7), self.now.tzinfo))
        due = datetime.combine(day, reading.clock(plan.due), self.now.tzinfo) if plan.due else None
        handing.save(
            Assignment(
                what=plan.what,
                details=plan.details,
                category=self.categories[plan.category],
                place=plan.place,
                planned_for=day,
                planned_time=reading.clock(plan.time) if plan.time else None,
                due_at=due,
                reporter=self.users.get(plan.who),
                photographer=self.users.get(plan.photo),
                photo_wanted=plan.photo_wanted or bool(plan.photo),
                draft=Draft.objects.get(headline=plan.begun) if plan.begun else None,
            ),
            seen=0,
            by=by,
            now=made,
        )

    def receive(self, row: reading.Letter) -> None:
        """Take a reader's letter, and do with it what its file says."""
        at = reading.moment(row.age, self.now)
        letter = Letter.objects.create(
            article=Article.objects.get(headline=row.about),
            kind=row.kind,
            name=row.name,
            contact=row.contact,
            standing=row.standing,
            text=row.text.strip(),
            sent_at=at,
            sender_key="",
        )
        arriving.open_new(now=at)
        if row.handler:
            by, later = self.users[row.handler], at + timedelta(hours=1)
            cases.take(letter.case.pk, by=by, now=later)
            if row.refused:
                how = {"outcome": row.outcome, "ground": row.refused}
                cases.end(letter.case.pk, Case.Status.REFUSED, by=by, now=later, **how)

    def submit(
        self,
        story: Story,
        at: datetime,
        *,
        before: timedelta = timedelta(minutes=25),
        day: date | None = None,
    ) -> Draft:
        """Write a story in two sittings and submit it `before` the moment `at`."""
        blocks = story.body.strip().split("\n\n")
        opening = replace(story, body="\n\n".join(blocks[: len(blocks) // 2 + 1]), standfirst="")
        day = day or at.date()
        draft = self.write(opening, at - before - timedelta(minutes=50), day)
        draft.body = clean_html(reading.body_html(story.body, day))
        draft.standfirst = story.standfirst
        save_draft(draft, by=draft.owner, now=at - before - timedelta(minutes=5))
        self.take("submit", draft, draft.owner, at - before)
        return draft

    def write(self, story: Story, at: datetime, day: date) -> Draft:
        """Save a new draft with the words of a story, by whoever files it."""
        draft = Draft(
            owner=self.writer(story),
            kicker=story.kicker,
            headline=story.headline,
            standfirst=story.standfirst,
            body=clean_html(reading.body_html(story.body, day)),
            category=self.categories[story.category],
            place=story.place,
            kind=story.kind,
            source=story.source,
            release=self.releases[story.release] if story.release else None,
            tags=story.tags,
            credits=[
                {"author": self.authors[code].pk, "role": role} for code, role in story.people()
            ],
            lead_photo=self.photos[story.picture] if story.picture else None,
            flags=story.flags,
            assured=[question.key for question in sensitive.asked(story.flags)],
            **self.footing(story, day),
        )
        save_draft(draft, by=draft.owner, now=at)
        return draft

    def footing(self, story: Story, day: date) -> dict[str, Any]:
        """Return what a story says of its verification, and whom it quotes."""
        words: dict[str, Any] = {}
        if story.verify_within:
            until = story.moment(self.now) + reading.span(story.verify_within)
            words |= {"is_unverified": True, "conditions_met": Condition.values, "verify_by": until}
        if story.verifies:
            words["verifies"] = Article.objects.get(headline=story.verifies)
        if story.quoted:
            outlet, address = story.quoted
            words |= {"quoted_outlet": outlet, "quoted_url": address, "quoted_on": day}
        return words

    def rewrite(self, draft: Draft, story: Story, change: reading.Change) -> datetime:
        """Open a new version of a live story and submit it; return when."""
        published = story.moment(self.now)
        at = published + reading.span(change.after)
        self.take("reopen", draft, draft.owner, at - timedelta(minutes=20))
        body = reading.body_html(change.changed(story.body), published.date())
        draft.body = clean_html(body)
        save_draft(draft, by=draft.owner, now=at - timedelta(minutes=10))
        self.take("submit", draft, draft.owner, at - timedelta(minutes=8), Details(change.note))
        return at

    def change(self, draft: Draft, story: Story, change: reading.Change, kind: Change) -> None:
        """Release a new version of a live story."""
        at = self.rewrite(draft, story, change)
        severity = Correction.Severity.FACT if kind == Change.CORRECTION else ""
        details = Details(note=change.note, change=kind, statement=change.note, severity=severity)
        self.take("release", draft, self.editor(story), at, details)

    def take(
        self, step: str, draft: Draft, by: User, at: datetime, details: Details | None = None
    ) -> None:
        workflow.take(step, draft, by=by, version=draft.version, details=details, now=at)

    def writer(self, story: Story) -> User:
        """Return the login of the first credit, or whose turn it is to file for a guest."""
        user = self.authors[story.people()[0][0]].user
        if user is None:
            user = self.users[STAND_INS[self.filed % len(STAND_INS)]]
            self.filed += 1
        return user

    def editor(self, story: Story) -> User:
        return next(self.authors[code].user for code, role in story.people() if role == "editor")


def _make_users() -> dict[str, User]:
    users = {}
    for login in LOGINS:
        first, _, last = login.name.partition(" ")
        user = User.objects.create_user(
            login.username,
            password=login.password,
            first_name=first,
            last_name=last,
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=login.role))
        users[login.username] = user
    return users


def _make_authors(users: dict[str, User]) -> dict[str, Author]:
    of_code = {login.code: users[login.username] for login in LOGINS if login.code}
    return {
        author.code: Author.objects.create(
            code=author.code, name=author.name, bio=author.bio, user=of_code.get(author.code)
        )
        for author in reading.authors()
    }


def _make_categories() -> dict[str, Category]:
    """Make the tree and return it by trails of names, such as `Ekonomi / UMKM`."""
    made = {}
    for position, row in enumerate(reading.categories(), start=1):
        parent = made[row.name] = Category.objects.create(
            name=row.name, kind=row.kind, description=row.description, position=position
        )
        for place, (name, description) in enumerate(row.topics, start=1):
            made[f"{row.name} / {name}"] = Category.objects.create(
                name=name,
                kind=Category.Kind.TOPIC,
                parent=parent,
                description=description,
                position=place,
                is_retired=name in row.retired,
            )
    return made


def _let_stories_be_read(now: datetime) -> None:
    """Count readers that the demo does not have, so that there is something read most."""
    stories = Article.objects.live().order_by("-published_at", "-pk")[:24]
    for place, pk in enumerate(stories.values_list("pk", flat=True)):
        hour = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=5 * place)
        ReadingHour.objects.create(article_id=pk, hour=hour, count=20 + pk * 37 % 90)
    popular.add_up(now=now)


def _make_pages() -> None:
    for position, page in enumerate(reading.pages(), start=1):
        body = reading.body_html(page.body, timezone.localdate())
        Page.objects.create(slug=page.slug, title=page.title, body=body, position=position)


def _keep_release(row: reading.Release, users: dict[str, User], now: datetime) -> PressRelease:
    """Keep a press release as it came: pasted by a colleague, or mailed by its sender."""
    at = reading.moment(row.age, now)
    text = reading.with_dates(row.text.strip(), at.date())
    if row.by:
        found = Found(text, title=row.title, agency=row.agency, contact=row.contact)
        way = PressRelease.Way.PASTED
        return entering.enter(found, came_by=way, by=users[row.by], received_at=at, now=at)[0]
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = row.title, f"{row.agency} <{row.contact}>", at
    mail.set_content(text)
    return entering.from_mail(mail.as_bytes(), now=at)[0]


def _make_photos(by: User, now: datetime) -> dict[str, Photo]:
    """Upload the pictures, each a day before the first story that shows it."""
    photos = {}
    for key, picture in reading.pictures().items():
        first = min(_moments_of(key, now), default=now)
        with picture.path.open("rb") as file:
            photos[key], _ = uploads.take(
                File(file, name=picture.path.name),
                by=by,
                alt=picture.alt,
                caption=picture.caption,
                credit=picture.credit,
                creator=by.get_full_name(),
                focal_x=picture.focal[0],
                focal_y=picture.focal[1],
                uploaded_at=first - timedelta(days=1),
            )
    return photos


def _moments_of(key: str, now: datetime) -> Iterable[datetime]:
    everything = [*reading.stories(), *reading.drafts()]
    return (story.moment(now) for story in everything if story.picture == key)
