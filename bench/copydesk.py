"""What the copy desk costs: CPU milliseconds for a story of a thousand words.

    python -m bench.copydesk

Cold is a checker that has read nothing yet, warm one that knows all paragraphs but one, as while
somebody writes. Both have their dictionary: it is read once in each process.
"""

from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time

from copydesk import Checker, Paragraph

WORDS = 1_000
ROUNDS = 15
TEXT = Path(__file__).parents[1] / "tests" / "copydesk" / "clean.txt"


def story() -> list[Paragraph]:
    """Return paragraphs of a thousand words or a few more, none of them twice."""
    found: list[Paragraph] = []
    count = 0
    for number, line in enumerate(cycle(TEXT.read_text(encoding="utf-8").splitlines())):
        if count >= WORDS:
            return found
        text = line if number < 100 else f"{line} {number}"
        found.append(Paragraph(text))
        count += len(text.split())
    return found


def cost() -> tuple[float, float]:
    """Return the medians of cold and warm checks, in milliseconds of CPU."""
    paragraphs = story()
    Checker().check(paragraphs)  # the dictionary is read and has looked words up
    cold, warm = [], []
    for number in range(ROUNDS):
        checker = Checker()
        cold.append(_milliseconds(checker, paragraphs))
        typed = Paragraph(f"{paragraphs[0].text} Lagi {number}.")
        warm.append(_milliseconds(checker, [typed, *paragraphs[1:]]))
    return median(cold), median(warm)


def _milliseconds(checker: Checker, paragraphs: list[Paragraph]) -> float:
    start = process_time()
    checker.check(paragraphs)
    return 1000 * (process_time() - start)


def line() -> str:
    """Return what was measured as a sentence."""
    cold, warm = cost()
    return f"The copy desk, {WORDS:,} words: {cold:.0f} ms of CPU cold, {warm:.0f} ms warm"


if __name__ == "__main__":
    print(line())
