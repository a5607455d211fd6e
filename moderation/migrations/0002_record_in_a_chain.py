"""What the database itself writes into the record, so that no caller can say otherwise.

- A transition's owner, and for a release the submission it answers and who made that, are read
  from the tables. The check `transition_release_has_four_eyes` then speaks about facts.
- Each revision and each transition carries the hash of itself and of the one before it in its
  draft. Whoever owns the tables can switch triggers off; the chain makes it visible
  (manage.py check_record).
- TRUNCATE, which row triggers do not see, is refused.

sha256() is part of PostgreSQL's core; pgcrypto is not needed. The functions pin the time zone,
because the text of a timestamp depends on it.
"""

from django.db import migrations

DIGESTS = """
CREATE FUNCTION revision_digest(r moderation_revision, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        previous, r.draft_id, r.number, r.by_id, r.at, r.kicker, r.headline, r.standfirst, r.body,
        r.category_id, r.place, r.kind, r.source, r.lead_photo_id, r.tags, r.credits
    )::text, 'UTF8')), 'hex')
$$;
CREATE FUNCTION transition_digest(t moderation_transition, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        previous, (SELECT hash FROM moderation_revision WHERE id = t.revision_id),
        t.draft_id, t.step, t.before, t.after, t.by_id, t.at, t.note, t.change, t.statement,
        t.reason, t.due_at, t.automatic, t.late, t.owner_id, t.submission_id, t.submitted_by_id
    )::text, 'UTF8')), 'hex')
$$;
"""
DROP_DIGESTS = """
DROP FUNCTION transition_digest(moderation_transition, text);
DROP FUNCTION revision_digest(moderation_revision, text);
"""

WRITERS = """
CREATE FUNCTION write_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.hash := revision_digest(NEW, (
        SELECT hash FROM moderation_revision
        WHERE draft_id = NEW.draft_id ORDER BY number DESC LIMIT 1));
    RETURN NEW;
END
$$;
CREATE FUNCTION write_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT owner_id INTO NEW.owner_id FROM moderation_draft WHERE id = NEW.draft_id;
    NEW.submission_id := NULL;
    NEW.submitted_by_id := NULL;
    IF NEW.step IN ('release', 'schedule') THEN
        SELECT id, by_id INTO NEW.submission_id, NEW.submitted_by_id
        FROM moderation_transition
        WHERE draft_id = NEW.draft_id AND step = 'submit' ORDER BY id DESC LIMIT 1;
    END IF;
    NEW.hash := transition_digest(NEW, (
        SELECT hash FROM moderation_transition
        WHERE draft_id = NEW.draft_id ORDER BY id DESC LIMIT 1));
    RETURN NEW;
END
$$;
CREATE TRIGGER write_revision BEFORE INSERT ON moderation_revision
FOR EACH ROW EXECUTE FUNCTION write_revision();
CREATE TRIGGER write_transition BEFORE INSERT ON moderation_transition
FOR EACH ROW EXECUTE FUNCTION write_transition();
"""
DROP_WRITERS = """
DROP TRIGGER write_transition ON moderation_transition;
DROP TRIGGER write_revision ON moderation_revision;
DROP FUNCTION write_transition();
DROP FUNCTION write_revision();
"""

SUBMISSION = """
ALTER TABLE moderation_transition ADD CONSTRAINT transition_answers_submission
FOREIGN KEY (submission_id, submitted_by_id, draft_id)
REFERENCES moderation_transition (id, by_id, draft_id);
"""
DROP_SUBMISSION = "ALTER TABLE moderation_transition DROP CONSTRAINT transition_answers_submission;"

TRUNCATE = """
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record in % is kept.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER revision_is_not_emptied BEFORE TRUNCATE ON moderation_revision
FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER transition_is_not_emptied BEFORE TRUNCATE ON moderation_transition
FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
"""
DROP_TRUNCATE = """
DROP TRIGGER transition_is_not_emptied ON moderation_transition;
DROP TRIGGER revision_is_not_emptied ON moderation_revision;
DROP FUNCTION refuse_truncate();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_drafts_and_record")]

    operations = [
        migrations.RunSQL(DIGESTS, DROP_DIGESTS),
        migrations.RunSQL(WRITERS, DROP_WRITERS),
        migrations.RunSQL(SUBMISSION, DROP_SUBMISSION),
        migrations.RunSQL(TRUNCATE, DROP_TRUNCATE),
    ]
