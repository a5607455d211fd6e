"""The page of exports; below /meja/, behind the staff login."""

from django.contrib import admin
from django.urls import path

from archive import views

guard = admin.site.admin_view

urlpatterns = [
    path("ekspor/", guard(views.exports), name="exports"),
    path("ekspor/kemajuan/", guard(views.progress), name="exports-progress"),
    path("ekspor/minta/", guard(views.ask), name="export-ask"),
    path("ekspor/<int:pk>/unduh/", guard(views.download), name="export-download"),
    path("ekspor/<int:pk>/hapus/", guard(views.delete), name="export-delete"),
]
