"""A story's page is printed at its release and kept with a digest of what it was made of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_pages_keep_off_new_addresses")]

    operations = [
        migrations.AddField("rendered", "page", models.TextField(default="", db_default="")),
        migrations.AddField(
            "rendered", "page_of", models.CharField(max_length=32, default="", db_default="")
        ),
    ]
