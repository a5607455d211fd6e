"""The desk: Django's admin, at /meja/, with the newsroom's name, sign-in and look."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.account import views as account
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from cases import register
from moderation import dashboard, mails
from moderation import queue as queues
from moderation.desks import finder_for
from newsroom.menu import menu
from planning import days

View = Callable[..., HttpResponse]

# Lookups that are a program for the database to run.
PATTERNS = ("__regex", "__iregex")
# What packages register of their own accord and nobody at the desk has to do with.
NOT_AT_THE_DESK = {"account", "mfa", "procrastinate", "taggit"}
# The order of the lists, by how often they are needed.
ORDER = ["moderation", "photos", "categories", "articles", "accounts", "auth"]


class DeskSite(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("Today")
    # The sections stand in one row below the header: tables and texts need the width.
    enable_nav_sidebar = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        models = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        ours = [model for model in models if model._meta.app_label not in NOT_AT_THE_DESK]
        super().register(ours, admin_class, **options)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page where one signs in; the admin's own knows no limits."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("account_logout"))
        return account.logout(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Guard a view of the desk; also against query strings that only an attack has.

        The lists of the admin look up whatever the address says. A NUL is no text to PostgreSQL,
        and a pattern can keep it busy for as long as somebody likes.
        """
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            for name, values in request.GET.lists():
                if name.endswith(PATTERNS) or any("\0" in text for text in (name, *values)):
                    raise BadRequest("a query string that no page of the desk has")
            return guarded(request, *args, **kwargs)

        return serve

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        context["site_url"] = "/"
        if context["has_permission"]:
            context["menu"] = menu(request, context["available_apps"])
            waiting = queues.number_for(request.user, finder=finder_for(request))
            context["waiting_number"] = waiting.said
            context["overdue_releases"] = waiting.overdue
        return context

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put the desk's own pages before the admin's, in its namespace."""
        from moderation.views import bulk, filters, overview, queue  # they ask for this site

        guard = self.admin_view
        return [
            path("antrean/", guard(queue.queue), name="desk_queue"),
            path("ikhtisar/", guard(overview.board), name="desk_overview"),
            path("ikhtisar/terjadwal/", guard(overview.scheduled), name="desk_scheduled"),
            path("ikhtisar/pekan/", guard(overview.week), name="desk_week"),
            path("ikhtisar/pekan/<plan-day:day>/", guard(overview.week), name="desk_week"),
            path("ikhtisar/lewat-tenggat/", guard(overview.overdue), name="desk_overdue"),
            path("ikhtisar/mengendap/", guard(overview.stale), name="desk_stale"),
            path("ikhtisar/orang/", guard(overview.people), name="desk_people"),
            path("massal/hasil/<str:token>/", guard(bulk.result), name="desk_bulk_result"),
            path("massal/hasil/<str:token>/batal/", guard(bulk.undo), name="desk_bulk_undo"),
            path("massal/<slug:name>/", guard(bulk.many), name="desk_bulk"),
            path("saringan/", guard(filters.save), name="desk_filter_save"),
            path("saringan/<int:pk>/hapus/", guard(filters.delete), name="desk_filter_delete"),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: ORDER.index(app["app_label"]))

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the first page: the sections stand above every page, not on pages by app."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        today = dashboard.today(request.user) | days.mine(request.user) | {"is_index": True}
        today |= register.waiting(request.user)
        if mails.may_see_failures(request.user):
            today["failed_mails"] = mails.failures()
        return super().index(request, {**today, **(extra_context or {})})
