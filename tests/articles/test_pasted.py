"""What copying leaves on a text, and what the server makes of it."""

import pytest

from articles.html import clean_html, from_plain, normalise_input
from articles.pasted import direct_address, senders
from tests.clipboards import CHATS, STORED, copied

# --- A chat ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("chat", "stored"), CHATS)
def test_a_chat_becomes_paragraphs_with_what_its_marks_mean(chat, stored):
    assert normalise_input(chat) == stored
    assert normalise_input(chat.replace("\n", "\r\n")) == stored
    assert normalise_input(stored) == stored


@pytest.mark.parametrize(
    "text",
    [
        "5*3 = 15 dan 2 * 3 * 4",
        "akun @nama_akun_resmi dan kota_kita",
        "https://metro.example/_a_/*b*/c",
        "* satu butir saja",
        "*tak ditutup",
        "** dan __",
        "7. Bukan daftar\n8. juga bukan",
        "Tanggal 3. Maret",
    ],
)
def test_a_star_or_a_line_inside_ordinary_text_is_itself(text):
    stored = from_plain(text)
    assert "<strong>" not in stored
    assert "<em>" not in stored
    assert "<li>" not in stored
    assert stored.replace("<p>", "").replace("</p>", "") == text


def test_the_messages_of_a_chat_are_counted_by_their_senders():
    chat = "[19.25, 14/5/2025] Budi: Satu\n[19:26, 14/5/2025] +62 812: Dua\nTiga [1] x: y"
    assert senders(chat) == 2


# --- Word -----------------------------------------------------------------------------------------


def test_a_list_of_word_is_a_list_and_its_styles_are_gone():
    assert clean_html(copied("word")) == STORED["word"]
    assert clean_html(STORED["word"]) == STORED["word"]


def test_a_style_is_never_stored():
    for style in ("mso-list:l0 level1 lfo1", "color:red;mso-list: l0 level2 lfo1"):
        assert clean_html(f'<p style="{style}">· Satu</p><p>Dua</p>') == (
            "<ul><li>Satu</li></ul>\n<p>Dua</p>"
        )
    assert clean_html('<p style="color:red">· Satu</p>') == "<p>· Satu</p>"


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "direct"),
    [
        (
            "https://www.google.com/url?q=https://kpu.go.id/a%3Fb%3D1%26utm_source%3Dx&sa=D&ust=17",
            "https://kpu.go.id/a?b=1",
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fmetro.example%2F&h=AT0", "https://metro.example/"),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=05",
            "https://a.example/b",
        ),
        ("https://a.example/b?utm_source=wa&id=7&fbclid=Iw#bagian", "https://a.example/b?id=7#bagian"),
        ("https://a.example/b?UTM_Medium=x", "https://a.example/b"),
        ("https://a.example/cari?q=a+b&q=%C3%A9&&x", "https://a.example/cari?q=a+b&q=%C3%A9&&x"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://a.example", "https://www.google.com/search?q=https://a.example"),
        ("https://[::1/url?q=x", "https://[::1/url?q=x"),
        ("/berita/1/x/?sebelum=2", "/berita/1/x/?sebelum=2"),
    ],
)  # fmt: skip
def test_an_address_leads_straight_to_its_page(address, direct):
    assert direct_address(address) == direct
    assert direct_address(direct) == direct


def test_doors_behind_doors_end_somewhere():
    address = "https://a.example/"
    for _ in range(30):
        address = f"https://l.instagram.com/?u={address.replace('?', '%3F').replace('=', '%3D')}"
    direct_address(address)
    html = f'<p><a href="{address}">x</a></p>'
    assert clean_html(html) == clean_html(clean_html(html))
