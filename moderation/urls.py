"""The desk's pages that are no list of the admin; below /meja/, behind the staff login.

The pages of one draft have their addresses in `moderation.admin`, beside the list they belong to.
"""

from django.contrib import admin
from django.urls import path

from moderation.views import (
    drafts,
    front,
    joins,
    links,
    merges,
    notices,
    record,
    releases,
    resemblance,
    windows,
)
from moderation.views.tour import tour
from moderation.views.writing import checklist, mend

guard = admin.site.admin_view

urlpatterns = [
    path("moderation/draft/<int:pk>/tautan/", guard(links.manage), name="preview-links"),
    path(
        "moderation/draft/<int:pk>/tautan/<int:link>/cabut/",
        guard(links.revoke),
        name="preview-link-revoke",
    ),
    path(
        "moderation/draft/<int:pk>/kemiripan/<slug:kind>/<int:number>/",
        guard(resemblance.compare),
        name="draft-resemblance",
    ),
    # Without a login: the secret is the key.
    path("pratinjau-tamu/<str:secret>/", links.guest, name="guest-preview"),
    path("denyut/", guard(notices.pulse), name="pulse"),
    path("pemberitahuan/", guard(notices.index), name="notices"),
    path("pemberitahuan/<int:pk>/", guard(notices.open_notice), name="notice"),
    path("pemberitahuan/dibaca/", guard(notices.read_all), name="notices-read"),
    path("pemberitahuan/pilihan/", guard(notices.choices), name="notice-choices"),
    path("pemberitahuan/surel/", guard(notices.failed_mails), name="failed-mails"),
    path("pemberitahuan/surel/lagi/", guard(notices.retry_mails), name="failed-mails-retry"),
    path("halaman-depan/", guard(front.index), name="desk-front"),
    path("halaman-depan/kanal/<int:category>/", guard(front.index), name="desk-front-channel"),
    path("halaman-depan/ubah/", guard(front.change), name="desk-front-change"),
    path("halaman-depan/pratinjau/", guard(front.preview), name="desk-front-preview"),
    path("halaman-depan/sela/", guard(front.banner), name="desk-banner"),
    path("halaman-depan/sela/<int:pk>/akhiri/", guard(front.end_banner), name="desk-banner-end"),
    path("masa-aturan/", guard(windows.index), name="rule-windows"),
    path("masa-aturan/baru/", guard(windows.add), name="rule-window-add"),
    path("masa-aturan/<int:pk>/", guard(windows.change), name="rule-window"),
    path("masa-aturan/<int:pk>/akhiri/", guard(windows.end), name="rule-window-end"),
    path("catatan/", guard(record.index), name="desk-record"),
    path("catatan/csv/", guard(record.export), name="desk-record-csv"),
    path("rilis/", guard(releases.index), name="releases"),
    path("rilis/baru/", guard(releases.add), name="release-add"),
    path("rilis/<int:pk>/", guard(releases.show), name="release"),
    path("rilis/<int:pk>/ubah/", guard(releases.change), name="release-change"),
    path("rilis/<int:pk>/berkas/", guard(releases.download), name="release-file"),
    path(
        "rilis/<int:pk>/lampiran/<int:number>/",
        guard(releases.download_attachment),
        name="release-attachment",
    ),
    path("rilis/<int:pk>/tulis/", guard(releases.write), name="release-write"),
    path("kategori/<int:pk>/gabung/", guard(merges.merge), name="desk-category-merge"),
    path("gabungan/<int:pk>/urungkan/", guard(merges.undo), name="desk-category-merge-undo"),
    path("gabung/<slug:what>/<int:pk>/", guard(joins.merge), name="desk-join"),
    path("gabung/<slug:what>/<int:pk>/urungkan/", guard(joins.undo), name="desk-join-undo"),
    path("pilih/<slug:what>/", guard(drafts.choose), name="desk-choices"),
    path("kenalan/", guard(tour), name="desk-tour"),
    path("periksa/", guard(checklist), name="desk-checklist"),
    path("periksa/<int:pk>/", guard(checklist), name="desk-checklist"),
    path("perbaiki/", guard(mend), name="desk-mend"),
    path("perbaiki/<int:pk>/", guard(mend), name="desk-mend"),
]
