"""The JSON Schema of an export: what each row of each file may hold, and what it means."""

from typing import Any

from django.db import models
from django.utils.translation import override

from archive.kinds import LEFT_OUT, MEMBERSHIPS, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kinds: list[Kind]) -> dict[str, Any]:
    """Return one schema with a definition per file, in English whatever the interface speaks."""
    with override("en"):
        rows = {kind.table: row_schema(kind) for kind in kinds}
    return {
        "$schema": DIALECT,
        "title": "Export of a newsroom",
        "description": "Each line of rows/NAME.jsonl is an object as $defs/NAME describes it.",
        "$defs": rows,
        "x-left-out": LEFT_OUT,
    }


def row_schema(kind: Kind) -> dict[str, Any]:
    meta = kind.model._meta
    properties = {name: column_schema(one) for name, one in kind.columns.items()}
    if kind.table == MEMBERSHIPS:
        properties = {"user_id": properties["user_id"], "role": {"type": "string"}}
    return {
        "type": "object",
        "title": str(meta.verbose_name),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def column_schema(field: models.Field) -> dict[str, Any]:
    """Return the schema of one column: its type, its limits and its meaning."""
    found = type_schema(field)
    if field.null and "type" in found:
        found["type"] = [found["type"], "null"]
    if field.choices and "type" in found:
        named = [value for value, _ in field.flatchoices]
        blank = [None] if field.null else [""] if field.blank and "" not in named else []
        found["enum"] = [*named, *blank]
    words = [str(field.verbose_name), str(field.help_text)]
    found["description"] = ". ".join(word.rstrip(".") for word in words if word)
    if field.remote_field:
        other = field.related_model._meta
        found["x-references"] = f"{other.db_table}.{field.target_field.column}"
    return found


def type_schema(field: models.Field) -> dict[str, Any]:
    while field.remote_field:
        field = field.target_field
    if isinstance(field, models.JSONField):
        return {}  # any; what it holds is described where it is made
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        return {"type": "integer"}
    if isinstance(field, models.FloatField):
        return {"type": "number"}
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, models.DateField):
        return {"type": "string", "format": "date"}
    if base := getattr(field, "base_field", None):  # an array
        return {"type": "array", "items": type_schema(base)}
    longest = {"maxLength": field.max_length} if field.max_length else {}
    return {"type": "string", **longest}
