"""How many letters one sender, and one story, may have in an hour: counted where they arrive.

The readers' role cannot read a letter, so it cannot count them; the function runs as its owner. It
concerns those who may not read letters: what an editor enters from the telephone is not counted.
A letter that was sent twice is refused with its first number.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION count_letters() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    first bigint;
    lately constant timestamptz := statement_timestamp() - interval '1 hour';
BEGIN
    -- Nobody dates a letter back to before the hour that is counted.
    IF NEW.sent_at NOT BETWEEN statement_timestamp() - interval '5 minutes'
                           AND statement_timestamp() + interval '5 minutes' THEN
        NEW.sent_at := statement_timestamp();
    END IF;
    -- Two at the same moment count each other: always the sender's lock first, then the story's.
    PERFORM pg_advisory_xact_lock(hashtext('letters of a sender'), hashtext(NEW.sender_key));
    PERFORM pg_advisory_xact_lock(hashtext('letters about a story'), NEW.article_id::int);
    SELECT id INTO first FROM articles_letter
    WHERE sender_key = NEW.sender_key AND sent_at > lately
      AND article_id = NEW.article_id AND kind = NEW.kind AND text = NEW.text
    ORDER BY id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'this letter has arrived' USING ERRCODE = 'NL001', DETAIL = first::text;
    END IF;
    IF (SELECT count(*) FROM articles_letter
        WHERE sender_key = NEW.sender_key AND sent_at > lately) >= 10
    OR (SELECT count(*) FROM articles_letter
        WHERE article_id = NEW.article_id AND sent_at > lately) >= 30 THEN
        RAISE EXCEPTION 'too many letters in an hour' USING ERRCODE = 'NL002';
    END IF;
    RETURN NEW;
END
$$;
"""
TRIGGER = """
CREATE TRIGGER count_letters BEFORE INSERT ON articles_letter FOR EACH ROW
WHEN (NOT has_table_privilege('articles_letter', 'SELECT')) EXECUTE FUNCTION count_letters();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_slots_begin_by_index")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION count_letters();"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER count_letters ON articles_letter;"),
    ]
