"""The pages of the press releases, and what a click makes of one; below /meja/."""

import io
from typing import IO, Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.pages import PARAMETER
from articles.templatetags.dates import full_time
from moderation import made_from
from moderation.history import Stale
from moderation.numbers import plain_number
from moderation.views.drafts import seen
from moderation.workflow import Refused
from releases import listing, mail
from releases.forms import AboutForm, EntryForm
from releases.models import PressRelease

READ, ADD = "releases.view_pressrelease", "releases.add_pressrelease"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the releases in the desk's frame."""
    status = context.pop("status_code", 200)
    context = {**admin.site.each_context(request), **context}
    return render(request, f"releases/{template}.html", context, status=status)


@permission_required(READ, raise_exception=True)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the releases, newest first, each with the stories made from it."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[: listing.LONGEST_QUERY]
    found = listing.read(query, before=request.GET.get(PARAMETER))
    made = made_from.stories(found.items, request.user)
    return page(
        request,
        "list",
        title=_("Press releases"),
        query=query,
        found=found,
        rows=[(release, made.get(release.pk, [])) for release in found.items],
    )


@permission_required(ADD, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Take a release that is pasted or sent as a file; one that is there already is led to."""
    form = EntryForm(request.POST, request.FILES) if request.method == "POST" else EntryForm()
    if form.is_valid():
        release, is_new = form.enter(request.user)
        if is_new:
            messages.success(request, _("The press release is kept as it was received."))
        else:
            messages.warning(request, there_already(release))
        return redirect(release)
    return page(
        request,
        "add",
        title=_("Add a press release"),
        form=form,
        agencies=listing.agencies(),
        status_code=400 if form.errors else 200,
    )


def there_already(release: PressRelease) -> str:
    """Return that a release is there, since when and by whom."""
    return _("This press release is here already: %(who)s entered it on %(when)s.") % {
        "who": release.entered_by or release.get_came_by_display(),
        "when": full_time(release.entered_at),
    }


@permission_required(READ, raise_exception=True)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a release as it was received, and the stories made from it."""
    release = found(pk)
    return page(
        request,
        "release",
        title=release.title,
        release=release,
        size=size_of(release),
        made=made_from.stories([release], request.user).get(pk, []),
    )


def size_of(release: PressRelease) -> int:
    """Return the bytes of the file of a release; 0 where it has none, or it was lost."""
    try:
        return release.file.size if release.file else 0
    except FileNotFoundError:
        return 0


def found(pk: int) -> PressRelease:
    return get_object_or_404(PressRelease.objects.select_related("entered_by"), pk=pk)


@permission_required(ADD, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right who sent a release, when, or what it is called; the text stays as it is."""
    release = found(pk)
    name = release.title  # as it is, whatever is being typed
    form = AboutForm(request.POST or None, instance=release)
    if request.method == "POST" and form.is_valid():
        # Only what was changed here: somebody else may have put right the rest meanwhile.
        release.save(update_fields=form.changed_data)
        messages.success(request, _("The facts about the press release are saved."))
        return redirect(release)
    return page(
        request,
        "change",
        title=_("Put the facts right"),
        release=release,
        name=name,
        form=form,
        agencies=listing.agencies(),
        status_code=400 if form.errors else 200,
    )


@permission_required(READ, raise_exception=True)
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file as it came."""
    release = found(pk)
    return handed_out(opened(release), release.file_name)


@permission_required(READ, raise_exception=True)
@require_safe
def download_attachment(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Hand out one thing that is attached to a mail."""
    release = found(pk)
    name = next((one["name"] for one in release.attachments if one["number"] == number), None)
    if name is None:
        raise Http404
    with opened(release) as file:
        content = mail.attachment(file.read(), number)
    return handed_out(io.BytesIO(content or b""), name)


def opened(release: PressRelease) -> File:
    """Return the file of a release, or answer 404."""
    if not release.file:
        raise Http404
    try:
        return release.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error


def handed_out(file: IO[bytes], name: str) -> FileResponse:
    """Answer a file to keep, never to be opened in the browser: a stranger made it."""
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="application/octet-stream"
    )


@permission_required(READ, raise_exception=True)
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a story from a release and lead to it; a second click leads to the same."""
    if not request.user.has_perm("moderation.add_draft"):
        raise PermissionDenied
    return redirect(made_from.begin(found(pk).pk, by=request.user))


@require_POST
def outgrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a story became reporting of its own (`do=outgrow`), or take that back."""
    draft = seen(request, pk)
    version = plain_number(request.POST.get("version")) or 0
    try:
        if request.POST.get("do") == "outgrow":
            why = request.POST.get("why", "")
            made_from.outgrow(draft, by=request.user, version=version, why=why)
            messages.success(request, _("The story counts as reporting of its own now."))
        else:
            made_from.call_release(draft, by=request.user, version=version)
            messages.success(request, _("The story says again that it is a press release."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    except Stale:
        messages.error(request, _("Somebody has saved a newer version. Read it again first."))
    except ValidationError:
        messages.error(request, _("Say what was reported beyond the press release."))
    return redirect("admin:moderation_draft_review", draft.pk)
