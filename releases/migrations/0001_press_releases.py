"""Press releases as they were received."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import releases.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PressRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "agency",
                    models.CharField(
                        help_text="The agency or organisation, as readers will see it printed.",
                        max_length=160,
                        verbose_name="sender",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Name, e-mail or telephone of who can be asked. Readers never see it.",
                        max_length=200,
                        verbose_name="contact",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "came_by",
                    models.CharField(
                        choices=[("pasted", "Pasted"), ("file", "File"), ("mail", "E-mail")],
                        max_length=10,
                        verbose_name="came by",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=releases.storage.files,
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
                ),
                ("entered_at", models.DateTimeField(verbose_name="entered")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "press release",
                "verbose_name_plural": "press releases",
                "ordering": ["-received_at", "-id"],
                "default_permissions": ("add", "view"),
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("received_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="release_latest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            "title", "agency", config="simple"
                        ),
                        name="release_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("agency", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="release_says_what_and_who",
                        violation_error_message="A press release needs a title, a sender and a text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("came_by__in", ["pasted", "file", "mail"])),
                        name="release_came_by_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("came_by", "mail"), ("entered_by__isnull", False), _connector="OR"
                        ),
                        name="release_was_entered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("file_name", "")),
                            models.Q(
                                models.Q(("file", ""), _negated=True),
                                models.Q(("file_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="release_file_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("entered_at"))),
                        name="release_received_before_entered",
                        violation_error_message="That lies in the future.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pressrelease",
            trigger=pgtrigger.compiler.Trigger(
                name="release_stays_as_received",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."came_by" IS DISTINCT FROM (NEW."came_by") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fa370f39301aee83bc7aa0dba3fedb753a186f0e",
                    operation="UPDATE",
                    pgid="pgtrigger_release_stays_as_received_a1a31",
                    table="releases_pressrelease",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pressrelease",
            trigger=pgtrigger.compiler.Trigger(
                name="release_is_not_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bb984cb66b061e0bf9306ea9c56bcb6c9318e743",
                    operation="DELETE",
                    pgid="pgtrigger_release_is_not_deleted_71c2e",
                    table="releases_pressrelease",
                    when="BEFORE",
                ),
            ),
        ),
    ]
