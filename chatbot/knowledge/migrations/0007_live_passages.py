from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

# Passages of published versions are live; an article's title, whose vector stood apart, becomes part of each passage's.
LIVE = "UPDATE knowledge_passage p SET live = true FROM knowledge_article a WHERE a.published_id = p.version_id;"
MEAN = """
UPDATE knowledge_passage p SET embedding = (p.embedding + v.title_embedding) * array_fill(0.5::real, ARRAY[384])::vector
FROM knowledge_articleversion v WHERE v.id = p.version_id AND v.title_embedding IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0006_upload")]
    operations = [
        BtreeGinExtension(),
        migrations.AddField("passage", "live", models.BooleanField(db_default=False, default=False)),
        migrations.RunSQL(LIVE, migrations.RunSQL.noop),
        migrations.RunSQL(MEAN, migrations.RunSQL.noop),
    ]
