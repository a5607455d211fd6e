"""The standards desk: weights and choices change what is remarked on, and who may change them."""

import pytest
from django.urls import reverse

from copydesk import Checker, Desk, Field, House, Paragraph, accept_safe
from moderation import language, mending
from moderation.models import Event
from standards import answers, checking, rules
from standards.models import HouseStyle, RuleLevel
from tests.factories import make_draft
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

UNKNOWN = "P18.tak-dikenal"


def found(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.level.value) for one in checking.checker().check([Paragraph(text)])]


@pytest.mark.parametrize("weight", ["galat", "saran", "off"])
def test_a_weight_holds_from_the_next_check_on(desk_client, chief, weight):
    sent = {"_rules": "", f"weight-{UNKNOWN}": weight, f"was-{UNKNOWN}": "peringatan"}
    desk_client(chief).post(reverse("standards"), sent)
    assert found("Warga ikut rebolisasi.") == ([] if weight == "off" else [(UNKNOWN, weight)])
    sent = {"_rules": "", f"weight-{UNKNOWN}": "peringatan", f"was-{UNKNOWN}": weight}
    desk_client(chief).post(reverse("standards"), sent)
    assert RuleLevel.objects.count() == 0
    events = Event.objects.filter(table="standards_rulelevel")
    assert {event.by for event in events} == {chief}
    assert len(events) == 2


def test_a_weight_somebody_else_changed_is_not_written_over():
    RuleLevel.objects.create(rule=UNKNOWN, level="off")
    sent = {f"weight-{UNKNOWN}": "galat", f"was-{UNKNOWN}": "peringatan"}
    assert rules.weigh(sent) == ([], [UNKNOWN])
    assert RuleLevel.objects.get().level == "off"


def test_what_may_hurt_somebody_cannot_be_switched_off():
    sent = {"weight-P25.nik": "off", "was-P25.nik": "galat"}
    assert rules.weigh(sent) == ([], [])
    RuleLevel.objects.create(rule="P25.nik", level="off")
    assert found("NIK 1872031405900003 dipakai orang lain.") == [("P25.nik", "galat")]


def test_the_house_settles_how_percentages_are_written(desk_client, chief):
    assert [name for name, _level in found("Naik 90%.")] != []
    sent = {
        "_house": "",
        "percent": "%",
        "initial-percent": "persen",
        "headline_most": "90",
        "initial-headline_most": "90",
        "sentence_most": "30",
        "initial-sentence_most": "30",
    }
    sent |= {f"{start}quotes": "bebas" for start in ("", "initial-")}
    sent |= {f"{start}titles": "kapital" for start in ("", "initial-")}
    desk_client(chief).post(reverse("standards"), sent)
    assert found("Naik 90%.") == []
    page = desk_client(chief).post(reverse("standards"), {**sent, "headline_most": "3"})
    assert page.status_code == 400
    assert HouseStyle.objects.get().headline_most == 90


def test_the_house_settles_which_quotation_marks_and_which_headlines_it_writes(desk_client, chief):
    curly = "“Kami siap,” kata Rini."
    headline = [Paragraph("Warga temui Wali Kota Tirta", Field.HEADLINE)]
    assert found(curly) == []
    assert [one.kind for one in checking.checker().check(headline)] == ["kapital"]
    sent = {"_house": "", "quotes": "lurus", "initial-quotes": "bebas", "titles": "kalimat"}
    sent |= {"initial-titles": "kapital", "percent": "persen", "initial-percent": "persen"}
    sent |= dict.fromkeys(("headline_most", "initial-headline_most"), "90")
    sent |= dict.fromkeys(("sentence_most", "initial-sentence_most"), "30")
    desk_client(chief).post(reverse("standards"), sent)
    assert found(curly) == [("P09.gaya", "saran")] * 2
    assert found('"Kami siap," kata Rini.') == []
    assert checking.checker().check(headline) == []


def test_marks_are_turned_without_harm():
    desk = Desk(house=House(quotes="lengkung"))
    mended = accept_safe(Checker(desk), [Paragraph('"Kami siap", kata Rini. Ia "pulang".')])
    assert mended[0].text == "“Kami siap,” kata Rini. Ia “pulang”."


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_who_runs_the_newsroom_changes_the_standards(request, desk_client, who):
    client = desk_client(request.getfixturevalue(who))
    sent = {"_rules": "", f"weight-{UNKNOWN}": "off", f"was-{UNKNOWN}": "peringatan"}
    assert client.post(reverse("standards"), sent).status_code == 403
    assert RuleLevel.objects.count() == 0
    assert "<select" not in text_of(client.get(reverse("standards"))).partition('id="rules"')[2]


def test_a_rule_mostly_let_stand_is_named(desk_client, reporter, chief):
    draft = make_draft(
        reporter, headline="Warga Bertemu", body="<p>Ijin terbit. Warga bekerjasama.</p>"
    )
    for remark in language.remarks(draft):
        mending.leave(
            draft, {"_leave": remark.key, f"reason-{remark.key}": "Nama rubrik."}, by=reporter
        )
    other = make_draft(reporter, headline="Warga Bertemu", body="<p>Warga bekerjasama.</p>")
    mending.mend(other, {"_mend": "safe"})
    used = answers.uses()
    assert {(use.accepted, use.left) for use in used.values()} == {(0, 1), (1, 1)}
    assert not any(use.is_mostly_left for use in used.values())
    name = next(name for name, use in used.items() if not use.accepted)
    answers.count(left=[name] * 9)
    page = text_of(desk_client(chief).get(reverse("standards")))
    assert f'href="#{name}"' in page


def test_a_change_of_weight_is_told_with_the_rule_and_both_weights(desk_client, chief):
    sent = {"_rules": "", "weight-P24.spasi-ganda": "saran", "was-P24.spasi-ganda": "galat"}
    page = text_of(desk_client(chief).post(reverse("standards"), sent, follow=True))
    assert "Diubah: Kerapian: Spasi lebih dari satu. (P24.spasi-ganda) Galat → Saran." in page


def test_spaces_that_are_too_many_are_seen_in_the_example(desk_client, chief):
    page = text_of(desk_client(chief).get(reverse("standards")))
    assert '<del>Jalan<mark class="spaces">  </mark>itu rusak.</del>' in page
    assert "<ins>Jalan itu rusak.</ins>" in page
