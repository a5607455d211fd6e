"""Bringing an old site in: once, whole, and nothing public that was not public there."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article, Author, OldAddress, Page, Rendered, SearchEntry, Tag
from categories.models import Category
from moderation.models import Draft, Revision, Transition
from moderation.workflow import material
from tests.factories import make_author, make_category
from tests.wordpress.exports import attachment, author, category, item, written
from wordpress import loader, writing
from wordpress.models import OldItem

pytestmark = pytest.mark.django_db

TAGGED = [("category", "kota", "Kota"), ("post_tag", "umkm", "UMKM")]


the_story = Article.objects.get


def test_a_post_is_a_story_with_its_date_its_people_and_its_labels(tmp_path, run):
    body = "<p>Pasar dibuka.(tm/yl)</p>"
    labels = [("category", "pasar", "Pasar"), ("post_tag", "umkm", "UMKM")]
    path = written(
        tmp_path,
        author(),
        category("Ekonomi", "ekonomi"),
        category("Pasar", "pasar", "ekonomi"),
        item(12, "Pasar &amp; Terminal", content=body, excerpt="Mulai hari ini.", labels=labels),
    )
    run(path)
    story = the_story()
    assert story.headline == "Pasar & Terminal"
    assert story.standfirst == "Mulai hari ini."
    assert story.body == "<p>Pasar dibuka.</p>"
    assert story.published_at == datetime(2019, 3, 5, 7, 30, tzinfo=UTC)
    assert (story.category.name, story.category.parent.name) == ("Pasar", "Ekonomi")
    assert [tag.name for tag in story.tags.all()] == ["UMKM"]
    assert [(c.author.code, c.role) for c in story.credits.all()] == [
        ("tm", "unknown"),
        ("yl", "unknown"),
    ]
    assert set(story.listings.values_list("category__name", flat=True)) == {"Pasar", "Ekonomi"}


def test_without_codes_the_account_is_credited_by_its_real_name(tmp_path, run):
    run(written(tmp_path, author("admin2", "Sri Wahyuni"), item(12, creator="admin2")))
    credit = the_story().credits.get()
    assert (credit.author.name, credit.role) == ("Sri Wahyuni", "reporter")


def test_the_record_is_whole_and_says_that_the_import_did_it(tmp_path, run):
    run(written(tmp_path, item(12)))
    draft = Draft.objects.get()
    assert (draft.status, draft.article, draft.version) == ("released", the_story(), 1)
    assert draft.released_revision == Revision.objects.get()
    steps = Transition.objects.order_by("id")
    assert [(s.step, s.before, s.after, s.by.username, s.automatic) for s in steps] == [
        ("submit", "draft", "submitted", writing.ARCHIVE, True),
        ("release", "submitted", "released", writing.IMPORTER, True),
    ]
    assert "https://lama.example/2019/03/05/pasar-12/" in steps[0].note
    assert all(not step.by.is_active and not step.by.has_usable_password() for step in steps)
    call_command("check_record")


@pytest.mark.parametrize(
    ("parts", "status", "restricted"),
    [
        ({"status": "draft", "gmt": "0000-00-00 00:00:00"}, "draft", False),
        ({"status": "pending"}, "submitted", False),
        ({"status": "private"}, "draft", True),
        ({"status": "trash"}, "spiked", False),
        ({"status": "future"}, "submitted", False),  # its minute passed: nobody decided here
        ({"status": "publish", "password": "rahasia"}, "draft", True),
        ({"status": "publish", "gmt": "2090-01-01 00:00:00"}, "draft", False),
        ({"status": "rejected-by-plugin"}, "draft", False),
    ],
)
def test_what_was_not_public_is_a_draft_and_nowhere_public(
    tmp_path, run, reader_client, parts, status, restricted
):
    path = written(tmp_path, item(12, "Belum Tayang", **parts), item(13, "Sudah Tayang"))
    run(path)
    assert the_story().headline == "Sudah Tayang"
    draft = Draft.objects.get(headline="Belum Tayang")
    assert (draft.status, draft.is_restricted) == (status, restricted)
    for address in ("/", "/berita/", draft.category.get_absolute_url()):
        page = reader_client.get(address).content.decode()
        assert "Sudah Tayang" in page
        assert "Belum Tayang" not in page
    assert reader_client.get("/?p=13").status_code == 301
    assert reader_client.get("/2019/03/05/pasar-12/").status_code == 404


def test_a_minute_ahead_is_kept_as_a_schedule(tmp_path, run, time_machine):
    time_machine.move_to("2019-03-01T00:00:00Z")
    run(written(tmp_path, item(12, status="future")))
    draft = Draft.objects.get()
    assert draft.status == "scheduled"
    assert draft.scheduled_for == datetime(2019, 3, 5, 7, 30, tzinfo=UTC)
    assert not Article.objects.exists()


def test_running_twice_changes_nothing(tmp_path, run):
    path = written(
        tmp_path,
        author(),
        category("Kota", "kota"),
        item(12),
        item(14, "Tentang kami", post_type="page", link="https://lama.example/tentang/"),
        attachment(15, "2019/03/a.jpg"),
    )

    def rows():
        models = (Article, Draft, Revision, Transition, Author, Category, Tag, Page, OldAddress)
        return [list(model.objects.order_by("pk").values()) for model in (*models, OldItem)]

    run(path)
    first = rows()
    said = run(path)
    assert rows() == first
    assert "2 stories and pages were here already" in said


def test_what_an_editor_changed_since_stays_changed(tmp_path, run):
    path = written(tmp_path, item(12))
    run(path)
    Article.objects.update(headline="Disunting")
    run(path)
    assert the_story().headline == "Disunting"


def test_a_story_that_fails_is_listed_stops_no_other_and_is_tried_again(tmp_path, run, monkeypatch):
    good = [item(number, f"Berhasil {number}") for number in range(13, 18)]
    path = written(tmp_path, item(12, "Gagal"), *good)

    def fail(stories, **how):
        if "Gagal" in [story.item.title for story in stories]:
            make_author("Setengah", "sth")
            raise ValueError("disk")
        return writing.write(stories, **how)

    with monkeypatch.context() as patched:
        patched.setattr(loader, "write", fail)
        said = run(path)
    assert "FAILED: post 12 “Gagal”: ValueError: disk" in said
    titles = {f"Berhasil {number}" for number in range(13, 18)}
    assert set(Article.objects.values_list("headline", flat=True)) == titles
    assert not Author.objects.filter(code="sth").exists()
    run(path)
    assert set(Article.objects.values_list("headline", flat=True)) == {"Gagal", *titles}
    call_command("check_record")


def test_many_stories_take_no_more_statements_than_one(tmp_path, run):
    def statements(*numbers):
        items = [
            item(number, f"Berita {number}", content=f"<p>Isi {number}.(tm/yl)</p>", labels=TAGGED)
            for number in numbers
        ]
        with CaptureQueriesContext(connection) as made:
            run(written(tmp_path, category("Kota", "kota"), *items))
        return [query["sql"] for query in made if "SAVEPOINT" not in query["sql"]]

    statements(1)  # makes the categories, the tag and the authors
    assert len(statements(2)) == len(statements(*range(3, 33)))


def test_what_is_written_at_once_is_as_what_is_released_alone(tmp_path, run, reader_client):
    run(written(tmp_path, item(12, "Pasar Dibuka", labels=TAGGED), item(13, "Pasar Ditutup")))
    story = Article.objects.get(headline="Pasar Dibuka")
    before = facts_of(story)
    publishing.release(material(story.draft.released_revision), story, at=story.published_at)
    assert facts_of(Article.objects.get(pk=story.pk)) == before


def facts_of(story):
    return [
        Article.objects.filter(pk=story.pk).values().get(),
        list(story.credits.values("author", "role", "position", "published_at")),
        list(story.tagged.values("tag", "published_at")),
        list(story.listings.order_by("category").values("category", "published_at")),
        SearchEntry.objects.filter(pk=story.pk).values().get(),
        Rendered.objects.filter(pk=story.pk).values("row", "card", "page", "made_by").get(),
    ]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path, run, monkeypatch):
    path = written(tmp_path, *(item(number, f"Berita {number}") for number in range(1, 5)))
    monkeypatch.setattr(loader, "STORIES_AT_ONCE", 2)

    def stop(stories, **how):
        if "4" in [story.item.post_id for story in stories]:
            raise KeyboardInterrupt
        return writing.write(stories, **how)

    with monkeypatch.context() as patched:
        patched.setattr(loader, "write", stop)
        with pytest.raises(SystemExit):
            run(path)
    assert Article.objects.count() == 2  # the batch before it is whole, its own is not begun
    run(path)
    assert Article.objects.count() == 4


def test_a_dry_run_says_everything_and_writes_nothing(tmp_path, run):
    text = "Wali kota meresmikan pasar di pusat kota pada Rabu pagi bersama para pedagang lama. "
    path = written(
        tmp_path,
        category("Berita", "berita"),
        category("ekonomi", "ekonomi"),
        category("EKONOMI ", "ekonomi-2"),
        item(12, "Pasar Dibuka", content=f"<p>{text * 4}</p><script>x</script>"),
        item(13, "Pasar Resmi Dibuka", content=f"<p>{text * 4}</p>"),
        item(14, status="draft"),
    )
    said = run(path, dry_run=True)
    assert "3 of 3 items accounted for" in said
    assert "merge “EKONOMI”" in said
    assert "drop “Berita”" in said
    assert "<script>" in said
    assert "“Pasar Dibuka (#12)” and “Pasar Resmi Dibuka (#13)”" in said
    for model in (Article, Draft, Category, OldItem, OldAddress):
        assert not model.objects.exists()


def test_a_broken_file_is_imported_up_to_the_break_and_the_place_is_said(tmp_path, run):
    path = written(tmp_path, item(12), item(13))
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(CommandError):
        run(path)
    assert Article.objects.count() == 1


OLD = [
    "/2019/03/05/pasar-12/",
    "/2019/03/05/pasar-12",
    "/2019/03/05/Pasar-12/",
    "/index.php/2019/03/05/pasar-12/",
    "/2019/03/05/pasar-12/feed/",
    "/2019/03/05/pasar-12/amp/",
    "/2019/03/05/pasar-lama/",
    "/2019/03/05/pasar-12/foto/",
    "/?p=12",
    "/?p=12&preview=1",
    "/?attachment_id=15",
    "/category/ekonomi/pasar/",
    "/category/pasar",
    "/category/pasar/feed/",
    "/category/pasar/page/2/",
    "/category/berita/",
    "/?cat=9",
    "/tag/pasar-rakyat",
    "/author/sri/",
    "/author/sri/feed/",
    "/?author=3",
    "/2019/03/05/",
    "/2019/03/",
    "/2019",
    "/tentang-kami/visi/",
    "/?page_id=14",
    "/comments/feed/",
    "/feed/rss2/",
]


def test_every_old_address_leads_on_in_one_hop(tmp_path, run, reader_client):
    labels = [("category", "pasar", "Pasar"), ("post_tag", "pasar-rakyat", "Pasar")]
    run(
        written(
            tmp_path,
            author(),
            category("Ekonomi", "ekonomi", number=8),
            category("Pasar", "pasar", "ekonomi", number=9),
            category("Berita", "berita", number=10),
            item(12, labels=labels, meta={"_wp_old_slug": "pasar-lama"}),
            attachment(15, "a.jpg", 12, link="https://lama.example/2019/03/05/pasar-12/foto/"),
            item(14, post_type="page", link="https://lama.example/tentang-kami/visi/", name="visi"),
        )
    )
    led = {path: reader_client.get(path) for path in OLD}
    assert [path for path, answer in led.items() if answer.status_code != 301] == []
    ends = {answer.headers["Location"] for answer in led.values()}
    assert [end for end in ends if reader_client.get(end).status_code != 200] == []


def test_an_old_number_that_another_story_has_now_leads_to_the_right_one(
    tmp_path, run, reader_client
):
    run(written(tmp_path, item(12, "Pasar Dibuka")))
    other = the_story()
    link = f"https://lama.example/berita/{other.pk}/jembatan/"
    run(written(tmp_path, item(13, "Jembatan Dibuka", link=link), name="dua.xml"))
    response = reader_client.get(f"/berita/{other.pk}/jembatan/")
    assert response.headers["Location"].endswith("/jembatan-dibuka/")


def test_stories_link_to_each_other_whatever_their_order(tmp_path, run, reader_client):
    content = '<p>Baca <a href="https://www.lama.example/2019/03/05/pasar-13/">ini</a>.</p>'
    run(written(tmp_path, item(12, content=content), item(13, "Jembatan Dibuka")))
    first, second = Article.objects.order_by("pk")
    assert f'href="{second.get_absolute_url()}"' in first.body


def test_a_category_that_is_here_under_another_spelling_is_used(tmp_path, run):
    here = make_category("Olahraga")
    run(
        written(
            tmp_path,
            category("Sport", "sport"),
            item(12, labels=[("category", "sport", "Sport")]),
        )
    )
    assert the_story().category == here
    assert Category.objects.filter(kind="channel").count() == 1
