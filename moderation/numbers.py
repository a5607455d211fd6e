"""Numbers as they stand in an address or a query string."""


def plain_number(text: str | None) -> int | None:
    """Return the number that `text` is, up to nine digits (what any key column holds), or None."""
    if text and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return None
