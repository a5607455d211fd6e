"""Times in which some stories are released under a stricter rule, and a record of their changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0024_copies_say_what_they_stand_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="For colleagues: which rule it follows, and what may not be printed.",
                        max_length=600,
                        verbose_name="rule that it follows",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                (
                    "words",
                    models.JSONField(blank=True, default=list, verbose_name="words and names"),
                ),
                (
                    "needs_approval",
                    models.BooleanField(
                        default=True,
                        help_text="One editor approves, another one releases; also in an emergency.",
                        verbose_name="two approvals by different people",
                    ),
                ),
                (
                    "needs_reason",
                    models.BooleanField(
                        default=True,
                        help_text="Why readers should see the story in that time. It is kept with the step.",
                        verbose_name="a written reason at the release",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "rule window",
                "verbose_name_plural": "rule windows",
                "ordering": ["starts_at", "id"],
                "permissions": [("keep_windows", "Can keep the calendar of rule windows")],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("ends_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="rule_window_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="rule_window_lasts",
                        violation_error_message="It has to end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tags", []), _negated=True),
                            models.Q(("words", []), _negated=True),
                            _connector="OR",
                        ),
                        name="rule_window_is_about_something",
                        violation_error_message="Say which stories it is about: by tags or by words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_approval", True), ("needs_reason", True), _connector="OR"
                        ),
                        name="rule_window_demands_something",
                        violation_error_message="Tick at least one of the two that it demands.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON moderation_rulewindow
            FOR EACH ROW EXECUTE FUNCTION record_event('except', 'version');
            """,
            "DROP TRIGGER record_event ON moderation_rulewindow;",
        ),
    ]
