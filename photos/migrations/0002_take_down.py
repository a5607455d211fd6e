"""A photo can be taken down: its files leave, its row says when, by whom and why.

The two indexes beside it serve the lists of one's own photos and of those that lack words.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="photo",
            options={
                "ordering": ["-uploaded_at", "-pk"],
                "permissions": [
                    ("change_any_photo", "Can change photos that others uploaded"),
                    ("take_down_photo", "Can take photos down and put them back"),
                ],
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
            },
        ),
        migrations.RemoveConstraint(
            model_name="photo",
            name="photo_has_files",
        ),
        migrations.AddField(
            model_name="photo",
            name="taken_down_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="taken down"
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="taken_down_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken down by",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="taken_down_reason",
            field=models.TextField(
                blank=True, editable=False, max_length=1000, verbose_name="why it was taken down"
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="display",
            field=models.FileField(
                blank=True,
                editable=False,
                max_length=200,
                upload_to="photos",
                verbose_name="displayed picture",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(
                    ("alt__regex", "^\\s*$"),
                    ("caption__regex", "^\\s*$"),
                    ("credit__regex", "^\\s*$"),
                    _connector="OR",
                ),
                fields=["-uploaded_at", "-id"],
                name="photo_lacking",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                fields=["uploaded_by", "-uploaded_at", "-id"], name="photo_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.OrderBy(models.F("taken_down_at"), descending=True),
                condition=models.Q(("taken_down_at__isnull", False)),
                name="photo_taken_down",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("original", ""), _negated=True),
                    models.Q(
                        models.Q(("display", ""), _negated=True),
                        ("taken_down_at__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="photo_has_files",
                violation_error_message="A photo needs its original and its displayed picture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_down_at", None), ("taken_down_by", None), ("taken_down_reason", "")
                    ),
                    models.Q(
                        ("taken_down_at__isnull", False),
                        models.Q(("taken_down_reason__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="photo_taken_down_says_why",
                violation_error_message="Say why the photo is taken down.",
            ),
        ),
    ]
