"""A release is kept once and stays as it came, whichever way it came."""

import io
import os
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, transaction
from django.utils import timezone
from django.utils.translation import override

from moderation import inbox, made_from
from moderation.models import Notice
from releases import entering
from releases.models import PressRelease
from releases.reading import Found
from tests.factories import make_release
from tests.releases.test_reading import mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def receive(monkeypatch):
    """Return a function that hands a mail to the command as a mail server does."""

    def hand(content: bytes) -> str:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        said = io.StringIO()
        call_command("receive_release", stdout=said)
        return said.getvalue()

    return hand


def test_the_same_words_are_the_same_release_however_they_are_broken(reporter):
    first = make_release(reporter, text="Jalan Anggrek\nditutup mulai Senin.")
    found = Found(text="  Jalan  Anggrek ditutup\r\n\r\nmulai Senin. ", agency="Lain")
    again, is_new = entering.enter(found, came_by=PressRelease.Way.PASTED, by=reporter)
    assert (again, is_new) == (first, False)
    assert make_release(reporter, text="Jalan Anggrek ditutup mulai Selasa.") != first


def test_a_release_without_a_title_is_called_by_its_first_line_that_names_it(reporter):
    text = "SIARAN PERS\n\nJalan Anggrek Ditutup Tiga Hari\n\nDinas menutup jalan."
    assert make_release(reporter, text=text, title="").title == "Jalan Anggrek Ditutup Tiga Hari"
    assert entering.title_of("Fwd: RE: Undangan", "x") == "Undangan"
    assert entering.title_of("Fwd: Siaran Pers: Rilis Album Baru", "x") == "Rilis Album Baru"
    assert entering.title_of("", "Siaran Pers") == "Siaran Pers"
    letter = "DINAS PERHUBUNGAN\nJalan Kenanga 5\nSIARAN PERS\nNomor: 45/HUMAS\nJalan Ditutup\nIsi."
    assert entering.title_of("", letter) == "Jalan Ditutup"


@pytest.mark.parametrize(
    "column",
    [{"text": "Lain"}, {"sha256": "0"}, {"came_by": "mail"}, {"entered_at": timezone.now()}],
)
def test_what_was_received_does_not_change_and_is_not_deleted(reporter, column):
    release = make_release(reporter, at=timezone.now() - timedelta(days=1))
    rows = PressRelease.objects.filter(pk=release.pk)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        rows.update(**column)
    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        rows.delete()
    assert rows.update(agency="Dishub Kota") == 1


def test_a_mailed_release_is_kept_with_its_file_and_was_received_now(receive):
    at = timezone.now()
    content = mail("Date: Wed, 14 May 2025 10:00:00 +0700")
    said = receive(content)
    release = PressRelease.objects.get()
    assert f"Press release {release.pk} kept: Jalan Ditutup" in said
    assert (release.agency, release.contact) == ("Humas Dishub", "humas@dishub.contoh.id")
    assert (release.came_by, release.entered_by) == ("mail", None)
    assert at <= release.received_at <= timezone.now()
    assert release.file.open().read() == content
    assert release.file_name == "Jalan Ditutup.eml"
    assert os.stat(release.file.path).st_mode & 0o077 == 0


def test_editors_are_told_of_a_mailed_release_until_somebody_writes_from_it(
    receive, reporter, editor, chief, sysadmin
):
    receive(mail())
    make_release(reporter, text="Ditempel sendiri.")
    told = Notice.objects.filter(kind=Notice.Kind.RELEASE, read_at=None)
    assert {row.person for row in told} == {editor, chief}
    assert {row.text for row in told} == {"Humas Dishub: Jalan Ditutup"}
    release = PressRelease.objects.get(came_by="mail")
    assert {inbox.address_of(row) for row in told} == {release.get_absolute_url()}
    receive(mail("X-Kedua: ya"))
    assert told.all().count() == 2
    made_from.begin(release.pk, by=reporter)
    assert not told.all().exists()


def test_a_release_mailed_twice_is_no_error(receive):
    receive(mail())
    assert "was there already" in receive(mail("X-Kedua: ya"))
    assert PressRelease.objects.count() == 1


def test_a_mail_that_is_no_release_goes_back_and_leaves_nothing(receive, settings):
    with override("en"), pytest.raises(CommandError, match="no text") as refused:
        receive(mail(body=""))
    assert refused.value.returncode == os.EX_DATAERR
    assert not PressRelease.objects.exists()
    assert not list(settings.PRIVATE_MEDIA_ROOT.rglob("*.eml"))


def test_a_database_that_is_away_lets_the_mail_server_try_again(receive, monkeypatch):
    def fail(*args, **kwargs):
        raise Error("gone")

    monkeypatch.setattr(PressRelease, "save", fail)
    with pytest.raises(CommandError) as refused:
        receive(mail())
    assert refused.value.returncode == os.EX_TEMPFAIL


def test_a_file_s_name_leads_nowhere(reporter):
    original = entering.Original('../../etc/pass"wd\n.TXT', b"Teks")
    found = Found(text="Teks", agency="Humas")
    release, _ = entering.enter(
        found, came_by=PressRelease.Way.FILE, by=reporter, original=original
    )
    assert release.file_name == "pass_wd_.txt"
    assert release.file.name.startswith("releases/")


def test_the_time_of_a_release_is_never_after_it_was_entered(reporter):
    now = timezone.now()
    late = datetime(2030, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert make_release(reporter, at=late).received_at < now + timedelta(minutes=5)
