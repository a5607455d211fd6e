"""Which stories and press releases share words with a draft, for a person who may see them.

The table of `resemblance` names the candidates; their own words then say how much is shared. What
somebody may not read is not compared for them, so that neither a title nor a share tells of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.html import to_text
from articles.models import Article
from moderation.desks import Finder
from moderation.models import Draft, Revision
from releases.models import PressRelease
from resemblance import search, shingles, sketches
from resemblance.models import Sketch
from resemblance.search import Document
from resemblance.showing import Piece, lines

# From here on two texts are near-copies: two stories made from one press release share about half.
# A quotation of two sentences in a story of its own is less than a tenth.
ALIKE = 0.2  # of the words of either
PERCENT = round(ALIKE * 100)
LEAST = 20  # words; of a text of a few lines a fifth is nothing
COMPARED = 10  # candidates
BATCH = 200
STORY, RELEASE = Sketch.Kind.DRAFT.value, Sketch.Kind.RELEASE.value
LABELS: dict[str, Promise] = {STORY: _("Another story"), RELEASE: _("Press release")}


@dataclass(frozen=True)
class Source:
    """A document that a story is compared with: what it is, and where it can be read."""

    document: Document
    title: str
    text: str
    state: Promise | str
    address: str


@dataclass(frozen=True)
class Side:
    """One of two texts beside each other: its lines in pieces, and how many of 100 words it shares.

    `name` and `other` begin the names of its passages in the page, and of the other text's.
    """

    name: str
    other: str
    label: Promise
    share: int
    lines: list[list[Piece]]


@dataclass(frozen=True)
class Near:
    """A document that shares words with a story: how many of a hundred of each."""

    source: Source
    mine: int
    theirs: int


def text_of(copy: Draft | Revision | Article) -> str:
    """Return the words of a story that are compared: its text, a block a line.

    Without headline and standfirst: who rewrites those has not written the story.
    """
    return to_text(copy.body)


def keep(words: Mapping[int, Draft | Revision]) -> None:
    """Make anew by what drafts, by number, are found; in the transaction that wrote their words."""
    sketches.keep(STORY, {number: text_of(copy) for number, copy in words.items()})


def keep_missing(kind: str, *, after: int = 0) -> list[int]:
    """Make by what the next documents of a kind are found that were not yet; return their numbers.

    Those above `after`, at most `BATCH`. Needs a transaction: their rows are locked, so that what
    somebody saves meanwhile is not written over with the words from before.
    """
    current = Sketch.objects.filter(kind=kind, number=OuterRef("pk"), version=shingles.VERSION)
    rows: QuerySet[Any] = {STORY: Draft.objects.all(), RELEASE: PressRelease.objects.all()}[kind]
    rows = rows.filter(~Exists(current), pk__gt=after).order_by("pk").select_for_update(of=["self"])
    found = list(rows[:BATCH])
    texts = {one.pk: text_of(one) if kind == STORY else one.text for one in found}
    sketches.keep(kind, texts)
    return list(texts)


def keep_all_missing() -> Iterator[int]:
    """Make by what all documents are found that were not yet, and yield how many in each batch.

    One short transaction after another: a save waits for a batch, never for the whole.
    """
    for kind in (STORY, RELEASE):
        last = 0
        while True:
            with transaction.atomic():
                made = keep_missing(kind, after=last)
            if not made:
                break
            last = made[-1]
            yield len(made)


def near(draft: Draft, user: User, *, finder: Finder | None = None) -> list[Near]:
    """Return what is a near-copy of the words of `draft`, saved or not, as `user` may see it.

    `finder` is the person's, where there is one already.
    """
    but = Document(STORY, draft.pk) if draft.pk else None
    own = [draft.release] if draft.release else []
    return alike(text_of(draft), user, but=but, finder=finder, at_hand=own)


def alike(
    text: str,
    user: User | None,
    *,
    but: Document | None = None,
    finder: Finder | None = None,
    at_hand: Iterable[PressRelease] = (),
) -> list[Near]:
    """Return the near-copies of plain `text` that `user` may see, likest first.

    Nobody's are those that readers see. `but` is what the text itself is kept as, `at_hand` what
    has been read already. At most `COMPARED` texts are compared, and four statements asked; none
    for a text of a few words.
    """
    if len(shingles.words_of(text)) < LEAST:
        return []
    documents = search.near(text, but=but)
    sources = visible(documents, user, finder, at_hand)
    found = []
    for source in [sources[one] for one in documents if one in sources][:COMPARED]:
        both = shingles.shared(text, source.text)
        if both.words >= LEAST and max(both.of_first, both.of_second) >= ALIKE:
            found.append(Near(source, round(both.of_first * 100), round(both.of_second * 100)))
    return sorted(found, key=lambda one: -max(one.mine, one.theirs))


def warnings(draft: Draft, user: User) -> list[str]:
    """Return what to tell somebody who hands in a near-copy of what they may read.

    Not of the release that the story says it was made from.
    """
    said = _("%(mine)d%% of this story stands in “%(title)s”. The editors see that too.")
    linked = Document(RELEASE, draft.release_id or 0)
    return [
        said % {"mine": one.mine, "title": one.source.title}
        for one in near(draft, user)
        if one.source.document != linked
    ]


def side_by_side(draft: Draft, source: Source) -> dict[str, Side]:
    """Return the saved words of `draft` as `mine` and those of `source` as `theirs`."""
    text = text_of(draft)
    both = shingles.shared(text, source.text)
    label = LABELS[source.document.kind]
    ones, others = lines(text, both.first), lines(source.text, both.second)
    return {
        "mine": Side("ini", "itu", _("This story"), round(both.of_first * 100), ones),
        "theirs": Side("itu", "ini", label, round(both.of_second * 100), others),
    }


def visible(
    documents: Iterable[Document],
    user: User | None,
    finder: Finder | None = None,
    at_hand: Iterable[PressRelease] = (),
) -> dict[Document, Source]:
    """Return those of `documents` that `user` may see, with their words.

    Of a story they may not see at the desk, what readers see; that alone for nobody.
    """
    drafts = [one.number for one in documents if one.kind == STORY]
    releases = [one.number for one in documents if one.kind == RELEASE]
    found: dict[Document, Source] = {}
    if finder is None and user is not None:
        finder = Finder(user)
    rows = Draft.objects.select_related("article", "category__merged_into").filter(pk__in=drafts)
    for draft in rows if drafts else ():
        one = Document(STORY, draft.pk)
        if finder is not None and finder.shows(draft):
            state = draft.get_status_display()
            found[one] = Source(one, str(draft), text_of(draft), state, draft.desk_address)
        elif (article := draft.article) is not None and article.withdrawn_at is None:
            address = article.get_absolute_url()
            found[one] = Source(one, article.headline, text_of(article), _("Released"), address)
    if releases and user is not None and user.has_perm("releases.view_pressrelease"):
        letters = [one for one in at_hand if one.pk in releases]
        if others := set(releases) - {one.pk for one in letters}:
            letters += PressRelease.objects.filter(pk__in=others)
        for letter in letters:
            one = Document(RELEASE, letter.pk)
            address = letter.get_absolute_url()
            found[one] = Source(one, letter.title, letter.text, letter.agency, address)
    return found


@receiver(post_save, sender=PressRelease)
def keep_release(instance: PressRelease, **kwargs: Any) -> None:
    """Make by what a press release is found."""
    sketches.keep(RELEASE, {instance.pk: instance.text})
