"""The pages of the cases; below /meja/, behind the staff login."""

from django.contrib import admin
from django.urls import path

from cases import views

guard = admin.site.admin_view

urlpatterns = [
    path("perkara/", guard(views.cases), name="cases"),
    path("perkara/unduh/", guard(views.export), name="cases-export"),
    path("perkara/catat/", guard(views.add), name="case-add"),
    path("perkara/<int:pk>/", guard(views.case), name="case"),
    path("perkara/<int:pk>/ambil/", guard(views.take), name="case-take"),
    path("perkara/<int:pk>/lepas/", guard(views.leave), name="case-leave"),
    path("perkara/<int:pk>/hak-jawab/", guard(views.reply), name="case-reply"),
    path("perkara/<int:pk>/koreksi/", guard(views.correct), name="case-correct"),
    path("perkara/<int:pk>/catatan/", guard(views.note), name="case-note"),
    path("perkara/<int:pk>/selesai/", guard(views.end), name="case-end"),
    path("perkara/<int:pk>/buka/", guard(views.reopen), name="case-reopen"),
]
