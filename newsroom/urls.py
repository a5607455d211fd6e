from django.conf import settings
from django.urls import include, path

from newsroom import views

handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(path("media/<path:path>", views.media, name="media"))
if not settings.PUBLIC:
    from django.contrib import admin  # not installed where only readers are served

    from newsroom.parts import style_page

    urlpatterns += [
        path("meja/gaya/", admin.site.admin_view(style_page), name="style-page"),
        path("meja/", include("accounts.urls")),
        path("meja/", include("moderation.urls")),
        path("meja/", include("planning.urls")),
        path("meja/", include("cases.urls")),
        path("meja/", include("standards.urls")),
        path("meja/", include("wordpress.urls")),
        path("meja/", include("archive.urls")),
        path("meja/", admin.site.urls),
    ]
urlpatterns.append(path("", include("articles.urls")))
