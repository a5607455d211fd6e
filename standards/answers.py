"""What the desk does with remarks, counted by rule and day: is a rule of any use here?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from standards.models import Answers

DAYS = 90
# Fewer answers than these say nothing about a rule.
ENOUGH = 10

ADD = """
INSERT INTO standards_answers (rule, day, accepted, let_stand) VALUES (%s, %s, %s, %s)
ON CONFLICT (day, rule) DO UPDATE SET
    accepted = standards_answers.accepted + excluded.accepted,
    let_stand = standards_answers.let_stand + excluded.let_stand
"""


@dataclass(frozen=True, slots=True)
class Use:
    """The answers to one remark in the last `DAYS` days."""

    accepted: int = 0
    left: int = 0

    @property
    def is_mostly_left(self) -> bool:
        """Say whether the remark is overridden more often than followed."""
        return self.accepted + self.left >= ENOUGH and self.left > self.accepted


def count(
    *, accepted: Iterable[str] = (), left: Iterable[str] = (), today: date | None = None
) -> None:
    """Count remarks, named as `P24.spasi-ganda`, that were accepted or let stand just now."""
    yes, no = Counter(accepted), Counter(left)
    day = today or timezone.localdate()
    # Always in one order, so that two people who answer the same rules never wait for each other.
    rows = [(rule, day, yes[rule], no[rule]) for rule in sorted(yes | no)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, rows)


def has_just_turned(rule: str, *, today: date | None = None) -> bool:
    """Say whether the last answer, which let a remark stand, made it one that mostly is."""
    use = uses(today=today, rules=[rule]).get(rule, Use())
    return use.is_mostly_left and not Use(use.accepted, use.left - 1).is_mostly_left


def uses(*, today: date | None = None, rules: Iterable[str] = ()) -> dict[str, Use]:
    """Return the answers of the last `DAYS` days by the name of the remark; only of `rules`."""
    since = (today or timezone.localdate()) - timedelta(days=DAYS)
    rows = Answers.objects.filter(day__gt=since).values_list("rule")
    if rules:
        rows = rows.filter(rule__in=rules)
    return {
        rule: Use(accepted, left)
        for rule, accepted, left in rows.annotate(a=Sum("accepted"), b=Sum("let_stand"))
    }
