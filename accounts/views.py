"""The page of one's own account: what django-allauth does not do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import sessions


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the person out on every other device; here they stay in."""
    number = sessions.end_sessions([request.user], but=request.session.session_key)
    if number:
        done = ngettext("%d other session was ended.", "%d other sessions were ended.", number)
        messages.success(request, done % number)
    else:
        messages.info(request, _("You were signed in nowhere else."))
    return redirect("mfa_index")
