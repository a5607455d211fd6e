"""What the desk's fields ask while somebody types; below /meja/, behind the staff login."""

from django.contrib import admin
from django.urls import path

from moderation import views

urlpatterns = [
    path("pilih/<slug:what>/", admin.site.admin_view(views.choose), name="desk-choices"),
]
