"""The lexicon of the demo's newsroom, of `lexicon.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from accounts.models import User
from standards import lexicon

FILE = Path(__file__).with_name("lexicon.toml")
KEEPS = "maria"


def entries() -> list[dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["entry"]


def fill(users: Mapping[str, User], now: datetime) -> None:
    """Put the demo's words into the lexicon; what a writer brings stays a proposal."""
    for row in entries():
        lexicon.learn(
            row["kind"],
            row["text"],
            by=users[row.get("by", KEEPS)],
            expansion=row.get("full", ""),
            note=row.get("note", ""),
            now=now,
        )
