"""One trigger writes the record of everything that is no story, on every table of the desk's.

Only the trigger writes it: it runs as the tables' owner, and no login of the newsroom may insert
an event. Who acts is what the connection was told (moderation/acting.py); nobody, for a command, a
job or the owner by hand.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F

# The first argument says how the columns after it are meant: `except` leaves them out (secrets,
# and what follows from others), `only` keeps nothing else. A change of no kept column is none.
FUNCTION = """
CREATE FUNCTION record_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before jsonb;
    after jsonb;
    object bigint;
    names text[] := string_to_array(TG_ARGV[1], ' ');
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    object := (COALESCE(after, before) ->> 'id')::bigint;
    IF TG_ARGV[0] = 'only' THEN
        before := (SELECT jsonb_object_agg(key, value) FROM jsonb_each(before) WHERE key = ANY (names));
        after := (SELECT jsonb_object_agg(key, value) FROM jsonb_each(after) WHERE key = ANY (names));
    ELSE
        before := before - names;
        after := after - names;
    END IF;
    IF TG_OP = 'UPDATE' AND before = after THEN
        RETURN NULL;
    END IF;
    INSERT INTO moderation_event (at, by_id, action, "table", object_id, before, after)
    VALUES (
        clock_timestamp(), NULLIF(current_setting('newsroom.person', true), '')::bigint,
        TG_OP, TG_TABLE_NAME, object, before, after
    );
    RETURN NULL;
END
$$;
"""
TRIGGER = """
CREATE TRIGGER record_event AFTER {when} ON {table}
FOR EACH ROW {condition} EXECUTE FUNCTION record_event('{mode}', '{columns}');
"""


def trigger(table: str, when: str, mode: str, columns: str) -> str:
    """Return the statement for one table; what keeps few columns looks at nothing else."""
    condition = ""
    if mode == "only":
        before, after = (
            ", ".join(f"{row}.{name}" for name in columns.split()) for row in ("OLD", "NEW")
        )
        condition = f"WHEN (({before}) IS DISTINCT FROM ({after}))"
    return TRIGGER.format(table=table, when=when, mode=mode, columns=columns, condition=condition)


ALL = "INSERT OR UPDATE OR DELETE"
CHANGES = "UPDATE OR DELETE"
TABLES = (
    ("accounts_user", ALL, "except", "password last_login"),
    ("accounts_user_groups", ALL, "except", ""),
    ("accounts_user_user_permissions", ALL, "except", ""),
    ("mfa_authenticator", ALL, "except", "data last_used_at"),
    ("categories_category", ALL, "except", "path name_key"),
    ("articles_author", ALL, "except", ""),
    ("articles_tag", ALL, "except", "key"),
    ("articles_page", ALL, "except", ""),
    ("articles_slot", ALL, "except", ""),
    ("articles_banner", ALL, "except", ""),
    ("moderation_desk", ALL, "except", ""),
    ("moderation_desk_editors", ALL, "except", ""),
    ("moderation_deskchannel", ALL, "except", ""),
    ("moderation_categorymerge", ALL, "except", "moved"),
    ("moderation_savedfilter", ALL, "except", ""),
    ("moderation_versionname", ALL, "except", ""),
    ("moderation_previewlink", ALL, "except", "digest"),
    # That somebody wrote a comment is told by the comment itself.
    ("moderation_comment", CHANGES, "except", ""),
    # What is no part of a version and no step.
    (
        "moderation_draft",
        "UPDATE",
        "only",
        "owner_id due_at embargo_until embargo_source is_restricted",
    ),
    ("photos_photo", "UPDATE", "only", "taken_down_at taken_down_by_id taken_down_reason"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_limits"),
        ("articles", "0007_slots_and_banners"),
        ("categories", "0002_merged_categories"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("moderation", "0015_merges_of_categories"),
        ("photos", "0002_take_down"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION record_event();"),
        *(
            migrations.RunSQL(
                trigger(table, when, mode, columns),
                f"DROP TRIGGER record_event ON {table};",
            )
            for table, when, mode, columns in TABLES
        ),
        # The page of everything is read by time: of all, of one person, of one kind.
        migrations.RemoveIndex("event", "event_by"),
        migrations.AddIndex(
            "event",
            models.Index(F("by"), F("at").desc(), F("id").desc(), name="event_of_person"),
        ),
        migrations.AddIndex(
            "event",
            models.Index(F("table"), F("at").desc(), F("id").desc(), name="event_of_kind"),
        ),
        *(
            migrations.AddIndex(
                model,
                models.Index(*columns, F("at").desc(), F("id").desc(), name=f"{model}_{name}"),
            )
            for model in ("revision", "transition", "comment")
            for name, columns in (("when", ()), ("of_person", (F("by"),)))
        ),
    ]
