"""The page of the newsroom, the delivered pages, what helps where nothing is found."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from articles import edition, masthead, publishing, texts
from articles.models import Colleague, Page
from articles.near import words_of
from photos import takedown
from tests.articles.reading import in_order, page_of
from tests.factories import make_article, make_author, make_category, make_person, make_photo


def near_of(client, path):
    """Return what a page that does not exist offers, without the newest stories below it."""
    page = page_of(client, path, 404)
    return page[page.index("<main") : page.index("</header>", page.index("<main"))]


def main_of(html):
    return html[html.index("<main") : html.index("</main>")]


# --- Redaksi ----------------------------------------------------------------------------------


def test_every_role_but_the_machines_has_its_place_on_the_page_of_the_newsroom():
    assert set(masthead.DUTIES) == {role.value for role in Role} - {Role.ADMIN.value}


def test_the_newsroom_is_printed_from_the_roles_of_the_accounts(reader_client):
    chief = make_person("surya", Role.EDITOR_IN_CHIEF, first_name="Surya", last_name="Atma")
    both = make_person("tri", Role.REPORTER, first_name="Tri", last_name="Mulyani")
    both.groups.add(Group.objects.get(name=Role.DESK_EDITOR))
    make_person("dimas", Role.ADMIN, first_name="Dimas", last_name="Kerta")
    author = make_author("Tri Mulyani", "tm", user=both, position="Redaktur Kota")
    main = main_of(page_of(reader_client, "/redaksi/"))
    assert in_order(main, "Pemimpin redaksi", "Surya Atma", "Redaktur", "Tri Mulyani")
    assert f'href="{author.get_absolute_url()}"' in main
    assert "Redaktur Kota" in main
    assert "Wartawan" not in main  # who holds several roles stands under the first
    assert "Dimas" not in main
    chief.groups.clear()
    assert "Surya" not in page_of(reader_client, "/redaksi/")
    both.is_active = False
    both.save()
    assert not Colleague.objects.exists()


def test_what_somebody_signs_in_with_is_told_to_nobody(reader_client):
    make_person("r4hasia", Role.REPORTER, first_name="", last_name="")
    assert "r4hasia" not in page_of(reader_client, "/redaksi/")
    assert not Colleague.objects.exists()


def test_an_author_without_a_login_stands_under_their_own_position(reader_client):
    make_author("Rizka Amalindra", "ra", position="Kontributor olahraga")
    make_author("Tamu Sekali", "ts")
    main = main_of(page_of(reader_client, "/redaksi/"))
    assert in_order(main, "Kontributor olahraga", "Rizka Amalindra")
    assert "Tamu" not in main


def test_a_sign_in_makes_no_page_anew(editor):
    before = edition.current()
    editor.save(update_fields=["last_login"])
    editor.save()
    assert edition.current() == before


def test_the_newsroom_costs_the_same_for_one_and_for_thirty(reader_client):
    def cost():
        edition.forget()
        with CaptureQueriesContext(connection) as queries:
            page_of(reader_client, "/redaksi/")
        return len([query for query in queries if "ROLE" not in query["sql"]])

    make_person("satu", Role.REPORTER)
    one = cost()
    for number in range(29):
        make_author(f"Nama {number}", f"n{number}", user=make_person(f"n{number}", Role.REPORTER))
    assert cost() == one <= 8


# --- An author's portrait ---------------------------------------------------------------------


def test_a_portrait_is_shown_until_it_is_taken_down(reader_client, editor):
    author = make_author("Tri Mulyani", "tm", photo=make_photo())
    address = author.get_absolute_url()
    assert author.portrait["src"] in page_of(reader_client, address)
    takedown.take_down(
        [author.photo_id], by=editor, reason="Diminta yang bersangkutan.", at=timezone.now()
    )
    author.refresh_from_db()
    assert author.portrait is None
    assert 'class="portrait"' not in page_of(reader_client, address)


# --- Delivered pages --------------------------------------------------------------------------


def test_no_standing_page_is_empty_and_the_operators_words_take_its_place(reader_client):
    front = page_of(reader_client, "/")
    footer = front[front.index('<footer class="footer"') :]
    for slug, text in texts.delivered().items():
        assert f'href="/{slug}/"' in footer
        assert text.body in page_of(reader_client, f"/{slug}/")
    Page.objects.create(title="Hubungi Kami", slug="kontak", body="<p>Jalan Kenanga 57.</p>")
    assert "Jalan Kenanga 57" in page_of(reader_client, "/kontak/")
    assert page_of(reader_client, "/").count('href="/kontak/"') == 1


def test_the_desk_begins_a_page_with_the_delivered_text(desk_client):
    client = desk_client(make_person("maria", Role.MANAGING_EDITOR))
    assert "?slug=privasi" in page_of(client, "/meja/articles/page/")
    form = page_of(client, "/meja/articles/page/add/?slug=privasi")
    assert "tidak memasang kuki" in form
    assert 'value="Privasi"' in form


# --- Nothing found ----------------------------------------------------------------------------


def test_an_address_that_leads_nowhere_offers_what_is_spelled_like_it(reader_client):
    make_category("Ekonomi")
    make_article()
    html = main_of(page_of(reader_client, "/kategori/ekonmi/", 404))
    assert 'href="/kategori/ekonomi/"' in html
    assert 'value="ekonmi"' in html
    assert 'href="/privasi/"' in page_of(reader_client, "/privacy/", 404)
    assert "Ekonomi" not in main_of(page_of(reader_client, "/kategori/xyzzy/", 404))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/berita/99/harga-cabai-naik/", "harga cabai naik"),
        ("/2019/05/14/wali_kota.html", "wali kota"),
        ("/kategori/%3Cscript%3E/", "script"),
        ("/" + "a-" * 5000, ""),
    ],
)
def test_the_words_of_an_address_become_what_is_searched_for(path, words):
    assert words_of(path) == words


def test_an_address_nearly_right_leads_to_the_story_the_tag_or_the_author(reader_client):
    story = make_article(
        headline="Harga Cabai Rawit Turun Lagi di Pasar Lawas", tags=["Air Bersih"]
    )
    gone = make_article(headline="Harga Cabai Rawit Dirahasiakan")
    publishing.kill(gone, at=timezone.now())
    for path in (
        "/2024/05/harga-cabai-rawit-turun-di-pasar-law",
        "/berita/999999/harga-cabai-rawit-turun/",
        "/read/12345/harga-cabai-rawit.html",
    ):
        near = near_of(reader_client, path)
        assert story.get_absolute_url() in near, path
        assert "Dirahasiakan" not in near
    assert 'href="/tag/air-bersih/"' in near_of(reader_client, "/tag/air-bersi/")
    assert 'href="/penulis/tri-mulyani/"' in near_of(reader_client, "/penulis/tri-m/")


@pytest.mark.parametrize(
    ("path", "is_searched"),
    [
        ("/wp-login.php", False),
        ("/.env", False),
        ("/tag/a/", False),
        ("/x/a-b%00c-7-8/", False),
        ("/x/harga-cabai-rawit-turun/", True),
    ],
)
def test_headlines_are_searched_for_an_address_that_is_written_like_one(
    reader_client, path, is_searched
):
    with CaptureQueriesContext(connection) as captured:
        page_of(reader_client, path, 404)
    assert any("to_tsvector" in query["sql"] for query in captured) is is_searched
    assert len(captured) <= 12  # with the four that take the reader's role and leave it


# --- Offline and text size --------------------------------------------------------------------


def test_the_worker_is_served_from_the_root_and_leaves_the_desk_alone(reader_client):
    response = reader_client.get("/luring.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    script = response.content.decode()
    assert '"/meja/"' in re.search(r"const PRIVATE = .*", script)[0]
    assert "&" not in script.replace("&&", "")  # nothing of it is escaped as HTML
    assert "${clock}" in script


def test_a_size_of_letters_is_no_page_of_its_own(reader_client):
    page = page_of(reader_client, "/huruf/")
    assert page_of(reader_client, "/huruf/?ukuran=besar") == page
    assert page.count('href="/huruf/?ukuran=') == 3
