"""The people of the newsroom in a table that readers may read, filled from the accounts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRIGGER = """
CREATE TRIGGER raise_edition BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON articles_colleague
FOR EACH STATEMENT EXECUTE FUNCTION raise_edition();
"""
DUTIES = (
    "Pemimpin redaksi",
    "Redaktur pelaksana",
    "Redaktur",
    "Koordinator liputan",
    "Wartawan",
    "Fotografer",
)


def fill(apps, schema_editor):
    """Print whoever has a role today; afterwards `articles.masthead` follows each change."""
    using = schema_editor.connection.alias
    users = apps.get_model("accounts", "User").objects.using(using).filter(is_active=True)
    authors = apps.get_model("articles", "Author").objects.using(using).filter(is_active=True)
    by_user = {author.user_id: author for author in authors if author.user_id}
    colleagues = []
    for user in users.prefetch_related("groups"):
        held = {group.name for group in user.groups.all()}
        duty = next((duty for duty in DUTIES if duty in held), None)
        if duty is None:
            continue
        author = by_user.get(user.pk)
        full_name = f"{user.first_name} {user.last_name}".strip()
        if not (author or full_name):
            continue  # what somebody signs in with is told to nobody
        colleagues.append(
            {
                "user_id": user.pk,
                "name": author.name if author else full_name,
                "duty": duty,
                "rank": DUTIES.index(duty),
                "author_id": author.pk if author else None,
            }
        )
    model = apps.get_model("articles", "Colleague")
    model.objects.using(using).bulk_create([model(**row) for row in colleagues])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_limits"),
        ("articles", "0014_stories_can_be_searched"),
        ("photos", "0003_find_by_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                help_text="The number of a photo in the library; it is shown as a square.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="photos.photo",
                verbose_name="portrait",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="portrait",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="author",
            name="position",
            field=models.CharField(
                blank=True,
                help_text="Printed on the page of the newsroom, such as “Koresponden Jakarta”. Empty: the role of the login.",
                max_length=80,
                verbose_name="printed position",
            ),
        ),
        migrations.CreateModel(
            name="Colleague",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("duty", models.CharField(max_length=80)),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.author",
                    ),
                ),
            ],
            options={
                "verbose_name": "colleague",
                "verbose_name_plural": "colleagues",
                "ordering": ["rank", "name"],
            },
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER raise_edition ON articles_colleague;"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
