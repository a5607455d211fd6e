"""What a category may be called, what names are compared by, what address they give."""

import re

from django.db.models import Expression, F, Func, TextField, Value
from django.db.models.functions import Lower, Trim
from django.utils.text import slugify
from django.utils.translation import gettext as _

SLUG_LENGTH = 80

# The blanks people paste without seeing them: no-break, thin and ideographic spaces too.
BLANKS = r"[\s\u00a0\u2000-\u200b\u202f\u3000]+"

_SHOUTED = re.compile(r"\b[^\W\d_]{5,}\b")


def name_key(name: Expression | F | Value) -> Expression:
    """Return the SQL for what names are compared by: lower case, blanks trimmed and single."""
    single = Func(name, Value(BLANKS), Value(" "), Value("g"), function="regexp_replace")
    return Lower(Trim(single), output_field=TextField())


def tidy(name: str) -> str:
    """Return `name` without blanks at its ends or double ones inside."""
    return re.sub(BLANKS, " ", name).strip()


def slug_of(name: str) -> str:
    """Return an address part for `name`, at most 80 characters, cut between words.

    Empty when the name holds nothing an address may hold, such as "&" or an emoji.
    """
    slug = slugify(name)
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]


def odd_case(name: str) -> str:
    """Return a sentence about capitals that look like a slip, or "" when there is none.

    Short words in capitals are taken for abbreviations (UMKM, MTQ, HUT RI).
    """
    shouted = next((word for word in _SHOUTED.findall(name) if word.isupper()), "")
    if shouted:
        return _(
            "“%(word)s” is written in capitals. Unless it is an abbreviation, write “%(better)s”."
        ) % {"word": shouted, "better": shouted.capitalize()}
    if name[:1].islower():
        return _(
            "“%(name)s” begins with a small letter. Names of categories begin with a capital."
        ) % {"name": name}
    return ""
