from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0012_written_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="warnings",
            field=models.JSONField(default=list),
        ),
    ]
