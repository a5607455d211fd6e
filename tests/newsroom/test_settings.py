"""A variable that makes no sense stops the start, and is named."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment
from newsroom.environment import whole_number


@pytest.mark.parametrize("said", ["0", "-5", "", "dua", "1.5", "9999999999"])
def test_a_number_that_makes_no_sense_is_refused_with_its_variable(monkeypatch, said):
    monkeypatch.setenv("CLAIM_MINUTES", said)
    with pytest.raises(ImproperlyConfigured, match="CLAIM_MINUTES"):
        whole_number("CLAIM_MINUTES", 30, least=1)


@pytest.mark.parametrize(("said", "number"), [("1", 1), ("45", 45), (None, 30)])
def test_a_number_that_does_is_taken(monkeypatch, said, number):
    if said is not None:
        monkeypatch.setenv("CLAIM_MINUTES", said)
    assert whole_number("CLAIM_MINUTES", 30, least=1) == number


def test_only_readers_connections_plan_a_prepared_statement_once(monkeypatch):
    monkeypatch.setattr(environment, "TESTING", False)
    made = {
        once: environment.database("postgresql://news@db/news", role="reader", plan_once=once)
        for once in (True, False)
    }
    mode = "plan_cache_mode=force_generic_plan"
    assert mode in made[True]["OPTIONS"]["options"]
    assert mode not in made[False]["OPTIONS"]["options"]


def test_a_changed_file_and_a_new_name_are_another_look(tmp_path):
    sheet = tmp_path / "css" / "site.css"
    sheet.parent.mkdir()
    sheet.write_text("a{color:red}")
    looks = {environment.look_of(tmp_path)}
    sheet.write_text("a{color:blue}")
    looks.add(environment.look_of(tmp_path))
    sheet.rename(sheet.with_name("other.css"))
    looks.add(environment.look_of(tmp_path))
    assert len(looks) == 3
    assert environment.look_of(tmp_path) in looks
