"""The words of one PDF, read in a process of its own: `python -I releases/pdf.py < file > answer`.

A PDF is a program more than a text, and a stranger wrote it. Here it may use up the time and the
memory it is given and nothing else; `releases.reading.read_pdf` starts this and reads the answer,
one line of JSON: `{"text": …}`, or `{"refused": …}` with one of `REFUSALS`. Nothing of Django is
imported, so that it starts quickly and knows no secret.
"""

import io
import json
import logging
import re
import sys
from collections.abc import Iterable

SECONDS = 10  # of a processor
MEMORY = 768 * 1024 * 1024  # bytes of address space; Python with pypdf takes a tenth
MOST_PAGES = 100
REFUSALS = ("broken", "locked", "pages", "long")

_GAP = re.compile(r" {4,}")
_PAGE_NUMBER = re.compile(
    r"(?:hal(?:aman)?\.?|page)?\W*\d{1,3}\W*(?:(?:dari|of|/)\W*\d{1,3})?", re.I
)
_HYPHEN = re.compile(r"\w-$")  # “gorong-gorong” is broken after it
_BEGINS = re.compile(r"(?:[•·▪●◦‣*\uf0b7–-]|\(?[0-9a-z]{1,2}[.)])\s", re.I)
# A line was broken by the margin if with the next word it fills this much of the width, which no
# list of names reaches; a line opens a paragraph if it begins so many columns further right.
FULL = 0.87
NARROWEST = 55
INDENT = 3


def answer(content: bytes, longest: int) -> dict[str, str]:
    """Return the answer about a PDF; a text is at most twice `longest` characters."""
    from pypdf import PdfReader  # after the limits are set: what it loads counts as well
    from pypdf.errors import FileNotDecryptedError, WrongPasswordError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "locked"}
        if len(reader.pages) > MOST_PAGES:
            return {"refused": "pages"}
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text(extraction_mode="layout") or page.extract_text()
            size += len(" ".join(text.split()))
            if size > longest:
                return {"refused": "long"}
            pages.append(text.split("\n"))
    except (FileNotDecryptedError, WrongPasswordError):
        return {"refused": "locked"}
    except Exception:  # of a broken file pypdf raises whatever it meets
        return {"refused": "broken"}
    return {"text": "\n".join(paragraphs(pages))}


def paragraphs(pages: Iterable[list[str]]) -> list[str]:
    """Return the lines of pages as paragraphs, with an empty one where the page left space.

    A line goes on in the next one if the margin broke it: it fills the width, and what follows
    neither is indented nor begins a list. A page ends no paragraph whose next words are small.
    """
    made: list[str] = []
    for page in pages:
        lines = _without_number(page)
        width = _width(lines)
        before = ""
        for place, line in enumerate(lines):
            words = re.sub(r" {2,}", " ", _GAP.sub("\t", line.strip()))
            is_rest = place == 0 and made and made[-1] and words[:1].islower()
            if is_rest or (before.strip() and _goes_on(before, line, width)):
                made[-1] += words if _HYPHEN.search(made[-1]) else f" {words}"
            elif words or (made and made[-1]):
                made.append(words)
            before = line
    return made


def _width(lines: list[str]) -> int:
    """Return where the right margin is: of ten lines one may stick out, as a running title does."""
    lengths = sorted(len(line) for line in lines if line)
    return max(NARROWEST, lengths[9 * len(lengths) // 10] if lengths else 0)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Say whether `line` is the rest of the paragraph that `before` is a line of."""
    words = line.strip()
    if not words or _BEGINS.match(words):
        return False
    if len(f"{before} {words.split(maxsplit=1)[0]}") < FULL * width:
        return False
    return _indent(line) < _indent(before) + INDENT or bool(_BEGINS.match(before.strip()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_number(page: list[str]) -> list[str]:
    """Return the lines of a page without space around them and the number at its edge."""
    lines = [line.replace("\t", " ").rstrip() for line in page]
    for edge in (0, -1):
        while lines and not lines[edge]:
            lines.pop(edge)
        if lines and _PAGE_NUMBER.fullmatch(lines[edge].strip()):
            lines.pop(edge)
        while lines and not lines[edge]:
            lines.pop(edge)
    return lines


def limit() -> None:
    """Let this process have `SECONDS` and `MEMORY`, and make no file."""
    try:
        import resource
    except ImportError:  # Windows: there the caller's clock is all that ends it
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Read a PDF from standard input and say on standard output what it holds."""
    limit()
    logging.disable()
    said = answer(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    main()
