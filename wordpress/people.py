"""The authors of an old site as authors of this one: real names, unique codes."""

import json
import re
from collections.abc import Collection, Iterable

from django.db.models import F
from django.utils.text import slugify

from articles.models import Author, Credit
from wordpress import items

_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")
_LETTERS = re.compile(r"[a-z0-9]")
_CODE = re.compile(r"[a-z0-9]{2,5}")
# The field in which our own export (`archive.wxr`) says who had which part, as JSON.
CREDITS = "newsroom_credits"
MOST_TOLD = 20


class People:
    """Who wrote what. Codes that stand at the ends of stories are never given to anybody else."""

    def __init__(self, known: Iterable[items.Author], reserved: Collection[str] = ()) -> None:
        self.known = {author.login.lower(): author for author in known}
        # A name that was merged into another is that one; of two with a name, who kept it.
        kept_last = F("merged_into").asc(nulls_last=True)
        authors = list(Author.objects.select_related("merged_into").order_by(kept_last, "pk"))
        self.by_name = {author.name.lower(): author.in_use for author in authors}
        self.by_code = {author.code: author.in_use for author in authors}
        self.reserved = set(reserved)
        self.made: list[Author] = []

    @property
    def codes(self) -> set[str]:
        return set(self.by_code)

    def name_of(self, creator: str) -> str:
        """Return the name readers saw for who is called `creator` in the export."""
        creator = _EDGES.sub("", creator.strip()) or creator.strip()
        known = self.known.get(creator.lower())
        return " ".join((known.name if known else creator).split())[:120]

    def writer(self, creator: str) -> Author | None:
        """Return the author behind an account of the old site, made when missing."""
        name = self.name_of(creator)
        if not name:
            return None
        found = self.by_name.get(name.lower())
        return found or self._make(name, self._free_code(name))

    def told(self, text: str) -> dict[Author, str]:
        """Return each author with the part our own export says; nothing for any other text."""
        try:
            rows = [(row["name"], row["code"], row["role"]) for row in json.loads(text)]
        except (ValueError, TypeError, KeyError):
            return {}
        found: dict[Author, str] = {}
        for name, code, role in rows[:MOST_TOLD]:
            if not (isinstance(name, str) and name.strip() and role in Credit.Role.values):
                return {}
            author = self.by_code.get(code) if isinstance(code, str) else None
            if author is None or author.name != name:
                author = self.by_name.get(name.lower())
            if author is None:
                is_free = _CODE.fullmatch(str(code)) and code not in self.codes | self.reserved
                author = self._make(name[:120], code if is_free else self._free_code(name))
            found.setdefault(author, role)
        return found

    def of_code(self, code: str) -> Author:
        """Return who signs with `code`, as an author of that name until somebody says who."""
        found = self.by_code.get(code)
        return found or self._make(code.upper(), code)

    def _make(self, name: str, code: str) -> Author:
        author = Author.objects.create(name=name, code=code)
        self.by_code[code] = author
        self.by_name.setdefault(name.lower(), author)
        self.made.append(author)
        return author

    def forget(self, since: int) -> None:
        """Unknow who was made after the first `since`: the making was rolled back."""
        for author in self.made[since:]:
            self.by_code.pop(author.code, None)
            self.by_name.pop(author.name.lower(), None)
        del self.made[since:]

    def _free_code(self, name: str) -> str:
        """Return a code from the initials that nobody has and no story is signed with."""
        parts = [part for part in slugify(name).split("-") if _LETTERS.match(part)]
        initials = "".join(part[0] for part in parts)[:4] or "x"
        base = initials if len(initials) > 1 else (parts[0] if parts else "xx")[:3].ljust(2, "x")
        taken = self.codes | self.reserved
        if base not in taken:
            return base
        for number in range(1, 100_000):
            code = f"{base[: 5 - len(str(number))]}{number}"
            if len(code) <= 5 and code not in taken:
                return code
        raise ValueError("no code is left")
