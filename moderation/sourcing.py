"""What a story stands on: whether it is verified, what it verifies, and whom it quotes.

Pedoman Pemberitaan Media Siber (2012), clause 2c: a story may go out unverified where four
conditions are met and readers are told; 2d: then the newsroom goes on verifying, and says in an
update what it found. Clauses 4d and 5b: who quoted another outlet follows its corrections.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.markup import safe_href
from articles.models import Article, Condition
from moderation.models import Draft
from moderation.sensitive import Tick
from moderation.steps import Change

_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Open:
    """Something that is missing: in which field of the form it is done, and what to do."""

    field: str
    problem: str


# --- What is missing ----------------------------------------------------------------------------


def unverified_open(draft: Draft) -> Open | None:
    """Return what keeps a story that is marked as not verified from going out so."""
    missing = [str(one.label) for one in Condition if one.value not in draft.conditions_met]
    if missing:
        problem = _("It goes out unverified only if this holds too: %(conditions)s.") % {
            "conditions": "; ".join(missing)
        }
        return Open("conditions_met", problem)
    if draft.verify_by is None:
        return Open("verify_by", _("Say until when somebody verifies it."))
    return None


def verifies_open(draft: Draft) -> Open | None:
    """Return why a story cannot be the one that verified another."""
    if draft.is_unverified:
        return Open("verifies", _("A story that is not verified itself verifies no other one."))
    if draft.verifies_id == draft.article_id:
        return Open("verifies", _("A story cannot verify itself."))
    before = draft.article.verifies_id if draft.article is not None else None
    if not draft.verifies.is_unverified and before != draft.verifies_id:
        return Open("verifies", _("The story that you named is not marked as not verified."))
    return None


def quotation_open(draft: Draft) -> Open | None:
    """Return which part of a quoted source is missing."""
    columns = ("quoted_outlet", "quoted_url", "quoted_on")
    missing = [name for name in columns if not getattr(draft, name)]
    if not missing:
        return None
    labels = (str(Draft._meta.get_field(name).verbose_name) for name in missing)
    problem = _("Name the quoted source in full. Still missing: %(missing)s.") % {
        "missing": ", ".join(labels)
    }
    return Open(missing[0], problem)


def quotes(draft: Draft) -> bool:
    """Say whether any part of a quoted source is filled in."""
    return bool(draft.quoted_outlet or draft.quoted_url or draft.quoted_on)


def why_not_as(draft: Draft, change: str) -> str:
    """Return why a new version of a public story cannot go out as this `Change`; "" if it can.

    Whoever read that a story was not verified is told what came of it.
    """
    was_unverified = draft.article is not None and draft.article.is_unverified
    if change == Change.FIX and was_unverified and not draft.is_unverified:
        return _(
            "Readers were told that it was not verified. Tell them in an update what was found."
        )
    return ""


# --- Lists of the desk --------------------------------------------------------------------------


def overdue(drafts: QuerySet[Draft], *, now: datetime | None = None) -> QuerySet[Draft]:
    """Return those whose public story should have been verified by now, the longest overdue first.

    What another public story has verified is done.
    """
    verified = Article.objects.live().filter(verifies=OuterRef("article"))
    late = drafts.filter(article__is_unverified=True, article__verify_by__lte=now or timezone.now())
    return late.filter(~Exists(verified)).order_by("article__verify_by", "pk")


def is_address(text: str) -> bool:
    """Say whether somebody looks for an address on the web: it has a dot and no space."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def quoting(drafts: QuerySet[Draft], address: str) -> QuerySet[Draft]:
    """Return what quotes an address, or anything below it: a host finds all of an outlet."""
    wanted = re.sub(r"\A(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.IGNORECASE)
    return drafts.exclude(quoted_url="").filter(quoted_url__icontains=wanted.rstrip("/"))


# --- The words of the form ----------------------------------------------------------------------


def condition_ticks(met: Collection[str]) -> list[Tick]:
    """Return the boxes of the four conditions, ticked as `met` says."""
    return [Tick(one.value, one.label, one.value in met) for one in Condition]


def condition_labels(values: Collection[str]) -> str:
    """Return the conditions as people read them."""
    return "; ".join(str(one.label) for one in Condition if one.value in values)


def without_brackets(text: str) -> str:
    """Return a notice as one line, without the brackets that the page prints around it."""
    text = " ".join(text.split())
    while text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1].strip()
    return text


def web_address(text: str) -> str:
    """Return the address of a page on the web as it is kept; "" if it is none.

    Without what only counts readers, and without a password; `muara.example/a` is read as https.
    """
    text = text.strip()
    if text and "://" not in text and is_address(text):
        text = f"https://{text}"
    address = safe_href(text)
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip("."):
        return ""
    place = parts.netloc.rpartition("@")[2].lower()
    return parts._replace(scheme=parts.scheme.lower(), netloc=place).geturl()
