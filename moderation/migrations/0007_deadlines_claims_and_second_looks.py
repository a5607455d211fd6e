"""Due times, embargoes, claims, and what waits for a second person."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
        ("categories", "0001_initial"),
        ("moderation", "0006_desks"),
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="draft",
            options={
                "ordering": ["-changed_at", "-id"],
                "permissions": [
                    ("submit_draft", "Can submit drafts and take them back"),
                    ("edit_any_draft", "Can read and edit drafts of others"),
                    ("return_draft", "Can return drafts to their writers"),
                    ("release_draft", "Can release and schedule drafts of others"),
                    ("spike_draft", "Can spike drafts"),
                    ("withdraw_article", "Can withdraw public stories"),
                    ("release_in_emergency", "Can release alone in an emergency"),
                    ("kill_article", "Can take public stories out of sight at once"),
                    ("lift_embargo", "Can lift embargoes"),
                    ("release_any_channel", "Can decide on stories of every channel"),
                    ("view_record", "Can read the record of everything"),
                    ("change_front", "Can place stories on the front page and raise banners"),
                    ("handle_case", "Can handle readers' letters"),
                ],
                "verbose_name": "draft story",
                "verbose_name_plural": "draft stories",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="draft",
            name="draft_status_moves",
        ),
        migrations.RemoveConstraint(
            model_name="draft",
            name="draft_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="draft",
            name="draft_public_has_article",
        ),
        migrations.RemoveConstraint(
            model_name="transition",
            name="transition_release_has_four_eyes",
        ),
        migrations.RemoveConstraint(
            model_name="transition",
            name="transition_says_why",
        ),
        migrations.AddField(
            model_name="draft",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="claimed by",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="claimed_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="claimed until"),
        ),
        migrations.AddField(
            model_name="draft",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="due"),
        ),
        migrations.AddField(
            model_name="draft",
            name="embargo_source",
            field=models.CharField(blank=True, max_length=160, verbose_name="embargo asked for by"),
        ),
        migrations.AddField(
            model_name="draft",
            name="embargo_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Nobody releases the story before this minute (WIB).",
                null=True,
                verbose_name="embargo until",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="emergency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="moderation.transition",
                verbose_name="emergency release to be signed off",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="explain_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be explained by"),
        ),
        migrations.AddField(
            model_name="draft",
            name="is_restricted",
            field=models.BooleanField(
                default=False,
                help_text="Only its owner, the editors of its desk and the chiefs see the story.",
                verbose_name="restricted",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="killed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="killed"),
        ),
        migrations.AddField(
            model_name="draft",
            name="withdrawal_asked",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="moderation.transition",
                verbose_name="withdrawal to be decided on",
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="apology",
            field=models.TextField(blank=True, verbose_name="apology"),
        ),
        migrations.AddField(
            model_name="transition",
            name="severity",
            field=models.CharField(
                blank=True,
                choices=[
                    ("type", "Typing: a slip that may mislead"),
                    ("fact", "Fact: a name, a number, a date was wrong"),
                    ("substance", "Substance: the story said something that is not so"),
                ],
                max_length=20,
                verbose_name="severity",
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("scheduled", "Scheduled"),
                    ("released", "Released"),
                    ("spiked", "Spiked"),
                    ("withdrawn", "Withdrawn"),
                    ("killed", "Killed"),
                ],
                default="draft",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="after",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("scheduled", "Scheduled"),
                    ("released", "Released"),
                    ("spiked", "Spiked"),
                    ("withdrawn", "Withdrawn"),
                    ("killed", "Killed"),
                ],
                max_length=20,
                verbose_name="to",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="before",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("scheduled", "Scheduled"),
                    ("released", "Released"),
                    ("spiked", "Spiked"),
                    ("withdrawn", "Withdrawn"),
                    ("killed", "Killed"),
                ],
                max_length=20,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="step",
            field=models.CharField(
                choices=[
                    ("submit", "Submit"),
                    ("recall", "Take back"),
                    ("return", "Return"),
                    ("approve", "Approve"),
                    ("release", "Release now"),
                    ("schedule", "Schedule"),
                    ("unschedule", "Cancel the schedule"),
                    ("emergency", "Release in an emergency"),
                    ("sign_off", "Sign off"),
                    ("lift_embargo", "Lift the embargo"),
                    ("reopen", "Write a new version"),
                    ("discard", "Discard the new version"),
                    ("spike", "Spike"),
                    ("unspike", "Unspike"),
                    ("ask_withdrawal", "Ask for a withdrawal"),
                    ("withdraw", "Withdraw"),
                    ("refuse_withdrawal", "Refuse the withdrawal"),
                    ("kill", "Kill"),
                    ("explain", "Explain the withdrawal"),
                    ("reinstate", "Bring back"),
                ],
                max_length=20,
                verbose_name="step",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="submission",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="moderation.transition",
                verbose_name="step it answers",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="submitted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("due_at"),
                condition=models.Q(
                    ("due_at__isnull", False),
                    models.Q(
                        ("status__in", ["released", "spiked", "withdrawn", "killed"]), _negated=True
                    ),
                ),
                name="draft_due",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("id"),
                condition=models.Q(
                    ("emergency__isnull", False),
                    ("withdrawal_asked__isnull", False),
                    ("explain_by__isnull", False),
                    _connector="OR",
                ),
                name="draft_unanswered",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("claimed_by"),
                condition=models.Q(("claimed_by__isnull", False)),
                name="draft_claimed",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draft",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_status_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:killed,draft:released,draft:spiked,draft:submitted,draft:withdrawn,killed:draft,killed:withdrawn,released:draft,released:killed,released:withdrawn,returned:killed,returned:released,returned:spiked,returned:submitted,returned:withdrawn,scheduled:killed,scheduled:released,scheduled:submitted,scheduled:withdrawn,spiked:draft,submitted:draft,submitted:killed,submitted:released,submitted:returned,submitted:scheduled,submitted:spiked,submitted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="442d2d05a330b8cdc0f52ef8182f25d6a27cb675",
                    operation="UPDATE",
                    pgid="pgtrigger_draft_status_moves_df13c",
                    table="moderation_draft",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "scheduled",
                            "released",
                            "spiked",
                            "withdrawn",
                            "killed",
                        ],
                    )
                ),
                name="draft_status_known",
                violation_error_message="This status does not exist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["released", "withdrawn", "killed"]), _negated=True),
                    models.Q(("article__isnull", False), ("released_revision__isnull", False)),
                    _connector="OR",
                ),
                name="draft_public_has_article",
                violation_error_message="A released story needs its public page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("embargo_until", None),
                    ("scheduled_for", None),
                    ("scheduled_for__gte", models.F("embargo_until")),
                    _connector="OR",
                ),
                name="draft_schedule_respects_embargo",
                violation_error_message="The minute lies before the end of the embargo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("embargo_until", None),
                    models.Q(("embargo_source", ""), _negated=True),
                    _connector="OR",
                ),
                name="draft_embargo_says_who",
                violation_error_message="Write who asked for the embargo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_by", None), ("claimed_until", None)),
                    models.Q(("claimed_by__isnull", False), ("claimed_until__isnull", False)),
                    _connector="OR",
                ),
                name="draft_claim_is_whole",
                violation_error_message="A claim needs a person and an end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "killed"), _negated=True),
                    models.Q(("explain_by__isnull", False), ("killed_at__isnull", False)),
                    _connector="OR",
                ),
                name="draft_killed_is_explained_in_time",
                violation_error_message="A killed story has to be explained.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ["approve", "release", "schedule"]), _negated=True),
                    models.Q(
                        ("submission__isnull", False),
                        ("submitted_by__isnull", False),
                        models.Q(("by", models.F("submitted_by")), _negated=True),
                        models.Q(("by", models.F("owner")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transition_release_has_four_eyes",
                violation_error_message="Nobody releases what they wrote or submitted themselves.",
            ),
        ),
        # Withdrawals of before were taken by one person; they stay as they happened.
        AddConstraintNotValid(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ["sign_off", "withdraw", "explain"]), _negated=True),
                    models.Q(
                        ("submission__isnull", False),
                        ("submitted_by__isnull", False),
                        models.Q(("by", models.F("submitted_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transition_second_person",
                violation_error_message="This has to be somebody else than who began it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "step__in",
                            [
                                "return",
                                "emergency",
                                "lift_embargo",
                                "ask_withdrawal",
                                "withdraw",
                                "refuse_withdrawal",
                                "explain",
                                "reinstate",
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="transition_says_why",
                violation_error_message="This step needs a note.",
            ),
        ),
    ]
