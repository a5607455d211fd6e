"""The desk's pages of press releases: who may, what they show, and what one click does."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from moderation import made_from
from moderation.models import Draft
from releases import entering
from releases.models import PressRelease
from tests.factories import make_author, make_draft, make_release
from tests.moderation.desk import asked_by, text_of
from tests.releases.pdfs import pdf
from tests.releases.test_reading import docx, mail, paragraph

pytestmark = pytest.mark.django_db

LIST, ADD = "/meja/rilis/", "/meja/rilis/baru/"


def upload(name: str, content: bytes, **fields: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content), **fields}


# --- Adding ---------------------------------------------------------------------------------------


def test_a_pasted_release_is_kept_as_it_came(desk_client, reporter):
    sent = {
        "text": "Jalan ditutup.\r\n\r\n<b>Mulai</b> Senin.",
        "agency": "Dishub",
        "contact": "Ani, 0812",
        "title": "Jalan Ditutup",
        "received_at": "2025-05-14T09:30",
    }
    response = desk_client(reporter).post(ADD, sent)
    release = PressRelease.objects.get()
    assert response["Location"] == release.get_absolute_url()
    assert release.text == "Jalan ditutup.\n\n<b>Mulai</b> Senin."
    assert release.received_at.isoformat() == "2025-05-14T02:30:00+00:00"
    assert (release.entered_by, release.came_by) == (reporter, "pasted")
    page = text_of(desk_client(reporter).get(release.get_absolute_url()))
    assert "&lt;b&gt;Mulai&lt;/b&gt; Senin." in page
    assert "Ani, 0812" in page


def test_a_file_is_read_kept_and_handed_out_as_a_download_only(desk_client, reporter):
    client, content = desk_client(reporter), docx(paragraph("Jalan <![CDATA[ditutup]]>."))
    client.post(ADD, upload("Siaran Pers.docx", content, agency="Dishub"))
    release = PressRelease.objects.get()
    assert (release.title, release.text, release.came_by) == ("Jalan ditutup.",) * 2 + ("file",)
    response = client.get(reverse("release-file", args=[release.pk]))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"] == 'attachment; filename="Siaran Pers.docx"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Siaran Pers.docx" in text_of(client.get(release.get_absolute_url()))


def test_a_saved_mail_says_itself_who_sent_it_and_when(desk_client, reporter):
    content = mail("Date: Wed, 14 May 2025 10:00:00 +0700")
    desk_client(reporter).post(ADD, upload("surat.eml", content))
    release = PressRelease.objects.get()
    assert (release.agency, release.title) == ("Humas Dishub", "Jalan Ditutup")
    assert release.received_at.isoformat() == "2025-05-14T03:00:00+00:00"


def test_of_a_scan_the_words_are_typed_and_the_file_is_kept_with_them(desk_client, reporter):
    client, scan = desk_client(reporter), pdf(b"0 0 0 rg 72 72 100 100 re f")
    response = client.post(ADD, upload("Pindai.pdf", scan, agency="Dishub"))
    assert set(response.context["form"].errors) == {"file"}
    client.post(ADD, upload("Pindai.pdf", scan, agency="Dishub", text="Jalan ditutup."))
    release = PressRelease.objects.get()
    assert (release.text, release.came_by) == ("Jalan ditutup.", "file")
    assert release.file.open().read() == scan
    assert release.file_name == "Pindai.pdf"
    both = upload("a.pdf", pdf(["Jalan dibuka."]), agency="Dishub", text="Jalan ditutup.")
    assert client.post(ADD, both).status_code == 400


def test_what_was_mailed_as_pictures_is_handed_out_one_by_one(desk_client, reporter, reader_client):
    def mailed(picture: bytes) -> bytes:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "humas@pemkot.contoh.id", "Rilis hari ini"
        mail.add_attachment(picture, maintype="image", subtype="jpeg", filename="../hal 1.jpg")
        return mail.as_bytes()

    first, is_new = entering.from_mail(mailed(b"Senin"))
    second, is_another = entering.from_mail(mailed(b"Selasa"))
    assert is_new
    assert is_another
    assert entering.from_mail(mailed(b"Senin")) == (first, False)
    client = desk_client(reporter)
    assert 'class="warned"' in client.get(first.get_absolute_url()).text
    place = reverse("release-attachment", args=[second.pk, 1])
    answer = client.get(place)
    assert b"".join(answer) == b"Selasa"
    assert answer["Content-Disposition"] == 'attachment; filename="hal 1.jpg"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert client.get(reverse("release-attachment", args=[second.pk, 2])).status_code == 404
    assert reader_client.get(place).status_code != 200
    draft = made_from.begin(first.pk, by=reporter)
    assert (draft.body, made_from.origin(draft, for_editor=True).percent) == ("", None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"agency": "Dishub"}, None),
        ({"text": "Jalan ditutup."}, "agency"),
        ({"text": " \x01 ", "agency": "Dishub"}, "text"),
        ({"text": "Jalan.", "agency": "Dishub", "received_at": "2099-01-01T00:00"}, "received_at"),
        (upload("a.pdf", b"%PDF", agency="Dishub"), "file"),
        (upload("a.docx", b"PK", agency="Dishub"), "file"),
        (upload("a.txt", b"Jalan.", agency="Dishub", text="Jalan."), None),
        (upload("a.txt", b"Jalan."), "agency"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_what_was_typed(desk_client, reporter, sent, field):
    response = desk_client(reporter).post(ADD, sent)
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field or "__all__"}
    assert not PressRelease.objects.exists()


def test_whoever_enters_a_release_again_is_led_to_the_first(desk_client, reporter, other_reporter):
    release = make_release(reporter)
    sent = {"text": release.text.replace(" ", "\n"), "agency": "Lain"}
    response = desk_client(other_reporter).post(ADD, sent, follow=True)
    assert response.redirect_chain == [(release.get_absolute_url(), 302)]
    assert "Rina" in text_of(response)


def test_the_facts_are_put_right_and_the_text_is_not(desk_client, reporter, editor):
    release = make_release(reporter)
    address = reverse("release-change", args=[release.pk])
    sent = {"agency": "Dishub Kota", "title": release.title, "contact": "", "text": "Lain"}
    response = desk_client(editor).post(address, sent | {"received_at": "2025-05-14T09:30"})
    assert response.status_code == 302, response.context["form"].errors
    now = PressRelease.objects.get()
    assert (now.agency, now.text) == ("Dishub Kota", release.text)
    response = desk_client(editor).post(address, sent | {"received_at": "2099-05-14T09:30"})
    assert response.status_code == 400


# --- Who ------------------------------------------------------------------------------------------


def test_only_who_writes_reads_releases(desk_client, reporter, coordinator, sysadmin):
    release = make_release(reporter)
    names = ["release", "release-change", "release-file", "release-write"]
    pages = [LIST, ADD, *(reverse(name, args=[release.pk]) for name in names)]
    for person in (coordinator, sysadmin):
        client = desk_client(person)
        assert {client.post(page).status_code for page in pages} == {403}
        assert {client.get(page).status_code for page in pages} <= {403, 405}
    assert not Draft.objects.exists()


def test_no_reader_reaches_a_release_or_its_file(reader_client, as_reader, reporter):
    from django.db import ProgrammingError, transaction

    release = make_release(reporter)
    assert reader_client.get(release.get_absolute_url()).status_code == 302
    with as_reader(), pytest.raises(ProgrammingError), transaction.atomic():
        PressRelease.objects.first()


# --- The list -------------------------------------------------------------------------------------


def test_the_list_is_searched_by_sender_and_title_and_turns_its_pages(desk_client, reporter):
    client, now = desk_client(reporter), timezone.now()
    for number in range(32):
        make_release(reporter, at=now - timedelta(hours=number), title=f"Kabar {number:02}")
    make_release(reporter, agency="KPU Tirtamaya", title="Hasil Coklit")
    first = client.get(LIST)
    assert [row.title for row, _ in first.context["rows"]][:2] == ["Hasil Coklit", "Kabar 00"]
    second = client.get(LIST, {"sebelum": str(first.context["found"].older)})
    assert [row.title for row, _ in second.context["rows"]] == ["Kabar 29", "Kabar 30", "Kabar 31"]
    assert client.get(LIST, {"sebelum": "x"}).status_code == 404
    for query in ("kpu", "cokl tirta", "HASIL"):
        found = client.get(LIST, {"q": query}).context["rows"]
        assert [row.title for row, _ in found] == ["Hasil Coklit"]
    assert not client.get(LIST, {"q": "& | !"}).context["rows"]
    assert "gempa" in text_of(client.get(LIST, {"q": "gempa"}))


def test_a_list_of_thirty_asks_as_often_as_a_list_of_one(desk_client, reporter):
    client = desk_client(reporter)
    client.post(reverse("release-write", args=[make_release(reporter).pk]))
    client.get(LIST)
    one, _ = asked_by(lambda: client.get(LIST))
    for _ in range(29):
        make_draft(reporter, release=make_release(reporter))
    thirty, page = asked_by(lambda: client.get(LIST))
    assert len(page.context["rows"]) == 30
    assert thirty == one <= 30


def test_of_a_colleague_s_story_only_who_writes_it_is_told(
    desk_client, reporter, other_reporter, editor
):
    release = make_release(reporter)
    make_draft(reporter, release=release, headline="Rahasia Redaksi")
    hidden = make_draft(editor, release=release, headline="Tertutup")
    Draft.objects.filter(pk=hidden.pk).update(is_restricted=True)
    public = make_draft(
        reporter, release=release, source="Dishub", status="released", editor=editor
    )
    for page in (LIST, release.get_absolute_url()):
        shown = text_of(desk_client(other_reporter).get(page))
        assert "Rahasia Redaksi" not in shown
        assert "Tertutup" not in shown
        assert "Eko" not in shown
        assert "Rina" in shown
        assert public.article.get_absolute_url() in shown
        assert "Rahasia Redaksi" in text_of(desk_client(reporter).get(page))


def test_the_first_page_shows_what_came_in_and_nobody_writes_from(desk_client, reporter, sysadmin):
    now = timezone.now()
    make_release(reporter, title="Sudah Lama", at=now - timedelta(days=3))
    make_draft(reporter, release=make_release(reporter, title="Sudah Ditulis"))
    make_release(reporter, title="Baru Masuk")
    shown = text_of(desk_client(reporter).get("/meja/"))
    assert "Baru Masuk" in shown
    assert "Sudah Lama" not in shown
    assert [row.title for row in desk_client(reporter).get("/meja/").context["releases"]] == [
        "Baru Masuk"
    ]
    assert "Baru Masuk" not in text_of(desk_client(sysadmin).get("/meja/"))


# --- A story from one -----------------------------------------------------------------------------


def test_one_click_makes_a_story_of_who_clicks_and_a_second_click_leads_to_it(
    desk_client, reporter, other_reporter
):
    text = "Jalan Anggrek & Melati ditutup.\n\nMulai <Senin>."
    release = make_release(reporter, text=text)
    author = make_author("Rudi", "rd", user=other_reporter)
    client, address = desk_client(other_reporter), reverse("release-write", args=[release.pk])
    response = client.post(address)
    draft = Draft.objects.get()
    assert response["Location"] == draft.get_absolute_url()
    assert (draft.owner, draft.release, draft.kind) == (other_reporter, release, "release")
    assert (draft.headline, draft.source) == (release.title, release.agency)
    assert draft.body.split("\n") == [
        "<p>Jalan Anggrek &amp; Melati ditutup.</p>",
        "<p>Mulai &lt;Senin&gt;.</p>",
    ]
    assert draft.credits == [{"author": author.pk, "role": "reporter"}]
    assert draft.revisions.get().release == release
    client.post(address)
    assert Draft.objects.count() == 1
    desk_client(reporter).post(address)
    assert Draft.objects.count() == 2
