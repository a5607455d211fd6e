"""Reads PHP's serialized values: numbers, texts and arrays, nothing that could run."""

from typing import Any

MAX_DEPTH = 20


def loads(text: str) -> Any:
    """Return the value that `text` says, arrays as dicts; None for anything else, objects too."""
    try:
        value, _end = _read(text.encode(), 0, 0)
    except (ValueError, IndexError, TypeError, RecursionError):
        return None
    return value


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    kind = data[at : at + 2]
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if kind == b"N;":
        return None, at + 2
    if kind in (b"b:", b"i:", b"d:"):
        end = data.index(b";", at)
        said = data[at + 2 : end].decode()
        return (float(said) if kind == b"d:" else int(said)), end + 1
    if kind == b"s:":
        colon = data.index(b":", at + 2)
        start, length = colon + 2, int(data[at + 2 : colon])
        end = start + length
        if length < 0 or data[end : end + 2] != b'";':
            raise ValueError("a text does not end where it says")
        return data[start:end].decode("utf-8", "replace"), end + 2
    if kind == b"a:":
        colon = data.index(b":", at + 2)
        count, at = int(data[at + 2 : colon]), colon + 2
        found: dict[Any, Any] = {}
        for _turn in range(count):
            name, at = _read(data, at, depth + 1)
            found[name], at = _read(data, at, depth + 1)
        return found, at + 1
    raise ValueError("not a plain value")
