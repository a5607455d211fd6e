"""What readers may read now, and nothing else.

Every table of this app is readable by the role that serves the public (newsroom/roles.sql), so
no draft, no scheduled text and no withdrawn text may ever be written here. Some are not: letters
and counts of readings, which readers may add and not read.
"""

from articles.models.addresses import OldAddress
from articles.models.article import Article, Copy
from articles.models.corrections import Correction, Letter
from articles.models.edition import Edition
from articles.models.front import Banner, Slot
from articles.models.hub import HubNote
from articles.models.listings import Listing
from articles.models.pages import Page
from articles.models.people import Author, Colleague, Credit
from articles.models.popular import Popular, Reading, ReadingHour
from articles.models.rendered import Rendered
from articles.models.search import SearchEntry, SearchWord
from articles.models.tags import ArticleTag, Tag, tag_key
from articles.models.verification import Condition

__all__ = [
    "Article",
    "ArticleTag",
    "Author",
    "Banner",
    "Colleague",
    "Condition",
    "Copy",
    "Correction",
    "Credit",
    "Edition",
    "HubNote",
    "Letter",
    "Listing",
    "OldAddress",
    "Page",
    "Popular",
    "Reading",
    "ReadingHour",
    "Rendered",
    "SearchEntry",
    "SearchWord",
    "Slot",
    "Tag",
    "tag_key",
]
