from django.db import migrations

# How the index writes a passage: words of its title bear the label A, of its heading B, those that its text says several times C.
WORDS = """
CREATE FUNCTION knowledge_words(config regconfig, title text, heading text, body text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector(config, title), 'A') || setweight(to_tsvector(config, heading), 'B')
        || setweight(words, 'C', ARRAY(SELECT lexeme FROM unnest(words) WHERE cardinality(positions) > 1))
    FROM to_tsvector(config, body) AS words
$$;
"""
LABEL = """
UPDATE knowledge_passage SET search = setweight(search, 'C', ARRAY(
    SELECT lexeme FROM unnest(search) WHERE cardinality(positions) > 1 AND weights <@ '{D}'
));
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0010_counted_words")]
    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION knowledge_words(regconfig, text, text, text);"),
        migrations.RunSQL(LABEL, migrations.RunSQL.noop),
    ]
