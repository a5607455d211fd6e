"""The event of an answer keeps of a number that leads to somebody the last three digits alone.

More people read the record than the story, and no login can take words out of it.
"""

from django.db import migrations

# As `masked()` in moderation/answered.py, which does the same for events from before.
FUNCTION = r"""
CREATE FUNCTION without_numbers(answer jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN answer ->> 'rule' LIKE 'P25.%' AND answer ->> 'words' ~ '\d([\s().-]*\d){5}'
        THEN answer || jsonb_build_object(
            'words', regexp_replace(answer ->> 'words', '\d(?=([\s().-]*\d){3})', '•', 'g')
        )
        ELSE answer
    END
$$;
CREATE FUNCTION mask_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.before := without_numbers(NEW.before);
    NEW.after := without_numbers(NEW.after);
    RETURN NEW;
END
$$;
CREATE TRIGGER mask_event BEFORE INSERT ON moderation_event
FOR EACH ROW WHEN (NEW."table" = 'moderation_allowance') EXECUTE FUNCTION mask_event();
"""
REVERSE = """
DROP TRIGGER mask_event ON moderation_event;
DROP FUNCTION mask_event();
DROP FUNCTION without_numbers(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0033_answers_are_found_by_their_story")]

    operations = [migrations.RunSQL(FUNCTION, REVERSE)]
