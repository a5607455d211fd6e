"""The press release that a story was made from, and the one an editor said it has outgrown.

The first is part of a version, and of its digest where there is one.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

DIGEST = """
CREATE OR REPLACE FUNCTION revision_digest(r moderation_revision, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to((jsonb_build_array(
        previous, r.draft_id, r.number, r.by_id, r.at, r.kicker, r.headline, r.standfirst, r.body,
        r.category_id, r.place, r.kind, r.source, r.lead_photo_id, r.tags, r.credits
    ) || CASE
        WHEN r.answers_id IS NULL AND r.related_ids = '[]' AND r.read_also_ids = '[]' THEN '[]'
        ELSE jsonb_build_array(r.answers_id, r.related_ids, r.read_also_ids)
    END || CASE
        WHEN r.flags = '[]' AND r.assured = '[]' THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('flags', r.flags, 'assured', r.assured))
    END{more})::text, 'UTF8')), 'hex')
$$;
"""
RELEASE = """ || CASE
        WHEN r.release_id IS NULL THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('release', r.release_id))
    END"""


def made_from(copies: str) -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        help_text="What the story was made from. Readers see that it is a release, and whose.",
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=copies,
        to="releases.pressrelease",
        verbose_name="press release",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0022_copies_have_flags"),
        ("releases", "0001_press_releases"),
    ]

    operations = [
        migrations.AddField("draft", "release", made_from("%(class)ss")),
        migrations.AddField("revision", "release", made_from("%(class)ss")),
        migrations.RunSQL(DIGEST.replace("{more}", RELEASE), DIGEST.replace("{more}", "")),
        migrations.AddField(
            "draft",
            "outgrown",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="releases.pressrelease",
                verbose_name="press release it has outgrown",
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(
                name="draft_of_a_release_says_so",
                condition=Q(release=None)
                | Q(kind="release")
                | Q(outgrown__isnull=False, outgrown=F("release")),
                violation_error_message="A story made from a press release says that it is one.",
            ),
        ),
    ]
