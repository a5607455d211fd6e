"""Tables of what was measured, as docs/performance.md shows them."""

Found = dict[int, dict[str, dict[str, dict[str, float]]]]

SPEED = "{rps:.0f} ({p50:.1f}, {p95:.1f})"
QUERIES = "{uncached}, {released}, {cached}"  # uncached, after a release, cached
SERVERS = ("uncached", "lean", "released", "cached", "bare")


def tables(found: Found) -> str:
    """Return a table of CPU with its ratios for each size, one of speed, and the growth."""
    lines = []
    for size, pages in found.items():
        lines += ["", f"{size:,} stories: CPU ms per request, all processes", ""]
        head = ["page", *SERVERS, "uncached/lean", "cached/bare", "queries"]
        rows = []
        for name, page in pages.items():
            cpu = {server: page[server]["cpu"] for server in SERVERS}
            rows.append(
                [
                    name,
                    *(f"{cpu[server]:.2f}" for server in SERVERS),
                    f"{cpu['uncached'] / cpu['lean']:.2f}",
                    f"{cpu['cached'] / cpu['bare']:.2f}",
                    QUERIES.format(**page["queries"]),
                ]
            )
        lines += table(head, rows)
        lines += ["", f"{size:,} stories: requests per second (latency ms: median, 95 of 100)", ""]
        rows = [
            [name, *(SPEED.format(**page[server]) for server in SERVERS)]
            for name, page in pages.items()
        ]
        lines += table(["page", *SERVERS], rows)
    if len(found) > 1:
        small, large = found[min(found)], found[max(found)]
        lines += ["", f"CPU at {max(found):,} stories / at {min(found):,}", ""]
        rows = [
            [name, *(f"{large[name][s]['cpu'] / page[s]['cpu']:.2f}" for s in SERVERS[:4])]
            for name, page in small.items()
            if name in large
        ]
        lines += table(["page", *SERVERS[:4]], rows)
    return "\n".join(lines)


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
