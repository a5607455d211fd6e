"""Which photos the form of a draft names, as it stands on the page."""

from articles.html import photo_ids
from moderation.forms import DraftForm
from moderation.numbers import plain_number
from photos.models import Photo

Pictured = dict[int, Photo]


def pictured(form: DraftForm) -> Pictured:
    """Return the photos by number, the lead photo first, with their renditions; two queries."""
    lead = str(form["lead_photo"].value() or "").strip().removeprefix("#").split(" ")[0]
    wanted = [plain_number(lead), *photo_ids(form["body"].value() or "")]
    rows = Photo.objects.filter(pk__in=[pk for pk in wanted if pk])
    found = {photo.pk: photo for photo in rows.prefetch_related("renditions")}
    return {pk: found[pk] for pk in dict.fromkeys(wanted) if pk in found}
