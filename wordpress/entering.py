"""Enters what an export holds, before anything of it is written; brings in the pictures."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b

from django.db import connection
from django.utils.translation import gettext as _

from wordpress import addresses, kinds
from wordpress.items import Item
from wordpress.media import Media, about, file_of, is_picture, why_no_picture
from wordpress.models import OldItem
from wordpress.words import plain_line

Outcome = OldItem.Outcome
KEY_LENGTH = 250


def key_of(item: Item) -> str:
    """Return the item's key, shortened where it is an endless address."""
    key = item.key
    if len(key) <= KEY_LENGTH:
        return key
    return f"{key[:200]}…{blake2b(key.encode(), digest_size=16).hexdigest()}"


def enter(
    site: str,
    batch: Sequence[Item],
    also: frozenset[str],
    moment: Callable[[Item], datetime | None],
    now: datetime,
    since: int,
) -> int:
    """Enter the items that were never seen; return how many stand in the files twice.

    Those have a row with a number above `since`: this run entered it. A story that was public gets
    its number here at once, so that others can link to it.
    """
    unique = {(item.post_type, key_of(item)): item for item in reversed(batch)}
    rows_of = OldItem.objects.filter(site=site, key__in=[key for _kind, key in unique])
    known = {(kind, key): pk for pk, kind, key in rows_of.values_list("pk", "kind", "key")}
    twice = len(batch) - len(unique)
    rows, public = [], []
    for (kind, key), item in reversed(unique.items()):
        if (kind[:40], key) in known:
            twice += known[kind[:40], key] > since
            continue
        published = moment(item)
        row = OldItem(
            site=site,
            kind=kind[:40],
            key=key,
            parent=_parent(item),
            status=item.status[:20],
            title=plain_line(item.title)[:300],
            path=addresses.path_of(item.link),
            published_at=published,
        )
        is_words = kinds.is_words(item, also)
        if kind == "attachment":
            row.file = file_of(item.attachment_url or item.guid)
        elif not is_words or kinds.is_empty(item):
            row.outcome = Outcome.NOT_KEPT
            row.notes = [_why_not_kept(item, is_words)]
        elif kind != "page" and kinds.is_public(item, published, now):
            public.append(row)
        rows.append(row)
    for row, number in zip(public, _numbers(len(public)), strict=True):
        row.number = number
    OldItem.objects.bulk_create(rows, batch_size=500)
    return twice


def bring(site: str, item: Item, media: Media) -> None:
    """Bring the picture of an attachment into the library, if that was not done before."""
    row = OldItem.objects.get(site=site, kind="attachment", key=key_of(item))
    if row.outcome in {Outcome.PHOTO, Outcome.NOT_KEPT}:
        return
    address = item.attachment_url or item.guid
    if not is_picture(address):
        row.outcome, row.notes = Outcome.NOT_KEPT, [why_no_picture(address)]
    elif not media.is_there:
        if row.outcome == Outcome.NO_FILE:
            return
        row.outcome, row.notes = Outcome.NO_FILE, [_("No folder or host to take it from.")]
    else:
        name = item.meta.get("_wp_attached_file", "")
        row.photo, why = media.take(address, name, **about(item))
        row.outcome = Outcome.PHOTO if row.photo else Outcome.NO_FILE
        row.notes = [why] if why else []
    row.save(update_fields=["outcome", "notes", "photo"])


def missing_picture(address: str) -> str:
    return _("A picture is missing: %(address)s") % {"address": address[:300]}


def _parent(item: Item) -> str:
    """Return the number of what an item belongs to: of a line of a menu, what it leads to."""
    if item.post_type == "nav_menu_item":
        if item.meta.get("_menu_item_object") in {"category", "post_tag", "custom"}:
            return ""  # the number is that of a label
        return item.meta.get("_menu_item_object_id", "").strip()[:250]
    return item.parent[:250] if item.parent not in {"", "0"} else ""


def _why_not_kept(item: Item, is_words: bool) -> str:
    if is_words:
        return _("Empty: nobody wrote anything into it.")
    if item.post_type in kinds.MACHINERY:
        return _("A part of the old system, nothing to read.")
    return _("Items of the type “%(type)s” are not imported.") % {"type": item.post_type[:60]}


def _numbers(count: int) -> list[int]:
    """Reserve numbers of stories."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('articles_article', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
