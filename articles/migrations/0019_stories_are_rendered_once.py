"""How stories stand in lists is made at their release and kept; triggers keep it from going stale.

They compare the columns of a card: whatever changes one, through a release or past it, deletes what
was rendered of the old ones in the same statement. A withdrawal is such a change.
"""

import django.db.models.deletion
from django.db import migrations, models

CARD = (
    "slug, kicker, headline, standfirst, kind, picture, published_at, section_name, section_path,"
    " withdrawn_at"
)


def of(row: str) -> str:
    return ", ".join(f"{row}.{name.strip()}" for name in CARD.split(","))


FUNCTION = """
CREATE FUNCTION forget_rendered() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM articles_rendered WHERE article_id = NEW.id;
    RETURN NULL;
END
$$;
"""
TRIGGER = f"""
CREATE TRIGGER forget_rendered AFTER UPDATE ON articles_article FOR EACH ROW
WHEN (ROW({of("OLD")}) IS DISTINCT FROM ROW({of("NEW")}))
EXECUTE FUNCTION forget_rendered();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_what_the_hub_was_told")]

    operations = [
        migrations.CreateModel(
            name="Rendered",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("row", models.TextField()),
                ("card", models.TextField()),
                ("lead", models.TextField()),
                ("brief", models.TextField()),
                ("line", models.TextField()),
                ("made_by", models.CharField(db_index=True, max_length=16)),
            ],
            options={
                "verbose_name": "rendered story",
                "verbose_name_plural": "rendered stories",
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION forget_rendered();"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER forget_rendered ON articles_article;"),
    ]
