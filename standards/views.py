"""The pages of the lexicon and of the standards of language; below /meja/."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from standards import lexicon as words
from standards import listing, rules
from standards.forms import LONGEST_QUERY, EntryForm, HouseForm, focus_on_error
from standards.models import HouseStyle, LexiconEntry

READ, KEEP, SET = (
    f"standards.{name}" for name in ("propose_entry", "keep_lexicon", "set_standards")
)


# In the session: the entry that was removed last, by which that can be undone.
REMOVED = "removed_entry"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the standards in the desk's frame."""
    status = context.pop("status_code", 200)
    if (form := context.get("form")) is not None and form.is_bound:
        focus_on_error(form)
    context = {
        **admin.site.each_context(request),
        "may_keep": request.user.has_perm(KEEP),
        "may_set": request.user.has_perm(SET),
        **context,
    }
    return render(request, f"standards/{template}.html", context, status=status)


# --- The lexicon ----------------------------------------------------------------------------------


@permission_required(READ, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def lexicon(request: HttpRequest) -> HttpResponse:
    """List the lexicon; a POST adds an entry, or proposes it where a journalist sends it."""
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm()
    if form.is_valid() and (entry := added(request, form)):
        said = (
            _("“%(entry)s” is proposed. An editor decides on it.")
            if entry.is_proposal
            else _("“%(entry)s” is in the lexicon.")
        )
        messages.success(request, said % {"entry": entry})
        return redirect("lexicon")
    kind = request.GET.get("jenis", "")
    if kind not in {"", *LexiconEntry.Kind.values}:
        raise Http404
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    removed = request.session.get(REMOVED)
    return page(
        request,
        "lexicon",
        title=_("Lexicon"),
        form=form,
        kind=kind,
        query=query,
        kinds=LexiconEntry.Kind.choices,
        proposals=[] if query or kind else listing.proposals(),
        found=listing.read(kind, query, after=request.GET.get("setelah", "")),
        removed=removed if removed and request.GET.get("dihapus") == str(removed["pk"]) else None,
        status_code=400 if form.errors else 200,
    )


def added(request: HttpRequest, form: EntryForm) -> LexiconEntry | None:
    """Add what the form holds; None, with an error in the form, if somebody was faster."""
    said = form.cleaned_data
    entry, is_new = words.learn(
        said["kind"],
        said["text"],
        by=request.user,
        expansion=said["expansion"],
        note=said["note"],
    )
    if is_new:
        return entry
    form.refuse_twice(entry)
    return None


@permission_required(KEEP, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one entry to be changed, accepted or removed."""
    found = get_object_or_404(LexiconEntry.objects.select_related("added_by", "accepted_by"), pk=pk)
    if request.method != "POST":
        return entry_page(request, found, EntryForm(instance=found))
    form = EntryForm(request.POST, instance=found)
    if not form.is_valid():
        found.refresh_from_db()  # the title and the facts show the entry, the form what was typed
        return entry_page(request, found, form, status_code=400)
    said = {name: form.cleaned_data[name] for name in form.Meta.fields}
    version = form.cleaned_data["version"] or 0
    if not words.change(found, said, version=version, by=request.user):
        found.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(found.version)
        messages.error(
            request,
            _("Somebody has changed this entry since. What they wrote stands above the form."),
        )
        return entry_page(request, found, form, is_stale=True, status_code=409)
    messages.success(request, _("“%(entry)s” is saved.") % {"entry": said["text"]})
    return redirect("lexicon")


def entry_page(
    request: HttpRequest, found: LexiconEntry, form: EntryForm, **context: Any
) -> HttpResponse:
    return page(request, "entry", title=found.text, entry=found, form=form, **context)


@permission_required(KEEP, raise_exception=True)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LexiconEntry, pk=pk)
    words.accept(found, by=request.user)
    messages.success(request, _("“%(entry)s” is in the lexicon.") % {"entry": found})
    return redirect("lexicon")


@permission_required(KEEP, raise_exception=True)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an entry or refuse a proposal; the record keeps what it was."""
    found = LexiconEntry.objects.filter(pk=pk).first()
    if found is not None:  # somebody else may have removed it: then it is as asked for
        request.session[REMOVED] = {"pk": pk, "text": found.text, "row": words.removed(found)}
        return redirect(f"{reverse('lexicon')}?dihapus={pk}")
    return redirect("lexicon")


@permission_required(KEEP, raise_exception=True)
@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Undo the last removal by the same person; it is offered on the page after it."""
    gone = request.session.get(REMOVED)
    if gone and str(gone["pk"]) == request.POST.get("entry"):
        del request.session[REMOVED]
        entry, is_new = words.put_back(gone["row"])
        said = _("“%(entry)s” is in the lexicon already.")
        if is_new:
            said = _("“%(entry)s” is back.")
        messages.success(request, said % {"entry": entry})
    else:
        messages.info(request, _("There is nothing to undo any more."))
    return redirect("lexicon")


# --- Rules and choices ----------------------------------------------------------------------------


@permission_required(READ, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest) -> HttpResponse:
    """Show every rule with its weight and how it fares; a POST by who may changes them."""
    if request.method == "POST" and not request.user.has_perm(SET):
        raise PermissionDenied
    house = HouseStyle.current()
    if "_house" in request.POST:
        form = HouseForm(request.POST, instance=house)
        if form.is_valid():
            said = _("The house style is saved.") if form.keep() else _("Nothing was changed.")
            messages.success(request, said)
            return redirect("standards")
    else:
        form = HouseForm(instance=house)
    if "_rules" in request.POST:
        tell_weighed(request, *rules.weigh(request.POST))
        return redirect("standards")
    found = rules.sections()
    return page(
        request,
        "standards",
        title=_("Standards of language"),
        form=form,
        sections=found,
        mostly_left=rules.mostly_left(found),
        status_code=400 if form.errors else 200,
    )


def tell_weighed(request: HttpRequest, changed: list[rules.Change], refused: list[str]) -> None:
    if changed:
        names = "; ".join(one.says for one in changed)
        messages.success(request, _("Changed: %(rules)s.") % {"rules": names})
    if refused:
        messages.warning(
            request,
            _("Somebody else has changed these since, and they were left so: %(rules)s.")
            % {"rules": ", ".join(refused)},
        )
    if not changed and not refused:
        messages.success(request, _("Nothing was changed."))
