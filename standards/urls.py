"""The pages of the standards; below /meja/, behind the staff login."""

from django.contrib import admin
from django.urls import path

from standards import views

guard = admin.site.admin_view

urlpatterns = [
    path("kamus/", guard(views.lexicon), name="lexicon"),
    path("kamus/<int:pk>/", guard(views.entry), name="lexicon-entry"),
    path("kamus/<int:pk>/terima/", guard(views.accept), name="lexicon-accept"),
    path("kamus/<int:pk>/hapus/", guard(views.remove), name="lexicon-remove"),
    path("kamus/urungkan/", guard(views.put_back), name="lexicon-put-back"),
    path("pedoman-bahasa/", guard(views.standards), name="standards"),
]
