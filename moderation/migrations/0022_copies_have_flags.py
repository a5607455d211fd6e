"""What a story touches, and what its writer assures of it, for drafts and versions.

Like the columns that came before, these are part of a version's digest only where they say
something, so the chain of what was written earlier still holds.
"""

from django.db import migrations, models

DIGEST = """
CREATE OR REPLACE FUNCTION revision_digest(r moderation_revision, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to((jsonb_build_array(
        previous, r.draft_id, r.number, r.by_id, r.at, r.kicker, r.headline, r.standfirst, r.body,
        r.category_id, r.place, r.kind, r.source, r.lead_photo_id, r.tags, r.credits
    ) || CASE
        WHEN r.answers_id IS NULL AND r.related_ids = '[]' AND r.read_also_ids = '[]' THEN '[]'
        ELSE jsonb_build_array(r.answers_id, r.related_ids, r.read_also_ids)
    END{more})::text, 'UTF8')), 'hex')
$$;
"""
FLAGS = """ || CASE
        WHEN r.flags = '[]' AND r.assured = '[]' THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('flags', r.flags, 'assured', r.assured))
    END"""


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0021_alarms"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="assured",
            field=models.JSONField(
                blank=True, default=list, verbose_name="assured of sensitive topics"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="flags",
            field=models.JSONField(blank=True, default=list, verbose_name="sensitive topics"),
        ),
        migrations.AddField(
            model_name="revision",
            name="assured",
            field=models.JSONField(
                blank=True, default=list, verbose_name="assured of sensitive topics"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="flags",
            field=models.JSONField(blank=True, default=list, verbose_name="sensitive topics"),
        ),
        migrations.RunSQL(DIGEST.replace("{more}", FLAGS), DIGEST.replace("{more}", "")),
    ]
