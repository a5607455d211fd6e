"""The static copy: what a reader can see, as files whose links lead to each other."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import Role
from archive import still
from articles.models import Article, OldAddress
from moderation.steps import Status
from tests.factories import make_article, make_draft, make_person, make_photo


@pytest.fixture
def copy(db: None, tmp_path: Path, settings) -> Path:
    """Return a copy of a site with more than a page of stories, one of which is withdrawn."""
    settings.POPULAR_AT_LEAST = 1
    now = timezone.now()
    stories = [make_article(at=now - timedelta(hours=n), headline=f"Kabar {n}") for n in range(35)]
    Article.objects.filter(pk=stories[3].pk).update(picture={}, body="<p>Isi.</p>")
    OldAddress.objects.create(path="/2019/05/lama/", article=stories[0])
    OldAddress.objects.create(path="/?p=7", article=stories[0])
    owner, editor = make_person("penulis", Role.REPORTER), make_person("eko", Role.DESK_EDITOR)
    make_draft(owner, headline="Rahasia benar")
    photo = make_photo()
    make_draft(owner, editor=editor, status=Status.RELEASED, lead_photo_id=photo.pk)
    call_command("export_site", tmp_path / "copy")
    return tmp_path / "copy"


def pages_of(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}


def answers(folder: Path, address: str) -> bool:
    """Say whether a plain server of files has something at an address."""
    path = folder / unquote(address.partition("#")[0]).lstrip("/")
    return path.is_file() or (path / "index.html").is_file()


def test_every_link_of_a_copy_leads_to_a_file_of_it_and_none_to_what_readers_do_not_see(copy):
    pages = pages_of(copy)
    links = {
        link
        for page in pages.values()
        for link in re.findall(r'\s(?:href|src|action)="(/[^"]*|\?[^"]*)"', page)
    }
    assert len(links) > 60
    assert [link for link in links if not answers(copy, link)] == []
    # What the copy has no page for is no link: a calendar's days before the first story.
    assert "/404.html" not in links
    assert sum("Kabar 34" in page for name, page in pages.items() if "sebelum=" in name) >= 1
    assert len([name for name in pages if re.fullmatch(r"berita/\d+/[^/]+/index.html", name)]) == 36
    for name in ("404.html", "robots.txt", "sitemap.xml", "feed/index.xml", "cari/index.html"):
        assert (copy / name).is_file(), name
    assert list((copy / "media").rglob("*.jpg"))
    assert (copy / "static" / "img" / "favicon.svg").is_file()
    # What no reader sees is not in it, and old addresses lead on.
    everything = [path for path in copy.rglob("*") if path.is_file()]
    assert len(everything) > 100
    assert [path for path in everything if b"Rahasia benar" in path.read_bytes()] == []
    story = Article.objects.get(headline="Kabar 0").get_absolute_url()
    moved = (copy / "2019" / "05" / "lama" / "index.html").read_text()
    assert f'content="0; url={story}"' in moved
    lines = (copy / still.REDIRECTS).read_text().splitlines()
    assert f"/?p=7 {story}" in lines
    assert f"/2019/05/lama/ {story}" in lines


@pytest.mark.parametrize("folder", ["/media/", "/static/"])
def test_no_address_leads_to_a_file_outside_the_folders(tmp_path, settings, folder):
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        root.mkdir()
        (root / "a.txt").write_text("Umum.")
    (tmp_path / "rahasia.txt").write_text("Kunci.")
    assert still.file_behind(f"{folder}a.txt").read_text() == "Umum."
    for name in (f"{tmp_path}/rahasia.txt", "../rahasia.txt", "./../rahasia.txt"):
        found = still.file_behind(folder + name)
        assert found is None or not found.is_file(), name


@pytest.mark.django_db
def test_an_old_address_makes_one_line_of_redirects(tmp_path):
    copy = still.Copy(tmp_path, still.nobody)
    copy.keep_redirect("/lama\n/berita/ https://jahat.example/", "/berita/1/kabar/")
    copy.redirects.close()
    forged = "/lama%0A/berita/%20https://jahat.example/ /berita/1/kabar/\n"
    assert (tmp_path / still.REDIRECTS).read_text() == forged
