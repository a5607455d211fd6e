"""Words that may stand although the copy desk remarked on them; every change is recorded."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0018_drafts_by_their_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="rule of language")),
                ("words", models.TextField(verbose_name="words let stand")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allowances",
                        to="moderation.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "allowance",
                "verbose_name_plural": "allowances",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        F("draft"), F("rule"), MD5("words"), name="allowance_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON moderation_allowance
            FOR EACH ROW EXECUTE FUNCTION record_event('except', '');
            """,
            "DROP TRIGGER record_event ON moderation_allowance;",
        ),
    ]
