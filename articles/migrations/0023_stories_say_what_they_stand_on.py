"""A story says whether it is verified, what it verifies, and whom it quotes.

The label stands in lists, so what was rendered of a story goes when the mark changes.
"""

import django.db.models.deletion
from django.db import migrations, models

CARD = (
    "slug, kicker, headline, standfirst, kind, picture, published_at, section_name, section_path,"
    " withdrawn_at"
)


def trigger(columns: str) -> str:
    old, new = (
        ", ".join(f"{row}.{name.strip()}" for name in columns.split(",")) for row in ("OLD", "NEW")
    )
    return f"""
    CREATE OR REPLACE TRIGGER forget_rendered AFTER UPDATE ON articles_article FOR EACH ROW
    WHEN (ROW({old}) IS DISTINCT FROM ROW({new}))
    EXECUTE FUNCTION forget_rendered();
    """


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_stories_have_flags"),
        ("categories", "0002_merged_categories"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_withdrawn_is_empty",
        ),
        migrations.AddField(
            model_name="article",
            name="conditions_met",
            field=models.JSONField(blank=True, default=list, verbose_name="conditions met"),
        ),
        migrations.AddField(
            model_name="article",
            name="is_unverified",
            field=models.BooleanField(
                default=False,
                help_text="Only where all four conditions are met. The label and a notice at the end of the text are printed by themselves.",
                verbose_name="not verified yet",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="quoted_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the quoted story"),
        ),
        migrations.AddField(
            model_name="article",
            name="quoted_outlet",
            field=models.CharField(
                blank=True,
                help_text="As it calls itself. Printed below the text, with a link.",
                max_length=120,
                verbose_name="quoted outlet",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="quoted_url",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="address of the quoted story"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="unverified_notice",
            field=models.CharField(
                blank=True,
                help_text="Printed in brackets and italics as the last paragraph. Empty: the text shown.",
                max_length=600,
                verbose_name="notice to readers",
            ),
        ),
        migrations.AddField(
            model_name="article",
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
            model_name="article",
            name="verify_by",
            field=models.DateTimeField(
                blank=True,
                help_text="Until then somebody goes on verifying; afterwards the desk is reminded (WIB).",
                null=True,
                verbose_name="to be verified by",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("verify_by"),
                condition=models.Q(("is_unverified", True)),
                name="article_unverified",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(
                        ("body", ""),
                        ("body_pictures", {}),
                        ("conditions_met", []),
                        ("flags", []),
                        ("headline", ""),
                        ("is_unverified", False),
                        ("kicker", ""),
                        ("photo_ids", []),
                        ("picture__isnull", True),
                        ("place", ""),
                        ("quoted_on__isnull", True),
                        ("quoted_outlet", ""),
                        ("quoted_url", ""),
                        ("read_also_ids", []),
                        ("related_ids", []),
                        ("share_pictures", {}),
                        ("slug", "dicabut"),
                        ("source", ""),
                        ("standfirst", ""),
                        ("unverified_notice", ""),
                        ("update_note", ""),
                        ("verify_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="article_withdrawn_is_empty",
                violation_error_message="A withdrawn story keeps none of its text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_unverified", False),
                    models.Q(
                        ("conditions_met__contains", ["urgent", "source", "subject", "readers"]),
                        ("verify_by__isnull", False),
                        ("verifies", None),
                    ),
                    _connector="OR",
                ),
                name="article_unverified_meets_conditions",
                violation_error_message="An unverified story meets all four conditions and says when it is verified.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verifies", None),
                    models.Q(("verifies", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="article_verifies_another",
                violation_error_message="A story cannot verify itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quoted_on", None), ("quoted_outlet", ""), ("quoted_url", "")),
                    models.Q(
                        models.Q(("quoted_outlet", ""), _negated=True),
                        models.Q(("quoted_url", ""), _negated=True),
                        models.Q(
                            ("quoted_url", ""),
                            ("quoted_url__regex", "^https?://[^/]"),
                            _connector="OR",
                        ),
                        ("quoted_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="article_quotation_is_whole",
                violation_error_message="A quoted source needs its outlet, address and date.",
            ),
        ),
        migrations.RunSQL(trigger(f"{CARD}, is_unverified"), trigger(CARD)),
    ]
