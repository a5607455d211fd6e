"""The desk's pages that are no list of the admin; below /meja/, behind the staff login.

The pages of one draft have their addresses in `moderation.admin`, beside the list they belong to.
"""

from django.contrib import admin
from django.urls import path

from moderation.views import drafts, merges, notices
from moderation.views.writing import checklist

guard = admin.site.admin_view

urlpatterns = [
    path("denyut/", guard(notices.pulse), name="pulse"),
    path("pemberitahuan/", guard(notices.index), name="notices"),
    path("pemberitahuan/<int:pk>/", guard(notices.open_notice), name="notice"),
    path("pemberitahuan/dibaca/", guard(notices.read_all), name="notices-read"),
    path("pemberitahuan/pilihan/", guard(notices.choices), name="notice-choices"),
    path("pemberitahuan/surel/", guard(notices.failed_mails), name="failed-mails"),
    path("pemberitahuan/surel/lagi/", guard(notices.retry_mails), name="failed-mails-retry"),
    path("kategori/<int:pk>/gabung/", guard(merges.merge), name="desk-category-merge"),
    path("gabungan/<int:pk>/urungkan/", guard(merges.undo), name="desk-category-merge-undo"),
    path("pilih/<slug:what>/", guard(drafts.choose), name="desk-choices"),
    path("periksa/", guard(checklist), name="desk-checklist"),
    path("periksa/<int:pk>/", guard(checklist), name="desk-checklist"),
]
