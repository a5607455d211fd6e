"""The database writes into each step which other step it answers, and refuses what an embargo bars.

- An approval, a release and a schedule answer the last submission; a sign-off the last emergency
  release; a withdrawal or its refusal the last request for it; an explanation the last kill.
- Columns that came later are part of a row's digest only where they say something, so the chain
  of what was written before them still holds.
- Nothing is released before the end of an embargo, whoever asks.
"""

from django.db import migrations

DIGESTS = """
CREATE OR REPLACE FUNCTION revision_digest(r moderation_revision, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to((jsonb_build_array(
        previous, r.draft_id, r.number, r.by_id, r.at, r.kicker, r.headline, r.standfirst, r.body,
        r.category_id, r.place, r.kind, r.source, r.lead_photo_id, r.tags, r.credits
    ) || CASE
        WHEN r.answers_id IS NULL AND r.related_ids = '[]' AND r.read_also_ids = '[]' THEN '[]'
        ELSE jsonb_build_array(r.answers_id, r.related_ids, r.read_also_ids)
    END)::text, 'UTF8')), 'hex')
$$;
CREATE OR REPLACE FUNCTION transition_digest(t moderation_transition, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to((jsonb_build_array(
        previous, (SELECT hash FROM moderation_revision WHERE id = t.revision_id),
        t.draft_id, t.step, t.before, t.after, t.by_id, t.at, t.note, t.change, t.statement,
        t.reason, t.due_at, t.automatic, t.late, t.owner_id, t.submission_id, t.submitted_by_id
    ) || CASE
        WHEN t.severity = '' AND t.apology = '' THEN '[]'
        ELSE jsonb_build_array(t.severity, t.apology)
    END)::text, 'UTF8')), 'hex')
$$;
"""
OLD_DIGESTS = """
CREATE OR REPLACE FUNCTION revision_digest(r moderation_revision, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        previous, r.draft_id, r.number, r.by_id, r.at, r.kicker, r.headline, r.standfirst, r.body,
        r.category_id, r.place, r.kind, r.source, r.lead_photo_id, r.tags, r.credits
    )::text, 'UTF8')), 'hex')
$$;
CREATE OR REPLACE FUNCTION transition_digest(t moderation_transition, previous text) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        previous, (SELECT hash FROM moderation_revision WHERE id = t.revision_id),
        t.draft_id, t.step, t.before, t.after, t.by_id, t.at, t.note, t.change, t.statement,
        t.reason, t.due_at, t.automatic, t.late, t.owner_id, t.submission_id, t.submitted_by_id
    )::text, 'UTF8')), 'hex')
$$;
"""
WRITER = """
CREATE OR REPLACE FUNCTION write_transition() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    answered text;
    embargo timestamptz;
BEGIN
    SELECT owner_id, embargo_until INTO NEW.owner_id, embargo
    FROM moderation_draft WHERE id = NEW.draft_id;
    IF NEW.step IN ('release', 'emergency') AND embargo > NEW.at THEN
        RAISE EXCEPTION 'The embargo of draft % has not ended.', NEW.draft_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_respects_embargo';
    END IF;
    answered := CASE
        WHEN NEW.step IN ('approve', 'release', 'schedule') THEN 'submit'
        WHEN NEW.step = 'sign_off' THEN 'emergency'
        WHEN NEW.step IN ('withdraw', 'refuse_withdrawal') THEN 'ask_withdrawal'
        WHEN NEW.step = 'explain' THEN 'kill'
    END;
    NEW.submission_id := NULL;
    NEW.submitted_by_id := NULL;
    IF answered IS NOT NULL THEN
        SELECT id, by_id INTO NEW.submission_id, NEW.submitted_by_id
        FROM moderation_transition
        WHERE draft_id = NEW.draft_id AND step = answered ORDER BY id DESC LIMIT 1;
    END IF;
    NEW.hash := transition_digest(NEW, (
        SELECT hash FROM moderation_transition
        WHERE draft_id = NEW.draft_id ORDER BY id DESC LIMIT 1));
    RETURN NEW;
END
$$;
"""
OLD_WRITER = """
CREATE OR REPLACE FUNCTION write_transition() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_deadlines_claims_and_second_looks")]

    operations = [
        migrations.RunSQL(DIGESTS, OLD_DIGESTS),
        migrations.RunSQL(WRITER, OLD_WRITER),
    ]
