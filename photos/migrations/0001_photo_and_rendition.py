import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import photos.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "original",
                    models.FileField(
                        editable=False,
                        max_length=200,
                        storage=photos.storage.originals,
                        upload_to="originals",
                        verbose_name="original",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False,
                        help_text="SHA-256 of the original file.",
                        max_length=64,
                        unique=True,
                        verbose_name="fingerprint",
                    ),
                ),
                (
                    "bytes",
                    models.PositiveIntegerField(
                        editable=False, help_text="Of the original, in bytes.", verbose_name="size"
                    ),
                ),
                (
                    "display",
                    models.FileField(
                        editable=False,
                        max_length=200,
                        upload_to="photos",
                        verbose_name="displayed picture",
                    ),
                ),
                (
                    "width",
                    models.PositiveIntegerField(
                        editable=False,
                        help_text="Of the displayed picture, in pixels.",
                        verbose_name="width",
                    ),
                ),
                (
                    "height",
                    models.PositiveIntegerField(
                        editable=False,
                        help_text="Of the displayed picture, in pixels.",
                        verbose_name="height",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for readers who cannot see it.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "caption",
                    models.TextField(
                        blank=True,
                        help_text="Who, what, where, when. Stands below the picture.",
                        verbose_name="caption",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As it is printed, for example: Kabar Kota/Sari Dewi.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                (
                    "creator",
                    models.CharField(
                        blank=True,
                        help_text="Who took the picture.",
                        max_length=200,
                        verbose_name="creator",
                    ),
                ),
                (
                    "copyright",
                    models.CharField(blank=True, max_length=300, verbose_name="copyright"),
                ),
                ("source_date", models.DateField(blank=True, null=True, verbose_name="taken on")),
                (
                    "focal_x",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Percent. A crop keeps what matters most in sight.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="focal point, from the left",
                    ),
                ),
                (
                    "focal_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Percent.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="focal point, from the top",
                    ),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="uploaded"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["-uploaded_at", "-pk"],
                "permissions": [("change_any_photo", "Can change photos that others uploaded")],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("avif", "AVIF"), ("webp", "WebP"), ("jpeg", "JPEG")],
                        max_length=4,
                        verbose_name="format",
                    ),
                ),
                (
                    "width",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (320, "320"),
                            (480, "480"),
                            (640, "640"),
                            (960, "960"),
                            (1280, "1280"),
                        ],
                        verbose_name="width",
                    ),
                ),
                ("height", models.PositiveIntegerField(verbose_name="height")),
                ("file", models.FileField(max_length=200, upload_to="photos", verbose_name="file")),
                ("bytes", models.PositiveIntegerField(verbose_name="size")),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="photos.photo",
                        verbose_name="photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "rendition",
                "verbose_name_plural": "renditions",
                "ordering": ["format", "width"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["-uploaded_at", "-id"], name="photo_newest"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__range", (0, 100)), ("focal_y__range", (0, 100))),
                name="photo_focal_point_inside",
                violation_error_message="The focal point lies inside the picture: 0 to 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("bytes__gt", 0), ("height__gt", 0), ("width__gt", 0)),
                name="photo_has_size",
                violation_error_message="A picture has a width, a height and a size.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                name="photo_has_fingerprint",
                violation_error_message="A photo needs the SHA-256 of its original.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("original", ""), _negated=True),
                    models.Q(("display", ""), _negated=True),
                ),
                name="photo_has_files",
                violation_error_message="A photo needs its original and its displayed picture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(
                fields=("photo", "width", "format"), name="rendition_made_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(("width__in", (320, 480, 640, 960, 1280))),
                name="rendition_of_a_listed_width",
                violation_error_message="Renditions have one of the listed widths.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ("avif", "webp", "jpeg"))),
                name="rendition_of_a_listed_format",
                violation_error_message="Renditions are AVIF, WebP or JPEG.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bytes__gt", 0), ("height__gt", 0), models.Q(("file", ""), _negated=True)
                ),
                name="rendition_has_size",
                violation_error_message="A rendition has a file, a height and a size.",
            ),
        ),
    ]
