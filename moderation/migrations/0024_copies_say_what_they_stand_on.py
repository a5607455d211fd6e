"""The same columns that articles have got, for drafts and versions.

Like the columns that came before, these are part of a version's digest only where they say
something, so the chain of what was written earlier still holds.
"""

import django.db.models.deletion
from django.conf import settings
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
    END || CASE
        WHEN r.flags = '[]' AND r.assured = '[]' THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('flags', r.flags, 'assured', r.assured))
    END || CASE
        WHEN r.release_id IS NULL THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('release', r.release_id))
    END{more})::text, 'UTF8')), 'hex')
$$;
"""
STANDS_ON = """ || CASE
        WHEN NOT r.is_unverified AND r.conditions_met = '[]' AND r.unverified_notice = ''
            AND r.verify_by IS NULL AND r.verifies_id IS NULL AND r.quoted_outlet = ''
            AND r.quoted_url = '' AND r.quoted_on IS NULL THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object(
            'is_unverified', r.is_unverified, 'conditions_met', r.conditions_met,
            'unverified_notice', r.unverified_notice, 'verify_by', r.verify_by,
            'verifies', r.verifies_id, 'quoted_outlet', r.quoted_outlet,
            'quoted_url', r.quoted_url, 'quoted_on', r.quoted_on))
    END"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_stories_say_what_they_stand_on"),
        ("categories", "0002_merged_categories"),
        ("moderation", "0023_drafts_know_their_release"),
        ("photos", "0003_find_by_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="conditions_met",
            field=models.JSONField(blank=True, default=list, verbose_name="conditions met"),
        ),
        migrations.AddField(
            model_name="draft",
            name="is_unverified",
            field=models.BooleanField(
                default=False,
                help_text="Only where all four conditions are met. The label and a notice at the end of the text are printed by themselves.",
                verbose_name="not verified yet",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="quoted_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the quoted story"),
        ),
        migrations.AddField(
            model_name="draft",
            name="quoted_outlet",
            field=models.CharField(
                blank=True,
                help_text="As it calls itself. Printed below the text, with a link.",
                max_length=120,
                verbose_name="quoted outlet",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="quoted_url",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="address of the quoted story"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="unverified_notice",
            field=models.CharField(
                blank=True,
                help_text="Printed in brackets and italics as the last paragraph. Empty: the text shown.",
                max_length=600,
                verbose_name="notice to readers",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="verifies",
            field=models.ForeignKey(
                blank=True,
                help_text="If this story tells what the verification of another one found. Both pages link to each other.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_verifications",
                to="articles.article",
                verbose_name="story it verifies",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="verify_by",
            field=models.DateTimeField(
                blank=True,
                help_text="Until then somebody goes on verifying; afterwards the desk is reminded (WIB).",
                null=True,
                verbose_name="to be verified by",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="conditions_met",
            field=models.JSONField(blank=True, default=list, verbose_name="conditions met"),
        ),
        migrations.AddField(
            model_name="revision",
            name="is_unverified",
            field=models.BooleanField(
                default=False,
                help_text="Only where all four conditions are met. The label and a notice at the end of the text are printed by themselves.",
                verbose_name="not verified yet",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="quoted_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the quoted story"),
        ),
        migrations.AddField(
            model_name="revision",
            name="quoted_outlet",
            field=models.CharField(
                blank=True,
                help_text="As it calls itself. Printed below the text, with a link.",
                max_length=120,
                verbose_name="quoted outlet",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="quoted_url",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="address of the quoted story"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="unverified_notice",
            field=models.CharField(
                blank=True,
                help_text="Printed in brackets and italics as the last paragraph. Empty: the text shown.",
                max_length=600,
                verbose_name="notice to readers",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="verifies",
            field=models.ForeignKey(
                blank=True,
                help_text="If this story tells what the verification of another one found. Both pages link to each other.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_verifications",
                to="articles.article",
                verbose_name="story it verifies",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="verify_by",
            field=models.DateTimeField(
                blank=True,
                help_text="Until then somebody goes on verifying; afterwards the desk is reminded (WIB).",
                null=True,
                verbose_name="to be verified by",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.OrderBy(models.F("changed_at"), descending=True),
                condition=models.Q(("quoted_url", ""), _negated=True),
                name="draft_quotes",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.OrderBy(models.F("changed_at"), descending=True),
                condition=models.Q(("is_unverified", True)),
                name="draft_unverified",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_unverified", False),
                    models.Q(("status__in", ["scheduled", "released"]), _negated=True),
                    models.Q(
                        ("conditions_met__contains", ["urgent", "source", "subject", "readers"]),
                        ("verify_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="draft_unverified_meets_conditions",
                violation_error_message="An unverified story meets all four conditions and says when it is verified.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_url", ""), ("quoted_url__regex", "^https?://[^/]"), _connector="OR"
                ),
                name="draft_quotes_the_web",
                violation_error_message="An address on the web begins with https:// or http://.",
            ),
        ),
        migrations.RunSQL(DIGEST.replace("{more}", STANDS_ON), DIGEST.replace("{more}", "")),
    ]
