"""The desk's first page, its frame, and what is not on it."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst

from moderation.models import Draft
from moderation.steps import Status
from newsroom.views import not_found
from tests.factories import make_category, make_draft

INDEX = reverse("admin:index")
PEOPLE = ["reporter", "photographer", "editor", "managing_editor", "chief", "sysadmin"]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_first_page_opens_for_every_role(request, desk_client, who):
    assert desk_client(request.getfixturevalue(who)).get(INDEX).status_code == 200


def test_a_journalist_sees_their_own_stories_and_nobody_elses(
    desk_client, reporter, other_reporter, editor
):
    make_draft(reporter, headline="Punya Rina")
    make_draft(other_reporter, headline="Punya Rudi")
    make_draft(other_reporter, status=Status.SUBMITTED, headline="Diajukan Rudi")
    make_draft(other_reporter, status=Status.SCHEDULED, editor=editor, headline="Terjadwal Rudi")
    page = desk_client(reporter).get(INDEX).content.decode()
    assert "Punya Rina" in page
    assert "Rudi" not in page
    assert 'id="waiting"' not in page


def test_an_editor_sees_who_waits_longest_first(desk_client, reporter, editor):
    now = timezone.now()
    for hours, headline in [(1, "Baru Diajukan"), (30, "Lama Menunggu"), (5, "Di Tengah")]:
        at = now - timedelta(hours=hours)
        make_draft(reporter, status=Status.SUBMITTED, headline=headline, now=at)
    page = desk_client(editor).get(INDEX).content.decode()
    assert page.index("Lama Menunggu") < page.index("Di Tengah") < page.index("Baru Diajukan")


def test_the_system_administrator_sees_no_story_on_it(desk_client, sysadmin, reporter):
    make_draft(reporter, status=Status.SUBMITTED, headline="Rahasia Meja")
    page = desk_client(sysadmin).get(INDEX).content.decode()
    assert "Rahasia Meja" not in page
    assert reverse("admin:moderation_draft_add") not in page


def test_empty_lists_say_so_in_words(desk_client, editor):
    page = desk_client(editor).get(INDEX).content.decode()
    for name in ("waiting", "own", "scheduled", "plans", "latest"):
        section = page[page.index(f'id="{name}"') :]
        assert 'class="desk-empty"' in section[: section.index("</section>")], name


def test_the_first_page_needs_the_same_queries_for_any_number_of_stories(
    client, reporter, editor, django_assert_num_queries, django_assert_max_num_queries
):
    def one_of_each():
        make_draft(reporter, status=Status.SUBMITTED)
        make_draft(editor)
        make_draft(reporter, status=Status.SCHEDULED, editor=editor)
        make_draft(reporter, status=Status.RELEASED, editor=editor)

    one_of_each()
    client.force_login(editor)
    with django_assert_max_num_queries(30) as first:
        client.get(INDEX)
    for _ in range(3):
        one_of_each()
    with django_assert_num_queries(len(first)):
        client.get(INDEX)


def test_an_overdue_release_raises_the_alarm_on_every_desk_page(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.SCHEDULED, editor=editor)
    client = desk_client(editor)
    lists = [INDEX, reverse("admin:articles_author_changelist"), reverse("mfa_index")]
    assert not any("desk-alarm" in client.get(path).content.decode() for path in lists)
    past = timezone.now() - timedelta(minutes=10)
    Draft.objects.filter(pk=draft.pk).update(scheduled_for=past)
    assert all("desk-alarm" in client.get(path).content.decode() for path in lists)


def test_machinery_of_packages_is_not_at_the_desk(db):
    apps = {model._meta.app_label for model in admin.site._registry}
    assert apps.isdisjoint({"taggit", "procrastinate", "account", "mfa", "ckeditor"})


@pytest.mark.parametrize("name", ["articles_article", "articles_correction"])
def test_public_text_has_no_admin(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}_changelist")


def test_the_demo_says_that_it_is_one(desk_client, editor, settings):
    client = desk_client(editor)
    assert 'class="desk-notice"' not in client.get(INDEX).content.decode()
    settings.DEMO = True
    assert "desk-notice" in client.get(INDEX).content.decode()


def test_desk_pages_stay_out_of_every_cache(desk_client, editor):
    for path in [INDEX, reverse("mfa_index")]:
        cache_control = desk_client(editor).get(path)["Cache-Control"]
        assert "private" in cache_control
        assert "no-store" in cache_control


def test_a_page_the_desk_does_not_have_leads_back_without_a_query(
    desk_client, reporter, other_reporter, rf, django_assert_num_queries
):
    back = f'<a class="button" href="{INDEX}">'
    draft = make_draft(other_reporter)
    client = desk_client(reporter)
    for path in (draft.get_absolute_url(), f"{INDEX}tidak-ada/"):
        response = client.get(path)
        assert response.status_code == 404
        assert back in response.content.decode()
    bare = rf.get(f"{INDEX}tidak-ada/")  # no session, no person
    with django_assert_num_queries(0):
        assert back in not_found(bare, Http404()).content.decode()


def test_what_a_role_may_not_do_leads_back_to_the_desk(desk_client, reporter):
    response = desk_client(reporter).get(reverse("admin:accounts_user_changelist"))
    assert response.status_code == 403
    assert f'<a class="button" href="{INDEX}">' in response.content.decode()


def test_a_list_is_titled_by_what_it_lists_and_stands_right_below_the_first_page(
    desk_client, chief, sysadmin
):
    for person in (chief, sysadmin):
        client = desk_client(person)
        lists = [
            (model["admin_url"], model["name"])
            for app in client.get(INDEX).context["available_apps"]
            for model in app["models"]
        ]
        assert lists
        for url, name in lists:
            page = client.get(url).content.decode()
            assert f"<h1>{capfirst(name)}</h1>" in page
            assert f"<title>{capfirst(name)} · " in page
            trail = page[page.index('<ol class="breadcrumbs">') :].partition("</ol>")[0]
            assert trail.count("<li") == 2


def test_a_form_stands_right_below_its_list(desk_client, chief):
    category = make_category("Politik")
    client = desk_client(chief)
    for what, steps in (("change", 3), ("history", 4), ("delete", 4)):
        url = reverse(f"admin:categories_category_{what}", args=[category.pk])
        trail = client.get(url).content.decode().partition('<ol class="breadcrumbs">')[2]
        assert trail.partition("</ol>")[0].count("<li") == steps


def test_the_sections_stand_in_one_place(desk_client, editor):
    client = desk_client(editor)
    section = reverse("admin:articles_author_changelist")
    assert client.get(INDEX).content.decode().count(f'href="{section}"') == 1
    assert client.get(reverse("admin:app_list", args=["articles"])).url == INDEX
