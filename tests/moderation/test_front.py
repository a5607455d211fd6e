"""Placing stories on the front page: what readers see, who may, two at once, and taking it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import front as fronts
from articles import publishing
from articles.models import Article, Banner, Slot
from moderation import front
from moderation.models import FrontChange
from moderation.workflow import Refused
from tests.factories import make_article, make_articles, make_category, make_slot

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MOST_QUERIES = 30


@pytest.fixture
def stories() -> list[Article]:
    now = timezone.now()
    return make_articles({"at": now - i * timedelta(minutes=1)} for i in range(1, 11))


def top(at: Any = None, category: int | None = None) -> list[Article]:
    newest = list(Article.objects.live().order_by("-published_at"))
    return list(fronts.fill(fronts.placed(category, at=at or timezone.now()), newest).values())


def place(position: int, story: Article, by: Any, **words: Any) -> None:
    words.setdefault("seen", front.version(None))
    front.place(None, position, story, by=by, **words)


def test_a_placed_story_stands_where_it_was_put_until_it_is_taken_away(stories, managing_editor):
    place(2, stories[7], managing_editor)
    assert top()[:3] == [stories[0], stories[7], stories[1]]
    front.clear(None, 2, seen=front.version(None), by=managing_editor)
    assert top() == stories[:5]
    assert not Slot.objects.exists()


def test_a_story_that_moves_to_another_place_leaves_its_old_one(stories, managing_editor):
    place(3, stories[7], managing_editor)
    place(1, stories[7], managing_editor)
    assert Slot.objects.count() == 1
    assert top()[:2] == [stories[7], stories[0]]


def test_what_stood_there_comes_back_when_the_new_one_ends(stories, managing_editor):
    now = timezone.now()
    place(1, stories[7], managing_editor)
    place(1, stories[8], managing_editor, ends_at=now + HOUR)
    assert [top(at)[0] for at in (timezone.now(), now + 2 * HOUR)] == [stories[8], stories[7]]
    place(1, stories[9], managing_editor)
    assert top(now + 2 * HOUR)[0] == stories[9]


def test_what_is_to_come_changes_nothing_before_its_time(stories, managing_editor):
    now = timezone.now()
    place(1, stories[7], managing_editor)
    place(1, stories[8], managing_editor, starts_at=now + HOUR)
    assert [top(at)[0] for at in (timezone.now(), now + HOUR)] == [stories[7], stories[8]]
    (seat, *_) = front.seats(None, stories, now=timezone.now())
    assert [slot.article for slot in seat.coming] == [stories[8]]
    front.cancel(seat.coming[0], seen=front.version(None), by=managing_editor)
    assert top(now + HOUR)[0] == stories[0]  # the first was to end then


def test_two_places_are_exchanged_and_one_that_fills_itself_stays_so(stories, managing_editor):
    place(1, stories[7], managing_editor)
    place(2, stories[8], managing_editor)
    front.swap(None, 2, 1, seen=front.version(None), by=managing_editor)
    assert top()[:2] == [stories[8], stories[7]]
    front.swap(None, 2, 3, seen=front.version(None), by=managing_editor)
    assert top()[:3] == [stories[8], stories[0], stories[7]]
    with pytest.raises(Refused):
        front.swap(None, 1, 0, seen=front.version(None), by=managing_editor)


def test_changes_are_undone_one_after_the_other(stories, managing_editor, chief):
    place(1, stories[7], managing_editor)
    place(2, stories[8], managing_editor)
    front.clear(None, 1, seen=front.version(None), by=chief)
    for expected in ([stories[7], stories[8]], [stories[7], stories[0]], stories[:2]):
        front.undo(None, seen=front.version(None))
        assert top()[:2] == expected
    with pytest.raises(Refused):
        front.undo(None, seen=front.version(None))


def test_undoing_does_not_bring_back_what_was_withdrawn_or_is_over(stories, managing_editor):
    now = timezone.now()
    place(1, stories[7], managing_editor)
    place(2, stories[8], managing_editor, ends_at=now + HOUR)
    front.clear(None, 1, seen=front.version(None), by=managing_editor)
    publishing.withdraw(stories[7], reason="child", statement="Maaf.", at=now)
    later = now + 2 * HOUR
    front.undo(None, seen=front.version(None), now=later)
    assert not Slot.objects.exists()


def test_a_change_on_a_page_that_somebody_changed_meanwhile_is_refused(
    stories, managing_editor, chief
):
    seen = front.version(None)
    place(1, stories[7], chief)
    with pytest.raises(Refused, match=str(chief)):
        place(1, stories[8], managing_editor, seen=seen)
    with pytest.raises(Refused):
        front.undo(None, seen=seen)
    assert top()[0] == stories[7]


def test_the_log_says_what_came_and_what_went(stories, managing_editor):
    place(1, stories[7], managing_editor)
    front.clear(None, 1, seen=front.version(None), by=managing_editor)
    last, first = front.changes(None)
    assert [stories[7].headline in told for told in (last.removed[0], first.placed[0])] == [
        True
    ] * 2
    assert (last.placed, first.removed) == ([], [])


def test_a_channel_has_places_of_its_own(stories, managing_editor):
    politics = stories[0].category
    front.place(politics.pk, 1, stories[7], seen=front.version(politics.pk), by=managing_editor)
    assert top(category=politics.pk)[0] == stories[7]
    assert top()[0] == stories[0]
    front.undo(politics.pk, seen=front.version(politics.pk))
    assert not Slot.objects.exists()


# --- Pages ----------------------------------------------------------------------------------------

PAGES = ["desk-front", "desk-banner"]


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reporter", 403),
        ("coordinator", 403),
        ("editor", 403),
        ("sysadmin", 403),
        ("managing_editor", 200),
        ("chief", 200),
    ],
)
def test_the_front_page_is_run_by_the_chiefs(client_of, stories, where, name, status):
    client = client_of(name)
    assert client.get(reverse(where)).status_code == status
    sent = {"act": "pin", "position": 1, "story": stories[7].pk, "seen": front.version(None)}
    client.post(reverse("desk-front-change"), sent)
    client.post(reverse("desk-banner"), {"text": "Gempa", "kind": "breaking", "hours": 2})
    assert (Slot.objects.count(), Banner.objects.count()) == ((1, 1) if status == 200 else (0, 0))


def test_somebody_who_is_not_signed_in_is_led_to_the_login():
    for name in PAGES:
        assert Client().get(reverse(name)).status_code == 302
    assert Client().post(reverse("desk-front-change"), {"act": "undo"}).status_code == 302


def sent(act: str, position: int = 1, **words: Any) -> dict[str, Any]:
    return {"act": act, "position": position, "seen": front.version(None), **words}


def test_every_button_of_the_page_does_what_it_says(client_of, stories, reader_client):
    client = client_of("managing_editor")
    address = reverse("desk-front-change")
    client.post(address, sent("place", 1, story=f"#{stories[7].pk}"))
    client.post(address, sent("place", 2, story=stories[8].headline))
    client.post(address, sent("up", 2))
    assert top()[:2] == [stories[8], stories[7]]
    client.post(address, sent("down", 1))
    client.post(address, sent("pin", 3, story=stories[0].pk))
    client.post(address, sent("clear", 1))
    assert top()[:3] == [stories[1], stories[8], stories[0]]
    page = reader_client.get("/").content.decode()
    assert page.index(stories[1].headline) < page.index(stories[8].headline)
    client.post(address, sent("undo"))
    assert top()[:3] == [stories[7], stories[8], stories[0]]
    assert client.post(address, sent("launch")).status_code == 404


def test_a_refused_story_comes_back_in_its_place_with_what_was_typed(client_of, stories):
    client = client_of("managing_editor")
    typed = sent("place", 4, story="Tidak ada berita begini", end_time="19.25")
    response = client.post(reverse("desk-front-change"), typed)
    page = response.content.decode()
    assert "Tidak ada berita begini" in page
    assert page.count("<details open>") == 1
    past = timezone.localtime() - 26 * HOUR
    typed = sent("place", 1, story=f"#{stories[7].pk}", end_day=past.date(), end_time="10.00")
    assert client.post(reverse("desk-front-change"), typed).status_code == 409
    assert not Slot.objects.exists()


def test_a_slot_takes_its_times_in_wib(client_of, stories):
    day = timezone.localdate() + timedelta(days=1)
    words = {"start_day": day, "start_time": "18.00", "end_time": "20.00"}
    typed = sent("place", 1, story=f"#{stories[7].pk}", **words)
    client_of("managing_editor").post(reverse("desk-front-change"), typed)
    slot = Slot.objects.get()
    times = [timezone.localtime(at) for at in (slot.starts_at, slot.ends_at)]
    assert [(at.date(), at.hour) for at in times] == [(day, 18), (day, 20)]


def test_the_preview_shows_the_page_of_a_chosen_moment_to_the_desk_alone(
    client_of, stories, reader_client
):
    politics = stories[0].category
    now = timezone.localtime()
    soon = now + 26 * HOUR
    old = make_article(at=now - timedelta(days=9), headline="Untuk nanti", category=politics)
    make_slot(old, 1, starts_at=soon)
    make_slot(old, 1, starts_at=soon, category=politics)
    client = client_of("managing_editor")

    def lead(page: Any, moment: Any) -> str:
        asked = {"page": page, "hari": moment.date(), "pukul": moment.strftime("%H:%M")}
        response = client.get(reverse("desk-front-preview"), asked)
        assert "noindex" in response.content.decode()
        return response.content.decode().split("<h2>")[1][:300]

    for page in ("", politics.pk):
        assert "Untuk nanti" in lead(page, soon + HOUR)
        assert "Untuk nanti" not in lead(page, now)
    assert "Untuk nanti" not in reader_client.get("/").content.decode().split("<h2>")[1][:300]
    assert client_of("editor").get(reverse("desk-front-preview")).status_code == 403
    assert client.get(reverse("desk-front-preview"), {"hari": "besok"}).status_code == 302


def test_a_banner_is_raised_with_its_end_and_taken_down_early(client_of, reader_client, stories):
    client = client_of("chief")
    typed = {"text": "Gempa  guncang kota", "kind": "breaking", "hours": 4}
    client.post(reverse("desk-banner"), typed | {"story": f"#{stories[0].pk}"})
    banner = Banner.objects.get()
    assert (banner.text, banner.ends_at - banner.starts_at) == ("Gempa guncang kota", 4 * HOUR)
    assert "Gempa guncang kota" in reader_client.get("/berita/").content.decode()
    client.post(reverse("desk-banner-end", args=[banner.pk]))
    assert "Gempa guncang kota" not in reader_client.get("/berita/").content.decode()
    assert client.post(reverse("desk-banner-end", args=[banner.pk])).status_code == 302


@pytest.mark.parametrize("wrong", [{"text": " "}, {"hours": 25}, {"hours": ""}, {"story": "#999"}])
def test_a_banner_without_words_or_end_is_not_raised(client_of, wrong):
    typed = {"text": "Gempa", "kind": "breaking", "hours": 2} | wrong
    assert client_of("chief").post(reverse("desk-banner"), typed).status_code == 200
    assert not Banner.objects.exists()


def test_the_pages_cost_the_same_for_one_story_and_for_thirty(
    client_of, managing_editor, django_assert_max_num_queries
):
    client = client_of("managing_editor")
    counts = []
    for number in (6, 29):
        channels = [make_category(f"Kanal {i % 9}") for i in range(number)]
        for i, story in enumerate(make_articles({"category": one} for one in channels)):
            position = i % fronts.POSITIONS + 1
            make_slot(story, position, starts_at=timezone.now() + HOUR * i)
            FrontChange.objects.create(
                before=[], after=front._rows(None), by=managing_editor, at=timezone.now()
            )
        for where in PAGES:
            with django_assert_max_num_queries(MOST_QUERIES) as captured:
                client.get(reverse(where))
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
