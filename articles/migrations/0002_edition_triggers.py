"""The one row of the edition, and the triggers that raise it.

Every table the reader role may read has one, so no code path can forget. They run before the
statement: whoever writes takes the edition's lock first, and two writers cannot wait for each
other.
"""

from django.db import migrations

TABLES = (
    "articles_article",
    "articles_articletag",
    "articles_author",
    "articles_correction",
    "articles_credit",
    "articles_listing",
    "articles_oldaddress",
    "articles_page",
    "articles_tag",
    "categories_category",
)

FUNCTION = """
INSERT INTO articles_edition (id, number) VALUES (1, 1);
CREATE FUNCTION raise_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_edition SET number = number + 1 WHERE id = 1;
    RETURN NULL;
END
$$;
"""
TRIGGER = """
CREATE TRIGGER raise_edition BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION raise_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_published_stories"), ("categories", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP FUNCTION raise_edition(); DELETE FROM articles_edition;",
        ),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table), f"DROP TRIGGER raise_edition ON {table};"
            )
            for table in TABLES
        ),
    ]
