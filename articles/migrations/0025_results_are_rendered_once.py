"""How a story stands among the results of a search is made at its release, as in lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_labels_can_be_merged")]

    operations = [
        migrations.AddField("rendered", "found", models.TextField(default="", db_default="")),
    ]
