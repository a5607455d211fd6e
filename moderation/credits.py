"""The credits the desk proposes: who wrote, edited and released a story, as its record knows.

A proposal is never forced. It keeps the credits that are there, their order and roles, and adds who
is missing; the person takes it with one click, in part, or not at all. Only where nobody is
credited does a step take it by itself, so that no story waits for a line the record knows.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Least

from accounts.models import User
from articles.codes import free_code, taken_codes
from articles.models import Author, Credit
from moderation.history import save_draft
from moderation.models import Draft, Revision, Transition

# The steps by which somebody stands for the words.
ANSWERED_FOR = ("submit", "approve", "schedule", "release", "emergency")


@dataclass(frozen=True)
class Line:
    """One credit of a proposal: one that stands there, its role said perhaps, or a new one.

    `author` is None where the `person` has no code yet, and gets `code`.
    """

    name: str
    code: str
    role: Credit.Role
    is_news: bool
    is_new: bool
    author: Author | None
    person: User | None

    @property
    def text(self) -> str:
        """What the form's field of an author holds."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Proposal:
    """The whole line as proposed, in order."""

    lines: Sequence[Line]

    @property
    def is_news(self) -> bool:
        """Say whether it proposes anything that the credits do not say yet."""
        return any(line.is_news for line in self.lines)

    @property
    def codes(self) -> str:
        return "/".join(line.code for line in self.lines)

    @property
    def makes_codes(self) -> list[Line]:
        """The lines of people who get their code by taking the proposal."""
        return [line for line in self.lines if line.author is None]

    @property
    def as_json(self) -> str:
        """The lines as the form's rows hold them, for a script."""
        return json.dumps([[line.text, line.role.value] for line in self.lines])


def all_authors() -> dict[int, Author]:
    """Return the newsroom's authors by number: some dozens, and every code that is taken."""
    return Author.objects.defer("bio").in_bulk()


def propose(
    draft: Draft, *, acting: User | None = None, authors: dict[int, Author] | None = None
) -> Proposal:
    """Return the credits proposed for `draft`; `acting` is who is about to decide on it, if anyone.

    `authors` is what `all_authors()` returns, if it is at hand. One query then, however many worked
    on it.
    """
    if authors is None:
        authors = all_authors()
    people = _who_worked_on(draft, acting)
    own = {one.pk: one.author for one in people if hasattr(one, "author")}
    roles = {one.pk: _role(one, draft) for one in people}
    by_author = {own[pk].pk: role for pk, role in roles.items() if pk in own}
    lines = []
    for line in draft.credits:
        if (author := authors.get(line["author"])) is not None:
            said = Credit.Role(line["role"])
            role = by_author.get(author.pk, said) if said == Credit.Role.UNKNOWN else said
            lines.append(Line(author.name, author.code, role, role != said, False, author, None))
    codes = {one.code for one in authors.values()}
    named = {line["author"] for line in draft.credits}
    for person in people:
        author = own.get(person.pk)
        if author is not None and author.pk in named:
            continue
        name = author.name if author else str(person)
        code = author.code if author else free_code(name, codes)
        codes.add(code)
        lines.append(Line(name, code, roles[person.pk], True, True, author, person))
    return Proposal(lines)


@transaction.atomic
def take(draft: Draft, proposal: Proposal, *, by: User) -> None:
    """Save the words of `draft` with the credits proposed; raises `history.Stale`."""
    draft.credits = taken(proposal)
    save_draft(draft, by=by)


def taken(proposal: Proposal) -> list[dict[str, Any]]:
    """Return a proposal as a draft keeps its credits; who has no code is given one."""
    found = ((line.author or author_of(line.person), line.role) for line in proposal.lines)
    return [{"author": author.pk, "role": role.value} for author, role in found]


def known(draft: Draft, *, acting: User | None = None) -> list[dict[str, Any]]:
    """Return the proposed credits of those who have a code, as a draft keeps them."""
    lines = propose(draft, acting=acting).lines
    return [
        {"author": line.author.pk, "role": line.role.value}
        for line in lines
        if line.author is not None
    ]


def _who_worked_on(draft: Draft, acting: User | None) -> list[User]:
    """Return who saved the words or answered for them, in the order in which they first did.

    Each has `edits`: whether they may change what is somebody else's.
    """
    saves = Revision.objects.filter(draft=draft.pk)
    steps = Transition.objects.filter(draft=draft.pk, step__in=ANSWERED_FOR, automatic=False)
    beside = [] if draft.pk else [draft.owner_id]
    if acting is not None:
        beside.append(acting.pk)
    editing = User.objects.with_perm("moderation.edit_any_draft", include_superusers=False)
    working = Q(pk__in=saves.values("by")) | Q(pk__in=steps.values("by")) | Q(pk__in=beside)
    found = User.objects.filter(working).select_related("author")
    found = found.annotate(
        first=Least(_first_of(saves), _first_of(steps)),
        edits=ExpressionWrapper(Q(pk__in=editing.values("pk")), output_field=BooleanField()),
    )
    return list(found.order_by(F("first").asc(nulls_last=True), "pk"))


def _first_of(rows: QuerySet) -> Subquery:
    """Return when a person did the first of `rows`, as a column of theirs."""
    of_them = rows.filter(by=OuterRef("pk")).order_by().values("by")
    return Subquery(of_them.annotate(first=Min("at")).values("first"))


def _role(person: User, draft: Draft) -> Credit.Role:
    """Return what a person did: the owner wrote, and so did who may change only what is their own.

    An owner who is not named among the credits typed in what others wrote, and edited it.
    """
    wrote = person.pk == draft.owner_id and not draft.credits
    return Credit.Role.REPORTER if wrote or not person.edits else Credit.Role.EDITOR


def author_of(person: User) -> Author:
    """Return the author that a login is, made with the likeliest free code if there is none.

    Whoever keeps the authors may change that code later.
    """
    name = str(person)
    while True:
        if found := Author.objects.filter(user=person).first():
            return found
        try:
            with transaction.atomic():
                return Author.objects.create(
                    name=name[:120], code=free_code(name, taken_codes()), user=person
                )
        except IntegrityError:
            continue  # somebody made one, or took the code, at the same moment
