"""A kind of notice for what may be a break-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0020_standards_are_recorded"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted to my desk"),
                    ("returned", "My story was returned"),
                    ("decided", "My story was released, scheduled, withdrawn or spiked"),
                    ("commented", "Comment on my story"),
                    ("mentioned", "Somebody mentions me"),
                    ("due", "Due soon"),
                    ("missed", "A scheduled release was missed"),
                    ("second", "A second pair of eyes is needed"),
                    ("assigned", "An assignment for me"),
                    ("letter", "A reader's letter"),
                    ("alarm", "Somebody may have broken in"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="noticechoice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted to my desk"),
                    ("returned", "My story was returned"),
                    ("decided", "My story was released, scheduled, withdrawn or spiked"),
                    ("commented", "Comment on my story"),
                    ("mentioned", "Somebody mentions me"),
                    ("due", "Due soon"),
                    ("missed", "A scheduled release was missed"),
                    ("second", "A second pair of eyes is needed"),
                    ("assigned", "An assignment for me"),
                    ("letter", "A reader's letter"),
                    ("alarm", "Somebody may have broken in"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
