"""What editors are told about the rules is what the rules do."""

from pathlib import Path

from copydesk.handbook import handbook

PAGE = Path(__file__).parents[2] / "docs" / "penyunting.md"


def test_the_page_about_the_rules_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == handbook(), (
        "Run: python -m copydesk.handbook > docs/penyunting.md"
    )
