"""What the desk works with. Nothing here is readable by the role that serves the public."""

from moderation.models.desks import Desk, DeskChannel
from moderation.models.draft import Draft, DraftQuerySet, WorkingCopy
from moderation.models.events import Event, FrontChange
from moderation.models.language import Allowance
from moderation.models.merges import AuthorMerge, CategoryMerge, TagMerge
from moderation.models.reading import Reading
from moderation.models.record import Erasure, Revision, Transition, VersionName
from moderation.models.talk import (
    Comment,
    Notice,
    NoticeChoice,
    PreviewLink,
    PreviewVisit,
    SavedFilter,
)
from moderation.models.typing import Autosave, Presence
from moderation.models.windows import RuleWindow

__all__ = [
    "Allowance",
    "AuthorMerge",
    "Autosave",
    "CategoryMerge",
    "Comment",
    "Desk",
    "DeskChannel",
    "Draft",
    "DraftQuerySet",
    "Erasure",
    "Event",
    "FrontChange",
    "Notice",
    "NoticeChoice",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "Reading",
    "Revision",
    "RuleWindow",
    "SavedFilter",
    "TagMerge",
    "Transition",
    "VersionName",
    "WorkingCopy",
]
