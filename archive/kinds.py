"""What an export holds: every table of ours, unless it is named here with a reason.

So a table that is added later is exported without anybody thinking of it, and what is left out was
left out by somebody.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.fields.files import FileField

LEFT_OUT = {
    "accounts_user_user_permissions": "rights follow from roles (accounts/roles.py)",
    "archive_export": "what one system exported; the files lie there",
    "articles_edition": "counts changes of one system",
    "articles_hubnote": "what a WebSub hub was told by one system",
    "articles_reading": "what is being counted at the moment; articles_readinghour has the sums",
    "articles_rendered": "made from the stories (render_stories)",
    "articles_searchentry": "made from the stories (index_stories)",
    "articles_searchword": "made from the stories (index_stories)",
    "moderation_autosave": "what is being typed at the moment, and not yet saved",
    "moderation_presence": "who looks at what at the moment",
    "resemblance_fingerprint": "made from the drafts and releases (fingerprint_stories)",
    "resemblance_sketch": "made from the drafts and releases (fingerprint_stories)",
    "standards_stamp": "renewed by a trigger with every change of the standards",
}
# Tables that no model of ours stands for.
OTHERS_LEFT_OUT = {
    "account_emailaddress": "made from the accounts' own addresses",
    "accounts_limit": "who tried too often on one system",
    "account_emailconfirmation": "letters that wait for an answer",
    "auth_group": "roles are in the program (accounts/roles.py)",
    "auth_group_permissions": "rights follow from roles (accounts/roles.py)",
    "auth_permission": "rights follow from roles (accounts/roles.py)",
    "django_admin_log": "what the admin notes for itself; moderation_event is the record",
    "django_content_type": "made from the program",
    "django_migrations": "made by migrate; the manifest names the newest",
    "django_session": "who is signed in on one system",
    "mfa_authenticator": "second factors, which are secrets like passwords",
    "procrastinate_events": "work of one system's background workers",
    "procrastinate_jobs": "work of one system's background workers",
    "procrastinate_periodic_defers": "work of one system's background workers",
    "procrastinate_workers": "work of one system's background workers",
    "taggit_tag": "empty: articles_tag has the tags",
    "taggit_taggeditem": "empty: articles_articletag has them",
}
# Of tables that are exported.
COLUMNS_LEFT_OUT = {"accounts_user": {"password": "!", "last_login": None}}
# Whose numbers differ from system to system: a person has a role by its name.
MEMBERSHIPS = "accounts_user_groups"


@dataclass(frozen=True)
class Kind:
    """One table and the file of an export that has its rows."""

    table: str
    key: str  # the column that its rows are ordered by
    model: type[models.Model]
    columns: dict[str, models.Field] = field(hash=False)

    @property
    def file(self) -> str:
        return f"rows/{self.table}.jsonl"

    @property
    def file_columns(self) -> dict[str, str]:
        """Return the columns that name files, each with the folder that has them."""
        return {
            name: folder_of(one) for name, one in self.columns.items() if isinstance(one, FileField)
        }


def folder_of(field: FileField) -> str:
    """Return "media" for files that are served, "private" for those that never are."""
    place = Path(field.storage.location)
    return "private" if place.is_relative_to(Path(settings.PRIVATE_MEDIA_ROOT)) else "media"


def kinds() -> list[Kind]:
    """Return everything that is exported, by the name of its table."""
    found = [as_kind(model) for model in our_models() if model._meta.db_table not in LEFT_OUT]
    return sorted(found, key=lambda kind: kind.table)


def our_models() -> list[type[models.Model]]:
    """Return the models of our own apps, with the tables that join them, not those of packages."""
    ours = [
        config
        for config in apps.get_app_configs()
        if Path(config.path).parent == Path(settings.BASE_DIR)
    ]
    return [
        model
        for config in ours
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def as_kind(model: Any) -> Kind:
    meta = model._meta
    columns = {
        one.column: one
        for one in meta.concrete_fields
        if not one.generated and one.column not in COLUMNS_LEFT_OUT.get(meta.db_table, {})
    }
    return Kind(meta.db_table, meta.pk.column, model, columns)
