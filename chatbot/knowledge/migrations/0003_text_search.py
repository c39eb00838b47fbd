from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION guichet_{code} (COPY = {name});
ALTER TEXT SEARCH CONFIGURATION guichet_{code}
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
"""
DROP = "DROP TEXT SEARCH CONFIGURATION guichet_{code};"
LANGUAGES = {"fr": "french", "en": "english"}


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_initial")]
    operations = [
        migrations.RunSQL(CREATE.format(code=code, name=name), DROP.format(code=code)) for code, name in LANGUAGES.items()
    ]
