import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Author, Credit, Page, Tag
from articles.publishing import get_tags
from tests.factories import make_article, make_author

AUTHORS = reverse("admin:articles_author_changelist")
TAGS = reverse("admin:articles_tag_changelist")
PAGES = reverse("admin:articles_page_changelist")

# Which role may look at (and change) which list.
SEES = {
    "reporter": {AUTHORS, TAGS},
    "photographer": {AUTHORS, TAGS},
    "editor": {AUTHORS, TAGS},
    "managing_editor": {AUTHORS, TAGS, PAGES},
    "chief": {AUTHORS, TAGS, PAGES},
    "sysadmin": set(),
}
CHANGES_AUTHORS = {"editor", "managing_editor", "chief"}


def change(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def page(**columns):
    values = {"title": "Redaksi", "slug": "redaksi", "body": "<p>Susunan.</p>"}
    return Page.objects.create(**values | columns)


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.parametrize("who", SEES)
def test_each_role_sees_its_lists_and_no_other(request, client, who):
    client.force_login(request.getfixturevalue(who))
    for address in [AUTHORS, TAGS, PAGES]:
        assert client.get(address).status_code == (200 if address in SEES[who] else 403)


@pytest.mark.parametrize("who", SEES)
def test_only_editors_change_authors_and_tags(request, client, who):
    client.force_login(request.getfixturevalue(who))
    author, (tag,) = make_author("Tri Mulyani", "tm"), get_tags(["Pilkada"])
    client.post(change(author), {"name": "Tri M.", "code": "tm", "is_active": "on"})
    client.post(change(tag), {"name": "Pemilihan"})
    author.refresh_from_db()
    tag.refresh_from_db()
    assert (author.name == "Tri M.") is (who in CHANGES_AUTHORS)
    assert (tag.name == "Pemilihan") is (who in CHANGES_AUTHORS)


def test_two_authors_cannot_have_one_code_however_it_is_typed(editor_client):
    make_author("Tri Mulyani", "tm")
    data = {"name": "Tono Marwan", "code": " TM ", "is_active": "on"}
    response = editor_client.post(reverse("admin:articles_author_add"), data)
    assert "code" in response.context["adminform"].form.errors
    assert not Author.objects.filter(name="Tono Marwan").exists()


def test_a_renamed_author_keeps_the_address_and_the_log_knows(editor_client):
    author = make_author("Tri Mulyani", "tm")
    data = {"name": "Tri Mulyani Sari", "code": "tm", "is_active": "on", "slug": "lain"}
    assert editor_client.post(change(author), data).status_code == 302
    author.refresh_from_db()
    assert (author.name, author.slug) == ("Tri Mulyani Sari", "tri-mulyani")
    assert LogEntry.objects.get(object_id=str(author.pk)).is_change()


@pytest.mark.parametrize("who", SEES)
def test_nobody_deletes_authors_or_tags(request, client, who):
    client.force_login(request.getfixturevalue(who))
    author, (tag,) = make_author(), get_tags(["Pilkada"])
    for thing in [author, tag]:
        address = reverse(f"admin:articles_{thing._meta.model_name}_delete", args=[thing.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_an_author_who_left_stays_on_what_they_wrote(editor_client):
    article = make_article()
    author = article.credits.get().author
    editor_client.post(change(author), {"name": author.name, "code": author.code})
    author.refresh_from_db()
    assert not author.is_active
    assert Credit.objects.filter(article=article, author=author).exists()


def test_the_lists_say_how_many_stories_there_are(editor_client):
    make_author("Yuli Lestari", "yl")
    for _ in range(3):
        make_article(tags=["Pilkada"])
    rows = {row.code: row.stories for row in editor_client.get(AUTHORS).context["cl"].result_list}
    assert rows == {"tm": 3, "yl": 0}
    (tag,) = editor_client.get(TAGS).context["cl"].result_list
    assert tag.uses == 3


@pytest.mark.parametrize("address", [AUTHORS, TAGS])
def test_the_lists_need_the_same_queries_for_any_number(
    editor_client, address, django_assert_num_queries, django_assert_max_num_queries
):
    make_article(tags=["Tagar 0"])
    with django_assert_max_num_queries(15) as one:
        editor_client.get(address)
    for number in range(1, 6):
        make_author(f"Orang {number}", f"o{number}")
        make_article(tags=[f"Tagar {number}"])
    with django_assert_num_queries(len(one)):
        editor_client.get(address)


@pytest.mark.parametrize("name", ["pilkada-2024", "PILKADA  2024", "Pilkada2024"])
def test_a_tag_cannot_take_the_name_of_another_in_other_clothes(editor_client, name):
    get_tags(["Pilkada 2024"])
    (other,) = get_tags(["Pemilu"])
    response = editor_client.post(change(other), {"name": name})
    assert "Pilkada 2024" in str(response.context["adminform"].form.errors["name"])


def test_a_tag_may_change_its_own_clothes_and_keeps_its_address(editor_client):
    (tag,) = get_tags(["pilkada 2024"])
    assert editor_client.post(change(tag), {"name": "Pilkada 2024"}).status_code == 302
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Pilkada 2024", "pilkada-2024")


def test_a_tag_of_signs_alone_is_refused(editor_client):
    (tag,) = get_tags(["Pilkada"])
    response = editor_client.post(change(tag), {"name": "#!?"})
    assert "name" in response.context["adminform"].form.errors


def test_tags_are_made_by_stories_only(editor_client, chief):
    editor_client.force_login(chief)
    assert editor_client.post(reverse("admin:articles_tag_add"), {"name": "X"}).status_code == 403
    assert not Tag.objects.exists()


def test_a_hostile_name_stays_text_in_the_lists(editor_client):
    make_author("<script>alert(1)</script>", "xx")
    get_tags(["<img src=x onerror=alert(1)>"])
    for address in [AUTHORS, TAGS]:
        content = editor_client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content


def test_a_standing_page_is_cleaned_when_it_is_saved(client, managing_editor):
    client.force_login(managing_editor)
    data = {
        "title": "Kontak",
        "slug": "kontak",
        "body": '<p onclick="x()">Jalan Sungai 1</p><script>alert(1)</script>',
        "position": 1,
    }
    assert client.post(reverse("admin:articles_page_add"), data).status_code == 302
    assert Page.objects.get().body == "<p>Jalan Sungai 1</p>"


def test_a_standing_page_keeps_its_address(client, chief):
    client.force_login(chief)
    masthead = page()
    data = {"title": "Susunan Redaksi", "slug": "lain", "body": masthead.body, "position": 0}
    assert client.post(change(masthead), data).status_code == 302
    masthead.refresh_from_db()
    assert (masthead.title, masthead.slug) == ("Susunan Redaksi", "redaksi")


def test_a_standing_page_cannot_take_an_address_of_the_site(client, chief):
    client.force_login(chief)
    data = {"title": "Meja", "slug": "meja", "body": "<p>x</p>", "position": 0}
    response = client.post(reverse("admin:articles_page_add"), data)
    assert response.status_code == 200
    assert not Page.objects.exists()


@pytest.mark.parametrize("who", ["reporter", "editor", "sysadmin"])
def test_a_forged_post_changes_no_standing_page(request, client, who):
    client.force_login(request.getfixturevalue(who))
    masthead = page()
    data = {"title": "Diretas", "body": "<p>x</p>", "position": 0}
    assert client.post(change(masthead), data).status_code == 403
    assert client.post(reverse("admin:articles_page_add"), data).status_code == 403
    masthead.refresh_from_db()
    assert masthead.title == "Redaksi"
