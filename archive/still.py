"""A static copy of the public site: each public address asked as a reader asks it, kept as a file.

The pages are made by the site's own views under the reader's database role, so nothing can be in
the copy that a reader could not see. It begins with the front page, the maps of the site and the
old addresses, and follows every link.
"""

import json
import re
import shutil
from collections import Counter, deque
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils._os import safe_join

from archive import places
from archive.leaving import ArchiveError
from archive.telling import Stage, Tell, nobody
from articles.models import Article, OldAddress

BEGIN = ("front", "robots", "sitemap", "sitemap-news", "worker", "offline", "share-picture")
NOWHERE = "/tidak-ada-di-sini/"
DATED = re.compile(r"/(?:ringkasan|indeks)/(\d{4}/\d\d(?:/\d\d)?)/")
LINK = re.compile(r"""<a [^>]*?href="(?P<to>[^"]*)"[^>]*>(?P<said>.*?)</a>""", re.DOTALL)
STORY = re.compile(r"(/berita/\d+/)[^/]+/")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
READ_ME = Path(__file__).with_name("copy.md")
REDIRECTS, GONE, SUMMARY = "redirects.txt", "gone.txt", "copy.json"


class Copy:
    """One copy that is being made."""

    def __init__(self, target: Path, tell: Tell) -> None:
        self.target = target
        self.tell = tell
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()
        self.counted: Counter[str] = Counter()
        self.problems: list[str] = []
        oldest = Article.objects.live().order_by("published_at").values_list("published_at").first()
        self.first = timezone.localdate(oldest[0] if oldest else None).isoformat()
        self.handler = WSGIHandler()
        site = urlsplit(settings.SITE_URL)
        # Without the name of a browser: what is asked here is not counted as read.
        self.requests = RequestFactory(
            SERVER_NAME=site.hostname,
            SERVER_PORT=str(site.port or (443 if site.scheme == "https" else 80)),
            HTTP_HOST=site.netloc,
            **{"wsgi.url_scheme": site.scheme},
        )
        self.redirects = (target / REDIRECTS).open("w", encoding="utf-8")
        self.gone = (target / GONE).open("w", encoding="utf-8")

    def want(self, address: str) -> bool:
        """Take an address up, unless it was before; say whether it is in the copy."""
        if places.is_left_out(address) or self.is_before_all(address):
            return False
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)
        return True

    def is_before_all(self, address: str) -> bool:
        """Say whether a day's or a month's page is older than the first story: they never end."""
        found = DATED.match(address)
        return bool(found) and found[1].replace("/", "-") < self.first[: len(found[1])]

    def make(self) -> None:
        for name in BEGIN:
            self.want(reverse(name))
        self.write("/404.html", self.as_kept(self.ask(NOWHERE).content, "/"), "text/html")
        page = render_to_string("archive/not_here.html", request=self.requests.get("/")).encode()
        for path in ("/cari/", "/hak-jawab/", "/api/", "/oembed/"):
            self.write(path, self.as_kept(page, path), "text/html")
        self.follow_all()
        for path in OldAddress.objects.order_by("pk").values_list("path", flat=True).iterator():
            self.take(path)
        self.follow_all()
        self.redirects.close()
        self.gone.close()

    def follow_all(self) -> None:
        while self.waiting:
            self.take(self.waiting.popleft())
            self.tell(Stage.PAGES, len(self.seen) - len(self.waiting), len(self.seen))

    def ask(self, address: str) -> HttpResponse:
        """Return what the site answers a reader at an address."""
        return self.handler.get_response(self.requests.get(address))

    def take(self, address: str) -> None:
        """Keep what an address answers, and take up what that names."""
        if address.startswith(places.FILES):
            self.take_file(address)
            return
        response = self.ask(address)
        if response.status_code in {301, 302}:
            self.keep_redirect(address, response["Location"])
        elif response.status_code in {200, 410}:
            self.keep(address, response)
        else:
            self.problems.append(f"{response.status_code} {address}")

    def keep(self, address: str, response: HttpResponse) -> None:
        body = b"".join(response) if response.streaming else response.content
        content_type = response.headers["Content-Type"].partition(";")[0]
        if content_type == "text/html":
            body = self.as_kept(body, address)
        elif not content_type.startswith("image/"):
            for named in places.named_in(body.decode(), content_type):
                self.want(named)
        self.write(address, body, content_type)
        self.counted["pages"] += 1
        if response.status_code == 410:
            self.gone.write(f"{on_a_line(address)}\n")
            self.counted["gone"] += 1
        elif story := STORY.fullmatch(address):
            self.want(story[1])  # by its number alone it leads there

    def as_kept(self, page: bytes, here: str) -> bytes:
        return places.follow(
            LINK.sub(self.unless_before_all, page.decode()), here, self.want
        ).encode()

    def unless_before_all(self, link: re.Match[str]) -> str:
        """Return a link, or only its words: a calendar names days before the first story."""
        return f"<span>{link['said']}</span>" if self.is_before_all(link["to"]) else link[0]

    def keep_redirect(self, address: str, leads_to: str) -> None:
        """Write the redirect down for the server, and as a page that does it where it is none."""
        to = places.local(leads_to)
        if to:
            self.want(to)
        shown = places.linked(to) if to else leads_to
        self.redirects.write(f"{on_a_line(address)} {on_a_line(shown)}\n")
        self.counted["redirects"] += 1
        if "?" not in address:
            page = render_to_string("archive/moved.html", {"to": shown})
            self.write(address, page.encode(), "text/html")

    def take_file(self, address: str) -> None:
        name = unquote(address.partition("?")[0])
        source = file_behind(name)
        if source is None or not source.is_file():
            self.problems.append(f"404 {address}")
            return
        content = source.read_bytes()
        self.write(name, content, "")
        self.counted["files"] += 1
        if source.suffix == ".css":
            for named in re.findall(r"url\([\"']?([^\"')]+)", content.decode()):
                if place := places.local(named, name):
                    self.want(place)

    def write(self, address: str, content: bytes, content_type: str) -> None:
        try:
            path = self.target / places.file_of(address, content_type)
            path.parent.mkdir(parents=True, exist_ok=True)
            if content_type == "text/html" and path.exists():
                return  # of two that lead to one file, the first stands
            path.write_bytes(content)
        except (OSError, ValueError) as error:  # a name that is too long, or is a folder already
            self.problems.append(f"{error.__class__.__name__} {address}")


def on_a_line(address: str) -> str:
    """Return an address as one word: an old site may have had a line break in one."""
    return _BLANKS.sub(lambda found: quote(found[0]), address)


def file_behind(name: str) -> Path | None:
    """Return the file behind an address below /static/ or /media/, or None.

    None also for one that leads out of the folder (`/media//etc/hosts`): stories say where to.
    """
    try:
        if name.startswith(settings.MEDIA_URL):
            return Path(safe_join(settings.MEDIA_ROOT, name.removeprefix(settings.MEDIA_URL)))
        below = name.removeprefix(settings.STATIC_URL)
        collected = Path(safe_join(settings.STATIC_ROOT, below))
        found = None if collected.is_file() else finders.find(below)
    except SuspiciousFileOperation:
        return None
    return Path(found) if found else collected


def copy_site(target: Path, *, now: datetime, tell: Tell = nobody) -> dict[str, Any]:
    """Write a copy of the public site to the folder `target`, which must not exist.

    Return what is in it: the counts, and the addresses that could not be kept. What is not finished
    is called `….unfinished`. Raises ArchiveError.
    """
    if target.exists():
        raise ArchiveError(f"{target} exists. Name a folder that does not.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    copy = Copy(unfinished, tell)
    copy.make()
    shutil.copyfile(READ_ME, unfinished / "README.md")
    made = {"made_at": now.isoformat(), **copy.counted, "not_kept": copy.problems}
    (unfinished / SUMMARY).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    unfinished.rename(target)
    return made
