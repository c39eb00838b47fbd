import django.contrib.postgres.indexes
import pgvector.django
from django.db import migrations, models
from django.db.models.functions import Cast


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0007_live_passages")]
    operations = [
        migrations.RemoveField("articleversion", "title_embedding"),
        migrations.RemoveIndex("passage", "passage_search"),
        migrations.AddIndex(
            "passage",
            models.Index(condition=models.Q(("live", True)), fields=["site", "language"], name="passage_live"),
        ),
        migrations.AddIndex(
            "passage",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("live", True)), fields=["site", "search"], name="passage_words"
            ),
        ),
        migrations.AddIndex(
            "passage",
            pgvector.django.HnswIndex(
                django.contrib.postgres.indexes.OpClass(
                    Cast("embedding", pgvector.django.HalfVectorField(dimensions=384)), name="halfvec_ip_ops"
                ),
                condition=models.Q(("live", True)),
                name="passage_meaning",
            ),
        ),
    ]
