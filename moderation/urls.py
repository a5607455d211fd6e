"""The desk's pages that are no list of the admin; below /meja/, behind the staff login.

The pages of one draft have their addresses in `moderation.admin`, beside the list they belong to.
"""

from django.contrib import admin
from django.urls import path

from moderation.views import drafts, merges

guard = admin.site.admin_view

urlpatterns = [
    path("kategori/<int:pk>/gabung/", guard(merges.merge), name="desk-category-merge"),
    path("gabungan/<int:pk>/urungkan/", guard(merges.undo), name="desk-category-merge-undo"),
    path("pilih/<slug:what>/", guard(drafts.choose), name="desk-choices"),
]
