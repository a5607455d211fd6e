"""Typing that reaches the server after the save of its page is known for what it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0031_a_notice_of_rules_mostly_let_stand"),
    ]

    operations = [
        migrations.AddField(
            model_name="autosave",
            name="saved",
            field=models.JSONField(default=dict),
        ),
    ]
