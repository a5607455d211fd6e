from django.urls import path

from articles import feeds, views

# docs/architecture.md lists every address and what keeps it alive.
urlpatterns = [
    path("", views.latest, name="front"),
    path("berita/", views.latest, name="latest"),
    path("berita/<int:pk>/", views.story, name="story-number"),
    path("berita/<int:pk>/<slug:slug>/", views.story, name="story"),
    path("kategori/", views.categories, name="categories"),
    path("kategori/<path:path>/", views.category, name="category"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("penulis/<slug:slug>/", views.author, name="author"),
    path("indeks/", views.index, name="index"),
    path("indeks/<int:year>/<int:month>/<int:day>/", views.day, name="day"),
    path("feed/", feeds.LatestFeed(), name="feed"),
    path("feed/atom/", feeds.AtomFeed(), name="feed-atom"),
    path("feed/kategori/<path:path>/", feeds.CategoryFeed(), name="feed-category"),
    path("robots.txt", views.robots, name="robots"),
    path("<slug:slug>/", views.page, name="page"),
]
