"""The desk's pages of the front page, of the tops of channels, and of the banner."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import front as fronts
from articles import furniture
from articles.listed import OF_CATEGORY
from articles.models import Article, Listing, Slot
from articles.templatetags.dates import full_time
from categories.models import Category
from moderation import choices, front
from moderation.front_forms import BannerForm, MomentForm, PlaceForm
from moderation.models import Draft
from moderation.numbers import plain_number
from moderation.workflow import Refused

FOLDER = "admin/moderation/front"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    status = context.pop("status_code", 200)
    context = {**admin.site.each_context(request), "now": timezone.now(), **context}
    return render(request, f"{FOLDER}/{template}.html", context, status=status)


def require(request: HttpRequest) -> None:
    if not request.user.has_perm("moderation.change_front"):
        raise PermissionDenied


def asked_category(pk: int | None) -> Category | None:
    return None if pk is None else get_object_or_404(Category, pk=pk)


def address_of(category_id: int | None) -> str:
    if category_id is None:
        return reverse("desk-front")
    return reverse("desk-front-channel", args=[category_id])


def newest_of(category: Category | None) -> list[Article]:
    """Return the stories that fill the page of a category, or the front page."""
    most = 2 * fronts.POSITIONS
    if category is None:
        return list(Article.objects.live().for_cards().order_by("-published_at", "-id")[:most])
    rows = Listing.objects.filter(category=category).select_related("article")
    return [row.article for row in rows.order_by("-published_at", "-article_id")[:most]]


# --- Places ---------------------------------------------------------------------------------------


@require_safe
def index(request: HttpRequest, category: int | None = None) -> HttpResponse:
    require(request)
    return show(request, asked_category(category))


def show(
    request: HttpRequest, category: Category | None, *, open_form: Any = None, status: int = 200
) -> HttpResponse:
    """Show the places of a page; `open_form` is (position, form) of the one that was refused."""
    now = timezone.now()
    category_id = category.pk if category else None
    seats = front.seats(category_id, newest_of(category), now=now)
    for seat in seats:
        is_open = open_form is not None and open_form[0] == seat.position
        seat.is_open = is_open
        seat.form = open_form[1] if is_open else PlaceForm(auto_id=f"id_{seat.position}_%s")
    local = timezone.localtime(now)
    channels = Category.objects.choosable().filter(kind=Category.Kind.CHANNEL).ordered()
    return page(
        request,
        "index",
        title=_("Front page") if category is None else str(category.name),
        category=category,
        channels=channels,
        seats=seats,
        last=fronts.POSITIONS,
        seen=front.version(category_id),
        told=front.changes(category_id),
        banner=furniture.banner_at(now),
        moment=MomentForm(initial={"hari": local.date(), "pukul": local.time()}),
        suggestions={"berita": [choices.story_text(row) for row in newest_of(None)]},
        form=PlaceForm(),
        status_code=status,
    )


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Do what one button of the page says: `act` names it."""
    require(request)
    category_id = plain_number(request.POST.get("page"))
    category = asked_category(category_id)
    position = plain_number(request.POST.get("position")) or 0
    form = PlaceForm(request.POST, auto_id=f"id_{position}_%s")
    placing = request.POST.get("act") == "place"
    if placing and not form.is_valid():
        return show(request, category, open_form=(position, form))
    try:
        act(request, category_id, position, form)
    except Refused as refusal:
        if placing:
            form.add_error("end_time" if refusal.detail == "ends" else None, str(refusal))
            return show(request, category, open_form=(position, form), status=409)
        messages.error(request, str(refusal))
        return redirect(address_of(category_id))
    if act == "undo":
        said = _("The last change is undone: readers see the page as it was before.")
    else:
        said = _("Readers see the page like this now. You can undo it.")
    messages.success(request, said)
    return redirect(f"{address_of(category_id)}#tempat-{position or 1}")


def act(request: HttpRequest, category_id: int | None, position: int, form: PlaceForm) -> None:
    """Take the change that was asked for. Raises Refused, and Http404 for one that is none."""
    sent = request.POST
    how = {"seen": sent.get("seen", ""), "by": request.user}
    match sent.get("act"):
        case "place":
            times = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at")}
            front.place(category_id, position, form.cleaned_data["story"], **times, **how)
        case "pin":
            story = get_object_or_404(Article.objects.live(), pk=plain_number(sent.get("story")))
            front.place(category_id, position, story, **how)
        case "clear":
            front.clear(category_id, position, **how)
        case "up":
            front.swap(category_id, position, position - 1, **how)
        case "down":
            front.swap(category_id, position, position + 1, **how)
        case "cancel":
            front.cancel(get_object_or_404(Slot, pk=plain_number(sent.get("slot"))), **how)
        case "undo":
            front.undo(category_id, seen=how["seen"])
        case _:
            raise Http404


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show a page under the public template as it will stand at a chosen moment."""
    require(request)
    category = asked_category(plain_number(request.GET.get("page")))
    form = MomentForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Choose the day and the time of the preview."))
        return redirect(address_of(category.pk if category else None))
    moment = form.moment()
    context = {
        "shown_at": moment,
        "back": address_of(category.pk if category else None),
        "later": later_releases(moment),
        "note": _("Preview of %(when)s: only the newsroom sees this page")
        % {"when": full_time(moment)},
    }
    if category is None:
        shown = fronts.front(furniture.menu(request), fronts.placed(None, at=moment))
        context |= {"front": shown, "top": shown, "today": timezone.localdate(moment)}
        context["public_template"] = "articles/front.html"
        return render(request, f"{FOLDER}/preview.html", context)
    found = OF_CATEGORY.page(None, category.pk)
    below = Category.objects.filter(parent=category).choosable().ordered()
    page = fronts.topped(found, fronts.placed(category.pk, at=moment))
    context |= {
        "category": category,
        "above": [],
        "below": below,
        "page": page,
        "top": page,
        "section_path": category.path,
        "public_template": "articles/category.html",
    }
    return render(request, f"{FOLDER}/preview.html", context)


def later_releases(moment: datetime) -> int:
    """Return how many stories are to be released until then: the preview cannot show them yet."""
    return Draft.objects.due(moment).count()


# --- The banner -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def banner(request: HttpRequest) -> HttpResponse:
    """Raise a banner, and see which stand and stood."""
    require(request)
    form = BannerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raised = front.raise_banner(
            form.cleaned_data["text"],
            kind=form.cleaned_data["kind"],
            lasts=form.lasts,
            article=form.article,
        )
        messages.success(
            request,
            _("The banner stands above every page until %(when)s.")
            % {"when": full_time(raised.ends_at)},
        )
        return redirect("desk-banner")
    now = timezone.now()
    return page(
        request,
        "banner",
        title=_("Breaking banner"),
        form=form,
        standing=furniture.banner_at(now),
        banners=front.banners(now=now),
        suggestions={"berita": [choices.story_text(row) for row in newest_of(None)]},
    )


@require_POST
def end_banner(request: HttpRequest, pk: int) -> HttpResponse:
    require(request)
    if front.end_banner(pk):
        messages.success(request, _("The banner is gone."))
    else:
        messages.info(request, _("This banner had ended already."))
    return redirect("desk-banner")
