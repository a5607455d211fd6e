"""Why words stay: what is a reason, and that none which was typed is lost on the way."""

import pytest
from django.urls import reverse

from moderation import language, mending
from moderation.history import save_draft
from moderation.models import Allowance
from tests.factories import make_draft
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db


def key_of(draft) -> str:
    return language.remarks(draft)[0].key


@pytest.mark.parametrize("reason", ["", "x", "abcd", "... --- !!!", "xx xx xx", "12345 67890"])
def test_what_is_no_reason_lets_nothing_grave_stand_and_is_shown_again(
    desk_client, reporter, reason
):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    client, key = desk_client(reporter), key_of(draft)
    sent = typed(draft, **{"_leave": key, f"reason-{key}": reason})
    page = text_of(client.post(address("change", draft), sent, follow=True))
    assert f'name="reason-{key}" maxlength="500" value="{reason}" aria-invalid="true"' in page
    assert f'id="problem-{key}"' in page
    assert "aria-invalid" not in text_of(client.get(address("change", draft)))  # said once
    assert not Allowance.objects.exists()
    answer = client.post(reverse("desk-mend", args=[draft.pk]), sent).json()
    assert f'id="problem-{key}"' in answer["checklist"]
    assert not Allowance.objects.exists()


def test_a_reason_kept_is_not_written_over_by_none(reporter):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    sent = {"_leave": key_of(draft), f"reason-{key_of(draft)}": "Nama rubrik."}
    assert mending.leave(draft, sent, by=reporter) == []
    assert mending.leave(draft, {"_leave": key_of(draft)}, by=reporter) != []
    assert Allowance.objects.get().reason == "Nama rubrik."


def test_a_warning_stands_with_any_reason_or_none(reporter):
    draft = make_draft(reporter, body="<p>Ijin terbit.</p>")
    assert mending.leave(draft, {"_leave": key_of(draft)}, by=reporter) == []


@pytest.mark.parametrize("button", ["_save", "_submit"])
def test_a_reason_is_kept_by_whatever_saves_the_form(desk_client, reporter, button):
    draft = make_draft(reporter, body="<p>Warga bekerjasama.</p>")
    sent = typed(draft, **{button: "1", f"reason-{key_of(draft)}": "Nama rubrik."})
    page = text_of(desk_client(reporter).post(address("change", draft), sent, follow=True))
    assert Allowance.objects.get().reason == "Nama rubrik."
    assert "“bekerjasama”" in page


def test_a_refused_submission_leads_to_what_is_open_and_has_the_focus(desk_client, reporter):
    draft = make_draft(reporter, headline="", body="<p>Warga bekerjasama.</p>")
    sent = typed(draft, _submit="1", headline="")
    page = text_of(desk_client(reporter).post(address("change", draft), sent, follow=True))
    told = page.partition('class="messagelist"')[2].partition("</ul>")[0]
    assert '<span tabindex="-1" autofocus>Tersimpan, tetapi belum diajukan. ' in told
    assert '<a href="#id_headline">Judul</a>' in told
    assert '“bekerjasama”. <a href="#language-heading">Lihat catatan bahasa</a>' in told
    assert "Belum siap" not in told


def test_a_button_beside_one_remark_keeps_what_is_typed_beside_another(desk_client, reporter):
    draft = make_draft(reporter, headline="Kerjasama Warga", body="<p>Ijin &amp; bekerjasama.</p>")
    client = desk_client(reporter)
    first, last = (one.key for one in language.remarks(draft) if one.holds_up)
    sent = typed(draft, **{"_mend": f"{first}:0", f"reason-{last}": "Nama & rubrik."})
    page = text_of(client.post(address("change", draft), sent, follow=True))
    assert 'value="Nama &amp; rubrik."' in page
    assert not Allowance.objects.exists()


def test_the_enter_key_on_the_review_page_keeps_the_reasons_or_says_that_there_are_none(
    desk_client, reporter, editor
):
    draft = make_draft(reporter, status="submitted")
    draft.body = "<p>Warga bekerjasama.</p>"
    save_draft(draft, by=editor)
    path, key = reverse("admin:moderation_draft_language", args=[draft.pk]), key_of(draft)
    client, sent = desk_client(editor), {"version": draft.version}
    page = text_of(client.post(path, {**sent, f"reason-{key}": " "}, follow=True))
    assert "Tidak ada alasan yang ditulis" in page
    page = text_of(client.post(path, {**sent, f"reason-{key}": "x"}, follow=True))
    assert 'value="x" aria-invalid="true"' in page
    client.post(path, {**sent, f"reason-{key}": "Nama rubrik."})
    assert (Allowance.objects.get().by, Allowance.objects.get().reason) == (editor, "Nama rubrik.")


def test_a_reason_sent_from_a_stale_page_is_shown_on_the_next(desk_client, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    draft.body = "<p>Warga bekerjasama.</p>"
    save_draft(draft, by=editor)
    path, key = reverse("admin:moderation_draft_language", args=[draft.pk]), key_of(draft)
    sent = {"version": 1, "_leave": key, f"reason-{key}": "Nama rubrik."}
    page = text_of(desk_client(editor).post(path, sent, follow=True))
    assert 'value="Nama rubrik."' in page
    assert not Allowance.objects.exists()
