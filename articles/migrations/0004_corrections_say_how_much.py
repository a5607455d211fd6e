"""How much a correction corrects, and the apology that one of substance owes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_edition_is_the_real_one"),
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="apology",
            field=models.TextField(blank=True, verbose_name="apology"),
        ),
        migrations.AddField(
            model_name="correction",
            name="severity",
            field=models.CharField(
                choices=[
                    ("type", "Typing: a slip that may mislead"),
                    ("fact", "Fact: a name, a number, a date was wrong"),
                    ("substance", "Substance: the story said something that is not so"),
                ],
                default="fact",
                max_length=20,
                verbose_name="severity",
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="correction_latest",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["type", "fact", "substance"])),
                name="correction_severity_known",
                violation_error_message="This severity does not exist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("severity", "substance"), _negated=True),
                    models.Q(("apology", ""), _negated=True),
                    _connector="OR",
                ),
                name="correction_of_substance_apologises",
                violation_error_message="A correction of substance needs an apology.",
            ),
        ),
    ]
