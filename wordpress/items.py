"""What an export file says, as plain values. Nothing here knows Django or XML."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Site:
    """Where the export comes from."""

    title: str = ""
    link: str = ""
    base_site_url: str = ""
    base_blog_url: str = ""
    language: str = ""
    wxr_version: str = ""

    @property
    def address(self) -> str:
        """The address of the site, as its stories have it."""
        return self.base_blog_url or self.link or self.base_site_url


@dataclass(slots=True)
class Author:
    login: str = ""
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    author_id: str = ""

    @property
    def name(self) -> str:
        """The name readers saw; the login only where nothing else is known."""
        full = f"{self.first_name} {self.last_name}".strip()
        return self.display_name.strip() or full or self.login


@dataclass(slots=True)
class Term:
    """A category, a tag or a term of another taxonomy; `parent` is the slug of the one above."""

    taxonomy: str = ""
    term_id: str = ""
    slug: str = ""
    name: str = ""
    parent: str = ""
    description: str = ""


@dataclass(slots=True)
class Label:
    """A term as a story names it."""

    taxonomy: str
    slug: str
    name: str


@dataclass(slots=True)
class Item:
    """One item of the export: a post, a page, an attachment, a line of a menu, anything."""

    line: int = 0
    post_id: str = ""
    post_type: str = ""
    status: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    pub_date: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    name: str = ""
    parent: str = ""
    menu_order: str = ""
    password: str = ""
    is_sticky: bool = False
    attachment_url: str = ""
    labels: list[Label] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0

    @property
    def key(self) -> str:
        """What tells the item from others of its site, in this export and in any later one."""
        return self.post_id or self.guid or self.link or f"{self.post_type}:{self.name}"

    def slugs(self, taxonomy: str) -> list[str]:
        return [label.slug for label in self.labels if label.taxonomy == taxonomy]
