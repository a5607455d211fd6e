from django.urls import path, register_converter

from articles import feeds, letters, views
from articles.converters import DayConverter, TrailConverter

register_converter(DayConverter, "day")
register_converter(TrailConverter, "trail")

# docs/architecture.md says what each address answers. `page` takes what is left: keep it last.
urlpatterns = [
    path("", views.front, name="front"),
    path("berita/", views.latest, name="latest"),
    path("berita/<int:pk>/", views.story, name="story-number"),
    path("berita/<int:pk>/<slug:slug>/", views.story, name="story"),
    path("kategori/", views.categories, name="categories"),
    path("kategori/<trail:path>/", views.category, name="category"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("penulis/<slug:slug>/", views.author, name="author"),
    path("indeks/", views.index, name="index"),
    path("indeks/<day:day>/", views.day, name="day"),
    path("koreksi/", views.corrections, name="corrections"),
    path("pencabutan/", views.withdrawals, name="withdrawals"),
    path("hak-jawab/<int:pk>/", letters.letter, name="letter"),
    path("hak-jawab/terkirim/<str:receipt>/", letters.sent, name="letter-sent"),
    path("feed/", feeds.latest, name="feed"),
    path("feed/atom/", feeds.latest_atom, name="feed-atom"),
    path("feed/kategori/<trail:path>/", feeds.category, name="feed-category"),
    path("feed/atom/kategori/<trail:path>/", feeds.category_atom, name="feed-category-atom"),
    path("feed/koreksi/", feeds.corrections, name="feed-corrections"),
    path("feed/atom/koreksi/", feeds.corrections_atom, name="feed-corrections-atom"),
    path("robots.txt", views.robots, name="robots"),
    path("<slug:slug>/", views.page, name="page"),
]
