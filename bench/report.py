"""Tables of what was measured, as docs/performance.md shows them."""

from typing import Any

Found = dict[int, dict[str, dict[str, Any]]]

CPU = "{cpu:.2f} ({database:.2f})"
SPEED = "{rps:.0f} ({p50:.1f}, {p95:.1f})"
QUERIES = "{uncached}, {released}, {cached}"  # uncached, after a release, cached
SERVERS = ("uncached", "lean", "released", "cached", "bare")


def tables(found: Found) -> str:
    """Return for each size a table of CPU, one of its ratios and one of speed."""
    lines = []
    for size, pages in found.items():
        lines += ["", f"{size:,} stories: CPU ms per request (of it PostgreSQL's)", ""]
        rows = [
            [name, *(CPU.format(**page[server]) for server in SERVERS)]
            for name, page in pages.items()
        ]
        lines += table(["page", *SERVERS], rows)
        lines += ["", f"{size:,} stories: ratios (the middle half of all rounds)", ""]
        rows = [
            [
                name,
                *(ratio(values) for values in page["ratios"].values()),
                QUERIES.format(**page["queries"]),
            ]
            for name, page in pages.items()
        ]
        lines += table(["page", *next(iter(pages.values()))["ratios"], "queries"], rows)
        lines += ["", f"{size:,} stories: requests per second (latency ms: median, 95 of 100)", ""]
        rows = [
            [name, *(SPEED.format(**page[server]) for server in SERVERS)]
            for name, page in pages.items()
        ]
        lines += table(["page", *SERVERS], rows)
    return "\n".join(lines)


def growth(found: dict[str, dict[str, list[float]]], small: int, large: int) -> str:
    """Return what uncached pages cost in two archives that were asked in turn."""
    rows = [
        [name, *(f"{cpu:.2f}" for cpu in page["cpu"]), ratio(page["growth"])]
        for name, page in found.items()
    ]
    head = ["page", f"{small:,} stories", f"{large:,} stories", "growth"]
    return "\n".join(["", "CPU ms per request, uncached", "", *table(head, rows)])


def ratio(values: list[float]) -> str:
    return "{:.2f} ({:.2f} to {:.2f})".format(*values)


def near(found: dict[int, dict]) -> str:
    """Return what the search for near-copies takes: time, and room in the database."""
    lines = []
    for size, measured in found.items():
        room = measured["bytes"] / 1024 / 1024
        lines += ["", f"{size:,} stories: the search for near-copies, in {room:,.0f} MB", ""]
        rows = [
            [name, f"{median:.1f}", f"{most:.1f}"]
            for name, (median, most) in measured["times"].items()
        ]
        lines += table(["of", "median ms", "most ms"], rows)
    return "\n".join(lines)


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return Markdown, its columns as wide as they must be."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    line = ["-" * width for width in widths]
    line = [f"{dashes[:-1]}:" if n else dashes for n, dashes in enumerate(line)]
    return [
        "| "
        + " | ".join(
            text.rjust(widths[n]) if n else text.ljust(widths[n]) for n, text in enumerate(row)
        )
        + " |"
        for row in [head, line, *rows]
    ]
