"""Lines that a mail program broke, whole again."""

import re

# How long the longest line of a text is that a mail program broke: it breaks at 72 to 78.
BROKEN_FROM, BROKEN_TO = 55, 80
_BEGINS = re.compile(r"\s*(?:[•·▪●◦‣*–>-]|\d{1,3}[.)])\s")


def unwrapped(text: str) -> str:
    """Return `text` with its paragraphs on one line each.

    A line was broken if the first word of the next one did not fit behind it; a list, an address
    or a heading was not. A text with longer lines than mail programs write is left as it is.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines))
    if not BROKEN_FROM <= width <= BROKEN_TO:
        return text
    made: list[str] = []
    before = ""
    for line in lines:
        if before and line and not _BEGINS.match(line):
            first = line.split(maxsplit=1)[0]
            if len(before) + 1 + len(first) > width:
                made[-1] += f" {line.strip()}"
                before = line
                continue
        made.append(line)
        before = line
    return "\n".join(made)
