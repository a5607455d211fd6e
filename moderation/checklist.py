"""What a story needs before it may leave its writer. A half-filled draft can always be saved."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.html import byline_codes, photo_ids, to_text
from articles.models import Author, Copy
from categories.models import Category
from moderation.models import Draft
from photos.models import Photo


@dataclass(frozen=True)
class Point:
    """One thing to have: `label` names it, `problem` says what to do, "" when it is there."""

    label: str
    problem: str = ""

    @property
    def done(self) -> bool:
        return not self.problem


def points(draft: Draft) -> list[Point]:
    """Return the whole checklist of `draft`, done and open, in the order of the form."""
    return [
        Point(_("Headline"), "" if draft.headline.strip() else _("Write a headline.")),
        Point(_("Body"), "" if to_text(draft.body).strip() else _("Write the story.")),
        Point(_("Category"), _category_problem(draft)),
        Point(_("Credits"), _credits_problem(draft)),
        Point(_("Source"), _source_problem(draft)),
        Point(_("Photos"), _photo_problem(draft)),
    ]


def open_points(draft: Draft) -> list[str]:
    """Return what is still to do, as sentences."""
    return [point.problem for point in points(draft) if not point.done]


def _category_problem(draft: Draft) -> str:
    if draft.category_id is None:
        return _("Choose a category.")
    category = Category.objects.get(pk=draft.category_id)
    if category.is_retired and category.merged_into_id is None:
        return _("The category “%(name)s” is retired. Choose another one.") % {
            "name": category.name
        }
    return ""


def _credits_problem(draft: Draft) -> str:
    ids = {line["author"] for line in draft.credits}
    if not ids:
        return _("Say who wrote the story.")
    if Author.objects.filter(pk__in=ids).count() != len(ids):
        return _("A credit names somebody who is not an author any more. Choose again.")
    if codes := _code_line(draft):
        return _("The text still ends in (%(codes)s). Credit these people and take it out.") % {
            "codes": codes
        }
    return ""


def _code_line(draft: Draft) -> str:
    """Return the codes the text ends in, which the site prints from the credits, not the text."""
    known = set(Author.objects.values_list("code", flat=True))
    if codes := byline_codes(draft.body, known)[1]:
        return "/".join(codes)
    # One code of nobody, after the end of a sentence: "… kata dia. (zz)"
    lonely = re.search(r"(?:^|\n|[.?!\"”]\s*)\(([a-z]{2,5})\)\Z", to_text(draft.body).rstrip())
    return lonely[1] if lonely else ""


def _source_problem(draft: Draft) -> str:
    if draft.kind == Copy.Kind.RELEASE and not draft.source.strip():
        return _("A press release names its sender: fill in the source.")
    return ""


def _photo_problem(draft: Draft) -> str:
    wanted = set(photo_ids(draft.body))
    if draft.lead_photo_id:
        wanted.add(draft.lead_photo_id)
    found = {photo.pk: photo for photo in Photo.objects.filter(pk__in=wanted)}
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
