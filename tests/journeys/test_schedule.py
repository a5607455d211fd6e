"""A story goes out at its minute, by the clock, and no cache keeps readers from it."""

import time
from datetime import timedelta

from tests.journeys.people import draft_path, now
from tests.journeys.site import eventually

HEADLINE = "Pintu Air Dibuka Serentak pada Menit yang Ditentukan"
# The worker looks every second, and a second more to release. The rest is for a busy machine.
OUT_WITHIN = 2.0
TOLERANCE = 1.5
TO_SET_UP = timedelta(seconds=10)


def test_a_scheduled_story_is_out_at_its_minute_and_not_before(site, person):
    laras, yusran = person("laras"), person("yusran")
    draft = laras.write(HEADLINE, "Isi terjadwal.", category="Lingkungan", credits="lw")
    laras.takes("submit", draft)
    # The first pictures are still being made: each is news to the front page and its cache.
    eventually(
        lambda: (
            not site.value(
                "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'photos'"
                " AND status IN ('todo', 'doing')"
            )
        ),
        within=120,
    )

    page = yusran.open(draft_path(draft))
    yusran.press_step("Jadwalkan")
    due = (now() + TO_SET_UP).replace(second=0, microsecond=0) + timedelta(minutes=1)
    yusran.field("Tanggal").fill(due.strftime("%Y-%m-%d"))
    yusran.field("Jam (WIB)").fill(due.strftime("%H:%M"))
    yusran.press("Jadwalkan")
    yusran.is_told("Terjadwal")
    assert f"{due:%H.%M} WIB" in page.locator("main").inner_text()
    assert now() < due

    # The page is in the cache, and says so to whoever asks again.
    cached = site.read("/")
    assert HEADLINE not in cached.text
    etag = cached.headers["ETag"]
    assert site.read("/", **{"If-None-Match": etag}).status == 304
    assert site.read("/kategori/lingkungan/").status == 200

    asked = now()
    while HEADLINE not in (answer := site.read("/", **{"If-None-Match": etag})).text:
        assert answer.status == 304
        assert asked < due + timedelta(seconds=OUT_WITHIN + TOLERANCE)
        time.sleep(0.1)
        asked = now()
    assert asked >= due
    assert answer.status == 200
    assert answer.headers["ETag"] != etag
    assert site.read("/", **{"If-None-Match": answer.headers["ETag"]}).status == 304
    assert HEADLINE in site.read("/kategori/lingkungan/").text
    assert HEADLINE in site.read("/feed/").text

    automatic, late, by = site.rows(
        "SELECT t.automatic, t.late, u.username FROM moderation_transition t"
        " JOIN accounts_user u ON u.id = t.by_id WHERE t.draft_id = %s ORDER BY t.id DESC LIMIT 1",
        draft,
    )[0]
    assert (automatic, late, by) == (True, False, "yusran")
    assert site.status(draft) == "released"
