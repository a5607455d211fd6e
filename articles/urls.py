from django.urls import include, path, register_converter

from articles import days, letters, reach, sitemaps, standing, views
from articles.converters import DayConverter, MonthConverter, NumberConverter, TrailConverter
from articles.oembed import oembed
from articles.robots import robots
from articles.search.views import search

register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")
register_converter(TrailConverter, "trail")

# docs/architecture.md says what each address answers. `page` takes what is left: keep it last.
urlpatterns = [
    path("", views.front, name="front"),
    path("berita/", views.latest, name="latest"),
    path("berita/<number:pk>/", views.story, name="story-number"),
    path("berita/<number:pk>/<slug:slug>/", views.story, name="story"),
    path("kategori/", views.categories, name="categories"),
    path("kategori/<trail:path>/", views.category, name="category"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("penulis/<slug:slug>/", views.author, name="author"),
    path("indeks/", days.index, name="index"),
    path("indeks/<month:month>/", days.month, name="month"),
    path("indeks/<day:day>/", days.day, name="day"),
    path("cari/", search, name="search"),
    path("koreksi/", views.corrections, name="corrections"),
    path("pencabutan/", views.withdrawals, name="withdrawals"),
    path("hak-jawab/<number:pk>/", letters.letter, name="letter"),
    path("hak-jawab/terkirim/<str:receipt>/", letters.sent, name="letter-sent"),
    path("feed/", include("articles.feeds.urls")),
    path("api/", include("articles.api.urls")),
    path("terpopuler/", reach.popular, name="popular"),
    path("ringkasan/", reach.latest_digest, name="latest-digest"),
    path("ringkasan/<day:day>/", reach.digest, name="digest"),
    path("ringkasan/<day:day>/teks/", reach.digest_text, name="digest-text"),
    path("bagikan.jpg", reach.share_picture, name="share-picture"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-halaman.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-tag-<number:number>.xml", sitemaps.tags, name="sitemap-tags"),
    path("sitemap-berita-<number:number>.xml", sitemaps.stories, name="sitemap-stories"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap-news"),
    path("oembed/", oembed, name="oembed"),
    path("robots.txt", robots, name="robots"),
    path("redaksi/", standing.masthead, name="masthead"),
    path("peta-situs/", standing.site_map, name="site-map"),
    path("huruf/", standing.text_size, name="text-size"),
    path("luring/", standing.offline, name="offline"),
    path("luring.js", standing.worker, name="worker"),
    path("<slug:slug>/", views.page, name="page"),
]
