"""The words of a photo, changed where a story is written: who may, and what it needs.

Two ways lead here: a script saves what stands beside a thumbnail as it is typed, and the form of
the story sends the same fields along, as `foto-12-caption`, for a desk without scripts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import gettext as _

from photos.forms import WordsForm
from photos.models import NEEDED, Photo

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

MOST_AT_ONCE = 60

_FIELD = re.compile(rf"foto-(?P<id>[1-9]\d{{0,8}})-(?P<name>{'|'.join(NEEDED)})")


def may_change(person: AbstractUser, photo: Photo) -> bool:
    """Say whether `person` may change the words: of their own uploads, or with the right to all."""
    if not person.has_perm("photos.change_photo"):
        return False
    return photo.uploaded_by_id == person.pk or person.has_perm("photos.change_any_photo")


def state(photo: Photo, person: AbstractUser) -> dict[str, Any]:
    """Return, as plain JSON values, what a form shows of one photo beside a story."""
    return {
        "id": photo.pk,
        "text": photo.label(),
        "thumb": photo.thumbnail()["src"],
        "words": {name: getattr(photo, name) for name in NEEDED},
        "missing": photo.missing_labels(),
        "may_change": may_change(person, photo),
        "taken_down": photo.is_taken_down,
    }


def save(photo: Photo, person: AbstractUser, typed: Mapping[str, str]) -> dict[str, list[str]]:
    """Save the words of `typed`; return what is wrong by field, and then nothing is saved.

    A word that is not among them stays. Needs `may_change()`.
    """
    current = {name: getattr(photo, name) for name in NEEDED}
    form = WordsForm({**current, **{k: v for k, v in typed.items() if k in NEEDED}}, instance=photo)
    if not form.is_valid():
        photo.refresh_from_db(fields=NEEDED)
        return {name: [str(one) for one in errors] for name, errors in form.errors.items()}
    changed = [name for name in NEEDED if getattr(photo, name) != current[name]]
    if changed:
        photo.save(update_fields=changed)
        labels = [str(Photo._meta.get_field(name).verbose_name) for name in changed]
        said = [{"changed": {"fields": labels}}]
        LogEntry.objects.log_actions(person.pk, [photo], CHANGE, said)
    return {}


def take_sent(sent: Mapping[str, str], person: AbstractUser) -> list[str]:
    """Save the words of photos that came with the form of a story; return what was refused.

    Words of photos that the person may not change are passed over, as are unknown fields.
    """
    typed: dict[int, dict[str, str]] = {}
    for field, text in sent.items():
        if match := _FIELD.fullmatch(field):
            typed.setdefault(int(match["id"]), {})[match["name"]] = text
    photos = Photo.objects.filter(pk__in=list(typed)[:MOST_AT_ONCE]) if typed else ()
    problems = []
    for photo in photos:
        if not may_change(person, photo):
            continue
        for name, errors in save(photo, person, typed[photo.pk]).items():
            label = Photo._meta.get_field(name).verbose_name
            problems.append(
                _("Photo #%(id)s, %(field)s: %(error)s")
                % {"id": photo.pk, "field": label, "error": " ".join(errors)}
            )
    return problems
