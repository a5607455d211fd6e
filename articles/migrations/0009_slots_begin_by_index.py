"""What begins or ends by the clock alone is found by an index: every request asks for it."""

from datetime import timedelta

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_headlines_by_their_words")]

    operations = [
        migrations.AddIndex(
            model_name="banner",
            index=models.Index(models.F("starts_at"), name="banner_begins"),
        ),
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(models.F("starts_at"), name="slot_begins"),
        ),
        migrations.AddConstraint(
            model_name="banner",
            constraint=models.CheckConstraint(
                condition=models.Q(ends_at__lte=models.F("starts_at") + timedelta(days=1)),
                name="banner_ends_within_a_day",
                violation_error_message="A banner stands for 24 hours at most.",
            ),
        ),
    ]
