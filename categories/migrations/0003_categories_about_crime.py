"""Editors say which categories are about crime, whatever they are called."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0002_merged_categories"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="about_crime",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text=(
                    "In its stories, and in those of the categories below it, the copy desk asks "
                    "about children, schools and relatives even where no word tells of a crime. A "
                    "category with “hukum” or “kriminal” in its address is one without this."
                ),
                verbose_name="law and crime",
            ),
        ),
    ]
