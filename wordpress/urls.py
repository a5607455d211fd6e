"""The pages of a move; below /meja/, behind the staff login."""

from django.contrib import admin
from django.urls import path

from wordpress import views

guard = admin.site.admin_view

urlpatterns = [
    path("pindahan/", guard(views.moves), name="moves"),
    path("pindahan/<int:pk>/", guard(views.move), name="move"),
    path("pindahan/<int:pk>/kemajuan/", guard(views.progress), name="move-progress"),
    path("pindahan/<int:pk>/mulai/", guard(views.start), name="move-start"),
    path("pindahan/<int:pk>/henti/", guard(views.stop), name="move-stop"),
    path("pindahan/<int:pk>/ulang/", guard(views.rehearse), name="move-rehearse"),
    path("pindahan/<int:pk>/hapus/", guard(views.delete), name="move-delete"),
]
