"""The plan for the categories of an old site."""

import pytest

from wordpress.taxonomy import Action, Kind, Old, plan, tidy_name


def the(name, *others, existing=None):
    """Return the decision for the last of these names."""
    return plan([Old(one) for one in (name, *others)], existing)[-1]


@pytest.mark.parametrize(
    ("name", "action", "kind", "called"),
    [
        ("Kesehatan", Action.KEEP, Kind.CHANNEL, "Kesehatan"),
        ("Sports", Action.KEEP, Kind.CHANNEL, "Olahraga"),
        ("pasar", Action.KEEP, Kind.TOPIC, "Pasar"),
        ("PERTANIAN", Action.KEEP, Kind.TOPIC, "Pertanian"),
        ("Lomba UKS", Action.KEEP, Kind.TOPIC, "Lomba UKS"),
        ("Pariwistaa", Action.KEEP, Kind.TOPIC, "Pariwisata"),
        ("Corona", Action.KEEP, Kind.ARCHIVED, "Corona"),
        ("Hari Guru Nasional", Action.KEEP, Kind.EVENT, "Hari Guru Nasional"),
        ("HUT Kota Baru", Action.KEEP, Kind.EVENT, "HUT Kota Baru"),
        ("Dinas Perhubungan", Action.KEEP, Kind.ORGANISATION, "Dinas Perhubungan"),
        ("Loker", Action.KEEP, Kind.CONTENT_TYPE, "Lowongan pekerjaan"),
        ("Peresmian", Action.TAG, Kind.EVENT_KIND, "Peresmian"),
        ("Kabupaten Sukamaju", Action.TAG, Kind.REGION, "Kabupaten Sukamaju"),
        ("info Kota Baru", Action.DROP, Kind.NONE, "Info Kota Baru"),
        ("Back", Action.DROP, Kind.NONE, "Back"),
        ("Uncategorized", Action.DROP, Kind.NONE, "Uncategorized"),
        ("Tokoh Kita", Action.KEEP, Kind.TOPIC, "Tokoh Kita"),
    ],
)
def test_a_name_is_read_as_a_newsroom_reads_it(name, action, kind, called):
    decision = the(name)
    assert (decision.action, decision.kind, decision.name) == (action, kind, called)


@pytest.mark.parametrize("name", ["hut ri", "HUT  RI ", "HUT-RI", "Hut RI"])
def test_the_same_but_for_case_spaces_and_signs_is_merged(name):
    decision = the("HUT RI", name)
    assert (decision.action, decision.target) == (Action.MERGE, "HUT RI")


def test_the_same_by_meaning_is_merged():
    decision = the("Ekonomi", "Bisnis")
    assert (decision.action, decision.target) == (Action.MERGE, "Ekonomi")


def test_a_slip_of_spelling_is_merged_and_a_person_is_asked():
    decision = the("Tokoh Masyarakat", "Tokoh Masyrakat")
    assert (decision.action, decision.target, decision.review) == (
        Action.MERGE,
        "Tokoh Masyarakat",
        True,
    )


def test_names_that_differ_in_a_number_are_two():
    assert the("Pemilukada 2018", "Pemilukada 2019").action == Action.KEEP


def test_what_is_here_already_is_used():
    decision = the("Sport", existing={"Olahraga": "Olahraga"})
    assert (decision.action, decision.target) == (Action.MERGE, "Olahraga")


def test_what_was_merged_here_is_what_it_was_merged_into():
    decision = the("hutri", existing={"HUTRI": "HUT RI", "HUT RI": "HUT RI"})
    assert (decision.action, decision.target) == (Action.MERGE, "HUT RI")


def test_a_topic_stands_under_its_channel_and_under_what_it_stood_under():
    olds = [Old("Pilkada", "pilkada"), Old("Tokoh", "tokoh"), Old("Guru Teladan", "g", "tokoh")]
    assert [one.parent for one in plan(olds)] == ["Politik", "", "Tokoh"]


def test_nothing_is_lost_from_the_list():
    olds = [Old(name) for name in ("", "  ", "🎉", "a" * 300, "Back", "Back")]
    assert [one.old for one in plan(olds)] == [old.name for old in olds]


def test_abbreviations_keep_their_capitals():
    assert tidy_name("LOMBA  UKS") == "Lomba UKS"
    assert tidy_name("umkm desa") == "UMKM desa"
