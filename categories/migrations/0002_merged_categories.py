"""A category can be a former name of another one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="categories.category",
                verbose_name="merged into",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("is_retired", True), _connector="OR"),
                name="category_merged_is_retired",
                violation_error_message="This category was merged into another one. Undo the merge to use it again.",
            ),
        ),
    ]
