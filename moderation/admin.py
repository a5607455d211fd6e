"""The desk: drafts in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.templatetags.dates import full_time
from moderation import choices, sourcing
from moderation.desk_form import BaseChannelFormSet, ChannelForm, DeskForm, without_desk
from moderation.listing import (
    NOT_DUE,
    BoundedPaginator,
    ChannelFilter,
    DueFilter,
    ManyAtOnce,
    MomentFilter,
    NewestFirst,
    OutletFilter,
    OwnerFilter,
    VerificationFilter,
    WithSavedFilters,
    age,
    said_in_headline,
)
from moderation.models import Desk, DeskChannel, Draft
from moderation.templatetags.due import due
from moderation.views import autosaves as typing
from moderation.views import comments, language, releases, review, versions
from moderation.views import drafts as views


@admin.register(Draft)
class DraftAdmin(ManyAtOnce, WithSavedFilters):
    """The list of drafts is the admin's own; a draft's pages are `moderation.views`.

    They save through `history.save_draft()` and move through `workflow.take()`, compare versions
    and answer 404 for what is somebody else's, which leaves nothing of the admin's change view.
    Nothing is deleted here: a draft is spiked.
    """

    list_display = ["story", "state", "writer", "section", "since"]
    list_display_links = None
    list_filter = [
        "status",
        DueFilter,
        ChannelFilter,
        "kind",
        VerificationFilter,
        OutletFilter,
        OwnerFilter,
        ("changed_at", MomentFilter),
    ]
    list_select_related = ["owner", "category"]
    list_per_page = 50
    paginator = BoundedPaginator
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the table
    search_fields = ["headline"]
    search_help_text = _("Words of the headline, or the address of a story that is quoted")
    sortable_by = ()  # another order would sort the whole table; filters find what is wanted

    class Media:
        css = {"all": ["css/desk-draft.css"]}

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("", guard(self.changelist_view), name="moderation_draft_changelist"),
            path("add/", guard(views.add), name="moderation_draft_add"),
            path("autosimpan/", guard(typing.keep_new), name="moderation_draft_autosave_new"),
            path("<int:pk>/change/", guard(views.change), name="moderation_draft_change"),
            path("<int:pk>/autosimpan/", guard(typing.keep), name="moderation_draft_autosave"),
            path("<int:pk>/hadir/", guard(typing.attend), name="moderation_draft_presence"),
            path("<int:pk>/langkah/<slug:name>/", guard(views.step), name="moderation_draft_step"),
            path("<int:pk>/pratinjau/", guard(views.show_preview), name="moderation_draft_preview"),
            path("<int:pk>/tinjau/", guard(review.judge), name="moderation_draft_review"),
            path("<int:pk>/kredit/", guard(review.use_proposal), name="moderation_draft_credits"),
            path("<int:pk>/bahasa/", guard(language.answer), name="moderation_draft_language"),
            path("<int:pk>/rilis/", guard(releases.outgrow), name="moderation_draft_release"),
            path("<int:pk>/ambil/", guard(review.claim), name="moderation_draft_claim"),
            path("<int:pk>/komentar/", guard(comments.talk), name="moderation_draft_comments"),
            path("<int:pk>/orang/", guard(comments.people), name="moderation_draft_people"),
            path("<int:pk>/riwayat/", guard(versions.history), name="moderation_draft_history"),
            path(
                "<int:pk>/riwayat/<int:number>/",
                guard(versions.version),
                name="moderation_draft_version",
            ),
            path(
                "<int:pk>/riwayat/<int:number>/pulihkan/",
                guard(versions.restore),
                name="moderation_draft_restore",
            ),
            path("<int:pk>/bandingkan/", guard(versions.compare), name="moderation_draft_compare"),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[NewestFirst]:
        return NewestFirst

    def get_queryset(self, request: HttpRequest) -> QuerySet[Draft]:
        # Of fifty stories nobody needs the texts to list them.
        return super().get_queryset(request).seen_by(request.user).defer("standfirst", "body")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Draft], search_term: str
    ) -> tuple[QuerySet[Draft], bool]:
        if sourcing.is_address(search_term):
            queryset = sourcing.quoting(queryset, search_term)
        elif search_term.strip():
            queryset = said_in_headline(queryset, search_term)
        return queryset, False

    @admin.display(description=_("headline"))
    def story(self, draft: Draft) -> str:
        return format_html('<a href="{}">{}</a>', draft.desk_address, draft)

    @admin.display(description=_("status"))
    def state(self, draft: Draft) -> str:
        badge = format_html(
            '<span class="status status-{}">{}</span>', draft.status, draft.get_status_display()
        )
        parts = [badge]
        if draft.scheduled_for is not None:
            minute = full_time(draft.scheduled_for)
            parts.append(format_html('<span class="minute">{}</span>', minute))
        if draft.is_unverified:
            parts.append(format_html('<span class="mark">{}</span>', _("Not verified yet")))
        if draft.is_restricted:
            parts.append(format_html('<span class="mark">{}</span>', _("Restricted")))
        parts.append(due(draft.due_at, draft.status in NOT_DUE))
        return format_html_join(" ", "{}", ((part,) for part in parts if part))

    @admin.display(description=_("writer"))
    def writer(self, draft: Draft) -> str:
        return str(draft.owner)

    @admin.display(description=_("category"), empty_value="—")
    def section(self, draft: Draft) -> str | None:
        return draft.category and draft.category.name

    @admin.display(description=_("last change"))
    def since(self, draft: Draft) -> str:
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            localtime(draft.changed_at).isoformat(timespec="minutes"),
            full_time(draft.changed_at),
            age(draft.changed_at),
        )


class ChannelInline(admin.StackedInline):
    model = DeskChannel
    form = ChannelForm
    formset = BaseChannelFormSet
    extra = 2
    verbose_name_plural = _("Channels this desk decides on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeskChannel]:
        return super().get_queryset(request).select_related("category")

    # Whoever may change a desk may change its channels: they have no permissions of their own.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("moderation.view_desk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("moderation.change_desk")

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    """Which editors decide on which channels. A story follows its category; none is touched."""

    form = DeskForm
    inlines = [ChannelInline]
    actions = None
    list_display = ["name", "approvals", "people", "decides_on"]
    show_full_result_count = False

    class Media:
        css = {"all": ["css/desk-draft.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Desk]:
        return super().get_queryset(request).prefetch_related("editors", "channels__category")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return super().changelist_view(request, {"without_desk": without_desk()})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        at_hand = {"suggestions": {"kategori": choices.suggestions()["kategori"]}}
        context = {**at_hand, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and say where a desk has too few editors to do what it is for."""
        super().save_related(request, form, formsets, change)
        desk = form.instance
        number = desk.editors.count()
        if number < desk.approvals:
            messages.warning(
                request,
                _(
                    "“%(desk)s” asks for %(needed)d editors and has %(number)d. Who is missing has "
                    "to be a managing editor or the editor in chief."
                )
                % {"desk": desk, "needed": desk.approvals, "number": number},
            )

    @admin.display(description=_("editors"))
    def people(self, desk: Desk) -> str:
        return ", ".join(sorted(str(person) for person in desk.editors.all())) or "—"

    @admin.display(description=_("channels"))
    def decides_on(self, desk: Desk) -> str:
        return ", ".join(sorted(row.category.name for row in desk.channels.all())) or "—"
