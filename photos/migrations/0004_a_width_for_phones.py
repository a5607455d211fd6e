"""Let renditions be 720 pixels wide: a phone that is 360 wide shows pictures at twice that.

Taken back, those renditions go: pages then offer the next wider ones, as they did.
"""

from django.db import migrations, models

WIDTHS = (320, 480, 640, 720, 960, 1280)


class Migration(migrations.Migration):
    dependencies = [("photos", "0003_find_by_words")]

    operations = [
        migrations.RemoveConstraint("rendition", "rendition_of_a_listed_width"),
        migrations.AlterField(
            "rendition",
            "width",
            models.PositiveSmallIntegerField(
                choices=[(width, str(width)) for width in WIDTHS], verbose_name="width"
            ),
        ),
        migrations.AddConstraint(
            "rendition",
            models.CheckConstraint(
                condition=models.Q(width__in=WIDTHS),
                name="rendition_of_a_listed_width",
                violation_error_message="Renditions have one of the listed widths.",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM photos_rendition WHERE width = 720"),
    ]
