"""Readers' letters as numbered cases, and a log that is only added to."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0010_letters_are_counted"),
        ("moderation", "0012_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("form", "Form on the site"),
                            ("mail", "Post or e-mail"),
                            ("phone", "Telephone"),
                            ("visit", "Visit"),
                        ],
                        default="form",
                        max_length=10,
                        verbose_name="came by",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("working", "Being handled"),
                            ("answered", "Answered"),
                            ("refused", "Refused"),
                            ("closed", "Put aside"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("longer", "It is longer than what it answers"),
                            ("off_point", "It is not about what the story says"),
                            ("unlawful", "Publishing it would be against the law"),
                            ("third_party", "It harms others whom the law protects"),
                        ],
                        max_length=20,
                        verbose_name="ground of the refusal",
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=4000, verbose_name="outcome")),
                (
                    "correcting_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="correction begun"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "contact_gone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="contact deleted"),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.correction",
                        verbose_name="correction",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="articles.letter",
                    ),
                ),
                (
                    "reply_draft",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="moderation.draft",
                        verbose_name="draft of the reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "ordering": ["due_at", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("text", models.TextField(max_length=4000, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("due_at"),
                models.F("id"),
                condition=models.Q(("closed_at__isnull", True)),
                name="case_open",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.OrderBy(models.F("closed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("closed_at__isnull", False)),
                name="case_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("closed_at"),
                condition=models.Q(("contact_gone_at__isnull", True)),
                name="case_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["new", "working", "answered", "refused", "closed"])
                ),
                name="case_status_known",
                violation_error_message="This status does not exist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("status__in", ["new", "working"])),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("status__in", ["answered", "refused", "closed"]),
                    ),
                    _connector="OR",
                ),
                name="case_ended_has_time",
                violation_error_message="A case that has ended has its time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handler__isnull", True), ("status", "new")),
                    models.Q(
                        models.Q(("status", "new"), _negated=True), ("handler__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="case_handled_has_handler",
                violation_error_message="A case that is handled has somebody who handles it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(("outcome", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_ended_says_how",
                violation_error_message="Write how the case ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ground__in", ["longer", "off_point", "unlawful", "third_party"]),
                        ("status", "refused"),
                    ),
                    models.Q(models.Q(("status", "refused"), _negated=True), ("ground", "")),
                    _connector="OR",
                ),
                name="case_refused_has_ground",
                violation_error_message="Choose the ground of the refusal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="casenote_says_something",
                violation_error_message="Write something.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casenote",
            trigger=pgtrigger.compiler.Trigger(
                name="case_note_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e6a603cfa060670f799d85ba69f5713a4345939b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_case_note_is_kept_2766f",
                    table="cases_casenote",
                    when="BEFORE",
                ),
            ),
        ),
    ]
