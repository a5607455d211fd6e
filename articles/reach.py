"""Pages and pictures that bring readers: what links show."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import shares


@require_safe
def share_picture(request: HttpRequest) -> HttpResponse:
    """Serve the site's own picture, for links to pages that have none of theirs."""
    response = HttpResponse(shares.neutral(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
