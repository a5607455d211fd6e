-- Who may read and write which table. Run by `manage.py make_roles` and after every migration;
-- can be run again at any time, by hand too: psql -f newsroom/roles.sql
--
-- owner   migrates; owns the tables
-- desk    works, but may only read and add to the record
-- reader  may read what the public may read, and nothing else
--
-- Roles belong to a whole PostgreSQL cluster, so they are named after the database.

DO $roles$
DECLARE
    desk text := current_database() || '_desk';
    reader text := current_database() || '_reader';
    public_tables text[] := ARRAY[
        'articles_article', 'articles_articletag', 'articles_author', 'articles_banner',
        'articles_colleague', 'articles_correction', 'articles_credit', 'articles_edition',
        'articles_listing', 'articles_oldaddress', 'articles_page', 'articles_popular',
        'articles_rendered', 'articles_searchentry', 'articles_searchword', 'articles_slot',
        'articles_tag', 'categories_category'
    ];
    -- What happened may be added to and read, never changed (docs/workflow.md).
    record_tables text[] := ARRAY[
        'moderation_revision', 'moderation_transition', 'moderation_event', 'cases_casenote'
    ];
    item text;
BEGIN
    FOREACH item IN ARRAY ARRAY[desk, reader] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = item) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', item);
        END IF;
        IF NOT pg_has_role(current_user, item, 'MEMBER') OR (
            current_setting('server_version_num')::int >= 160000
            AND NOT pg_has_role(current_user, item, 'SET')
        ) THEN
            EXECUTE format('GRANT %I TO %I', item, current_user);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), item);
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', item);
    END LOOP;

    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', reader);
    FOREACH item IN ARRAY public_tables LOOP
        IF to_regclass(format('public.%I', item)) IS NOT NULL THEN
            EXECUTE format('GRANT SELECT ON public.%I TO %I', item, reader);
        END IF;
    END LOOP;

    -- A reader's letter: added, and read by the desk alone. The key column is what INSERT answers.
    IF to_regclass('public.articles_letter') IS NOT NULL THEN
        EXECUTE format('GRANT INSERT, SELECT (id) ON public.articles_letter TO %I', reader);
        EXECUTE format('GRANT USAGE ON SEQUENCE public.articles_letter_id_seq TO %I', reader);
    END IF;

    -- What was read: added by readers' processes, and added up by the desk's.
    IF to_regclass('public.articles_reading') IS NOT NULL THEN
        EXECUTE format('GRANT INSERT ON public.articles_reading TO %I', reader);
    END IF;

    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', desk);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', desk);
    FOREACH item IN ARRAY record_tables LOOP
        IF to_regclass(format('public.%I', item)) IS NOT NULL THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM %I', item, desk);
        END IF;
    END LOOP;
    -- What the owner alone writes: which migrations ran, what the law had erased, and, by a
    -- trigger, what was changed beside the stories.
    FOREACH item IN ARRAY ARRAY[
        'django_migrations', 'moderation_erasure', 'moderation_event'
    ] LOOP
        IF to_regclass(format('public.%I', item)) IS NOT NULL THEN
            EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON public.%I FROM %I', item, desk);
        END IF;
    END LOOP;
    -- What runs as the owner runs by its own triggers only. Whoever may execute such a function may
    -- put it on a table of their own, and so write into the record what never happened.
    FOR item IN SELECT oid::regprocedure::text FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prosecdef LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', item);
    END LOOP;
END
$roles$;
