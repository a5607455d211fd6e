"""What a story needs before it may leave its writer. A half-filled draft can always be saved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from articles.html import byline_codes, photo_ids, to_text
from articles.models import Author, Copy
from moderation import credits, sensitive, sourcing
from moderation.language import Remark, holding_up
from moderation.models import Draft
from photos.models import Photo

# A code line, with the tags around it, is not longer.
LAST_LINE = 400
# How many words the copy desk asks about are named, and how much of each.
MOST_SHOWN = 3
SHOWN = 40


@dataclass(frozen=True)
class Point:
    """One thing to have: `label` names it, `problem` says what to do, "" when it is there.

    `field` is the field of the form where it is done.
    """

    field: str
    label: str
    problem: str = ""

    @property
    def done(self) -> bool:
        return not self.problem

    @property
    def anchor(self) -> str:
        """Return the id of the input where it is done."""
        special = {
            "conditions_met": "id_conditions_met-urgent",
            "credits": "id_credits-0-author",
            "flags": "sensitive",
            "language": "language-heading",
        }
        return special.get(self.field, f"id_{self.field}")


def points(
    draft: Draft,
    refused: Mapping[str, str] | None = None,
    *,
    said: Sequence[Remark] | None = None,
    authors: Mapping[int, Author] | None = None,
    photos: Mapping[int, Photo] | None = None,
) -> list[Point]:
    """Return the whole checklist of `draft`, done and open, in the order of the form.

    `refused` says of fields why what was typed into them cannot be saved; their columns then hold
    what was there before. `said` are the copy desk's remarks, `authors` what
    `credits.all_authors()` returns and `photos` some photos by number, where they were asked for
    already.
    """
    rules = (
        ("headline", _("Headline"), _headline_problem),
        ("body", _("Body"), _body_problem),
        ("category", _("Category"), _category_problem),
        ("credits", _("Credits"), partial(_credits_problem, authors=authors)),
        ("source", _("Source"), _source_problem),
        ("answers", _("Story it answers"), _answer_problem),
        ("lead_photo", _("Photos"), partial(_photo_problem, known=photos or {})),
    )
    found = [
        Point(field, label, (refused or {}).get(field) or problem(draft))
        for field, label, problem in rules
        if field != "answers" or draft.kind == Copy.Kind.REPLY
    ]
    if draft.flags:
        found.append(Point("flags", _("Sensitive topics"), _sensitive_problem(draft)))
    found += _sourcing_points(draft)
    if problem := _language_problem(draft, said):
        found.append(Point("language", _("Language"), problem))
    return found


def open_points(draft: Draft) -> list[str]:
    """Return what is still to do, as sentences."""
    return [point.problem for point in points(draft) if not point.done]


def _headline_problem(draft: Draft) -> str:
    return "" if draft.headline.strip() else _("Write a headline.")


def _body_problem(draft: Draft) -> str:
    return "" if to_text(draft.body).strip() else _("Write the story.")


def _category_problem(draft: Draft) -> str:
    if draft.category_id is None:
        return _("Choose a category.")
    category = draft.category
    if category.is_retired and category.merged_into_id is None:
        return _("The category “%(name)s” is retired. Choose another one.") % {
            "name": category.name
        }
    return ""


def _credits_problem(draft: Draft, *, authors: Mapping[int, Author] | None) -> str:
    ids = {line["author"] for line in draft.credits}
    if not ids:  # whom the record knows is credited by the step itself
        return "" if credits.known(draft) else _("Say who wrote the story.")
    if authors is None:
        authors = credits.all_authors()
    if not ids <= authors.keys():
        return _("A credit names somebody who is not an author any more. Choose again.")
    if codes := _code_line(draft, {author.code for author in authors.values()}):
        return _("The text still ends in (%(codes)s). Credit these people and take it out.") % {
            "codes": codes
        }
    return ""


def _code_line(draft: Draft, known: set[str]) -> str:
    """Return the codes the text ends in, which the site prints from the credits, not the text."""
    if ")" not in draft.body[-LAST_LINE:]:
        return ""
    if codes := byline_codes(draft.body, known)[1]:
        return "/".join(codes)
    # One code of nobody, after the end of a sentence: "… kata dia. (zz)"
    lonely = re.search(r"(?:^|\n|[.?!\"”]\s*)\(([a-z]{2,5})\)\Z", to_text(draft.body).rstrip())
    return lonely[1] if lonely else ""


def _source_problem(draft: Draft) -> str:
    if draft.kind == Copy.Kind.RELEASE and not draft.source.strip():
        return _("A press release names its sender: fill in the source.")
    return ""


def _answer_problem(draft: Draft) -> str:
    return "" if draft.answers_id else _("Choose the story that this one replies to.")


def _sensitive_problem(draft: Draft) -> str:
    """Say what the writer still has to look at, of what the story's flags ask."""
    texts = [str(question.text) for question in sensitive.unanswered(draft)]
    if not texts:
        return ""
    return _("Look at these, and tick what holds: %(questions)s") % {"questions": " ".join(texts)}


def _sourcing_points(draft: Draft) -> list[Point]:
    """Return what a story says of its footing, where it says anything."""
    asked = (
        (draft.is_unverified, "is_unverified", _("Not verified yet"), sourcing.unverified_open),
        (draft.verifies_id, "verifies", _("Story it verifies"), sourcing.verifies_open),
        (sourcing.quotes(draft), "quoted_outlet", _("Quoted source"), sourcing.quotation_open),
    )
    found = []
    for is_said, field, label, look in asked:
        if is_said:
            missing = look(draft) or sourcing.Open(field, "")
            found.append(Point(missing.field, label, missing.problem))
    return found


def _language_problem(draft: Draft, said: Sequence[Remark] | None) -> str:
    """Say which words have to be mended or answered; nothing where there are none."""
    words = list(
        dict.fromkeys(one.finding.words.strip()[:SHOWN] for one in holding_up(draft, said))
    )
    if not words:
        return ""
    shown = ", ".join(f"“{one}”" for one in words[:MOST_SHOWN])
    more = " …" if len(words) > MOST_SHOWN else ""
    return _("Mend these words, or say why they stay: %(words)s.") % {"words": shown + more}


def _photo_problem(draft: Draft, *, known: Mapping[int, Photo]) -> str:
    wanted = set(photo_ids(draft.body))
    found = {pk: known[pk] for pk in wanted if pk in known}
    if draft.lead_photo:  # pages about a draft have loaded it with the draft
        found[draft.lead_photo.pk] = draft.lead_photo
    if others := wanted - set(found):
        found |= {photo.pk: photo for photo in Photo.objects.filter(pk__in=others)}
    problems = [
        _("Photo #%(id)s is not in the library.") % {"id": pk} for pk in sorted(wanted - set(found))
    ]
    problems += [
        _("Photo #%(id)s was taken down. Choose another one.") % {"id": pk}
        for pk, photo in sorted(found.items())
        if photo.is_taken_down
    ]
    problems += [
        _("Photo #%(id)s lacks: %(missing)s.")
        % {"id": pk, "missing": ", ".join(photo.missing_labels())}
        for pk, photo in sorted(found.items())
        if photo.missing() and not photo.is_taken_down
    ]
    return " ".join(problems)
