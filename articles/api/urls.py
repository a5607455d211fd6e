"""The addresses of the API; `description` documents each."""

from django.urls import path

from articles.api import views

urlpatterns = [
    path("", views.page, name="api"),
    path("openapi.json", views.description, name="api-description"),
    path("berita/", views.stories, name="api-stories"),
    path("berita/<number:pk>/", views.story, name="api-story"),
    path("kategori/", views.categories, name="api-categories"),
    path("tag/", views.tags, name="api-tags"),
    path("penulis/", views.authors, name="api-authors"),
    path("koreksi/", views.corrections, name="api-corrections"),
    path("pencabutan/", views.withdrawals, name="api-withdrawals"),
    # What is left answers a program in its own language, and not with a page.
    path("<path:rest>/", views.unknown, name="api-unknown"),
]
