"""The editor in a browser, under the policy it lives with: every button, dialog and file."""

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csp import csp_override

from articles.html import normalise_input
from moderation.editor import EDITOR_CSP, LABELS, newsroom_editor
from tests.clipboards import CHATS, STORED, copied
from tests.moderation.editor_page import Desk

pytestmark = pytest.mark.journey

PHOTOS = [
    {"id": 12, "text": "#12 Warga antre", "thumb": "/foto/12.svg", "missing": []},
    {"id": 15, "text": "#15 Pasar malam", "thumb": "/foto/15.svg", "missing": ["alt"]},
]
HOSTILE = (
    '<p onclick="window.hurt=1">a<img src=x onerror="window.hurt=1"><b '
    'data-cke-onclick="CKEDITOR.tools.callFunction(1)">b</b></p><script>window.hurt=1</script>'
    "<!--{cke_protected}%3Cscript%3Ewindow.hurt%3D1%3C%2Fscript%3E-->"
    '<p data-cke-pa-onmouseover="window.hurt=1">c</p><svg onload="window.hurt=1"></svg>'
)
BODIES = {
    "": "",
    "foto": "<p>Satu</p>\n"
    '<figure data-photo="12"><figcaption>Kata <em>saya</em></figcaption></figure>',
    "jahat": HOSTILE,
}


@csp_override(EDITOR_CSP)
def write(request: HttpRequest, body: str = "") -> HttpResponse:
    widget = newsroom_editor(photo_search_url="/foto/")
    area = widget.render("body", BODIES[body], {"id": "id_body"})
    return HttpResponse(
        f"<!doctype html><html lang=id><title>Uji</title>{widget.media}"
        '<meta name=viewport content="width=device-width"><main><h1>Uji</h1><form>'
        f"<label for=id_body>Isi</label>{area}<button>Simpan</button></form></main></html>"
    )


def photos(request: HttpRequest) -> JsonResponse:
    number, words = request.GET.get("id"), request.GET.get("q", "").lower()
    found = [
        photo
        for photo in PHOTOS
        if (str(photo["id"]) == number if number else words in photo["text"].lower())
    ]
    return JsonResponse({"results": found})


def picture(request: HttpRequest, number: int) -> HttpResponse:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'
    return HttpResponse(svg, content_type="image/svg+xml")


urlpatterns = [
    path("tulis/", write),
    path("tulis/<body>/", write),
    path("foto/", photos),
    path("foto/<int:number>.svg", picture),
    path("favicon.ico", lambda request: HttpResponse(status=204)),
]


def test_a_story_is_written_with_every_button_and_the_policy_is_never_broken(desk):
    page = desk.open()
    page.click(".cke_editable")
    page.keyboard.type("Kata ")
    desk.choose("bold")
    page.keyboard.type("tebal")
    desk.choose("bold")
    page.keyboard.press("Enter")
    desk.choose("subhead")
    page.keyboard.type("Subjudul")
    page.keyboard.press("Enter")
    page.keyboard.type("Lihat sini")
    for _ in "sini":
        page.keyboard.press("Shift+ArrowLeft")
    desk.choose("link")
    page.locator(".cke_dialog input[type=text]:visible").nth(1).fill("kpu.go.id/x")
    page.click(".cke_dialog_ui_button_ok")
    page.wait_for_selector(".cke_dialog", state="hidden")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    desk.choose("bulletedlist")
    page.keyboard.type("butir")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    desk.choose("photo")
    page.wait_for_selector(".photo-chooser [role=option]")
    page.keyboard.type("pasar")
    page.wait_for_selector(".photo-chooser [role=option]:only-child[aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector("figure img")
    page.keyboard.press("Enter")
    page.keyboard.type("Sesudah foto")
    page.keyboard.press("Enter")
    desk.choose("table")
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    page.wait_for_selector(".cke_editable table")
    page.keyboard.type("Nama")
    desk.choose("rowadd")
    page.keyboard.press("Alt+0")
    page.wait_for_selector(".cke_dialog_body:visible")
    page.keyboard.press("Escape")

    row = "<tr><td></td><td></td></tr>"
    assert desk.stored() == (
        "<p>Kata <strong>tebal</strong></p>\n<h2>Subjudul</h2>\n"
        '<p>Lihat <a href="https://kpu.go.id/x">sini</a></p>\n<ul><li>butir</li></ul>\n'
        '<figure data-photo="15"></figure>\n<p>Sesudah foto</p>\n'
        '<table><thead><tr><th scope="col">Nama</th><th scope="col"></th></tr></thead>'
        f"<tbody>{row * 3}</tbody></table>"
    )
    assert desk.complaints == []
    assert desk.foreign == []


def test_a_stored_picture_is_shown_and_goes_back_as_it_came(desk):
    page = desk.open("foto")
    page.wait_for_selector("figure img[src='/foto/12.svg']")
    assert desk.stored() == BODIES["foto"]
    page.click("figure img")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Di atas")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(200)
    assert "figcaption>Kata <em>saya</em>" in desk.stored()
    assert desk.complaints == []


def test_hostile_html_in_the_text_area_does_not_run(desk):
    page = desk.open("jahat")
    page.click(".cke_editable p")
    page.hover(".cke_editable p:last-child")
    assert page.evaluate("window.hurt") is None
    assert "hurt" not in desk.stored()
    assert page.locator(".cke_editable img, .cke_editable script, .cke_editable svg").count() == 0


def paste(desk, **clipboard):
    """Paste through the browser's clipboard: `html`, `plain`; return what a save would store."""
    page = desk.open()
    page.click(".cke_editable")
    page.evaluate(
        """kinds => navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
            Object.entries(kinds).map(([kind, text]) =>
                [`text/${kind}`, new Blob([text], {type: `text/${kind}`})])))])""",
        clipboard,
    )
    page.keyboard.press("Control+v")
    page.wait_for_timeout(600)
    assert desk.foreign == []
    return desk.stored()


def clipboard_event(desk, html):
    """Paste by an event, for what the browser's own clipboard would clean before we see it."""
    page = desk.open()
    page.click(".cke_editable")
    page.evaluate(
        """html => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            clipboardData.setData("text/plain", "x")
            document.querySelector(".cke_editable").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}))
        }""",
        html,
    )
    page.wait_for_timeout(600)
    return desk.stored()


@pytest.mark.parametrize("program", STORED)
def test_a_paste_from_a_program_comes_out_clean(desk, program):
    assert clipboard_event(desk, copied(program)) == STORED[program]
    assert desk.foreign == []


@pytest.mark.parametrize(("chat", "stored"), CHATS)
def test_a_paste_from_a_chat_means_what_its_marks_mean(desk, chat, stored):
    assert paste(desk, plain=chat) == stored


def test_the_writer_is_told_what_a_paste_lost(desk):
    html = (
        '<p>satu <s>dua</s></p><p><span style="text-decoration:line-through">tiga</span>empat</p>'
    )
    assert clipboard_event(desk, html) == "<p>satu</p>\n<p>empat</p>"
    assert desk.page.locator(".cke_notification_info").count() == 1
    paste(desk, plain="[19.25, 14/5/2025] Budi: Satu")
    assert desk.page.locator(".cke_notification_info").count() == 1


# What Word has beside the text of a document that went through several hands.
REVIEWED = """<meta name=Generator content="Microsoft Word 15"><body><!--StartFragment-->
<p class=MsoNormal>Luasnya 12 m<sup>2</sup>.<a class=msocomanchor href="#_msocom_1">[YH1]</a>
<del cite="mailto:a">Dihapus.</del><ins cite="mailto:a">Ditambah.</ins>
<span style='display:none;mso-hide:all'>Disem<span lang=IN>bunyikan.</span></span></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>
Jangan dimuat</p></div></div><!--EndFragment--></body>"""


def test_what_word_keeps_beside_the_text_stays_out_and_the_writer_is_told(desk):
    assert clipboard_event(desk, REVIEWED) == "<p>Luasnya 12 m². Ditambah.</p>"
    said = desk.page.locator(".cke_notification_info").inner_text()
    for label in ("paste_struck", "paste_remarks", "paste_hidden"):
        assert str(LABELS[f"news.{label}"]) in said


def test_the_items_that_word_in_a_browser_copies_one_by_one_are_one_list(desk):
    def item(text, level):
        return (
            f'<div class="ListContainerWrapper"><ul><li data-aria-level="{level}"><p>{text}'
            '<span class="EOP">&nbsp;</span></p></li></ul></div>'
        )

    html = '<p role="heading" aria-level="1">Judul</p>' + item("Satu", 1) + item("Anak", 2)
    assert clipboard_event(desk, html + item("Dua", 1)) == (
        "<h2>Judul</h2>\n<ul><li>Satu<ul><li>Anak</li></ul></li><li>Dua</li></ul>"
    )


def test_a_paste_leaves_foreign_pictures_out_and_says_so_once(desk):
    html = '<h1 class=x>J</h1><p style="color:red">a <img src="https://e.example/a.png">b</p>'
    assert paste(desk, html=html) == "<h2>J</h2>\n<p>a b</p>"
    assert desk.page.locator(".cke_notification").count() == 1


def test_the_toolbar_is_reached_by_keyboard_and_hidden_buttons_are_passed_by(desk):
    page = desk.open()
    page.click(".cke_editable")
    page.keyboard.press("Alt+F10")
    stops = []
    for _ in range(6):
        page.wait_for_timeout(150)
        stops.append(page.evaluate("document.activeElement.className").split()[1])
        page.keyboard.press("Tab")
    names = ("subhead", "link", "bulletedlist", "photo", "undo", "subhead")
    assert stops == [f"cke_button__{name}" for name in names]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('cke_editable')")


def test_the_editor_and_the_photo_dialog_have_no_accessibility_faults(desk):
    from axe_playwright_python.sync_playwright import Axe  # as above

    page = desk.open("foto")
    page.wait_for_selector("figure img")
    assert Axe().run(page).response["violations"] == []
    desk.choose("photo")
    page.wait_for_selector(".photo-chooser [role=option]")
    assert Axe().run(page).response["violations"] == []


def test_the_page_hears_of_typing_and_fits_a_phone(desk):
    page = desk.open()
    page.set_viewport_size({"width": 360, "height": 700})
    page.evaluate("addEventListener('input', e => window.heard = e.target.value)")
    page.click(".cke_editable")
    page.keyboard.type("Halo")
    page.wait_for_timeout(600)
    assert "Halo" in page.evaluate("window.heard")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_javascript_there_is_a_plain_text_area(chromium, address):
    desk = Desk(chromium, address, java_script_enabled=False)
    desk.page.goto(f"{address}/tulis/foto/")
    assert desk.page.input_value("#id_body") == BODIES["foto"]
    desk.page.fill("#id_body", "Satu\n\nDua")
    assert normalise_input(desk.page.input_value("#id_body")) == "<p>Satu</p>\n<p>Dua</p>"
    desk.context.close()
