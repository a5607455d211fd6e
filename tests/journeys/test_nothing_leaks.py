"""Words that only the newsroom may read stand on no page that is public."""

import re
from datetime import timedelta
from html import unescape

from tests.journeys.people import now

MOST = 250
STAYS = "Versi Lama yang Tetap Tampil"
LINK = re.compile(r'(?:href|src)="([^"]+)"')
PAGES = re.compile(r"/(?!meja/|static/|media/|healthz)[^#]*")
FEEDS = ("/feed/", "/feed/atom/", "/feed/kategori/ekonomi/", "/feed/atom/kategori/ekonomi/")
MACHINES = (
    "/feed/json/",
    "/feed/penulis/laras-widyastami/",
    "/api/berita/",
    "/api/berita/?kategori=ekonomi",
    "/api/tag/",
    "/api/pencabutan/",
    "/sitemap.xml",
    "/sitemap-halaman.xml",
    "/sitemap-berita-0.xml",
    "/sitemap-tag-0.xml",
    "/sitemap-news.xml",
    "/cari/?q=judul",
)


def write(person, mark, *, tags=True):
    """Write a story that says `mark` wherever words can stand."""
    return person.write(
        f"Judul {mark}",
        f"Isi {mark}.",
        category="Ekonomi",
        credits="lw",
        kicker=f"Kepala {mark}",
        standfirst=f"Ringkasan {mark}.",
        place=f"Tempat {mark}",
        source=f"Sumber {mark}",
        tags=f"Tagar {mark}" if tags else "",
    )


def crawl(site, start, most):
    """Return the answers of up to `most` public pages, breadth first over their links."""
    waiting, seen = list(start), {}
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen[path] = answer = site.read(path)
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        for link in map(unescape, LINK.findall(answer.text)):
            address = link.removeprefix(site.address)
            if address.startswith("?"):
                address = path.partition("?")[0] + address
            if PAGES.fullmatch(address) and address not in seen:
                waiting.append(address)
    return seen


def test_what_is_not_released_stands_on_no_public_page(site, person):
    laras, yusran, maria = person("laras"), person("yusran"), person("maria")
    tomorrow = now() + timedelta(days=1)

    write(laras, "naskahrahasia")
    submitted = write(laras, "ajuanrahasia")
    laras.takes("submit", submitted)
    returned = write(laras, "kembalirahasia")
    laras.takes("submit", returned)
    yusran.takes("return", returned, note="Catatan kembalirahasia")
    scheduled = write(laras, "jadwalrahasia")
    laras.takes("submit", scheduled)
    day = tomorrow.strftime("%Y-%m-%d")
    yusran.takes("schedule", scheduled, day=day, minute="05:00", note="Pesan jadwalrahasia")
    spiked = write(laras, "batalrahasia")
    yusran.takes("spike", spiked, note="Alasan batalrahasia")
    reworked = laras.write(STAYS, "Lama.", category="Ekonomi", credits="lw")
    laras.takes("submit", reworked)
    yusran.takes("release", reworked, note="Pesan rilisrahasia")
    laras.takes("reopen", reworked)
    changed = laras.post(
        f"/meja/moderation/draft/{reworked}/change/",
        version="1",
        headline="Judul versirahasia",
        body="Isi versirahasia.",
        category="Ekonomi",
        kind="news",
        **{
            "credits-TOTAL_FORMS": "1",
            "credits-INITIAL_FORMS": "0",
            "credits-0-author": "lw",
            "credits-0-role": "reporter",
        },
    )
    assert changed.status == 302
    # A tag is not taken back with its story: other stories may have it.
    withdrawn = write(laras, "cabutrahasia", tags=False)
    laras.takes("submit", withdrawn)
    yusran.takes("release", withdrawn)
    why = {"reason": "sara", "statement": "Dicabut.", "note": "x cabutrahasia"}
    yusran.takes("ask_withdrawal", withdrawn, **why)
    maria.takes("withdraw", withdrawn, **why)

    addresses = dict(
        site.rows(
            "SELECT d.id, '/berita/' || a.id || '/' || a.slug || '/' FROM articles_article a"
            " JOIN moderation_draft d ON d.article_id = a.id WHERE d.id = ANY(%s)",
            [reworked, withdrawn],
        )
    )
    start = ["/", *FEEDS, *MACHINES, *addresses.values(), "/kategori/", "/indeks/"]
    start += [f"/indeks/{day:%Y/%m/%d}/" for day in (now(), tomorrow)]
    found = crawl(site, start, MOST)

    assert len(found) > 100
    assert found[addresses[withdrawn]].status == 410
    assert STAYS in found[addresses[reworked]].text
    assert STAYS in found["/"].text
    leaks = {
        (path, mark)
        for path, answer in found.items()
        for mark in re.findall(r"\w+rahasia\b", f"{path} {answer.text}")
    }
    assert leaks == set()
    broken = {path for path, answer in found.items() if answer.status not in (200, 301, 410)}
    assert broken == {f"/indeks/{tomorrow:%Y/%m/%d}/"}  # a day that nobody can know of yet
