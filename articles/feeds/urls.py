"""Each feed in three formats: `/feed/…` is RSS, `/feed/atom/…` and `/feed/json/…` the others."""

from django.urls import path

from articles.feeds import views

# The name of a format, the part of the address and the end of the name that say it.
FORMS = (("rss", "", ""), ("atom", "atom/", "-atom"), ("json", "json/", "-json"))

urlpatterns = [
    path(f"{part}{place}", view, {"form": form}, name=f"{name}{end}")
    for form, part, end in FORMS
    for place, view, name in (
        ("", views.everything, "feed"),
        ("kategori/<trail:path>/", views.category, "feed-category"),
        ("tag/<slug:slug>/", views.tag, "feed-tag"),
        ("penulis/<slug:slug>/", views.author, "feed-author"),
        ("koreksi/", views.corrections, "feed-corrections"),
    )
]
