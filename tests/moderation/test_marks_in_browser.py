"""Remarks marked in the text of the editor, while somebody types: in a browser."""

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from copydesk import Checker, Paragraph
from moderation.editor import EDITOR_CSP, newsroom_editor
from moderation.language import Remark, grouped

pytestmark = pytest.mark.journey

REMARKED = "Kota bekerjasama, ada resiko, kata walikota."


@csp_override(EDITOR_CSP)
def mark(request: HttpRequest) -> HttpResponse:
    """Show a form as the desk's, with the checker's remarks on what it was sent with."""
    widget = newsroom_editor(photo_search_url="/foto/")
    area = widget.render("body", f"<p>{REMARKED[:-4]}<em>ota</em>.</p>", {"id": "id_body"})
    found = [
        Remark(
            finding=one,
            key=f"k{number}",
            field="body",
            placed=None,
            photo=None,
            whole=REMARKED,
            before=REMARKED[: one.start],
            after=REMARKED[one.end :],
        )
        for number, one in enumerate(Checker().check([Paragraph(REMARKED)]))
    ]
    said = render_to_string(
        "admin/moderation/draft/_language.html", {"language": grouped(found), "may_edit": True}
    )
    styles = "".join(
        f'<link rel="stylesheet" href="{static(f"css/desk-{name}.css")}">'
        for name in ("draft", "marks")
    )
    marks = render_to_string("admin/moderation/draft/_marks.html")
    stays = "data-stays=1" if "sebentar" in request.GET else ""
    return HttpResponse(
        f"<!doctype html><html lang=id><title>Uji</title>{widget.media}{styles}"
        f'<script src="{static("js/desk-marks.js")}" defer></script>'
        f'<script src="{static("js/desk-mend.js")}" defer></script>'
        f'<script src="{static("js/desk-said.js")}" defer></script>'
        "<main class=desk-draft><h1>Uji</h1><form id=draft-form><div class=row-body>"
        f"<label for=id_body>Isi</label>{area}{marks}</div>"
        f"<div data-checklist>{said}</div>"
        f"<p {stays} data-mend='/perbaiki/' data-no-answer='Diam.' hidden>"
        "<span data-mend-says></span>"
        "<button type=button data-mend-undo>Urungkan</button></p></form></main></html>"
    )


@csrf_exempt
def mend(request: HttpRequest) -> JsonResponse:
    """Answer as the desk does (`moderation.views.writing`)."""
    was = request.POST["body"].strip()
    now = was.replace("bekerjasama", "bekerja sama").replace("walik<em>ota", "wali k<em>ota")
    changed = {"was": {"body": was}, "changed": {"body": now}} if now != was else {}
    return JsonResponse({"was": {}, "changed": {}, "says": "Beres.", "checklist": "", **changed})


urlpatterns = [
    path("catatan/", mark),
    path("perbaiki/", mend),
    path("favicon.ico", lambda request: HttpResponse(status=204)),
]


def opened(desk, query=""):
    desk.page.goto(f"{desk.address}/catatan/{query}")
    desk.page.wait_for_selector(".cke_editable")
    desk.page.wait_for_load_state("networkidle")
    return desk.page


def marked(desk):
    """Return the words that are marked, by level, when the browser has drawn them."""
    return desk.page.evaluate(
        """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
            done(Object.fromEntries(["galat", "peringatan"].map(level => [level,
                [...CSS.highlights.get(`remark-${level}`)].map(String).sort()]))))))"""
    )


def test_remarks_are_marked_in_the_text_while_somebody_types_and_leave_no_trace(desk):
    page = opened(desk)
    page.click(".cke_editable p")
    page.keyboard.press("Home")
    page.keyboard.type("Hari ini ")
    assert marked(desk) == {"galat": ["bekerjasama", "walikota"], "peringatan": ["resiko"]}
    for _ in "Kota b":
        page.keyboard.press("ArrowRight")
    page.keyboard.type("x")  # another word now
    assert marked(desk) == {"galat": ["walikota"], "peringatan": ["resiko"]}
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")  # the paragraph is made anew, the words are the same
    page.keyboard.type("y ")
    assert marked(desk)["galat"] == ["bekerjasama", "walikota"]
    assert desk.stored() == (
        "<p>Hari ini Kota</p>\n<p>y bekerjasama, ada resiko, kata walik<em>ota</em>.</p>"
    )
    assert desk.complaints == []


def test_a_mark_and_its_remark_lead_to_each_other_and_the_cursor_stays_in_the_text(desk):
    page = opened(desk)
    note = page.locator("[data-mark-note]")
    page.click(".cke_editable p")
    page.keyboard.press("Home")
    assert note.is_hidden()
    for _ in "Kota be":
        page.keyboard.press("ArrowRight")
    note.wait_for()
    assert "bekerja sama" in note.inner_text()
    page.keyboard.type("z")
    assert note.is_hidden()
    page.keyboard.press("Backspace")
    assert desk.stored() == f"<p>{REMARKED[:-4]}<em>ota</em>.</p>"
    page.click("[data-mark-next]")
    note.locator("[data-mark-remark]").click()
    remark = page.locator("#remark-k1:focus")
    assert remark.locator("mark").inner_text() == "resiko"
    remark.locator("[data-show-place]").click()
    page.keyboard.type("w")
    assert "ada wresiko" in desk.stored()


def test_a_browser_that_cannot_mark_keeps_the_list_and_finds_the_place(desk):
    desk.context.add_init_script("delete window.Highlight")
    page = opened(desk)
    assert page.locator("[data-marks-bar]").is_hidden()
    page.locator("#remark-k1 [data-show-place]").click()
    page.keyboard.type("w")
    assert "ada wresiko" in desk.stored()
    assert desk.complaints == []


def test_a_button_beside_a_remark_changes_letters_and_one_undo_takes_them_back(desk):
    page = opened(desk)
    before = desk.stored()
    done = page.locator("[data-mend]", has_text="Beres.")
    page.click(".cke_editable p")
    page.keyboard.press("Home")
    for _ in "Kota be":
        page.keyboard.press("ArrowRight")
    page.click("[data-mark-fixes] button")
    done.wait_for()
    page.keyboard.type("xx")  # the cursor is where it was
    assert desk.stored() == "<p>Kota bexxkerja sama, ada resiko, kata wali k<em>ota</em>.</p>"
    for _ in "xx":
        page.keyboard.press("Backspace")
    page.click("[data-mend-undo]")
    assert desk.stored() == before
    assert done.is_hidden()
    page.locator("#remark-k0 button[name=_mend]").focus()
    page.keyboard.press("Enter")
    done.wait_for()
    page.focus(".cke_editable")
    page.keyboard.press("ControlOrMeta+z")
    assert desk.stored() == before
    assert desk.complaints == []


def test_what_a_button_did_is_said_for_a_while_or_until_somebody_types_on(desk):
    page = opened(desk, "?sebentar")
    done = page.locator("[data-mend]", has_text="Beres.")
    page.locator("#remark-k0 button[name=_mend]").click()
    done.wait_for()
    done.wait_for(state="hidden")
    page = opened(desk, "?sebentar")
    page.locator("#remark-k0 button[name=_mend]").click()
    done.hover()
    page.wait_for_timeout(1500)
    assert done.is_visible()
    page.mouse.move(0, 0)
    done.wait_for(state="hidden")
    page = opened(desk, "?sebentar")
    page.click(".cke_editable p")
    page.locator("#remark-k0 button[name=_mend]").click()
    done.wait_for()
    page.focus(".cke_editable")
    page.keyboard.type("x")
    assert done.is_hidden()
    assert desk.complaints == []


def test_the_enter_key_in_a_reason_presses_the_button_beside_it_and_not_the_first(desk):
    page = opened(desk)
    page.locator("#answer-k1 summary").click()
    page.fill("#reason-k1", "Nama rubrik")
    page.keyboard.press("Enter")
    page.wait_for_url("**&reason-k1=Nama+rubrik&_leave=k1")
    assert desk.complaints == []
