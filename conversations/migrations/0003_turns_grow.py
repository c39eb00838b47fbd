from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def last_seq_from_question(apps, schema_editor):
    """A turn that was made before answers the one message that it was made for."""
    turn, message = apps.get_model("conversations", "Turn"), apps.get_model("conversations", "Message")
    question = message.objects.filter(pk=OuterRef("question_id")).values("seq")[:1]
    turn.objects.update(last_seq=Subquery(question))


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_open_questions")]

    operations = [
        migrations.AddField(
            "message", "choices", models.JSONField(default=list, help_text="[title]: what the customer may mean, to choose from")
        ),
        migrations.AddField(
            "message", "offers_person", models.BooleanField(default=False, help_text="an adviser is offered before all else")
        ),
        migrations.AddField("turn", "has_words", models.BooleanField(default=False, help_text="the customer has seen words of the answer")),
        migrations.AddField("turn", "last_seq", models.PositiveIntegerField(null=True)),
        migrations.RunPython(last_seq_from_question, migrations.RunPython.noop),
        migrations.AlterField(
            "turn",
            "last_seq",
            models.PositiveIntegerField(help_text="number of the last customer message that this turn answers"),
        ),
    ]
