"""The Penyunting: finds what two desks missed, by rules alone.

Text in, findings out: no network, no model, no clock, no Django. How it is used is in `checking`,
what it knows about Indonesian in the rule pack `eyd_v`.
"""

from copydesk.checking import Checker, accept, accept_safe
from copydesk.eyd_v import VERSION
from copydesk.findings import Desk, Field, Finding, House, Level, Lexicon, Paragraph, Topic

__all__ = [
    "VERSION",
    "Checker",
    "Desk",
    "Field",
    "Finding",
    "House",
    "Level",
    "Lexicon",
    "Paragraph",
    "Topic",
    "accept",
    "accept_safe",
]
