"""The demo newsroom: is it well edited, does all of it resolve, and does it load once and well?"""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.html import clean_html, to_text
from articles.models import Article, Author, Correction, Credit, Page, Popular
from cases.models import Case
from categories.models import MAX_CHANNELS, Category
from moderation import queue
from moderation.models import Draft, Notice, Revision, Transition
from moderation.steps import Status
from newsroom.demo import DEMO_PASSWORD, LOGINS, filling, reading
from photos.models import Photo
from releases.models import PressRelease

WIB = ZoneInfo("Asia/Jakarta")
WEDNESDAY = date(2025, 5, 14)
EVERYTHING = [*reading.stories(), *reading.drafts()]

# What a copy desk would send back (EYD V and the newsroom's own style).
SLIPS = {
    "a stop or space after Rp": r"\bRp[. ]",
    "milyar": r"milyar",
    "kerjasama, walikota and their like": r"\b(be)?kerjasama|walikota|ibukota|orangtua|apapun",
    "a percent sign": r"\d ?%",
    "a colon in a time of day": r"pukul \d\d:",
    "a time of day without its zone": r"pukul \d\d\.\d\d(?! (WIB|hingga|sampai|dan))",
    "jam for pukul": r"\bjam \d\d\.\d\d",
    "curly quotes": r"[“”‘’]",
    "a comma after the closing quote": r'"\s*,',
    "a space inside or beside a sign": r" [,.;:?!]|,[^\W\d]",
    "di written together": r"\bdi(mana|antara|sini|sana|atas|bawah|dalam)\b",
    "a small letter after a stop": r"[a-z]\. [a-z]",
    "two spaces": r"[^\n ]  +\S",
    "a date that was not filled in": r"[{}]",
}
# Words that stay small inside a headline.
SMALL = re.compile(
    "dan|atau|di|ke|dari|yang|untuk|pada|dalam|dengan|oleh|bagi|serta|sebagai|karena|agar|hingga"
    "|tentang|terhadap|sampai|setelah|ketika|antara|demi|per|lewat"
)


def text_of(story: reading.Story) -> str:
    body = reading.body_html(story.body, WEDNESDAY)
    changes = [change for change in (story.correction, story.update, story.rework) if change]
    later = [
        f"<p>{change.note}</p>{reading.body_html(change.append, WEDNESDAY)}" for change in changes
    ]
    return "\n\n".join(
        [story.headline, story.standfirst, to_text(body + "".join(later)), story.note]
    )


def sentences(story: reading.Story) -> set[str]:
    parts = re.split(r'(?<=[.?!"])\s+|\n+', text_of(story))
    return {" ".join(part.split()) for part in parts if len(part.split()) >= 5}


@pytest.mark.parametrize("name", SLIPS)
def test_no_story_has_what_a_copy_desk_would_send_back(name):
    found = [
        f"{story.headline}: …{match[0]}…"
        for story in EVERYTHING
        for match in re.finditer(rf".{{0,12}}(?:{SLIPS[name]}).{{0,12}}", text_of(story))
    ]
    assert not found


def test_headlines_are_in_title_case_of_good_length_and_unique():
    for story in reading.stories():
        assert 40 <= len(story.headline) <= 110
        assert not story.headline.endswith(".")
        first, *words = re.findall(r"(?<![\w-])[A-Za-z][\w-]*", story.headline)
        assert first[0].isupper()
        for word in words:
            assert word[0].isupper() != bool(SMALL.fullmatch(word.lower())), (story.headline, word)
    assert len({story.headline for story in EVERYTHING}) == len(EVERYTHING)


def test_no_two_stories_share_a_sentence():
    seen = Counter(sentence for story in EVERYTHING for sentence in sentences(story))
    assert [sentence for sentence, times in seen.items() if times > 1] == []


def test_every_story_refers_to_what_exists():
    codes = {author.code for author in reading.authors()}
    trails = {row.name for row in reading.categories()} | {
        f"{row.name} / {name}" for row in reading.categories() for name, _ in row.topics
    }
    retired = {name for row in reading.categories() for name in row.retired}
    for story in EVERYTHING:
        assert story.category in trails, story.headline
        assert story.category.rpartition(" / ")[2] not in retired
        assert {code for code, _ in story.people()} <= codes
        assert {role for _, role in story.people()} <= set(Credit.Role.values)
        assert story.kind in Article.Kind.values
        assert not story.picture or story.picture in reading.pictures()
        assert story.tags


def test_stories_have_everything_readers_expect_and_differ_in_length():
    stories = reading.stories()
    for story in stories:
        assert story.standfirst
        assert story.place
        assert 2 <= len(story.tags) <= 5, story.headline
        assert [role for _, role in story.people()].count("editor") == 1
    assert len(stories) >= 60
    assert sum(bool(story.picture) for story in stories) >= 40
    blocks = [len(story.body.strip().split("\n\n")) for story in stories]
    assert min(blocks) <= 4
    assert max(blocks) >= 12
    popular = Counter(tag for story in stories for tag in story.tags)
    assert sum(times >= 3 for times in popular.values()) >= 20


def test_what_the_files_say_survives_the_cleaning_of_html():
    for story in EVERYTHING:
        html = reading.body_html(story.body, WEDNESDAY)
        cleaned = clean_html(html)
        assert "".join(to_text(cleaned).split()) == "".join(to_text(html).split())
        for tag in ("<h2>", "<li>", "<blockquote>", "<td>", "<th", "<p>"):
            assert cleaned.count(tag) == html.count(tag), (story.headline, tag)


def test_every_picture_is_there_is_small_and_has_its_words():
    files = {path.name for path in (reading.HERE / "pictures").iterdir()}
    assert files == {picture.path.name for picture in reading.pictures().values()}
    used = {story.picture for story in EVERYTHING}
    for key, picture in reading.pictures().items():
        assert key in used
        assert picture.alt.endswith(".")
        assert picture.caption.endswith(".")
        assert picture.path.stat().st_size < 80_000


def test_codes_logins_and_roles_fit_together():
    codes = [author.code for author in reading.authors()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]{2,4}", code) for code in codes)
    names = {author.code: author.name for author in reading.authors()}
    assert all(names[login.code] == login.name for login in LOGINS if login.code)
    assert Counter(login.role for login in LOGINS) == {
        role.value: 2 if role in {Role.REPORTER, Role.DESK_EDITOR} else 1 for role in Role
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{hari}", "Rabu (14/5/2025)"),
        ("{hari-1}", "Selasa (13/5/2025)"),
        ("{hari+2}", "Jumat (16/5/2025)"),
        ("{kerja-3}", "Jumat (9/5/2025)"),
        ("{Sabtu+}", "Sabtu (17/5/2025)"),
        ("{Minggu-}", "Minggu (11/5/2025)"),
        ("{Rabu+}", "Rabu (21/5/2025)"),
        ("{Rabu-}", "Rabu (7/5/2025)"),
        ("{tanggal+18}", "1 Juni 2025"),
    ],
)
def test_dates_are_counted_from_the_day_of_the_release(written, read):
    assert reading.with_dates(written, WEDNESDAY) == read


def test_a_working_day_is_never_on_a_weekend():
    sunday = WEDNESDAY + timedelta(days=4)
    assert reading.with_dates("{kerja}", sunday) == "Jumat (16/5/2025)"


def test_an_age_is_counted_from_now():
    now = datetime(2025, 5, 14, 9, 30, tzinfo=WIB)
    assert reading.moment("3 hari, 19.25", now) == datetime(2025, 5, 11, 19, 25, tzinfo=WIB)
    assert reading.moment("2 jam", now) == datetime(2025, 5, 14, 7, 30, tzinfo=WIB)
    with pytest.raises(ValueError, match="not an age"):
        reading.moment("kemarin", now)


@pytest.fixture
def demo(settings):
    settings.DEMO = True

    def load() -> str:
        out = StringIO()
        call_command("load_demo", stdout=out)
        return out.getvalue()

    return load


@pytest.mark.django_db
def test_an_empty_database_becomes_a_newsroom_by_its_rules_and_stays_as_it_is(demo):
    said = demo()
    everything_is_there()
    the_rules_of_the_newsroom_were_kept()
    assert all(login.username in said and DEMO_PASSWORD in said for login in LOGINS)

    counts = [table.objects.count() for table in (User, Draft, Revision, Transition, Photo)]
    again = demo()
    assert counts == [table.objects.count() for table in (User, Draft, Revision, Transition, Photo)]
    assert "laras" in again


def everything_is_there():
    assert Article.objects.count() == len(reading.stories())
    assert Article.objects.live().count() == len(reading.stories()) - 1
    assert Correction.objects.count() == 1
    # Every state but one: a demo does not begin with a clock that runs out.
    shown = set(Status.values) - {Status.KILLED.value}
    assert set(Draft.objects.values_list("status", flat=True)) == shown
    assert Category.objects.filter(kind="channel").count() == MAX_CHANNELS
    assert Photo.objects.count() == len(reading.pictures())
    assert Page.objects.filter(slug="pedoman-media-siber").exists()
    assert not Author.objects.filter(credits=None).exists()
    assert Article.objects.exclude(updated_at=None).count() == 2
    assert set(Popular.objects.values_list("window", flat=True)) == set(Popular.Window.values)
    newest = Article.objects.live().order_by("-published_at").first()
    oldest = Article.objects.order_by("published_at").first()
    assert newest.published_at - oldest.published_at > timedelta(days=25)


def the_rules_of_the_newsroom_were_kept():
    for release in Transition.objects.filter(step="release").select_related("submission"):
        assert release.by_id != release.submitted_by_id
        assert release.at > release.submission.at
    scheduled = Draft.objects.get(status=Status.SCHEDULED)
    assert f"{scheduled.scheduled_for.astimezone(WIB):%H.%M}" == "06.00"
    assert scheduled.article is None
    assert all(draft.transitions.first().note for draft in Draft.objects.filter(status="returned"))
    assert User.objects.get(username="dimas").check_password(DEMO_PASSWORD)
    # Of what agencies sent, one became a story that says so, and one waits for somebody.
    assert PressRelease.objects.filter(drafts__article__kind="release").count() == 1
    assert PressRelease.objects.filter(drafts=None).count() == len(reading.releases()) - 1
    # What the law of the press asks of some stories: a story that went out unverified, and the one
    # that verified it; flags that change what readers see; a window that asks for a second editor.
    assert Article.objects.get(is_unverified=True).article_verifications.live().exists()
    assert {flag for row in Article.objects.exclude(flags=[]) for flag in row.flags} >= {"child"}
    editor = User.objects.get(username="nurhayati")
    waiting = queue.describe(queue.of_editor(editor).submitted)
    assert [line.draft.headline for line in waiting if line.in_window] == [
        "KPU Tirtamaya Uji Coba Surat Suara Berhuruf Braille di Dua Panti"
    ]
    assert not Notice.objects.filter(kind=Notice.Kind.VERIFY, read_at=None).exists()
    # Readers wrote letters: one waits, one is handled, one was refused, and none is overdue.
    assert Case.objects.count() == len(reading.letters())
    assert set(Case.objects.values_list("status", flat=True)) == {"new", "working", "refused"}
    assert not Case.objects.late(timezone.now()).exists()


@pytest.mark.django_db
def test_a_newsroom_that_is_in_use_is_left_alone(demo):
    User.objects.create_user("sari")
    assert "laras" not in demo()
    assert User.objects.count() == 1
    assert not Category.objects.exists()


@pytest.mark.django_db
def test_without_demo_mode_nothing_is_loaded(settings):
    settings.DEMO = False
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert not User.objects.exists()
    assert DEMO_PASSWORD not in out.getvalue()


@pytest.mark.django_db
def test_a_failure_leaves_nothing_half_loaded(monkeypatch):
    def fail():
        raise RuntimeError("no drafts")

    monkeypatch.setattr(filling.reading, "drafts", fail)
    with pytest.raises(RuntimeError):
        filling.fill(lambda what: None)
    assert filling.is_empty()
