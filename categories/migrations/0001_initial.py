import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "name_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower(
                            django.db.models.functions.text.Trim(
                                models.Func(
                                    models.F("name"),
                                    models.Value("[\\s\\u00a0\\u2000-\\u200b\\u202f\\u3000]+"),
                                    models.Value(" "),
                                    models.Value("g"),
                                    function="regexp_replace",
                                )
                            ),
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        db_index=False,
                        help_text="Made from the name when left empty. Old addresses keep working.",
                        max_length=80,
                        verbose_name="address",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        editable=False,
                        max_length=2592,
                        verbose_name="path",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("channel", "Channel"),
                            ("topic", "Topic"),
                            ("event", "Event"),
                            ("organisation", "Organisation"),
                            ("content_type", "Content type"),
                        ],
                        default="topic",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Low numbers stand first; equal ones by name.",
                        verbose_name="position",
                    ),
                ),
                (
                    "is_retired",
                    models.BooleanField(
                        default=False,
                        help_text="Its stories stay readable; nobody can choose it for new ones.",
                        verbose_name="retired",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="categories.category",
                        verbose_name="stands under",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["position", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parent", "name_key"),
                        name="category_name_unique_among_siblings",
                        nulls_distinct=False,
                        violation_error_message="A category with this name already stands here.",
                    ),
                    models.UniqueConstraint(
                        fields=("parent", "slug"),
                        name="category_slug_unique_among_siblings",
                        nulls_distinct=False,
                        violation_error_message="Another category already has this address here. Choose a different address.",
                    ),
                    models.UniqueConstraint(fields=("path",), name="category_path_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+([_-]+[a-z0-9]+)*$")),
                        name="category_slug_is_an_address",
                        violation_error_message="The address may hold only the letters a to z, digits and hyphens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_key", ""), _negated=True),
                        name="category_has_a_name",
                        violation_error_message="A category needs a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "channel"), _negated=True),
                            ("parent__isnull", True),
                            _connector="OR",
                        ),
                        name="category_channel_at_top",
                        violation_error_message="A channel stands at the top. Choose another kind, or leave “stands under” empty.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="category",
            trigger=pgtrigger.compiler.Trigger(
                name="path_follows_parent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE wrong text;",
                    func="\n                    PERFORM pg_advisory_xact_lock('categories_category'::regclass::oid::bigint);\n                    SELECT node.path INTO wrong\n                    FROM categories_category node\n                    LEFT JOIN categories_category parent ON parent.id = node.parent_id\n                    WHERE (node.id = NEW.id OR node.parent_id = NEW.id)\n                      AND (node.path <> concat_ws('/', parent.path, node.slug)\n                           OR cardinality(string_to_array(node.path, '/')) > 32)\n                    LIMIT 1;\n                    IF FOUND THEN\n                        RAISE EXCEPTION 'path \"%\" does not follow its parent, or is too deep', wrong\n                            USING ERRCODE = 'check_violation',\n                                CONSTRAINT = 'category_path_follows_parent';\n                    END IF;\n                    RETURN NULL;\n                    ",
                    hash="5c24a7fbba44006277c0d7efcc1ec0fdafa1099d",
                    operation='INSERT OR UPDATE OF "parent_id", "slug", "path"',
                    pgid="pgtrigger_path_follows_parent_91d91",
                    table="categories_category",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
