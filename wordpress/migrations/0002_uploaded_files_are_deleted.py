"""When the uploaded files of a move were deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wordpress", "0001_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="move",
            name="files_deleted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="files deleted"),
        ),
    ]
