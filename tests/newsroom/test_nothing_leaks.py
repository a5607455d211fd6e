"""What readers may not read is nowhere: not on a page, not in a feed, not for a machine, not kept.

Every public address of the site is asked, as the list of its addresses has them. Who adds one adds
it here.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from articles import edition, shares
from articles.models import Article, Page, Popular
from articles.models.article import PER_SITEMAP
from moderation import workflow
from moderation.history import save_draft
from moderation.models import Draft
from moderation.steps import Status
from photos.models import Photo
from tests.factories import (
    make_article,
    make_category,
    make_draft,
    make_person,
    make_photo,
    make_slot,
)

# A word that every story here has, to search for.
COMMON = "kelapa"
CLOSED = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.SCHEDULED, Status.SPIKED]
TAKEN = [Status.WITHDRAWN, Status.KILLED]


def words(mark: str) -> dict[str, Any]:
    """Return a story that says `mark` wherever words can stand, with a picture that says it too."""
    photo = make_photo(
        caption=f"Keterangan {mark}", alt=f"Alternatif {mark}", credit=f"Kredit {mark}"
    )
    return {
        "kicker": f"Kepala {mark}",
        "headline": f"Judul {COMMON} {mark}",
        "standfirst": f"Ringkasan {COMMON} {mark}.",
        "body": f'<p>Isi {COMMON} {mark}.</p><figure data-photo="{photo.pk}"></figure>',
        "place": f"Tempat {mark}",
        "source": f"Sumber {mark}",
        "quoted_outlet": f"Koran {mark}",
        "quoted_url": f"https://{mark}.example/",
        "quoted_on": timezone.localdate(),
        "unverified_notice": f"Keterangan {mark}",
        "tags": [f"Topik {mark}"],
        "lead_photo_id": photo.pk,
    }


def mark_of(status: str) -> str:
    return f"rahasia{status}"


class World:
    """A newsroom with a story in every state that readers may not read, and some that they may."""

    def __init__(self, commits: Callable[..., Any]) -> None:
        self.commits = commits
        self.owner = make_person("penulis", Role.REPORTER)
        self.editor = make_person("penyunting", Role.DESK_EDITOR)
        self.politics = make_category("Politik")
        Page.objects.create(title="Kontak", slug="kontak", body="<p>Hubungi kami.</p>")
        self.open = make_article(headline=f"Judul {COMMON} terbuka", tags=["Umum"])
        self.open.corrections.create(text="Tertulis 80.", published_at=timezone.now())
        for status in CLOSED:
            make_draft(self.owner, editor=self.editor, status=status, **words(mark_of(status)))
        self.taken = {status: self.release(words(mark_of(status))) for status in TAKEN}
        # A released story whose next version nobody has released.
        self.changed = self.release({"headline": f"Judul {COMMON} lama", "body": "<p>Lama.</p>"})
        workflow.take("reopen", self.changed, by=self.owner, version=self.changed.version)
        for name, value in words(mark_of("changed")).items():
            setattr(self.changed, name, value)
        save_draft(self.changed, by=self.owner, now=timezone.now())
        self.name_what_is_taken()
        self.places = self.find_places()

    def name_what_is_taken(self) -> None:
        """Let other pages name the stories that are to be taken away."""
        taken = [draft.article for draft in self.taken.values()]
        for position, article in enumerate(taken, start=1):
            make_slot(article, position=position)
            Popular.objects.create(window="day", position=position, article=article)
        numbers = [article.pk for article in taken]
        self.pointing = make_article(
            headline=f"Judul {COMMON} penunjuk", related_ids=numbers, read_also_ids=numbers
        )

    def release(self, written: dict[str, Any]) -> Draft:
        draft = make_draft(
            self.owner,
            editor=self.editor,
            status=Status.RELEASED,
            category=self.politics,
            **written,
        )
        article = draft.article
        if "tags" in written:
            article.corrections.create(
                text=f"Tertulis {written['kicker']}.", published_at=article.published_at
            )
        shares.make(article.pk)
        return Draft.objects.get(pk=draft.pk)

    def take_away(self) -> None:
        """Withdraw and kill what is to be taken away, as the desk does it."""
        why = {
            "note": "Permintaan keluarga.",
            "reason": Article.Withdrawal.CHILD,
            "statement": "Dicabut demi anak.",
        }
        manager = make_person("redpel", Role.MANAGING_EDITOR)
        with self.commits(execute=True):
            step("ask_withdrawal", self.taken[Status.WITHDRAWN], self.editor, **why)
            step("withdraw", self.taken[Status.WITHDRAWN], manager, **why)
            step("kill", self.taken[Status.KILLED], self.editor)

    def find_places(self) -> list[str]:
        """Return every public address, with what is open and with what is not."""
        stories = [self.open, self.pointing, *(draft.article for draft in self.taken.values())]
        numbers = [*(story.pk for story in stories), self.changed.article.pk, 999_999]
        files = {number // PER_SITEMAP for number in numbers}
        day = timezone.localdate()
        tags = ["umum", *(f"topik-{mark_of(status)}" for status in [*CLOSED, *TAKEN, "changed"])]
        queries = [COMMON, "judul", *(mark_of(status) for status in [*CLOSED, *TAKEN])]

        def at(name: str, **place: Any) -> str:
            return reverse(name, kwargs=place)

        def feeds(name: str, places: list[dict[str, str]]) -> list[str]:
            return [at(name + form, **one) for form in ("", "-atom", "-json") for one in places]

        named = {
            "healthz": [],  # answered with the desk's rights: asked by its people, below
            "media": [],  # asked for by the names of files, below
            "story": [story.get_absolute_url() for story in stories],
            "story-number": [at("story-number", pk=pk) for pk in numbers],
            "category": [at("category", path="politik")],
            "tag": [at("tag", slug=slug) for slug in tags],
            "author": [at("author", slug="tri-mulyani")],
            "day": [at("day", day=day), at("day", day=day + timedelta(days=1))],
            "month": [at("month", month=day.replace(day=1))],
            "digest": [at("digest", day=day)],
            "digest-text": [at("digest-text", day=day)],
            "search": [f"{at('search')}?{urlencode({'q': words})}" for words in queries],
            "letter": [at("letter", pk=pk) for pk in numbers],
            "letter-sent": [at("letter-sent", receipt="x")],
            # What is nearly an address offers what it may have meant.
            "page": [
                at("page", slug="kontak"),
                "/tidak-ada/",
                f"/x/judul-{COMMON}-rahasia/",
                "/tag/topik-rahasi/",
                "/penulis/tri-mul/",
            ],
            "sitemap-stories": [at("sitemap-stories", number=number) for number in files],
            "sitemap-tags": [at("sitemap-tags", number=0)],
            "oembed": [
                f"{at('oembed')}?url={settings.SITE_URL}/berita/{pk}/&format={form}"
                for pk in numbers
                for form in ("json", "xml")
            ],
            "api-stories": [
                at("api-stories") + query
                for query in (
                    "",
                    "?kategori=politik",
                    f"?hari={day}",
                    "?penulis=tri-mulyani",
                    *(f"?tag={slug}" for slug in tags),
                )
            ],
            "api-story": [at("api-story", pk=pk) for pk in numbers],
            "api-unknown": ["/api/naskah/"],
            **{
                f"{name}{form}": feeds(name, places)
                for name, places in {
                    "feed-category": [{"path": "politik"}],
                    "feed-tag": [{"slug": slug} for slug in tags],
                    "feed-author": [{"slug": "tri-mulyani"}],
                }.items()
                for form in ("", "-atom", "-json")
            },
        }
        for name in WITHOUT_PLACE:
            named[name] = [at(name)]
        assert set(named) == set(public_names()), "say here how a new public address is asked"
        return sorted({path for paths in named.values() for path in paths})


# Addresses that name no one thing.
WITHOUT_PLACE = [
    "front",
    "favicon",
    "latest",
    "categories",
    "index",
    "corrections",
    "withdrawals",
    "popular",
    "latest-digest",
    "share-picture",
    "sitemap",
    "sitemap-pages",
    "sitemap-news",
    "robots",
    "masthead",
    "site-map",
    "text-size",
    "offline",
    "worker",
    "feed",
    "feed-atom",
    "feed-json",
    "feed-corrections",
    "feed-corrections-atom",
    "feed-corrections-json",
    "api",
    "api-description",
    "api-categories",
    "api-tags",
    "api-authors",
    "api-corrections",
    "api-withdrawals",
]


def public_names(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Return the name of every address outside the desk."""
    for one in (resolver or get_resolver()).url_patterns:
        place = above + str(one.pattern)
        if place.startswith("meja/"):
            continue
        if isinstance(one, URLPattern):
            assert one.name, place
            yield one.name
        else:
            yield from public_names(one, place)


def step(name: str, draft: Draft, by: Any, **details: Any) -> None:
    workflow.take(name, draft, by=by, version=draft.version, details=workflow.Details(**details))


@pytest.fixture
def world(db, django_capture_on_commit_callbacks):
    return World(django_capture_on_commit_callbacks)


def leaks_of(client: Any, places: list[str], marks: list[str]) -> set[tuple[str, str]]:
    """Return where a mark stands: in a body, in a header, in an address that is led to."""
    found = set()
    for path in places:
        response = client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response) if response.streaming else response.content
        text = f"{response.headers} {body.decode(errors='replace')}".lower()
        # What somebody types into an address may be said back to them.
        found |= {(path, mark) for mark in marks if mark in text and mark not in path.lower()}
    return found


def files_of(article: Article) -> list[str]:
    shown = [article.picture["src"], *(card["src"] for card in article.body_pictures.values())]
    shown += [default_storage.url(made["file"]) for made in article.share_pictures.values()]
    return [re.sub(r"^.*/", "", src) for src in shown]


def test_what_is_not_released_is_nowhere_and_what_was_taken_away_is_gone(
    world, reader_client, desk_client
):
    never = [mark_of(status) for status in [*CLOSED, "changed"]]
    photos = Draft.objects.filter(status__in=CLOSED).values_list("lead_photo_id", flat=True)
    never += [re.sub(r"^.*/", "", src) for src in sources_of(photos)]
    gone = [mark_of(status) for status in TAKEN]
    shared = []
    for draft in world.taken.values():
        names = files_of(draft.article)
        gone += names
        shared += [default_storage.url(m["file"]) for m in draft.article.share_pictures.values()]
    assert len(shared) == 8  # one with the headline and three shapes, of each
    # Every answer is kept now, and says what it is to forget.
    before = leaks_of(reader_client, world.places, [*never, *gone])
    assert {mark for _, mark in before} == set(gone)
    holding = {path for path, _ in before}
    listing = ("/", "/feed/", "/feed/json/", "/api/berita/", "/sitemap-news.xml", "/koreksi/")
    near = (world.pointing.get_absolute_url(), f"/x/judul-{COMMON}-rahasia/", "/tag/topik-rahasi/")
    for path in (*listing, *near, "/terpopuler/"):
        assert path in holding
    assert any(path.startswith("/cari/") for path in holding)
    assert any(path.startswith("/oembed/") for path in holding)
    assert all(reader_client.get(src).status_code == 200 for src in shared)

    world.take_away()

    everything = [*never, *gone]
    assert leaks_of(reader_client, world.places, everything) == set()
    assert {reader_client.get(src).status_code for src in shared} == {404}
    edition.forget()  # each page is made anew for the first of them, and kept for the others
    # Who may do most asks everywhere; the others ask where a mark stood before.
    asked = ["/healthz", *world.places]
    for role in reversed(Role):
        client = desk_client(make_person(f"orang-{role.name.lower()}", role))
        assert leaks_of(client, asked, everything) == set(), role
        asked = ["/healthz", *sorted(holding)]


def sources_of(photo_ids: Any) -> list[str]:
    return [card["src"] for card in Photo.cards(photo_ids).values()]
