"""Each feed in three formats: `/feed/…` is RSS, `/feed/atom/…` and `/feed/json/…` the others."""

from django.urls import path

from articles.feeds import views
from articles.feeds.formats import FORMATS

urlpatterns = [
    path(f"{written.part}{place}", view, {"form": form}, name=f"{name}{written.end}")
    for form, written in FORMATS.items()
    for place, view, name in (
        ("", views.everything, "feed"),
        ("kategori/<trail:path>/", views.category, "feed-category"),
        ("tag/<slug:slug>/", views.tag, "feed-tag"),
        ("penulis/<slug:slug>/", views.author, "feed-author"),
        ("koreksi/", views.corrections, "feed-corrections"),
    )
]
