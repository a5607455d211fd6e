"""What a table needs that leaves the desk as CSV and is opened in a spreadsheet."""

# In front of the first line, or spreadsheets read UTF-8 as something else.
MARK = "\ufeff"
# What begins like this is taken for a formula (OWASP, CSV injection).
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """Return `value` as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text
