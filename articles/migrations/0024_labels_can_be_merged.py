"""A tag or an author can be a former name of another one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_stories_say_what_they_stand_on"),
        ("photos", "0003_find_by_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="articles.author",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="articles.tag",
                verbose_name="merged into",
            ),
        ),
        migrations.AddConstraint(
            model_name="author",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("is_active", False), ("user", None)),
                    _connector="OR",
                ),
                name="author_merged_is_not_active",
                violation_error_message="This author was merged into another one. Undo the merge to use the name again.",
            ),
        ),
    ]
