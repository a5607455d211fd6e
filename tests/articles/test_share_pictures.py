"""The picture of a link: what it shows, when it is there, and when it has to be gone."""

import io
import json
import random
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from articles import publishing, shares, tasks
from articles.models import Article
from moderation.models import Draft
from photos import posters, takedown
from photos.models import Photo
from tests.factories import make_article, make_author, make_category, make_photo

pytestmark = pytest.mark.django_db

LONG = (
    "Pemerintah Kota dan Dewan Perwakilan Rakyat Daerah Sepakati Perubahan Anggaran Pendapatan "
    "dan Belanja Daerah untuk Perbaikan Drainase serta Penanganan Banjir"
)


def opened(content):
    return Image.open(io.BytesIO(content))


def noise():
    chance = random.Random(1)  # noqa: S311 - the same picture in every run
    return Image.frombytes("RGB", (1600, 900), chance.randbytes(1600 * 900 * 3))


def release(article, **words):
    """Release an article once more with other words."""
    words = {"body": article.body, "category": article.category, **words}
    photo = article.picture["id"] if article.picture else None
    material = publishing.Material(Draft(**words), lead_photo_id=words.pop("photo", photo))
    return publishing.release(material, article, at=timezone.now())


def made(**words):
    """Release a story and let the worker draw its pictures."""
    article = make_article(**words)
    shares.make(article.pk)
    article.refresh_from_db()
    return article


def big_photo():
    photo = make_photo()
    file = io.BytesIO()
    Image.new("RGB", (1600, 1000), "teal").save(file, "JPEG")
    photo.display.save("photos/aa/besar.jpg", file, save=False)
    Photo.objects.filter(pk=photo.pk).update(display=photo.display.name, width=1600, height=1000)
    return Photo.objects.get(pk=photo.pk)


def files():
    if not default_storage.exists(shares.FOLDER):
        return set()
    folders = default_storage.listdir(shares.FOLDER)[0]
    return {
        f"{shares.FOLDER}/{folder}/{name}"
        for folder in folders
        for name in default_storage.listdir(f"{shares.FOLDER}/{folder}")[1]
    }


def named(article):
    return {one["file"] for one in article.share_pictures.values()}


@pytest.mark.parametrize("headline", ["Pasar", LONG, "x" * 160, "🔥 日本", "a\u0301 é"])
def test_a_share_picture_has_its_size_and_is_small_whatever_it_says(headline):
    words = posters.Words("Kabar Kota", headline, "Pemerintahan", "Advertorial")
    drawn = posters.poster(words, noise())
    picture = opened(drawn.content)
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert len(drawn.content) < posters.MOST_BYTES
    assert not picture.getexif()


def test_a_headline_is_set_in_lines_that_fit_and_are_about_as_long():
    lines, font = posters._fit(LONG, posters.ON_PHOTO)
    widths = [font.getlength(line) for line in lines]
    assert " ".join(lines) == LONG
    assert max(widths) <= 1200 - 2 * posters.MARGIN
    assert min(widths) > 0.6 * max(widths)
    assert len(lines) * font.size * posters.LEADING <= posters.ON_PHOTO.height


def test_a_short_headline_is_set_larger_than_a_long_one():
    short, long = (posters._fit(text, posters.ON_PAPER)[1].size for text in ("Banjir", LONG))
    assert short == posters.ON_PAPER.largest
    assert short > 1.5 * long >= 1.5 * posters.ON_PAPER.smallest


def test_what_the_fonts_do_not_hold_is_set_plainly_or_left_out():
    assert posters.printable("Ḥasan\n\tAl-Ṭabari 🔥 日本 “é”") == "Hasan Al-Tabari “é”"


def test_a_cut_keeps_the_focal_point_and_the_shape_and_enlarges_nothing():
    photo = Image.new("RGB", (1600, 800), "teal")
    photo.paste("red", (1500, 0, 1600, 800))
    square = opened(posters.cut(photo, (1, 1), (100, 50)).content)
    assert square.size == (800, 800)
    assert square.getpixel((780, 400))[0] > 200  # the red edge is in it
    assert opened(posters.cut(photo, (16, 9), (50, 50)).content).size == (1200, 675)


def test_a_photo_too_small_to_be_stretched_is_left_to_the_words():
    words = posters.Words("Kabar Kota", "Pasar Terbakar")
    small = posters.poster(words, Image.new("RGB", (500, 400), "teal"))
    assert small.content == posters.poster(words).content


def test_a_release_asks_the_worker_and_shows_the_sites_picture_until_then(queue, reader_client):
    article = make_article()
    asked = [job for job in queue.jobs.values() if "share" in job["task_name"]]
    assert [job["args"] for job in asked] == [{"article_id": article.pk}]
    assert article.share_pictures == {}
    page = reader_client.get(article.get_absolute_url()).content.decode()
    assert '/bagikan.jpg"' in page
    neutral = reader_client.get("/bagikan.jpg")
    assert opened(neutral.content).size == (1200, 630)


def test_the_page_names_the_picture_with_its_measures_as_soon_as_it_is_made(reader_client):
    article = make_article(headline="Jembatan <Baru>", lead_photo=big_photo())
    reader_client.get(article.get_absolute_url())
    tasks.make_share_pictures(article_id=article.pk)
    article.refresh_from_db()
    page = reader_client.get(article.get_absolute_url()).content.decode()
    file = article.share_pictures["poster"]["file"]
    assert f'property="og:image" content="http://127.0.0.1:8000/media/{file}"' in page
    assert 'property="og:image:width" content="1200"' in page
    assert 'property="og:image:alt" content="Jembatan &lt;Baru&gt;"' in page
    assert opened(reader_client.get(f"/media/{file}").getvalue()).size == (1200, 630)


def test_searchers_get_the_lead_picture_in_three_shapes(reader_client):
    article = made(lead_photo=big_photo())
    page = reader_client.get(article.get_absolute_url()).content.decode()
    data = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    sizes = [(one["width"], one["height"]) for one in data["image"]]
    assert sizes == [(1200, 675), (1200, 900), (1000, 1000), (1600, 1000)]
    assert all(default_storage.exists(one["file"]) for one in article.share_pictures.values())


def test_another_headline_gets_another_address_and_the_old_picture_is_gone_with_the_release(
    django_capture_on_commit_callbacks,
):
    article = made(headline="Wali Kota Ditahan", lead_photo=big_photo())
    old = dict(article.share_pictures)
    with django_capture_on_commit_callbacks(execute=True):
        article = release(article, headline="Wali Kota Diperiksa")
    assert "poster" not in article.share_pictures
    assert not default_storage.exists(old["poster"]["file"])
    assert article.share_pictures["1x1"] == old["1x1"]  # the photo is the same
    shares.make(article.pk)
    article.refresh_from_db()
    assert article.share_pictures["poster"]["file"] != old["poster"]["file"]
    assert files() == named(article)


def test_a_silent_fix_of_the_body_keeps_the_picture():
    article = made(headline="Pasar Ramai")
    again = release(article, headline="Pasar Ramai", body="<p>Diperbaiki.</p>")
    assert again.share_pictures == article.share_pictures != {}


@pytest.mark.parametrize("end", ["withdrawn", "killed"])
def test_the_pictures_of_a_story_that_is_gone_are_gone(
    end, reader_client, django_capture_on_commit_callbacks
):
    article = made(headline="RAHASIA-KORBAN", lead_photo=big_photo())
    addresses = [f"/media/{file}" for file in named(article)]
    assert all(reader_client.get(address).status_code == 200 for address in addresses)
    with django_capture_on_commit_callbacks(execute=True):
        if end == "killed":
            publishing.kill(article, at=timezone.now())
        else:
            publishing.withdraw(article, reason="child", statement="Maaf.", at=timezone.now())
    assert {reader_client.get(address).status_code for address in addresses} == {404}
    article.refresh_from_db()
    assert article.share_pictures == {}
    assert files() == set()
    assert shares.make(article.pk) == 0


def test_a_killed_process_leaves_the_files_to_the_worker(queue):
    article = made()
    (file,) = named(article)
    publishing.kill(article, at=timezone.now())  # this test's transaction never commits
    assert default_storage.exists(file)
    (job,) = [job for job in queue.jobs.values() if "remove" in job["task_name"]]
    tasks.remove_share_pictures(**job["args"])
    assert not default_storage.exists(file)


def test_taking_the_photo_down_takes_down_every_picture_that_shows_it(
    django_capture_on_commit_callbacks, queue
):
    photo = big_photo()
    article, other = made(lead_photo=photo), made()
    gone = named(article)
    with django_capture_on_commit_callbacks(execute=True):
        takedown.take_down([photo.pk], by=None, reason="Izin dicabut.", at=timezone.now())
    assert files() == named(other)
    assert gone
    article.refresh_from_db()
    assert article.share_pictures == {}
    assert shares.make(article.pk) == 1  # the words alone
    asked = [job["args"] for job in queue.jobs.values() if "make_share" in job["task_name"]]
    assert asked.count({"article_id": article.pk}) == 2


@pytest.mark.parametrize("change", ["headline", "kill", "photo"])
def test_what_changed_while_a_picture_was_drawn_is_not_shown(change, monkeypatch):
    photo = big_photo()
    article = make_article(headline="Nama Korban", lead_photo=photo)
    draw = shares._draw

    def slowly(story, names):
        drawn = list(draw(story, names))
        if change == "headline":
            release(article, headline="Tanpa Nama")
        elif change == "kill":
            publishing.kill(article, at=timezone.now())
        else:
            takedown.take_down([photo.pk], by=None, reason="Izin.", at=timezone.now())
        return drawn

    monkeypatch.setattr(shares, "_draw", slowly)
    shares.make(article.pk)
    article.refresh_from_db()
    assert "poster" not in article.share_pictures
    assert files() == named(article)


def test_two_workers_leave_one_picture(monkeypatch):
    article = make_article()
    draw = shares._draw

    def twice(story, names):
        monkeypatch.setattr(shares, "_draw", draw)
        shares.make(article.pk)
        return draw(story, names)

    monkeypatch.setattr(shares, "_draw", twice)
    assert shares.make(article.pk) == 0
    article.refresh_from_db()
    assert files() == named(article)
    assert len(files()) == 1


def test_one_command_draws_what_is_missing_and_what_a_new_layout_changed(
    monkeypatch, capsys, django_capture_on_commit_callbacks
):
    first, old = make_article(), made(at=timezone.now() - timedelta(days=30))
    gone = make_article()
    publishing.kill(gone, at=timezone.now())
    call_command("make_share_pictures", days=7)
    assert Article.objects.get(pk=first.pk).share_pictures
    before = files()
    monkeypatch.setattr(shares, "LAYOUT", shares.LAYOUT + 1)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("make_share_pictures")
    assert len(files()) == 2
    assert not files() & before
    assert capsys.readouterr().out.split() == ["1", "pictures", "made.", "2", "pictures", "made."]
    for article in (first, old):
        article.refresh_from_db()
        assert shares.missing(article) == []


def test_files_that_no_story_names_are_deleted_after_two_days(monkeypatch):
    article = made()
    (own,) = named(article)
    lost = default_storage.save(own.replace(".jpg", "x.jpg"), io.BytesIO(b"x"))
    assert tasks.delete_unclaimed_share_pictures() == 0
    monkeypatch.setattr(tasks, "UNCLAIMED_AFTER", timedelta(0))
    assert tasks.delete_unclaimed_share_pictures() == 1
    assert default_storage.exists(own)
    assert not default_storage.exists(lost)


def test_what_was_paid_for_says_so_on_its_picture_and_in_its_words():
    paid = made(kind=Article.Kind.ADVERTORIAL, headline="Promo")
    plain = made(headline="Promo", credits=[publishing.CreditLine(make_author().pk, "reporter")])
    assert shares.shown(paid)["alt"] == f"{paid.get_kind_display()}: Promo"
    assert paid.share_pictures["poster"]["of"] != plain.share_pictures["poster"]["of"]
    opinion = make_article(kind=Article.Kind.OPINION, category=make_category("Opini"))
    assert shares._label(opinion) == ""  # its section says it
