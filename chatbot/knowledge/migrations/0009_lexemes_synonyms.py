import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_answers"), ("knowledge", "0008_search_indexes")]
    operations = [
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("word", models.TextField()),
                ("passages", models.IntegerField()),
                ("site", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sites.site")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("site", "language", "word"), name="lexeme_unique")],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("site"),
                        django.contrib.postgres.indexes.OpClass("word", name="gin_trgm_ops"),
                        name="lexeme_spelling",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=[("fr", "French"), ("en", "English")], max_length=2, verbose_name="language"),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="A word, several, or an acronym, such as “VAT”.",
                        max_length=120,
                        verbose_name="as customers say it",
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        help_text="Such as “value added tax”. It counts both ways: either wording finds the other.",
                        max_length=120,
                        verbose_name="as your articles say it",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="synonyms",
                        to="sites.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "ordering": ["site", "language", "words"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "language", "words", "meaning"), name="synonym_unique")
                ],
            },
        ),
    ]
