from django.db import migrations

# Each statement that changes passages changes the counts with it, whoever issues it. Rows are taken in the order of the
# words, so that two publications wait for each other instead of both giving up. The empty word counts the passages.
COUNT = """
CREATE FUNCTION knowledge_count_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM knowledge_lexeme l WHERE (l.site_id, l.language, l.word) IN (
            SELECT p.site_id, p.language, unnest('{""}'::text[] || tsvector_to_array(p.search)) FROM gone p WHERE p.live
        ) ORDER BY l.site_id, l.language, l.word FOR UPDATE;
        UPDATE knowledge_lexeme l SET passages = l.passages - less.passages FROM (
            SELECT p.site_id, p.language, word, count(*) AS passages
            FROM gone p, unnest('{""}'::text[] || tsvector_to_array(p.search)) AS word WHERE p.live GROUP BY 1, 2, 3
        ) less WHERE (l.site_id, l.language, l.word) = (less.site_id, less.language, less.word);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO knowledge_lexeme AS l (site_id, language, word, passages)
        SELECT p.site_id, p.language, word, count(*)
        FROM come p, unnest('{""}'::text[] || tsvector_to_array(p.search)) AS word WHERE p.live
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (site_id, language, word) DO UPDATE SET passages = l.passages + excluded.passages;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER passages_come AFTER INSERT ON knowledge_passage REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION knowledge_count_words();
CREATE TRIGGER passages_change AFTER UPDATE ON knowledge_passage REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION knowledge_count_words();
CREATE TRIGGER passages_go AFTER DELETE ON knowledge_passage REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION knowledge_count_words();
INSERT INTO knowledge_lexeme (site_id, language, word, passages)
    SELECT p.site_id, p.language, word, count(*)
    FROM knowledge_passage p, unnest('{""}'::text[] || tsvector_to_array(p.search)) AS word WHERE p.live GROUP BY 1, 2, 3;
"""
FORGET = "DROP FUNCTION knowledge_count_words() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0009_lexemes_synonyms")]
    operations = [migrations.RunSQL(COUNT, FORGET)]
