"""The photo library at the desk."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from photos import receiving, uploads, views, words
from photos.forms import PhotoForm, UploadForm
from photos.listing import MineFilter, NewestPaginator, StateFilter, UploadedFilter
from photos.models import Photo
from photos.signals import described_at_desk


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    list_filter = [StateFilter, MineFilter, UploadedFilter]
    paginator = NewestPaginator
    list_max_show_all = 0
    list_per_page = 48
    list_select_related = ["uploaded_by"]
    search_fields = ["caption", "credit", "creator", "=id"]  # see get_search_results
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    class Media:
        css = {"all": ["css/photos-admin.css"]}
        js = ["js/photo-focal.js"]

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        own = {
            "<int:pk>/tarik/": views.take_down,
            "<int:pk>/pasang/": views.put_back,
            "<int:pk>/ditarik.jpg": views.taken_down,
            "<int:pk>/kata/": receiving.words_of,
            "kirim/<uuid:key>/": receiving.pieces,
            "kirim/<uuid:key>/selesai/": receiving.finish,
        }
        return [
            *(
                path(at, guard(view), name=f"photos_photo_{view.__name__}")
                for at, view in own.items()
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("renditions")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet, bool]:
        return queryset.search(search_term), False

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        kwargs["form"] = PhotoForm if change else UploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        needed = ["alt", "caption", "credit"]
        return [
            (None, {"fields": needed if obj else ["file", *needed]}),
            (_("Focal point"), {"fields": [("focal_x", "focal_y")]}),
            (_("Origin"), {"fields": ["creator", "copyright", "source_date"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Everybody at the desk changes their own uploads; those of others need a right."""
        if obj is None:
            return super().has_change_permission(request)
        return words.may_change(request.user, obj)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().add_view(request, *args, **kwargs)
        except uploads.AlreadyThere as found:  # pressed twice, or two people at once
            messages.info(request, _("This file is in the library already."))
            return redirect("admin:photos_photo_change", found.photo.pk)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.uploaded_by = request.user
            uploads.store(form.upload, obj)
        described_at_desk.send(Photo, instance=obj, request=request)

    def response_add(
        self, request: HttpRequest, obj: Photo, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on to the photo's page: it shows the picture and what was read from the file."""
        if not {"_addanother", "_popup"} & request.POST.keys():
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
