from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import views

handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("meja/", include("accounts.urls")),
    path("meja/", include("moderation.urls")),
    path("meja/", admin.site.urls),
    path("", include("articles.urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns.insert(0, path("media/<path:path>", views.media, name="media"))
