"""What may stand in an address: anything else is a 404 before a view or a query sees it."""

from datetime import date, datetime

FIRST_YEAR = 2000


class DayConverter:
    """A day as `2025/05/14`: one address a day, from the year 2000 on."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the day. Raises ValueError, which is a 404, for one that is in no calendar."""
        day = datetime.strptime(value, "%Y/%m/%d").date()  # noqa: DTZ007 - a day has no zone
        if day.year < FIRST_YEAR:
            raise ValueError("before the first year")
        return day

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m/%d}"


class MonthConverter:
    """A month as `2025/05`: its first day."""

    regex = "[0-9]{4}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the month's first day. Raises ValueError, a 404, where there is no such month."""
        return DayConverter().to_python(f"{value}/01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m}"


class NumberConverter:
    """A row's number, which fits a bigint, without zeros in front: each row has one address."""

    regex = "0|[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class TrailConverter:
    """The path of a category: address parts with slashes between them."""

    regex = "[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
