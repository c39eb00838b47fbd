"""Seals what was stored before columns were sealed: in batches that commit, so that an interrupted run goes on where it was."""

import json

from django.db import migrations, transaction
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from compliance.vault import keys
from compliance.vault.field import Sealed, SealedField, SealedTextField

AT_ONCE = 500
SUBJECTS = ("Conversation", "ContentNotice")
TABLES = {"ContentNotice": (), "Draft": (), "Feedback": ("message",), "LaterReply": (), "Message": (), "OpenQuestion": ("turn",), "Turn": ()}
IN_CLEAR = '("{table}"."{column}" <> \'\' AND substring("{table}"."{column}" FROM 1 FOR 1) <> \'\\xf8\')'


def seal(apps, schema_editor):
    """Give everybody a key, seal the rows, and have what was there in clear overwritten."""
    for name in SUBJECTS:
        give_keys(apps.get_model("conversations", name), apps.get_model("compliance", "SubjectKey"))
    for name, related in TABLES.items():
        model = apps.get_model("conversations", name)
        if seal_table(model, related):
            schema_editor.execute(f'VACUUM FULL "{model._meta.db_table}"')


def give_keys(model, keys_model):
    without = model.objects.filter(~Exists(keys_model.objects.filter(subject=OuterRef("pk"))))
    while batch := list(without.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            for subject in batch:
                keys.create(subject)


def seal_table(model, related):
    """Return how many rows were sealed."""
    fields = [field for field in model._meta.fields if isinstance(field, SealedField)]
    table = model._meta.db_table
    clear = " OR ".join(IN_CLEAR.format(table=table, column=field.column) for field in fields)
    rows = model.objects.annotate(in_clear=RawSQL(clear, [])).filter(in_clear=True).select_related(*related).order_by("pk")
    done = 0
    while batch := list(rows[:AT_ONCE]):
        with transaction.atomic():
            for row in batch:
                seal_row(row, fields)
        done += len(batch)
    return done


def seal_row(row, fields):
    for field in fields:
        kept = row.__dict__[field.attname]
        if isinstance(kept, Sealed) and not kept.blob.startswith(b"\xf8"):
            setattr(row, field.attname, plain(field, kept.blob))
    row.save(update_fields=[field.name for field in row._meta.fields if field.name == "email_index" or field in fields])


def plain(field, words):
    """Return the value of words in clear; a vector was written as JSON is."""
    return words.decode() if isinstance(field, SealedTextField) else json.loads(words)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('conversations', '0010_sealed_columns'),
    ]

    operations = [migrations.RunPython(seal)]
