"""Whoever weighs the rules of language is told of one that is mostly let stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0030_a_notice_before_a_story_has_to_be_verified"),
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
                    ("verify_soon", "A story that is out has to be verified within the hour"),
                    ("verify", "A story that is out has not been verified in time"),
                    ("release", "A press release came by mail"),
                    ("standards", "A rule of language is let stand more often than followed"),
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
                    ("verify_soon", "A story that is out has to be verified within the hour"),
                    ("verify", "A story that is out has not been verified in time"),
                    ("release", "A press release came by mail"),
                    ("standards", "A rule of language is let stand more often than followed"),
                    ("alarm", "Somebody may have broken in"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
