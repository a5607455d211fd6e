"""How far an export is: told by who makes it, to the desk or to a terminal."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from archive.models import Export

Stage = Export.Stage
# What is being done, how much of it is done, and of how much, as far as is known.
Tell = Callable[[Stage, int, int], object]
EVERY = 2  # seconds between two lines on a terminal


def nobody(stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""


def on_terminal(write: Callable[[str], object]) -> Tell:
    """Return what writes a line now and then, and one at the end of each stage."""
    last = 0.0

    def tell(stage: Stage, done: int, total: int) -> None:
        nonlocal last
        if done < total and monotonic() - last < EVERY:
            return
        last = monotonic()
        write(f"{stage.label}: {done:,} / {total:,}")

    return tell


def counted[One](
    rows: Iterable[One], stage: Stage, tell: Tell, *, total: int, before: int = 0
) -> Iterator[One]:
    """Yield `rows` and tell after each; `before` of the `total` were done before them."""
    for done, row in enumerate(rows, before + 1):
        yield row
        tell(stage, done, total)
