"""What has to be said of a story wherever it is shown: lists, feeds, links, the page itself."""

from django.utils.translation import gettext as _

from articles.models import Article


def labels(article: Article, *, beside_section: bool = True) -> list[tuple[str, str]]:
    """Return the labels of a story in their order, each with the name that styles it.

    Its kind, unless it is news or, `beside_section`, its section's name says the same already; and
    that it is not verified.
    Pedoman Pemberitaan Media Siber (2012), clauses 6 and 2c: what was paid for is labelled, and
    readers are told what still needs verification.
    """
    found = []
    if article.kind != Article.Kind.NEWS:  # most stories have none: no word is looked up for them
        kind = str(article.get_kind_display())
        if not (beside_section and kind == article.section_name):
            found.append((article.kind, kind))
    if article.is_unverified:
        found.append(("unverified", unverified()))
    return found


def unverified() -> str:
    """Return what a story that is not verified is labelled."""
    return _("Not verified yet")
