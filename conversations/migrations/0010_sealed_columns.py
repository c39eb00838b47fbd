import compliance.vault.field
import compliance.vault.index
from django.db import migrations, models

# Text becomes its bytes, not yet sealed; what is empty becomes no bytes at all. The next migration seals what is there.
COLUMNS = {
    "contentnotice": ("email", "grounds", "name", "reason", "url"),
    "draft": ("text", "trace"),
    "feedback": ("comment",),
    "laterreply": ("email",),
    "message": ("choices", "text"),
    "openquestion": ("embedding",),
    "turn": ("trace",),
}
JSON = ("choices", "trace")


def to_bytes(column):
    words = f"convert_to({column}::text, 'UTF8')"
    if column in JSON:
        words = f"CASE WHEN {column}::text IN ('{{}}', '[]') THEN '' ELSE {words} END"
    return f"ALTER COLUMN {column} TYPE bytea USING {words}"


ALTER = [
    f"ALTER TABLE conversations_{table} " + ", ".join(to_bytes(column) for column in columns)
    for table, columns in COLUMNS.items()
]
NAMES_ITS_SENDER = models.CheckConstraint(
    condition=models.Q(is_child_abuse=True) | ~(models.Q(name="") | models.Q(email="")), name="notice_names_its_sender"
)


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0008_subject_keys'),
        ('conversations', '0009_audit_names_die'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='contentnotice', name='notice_names_its_sender'),
        migrations.AddField(
            model_name='contentnotice',
            name='email_index',
            field=compliance.vault.index.BlindIndexField(of='email'),
        ),
        migrations.AddField(
            model_name='laterreply',
            name='email_index',
            field=compliance.vault.index.BlindIndexField(of='email'),
        ),
        migrations.RunSQL(
            ALTER,
            state_operations=[
                migrations.AlterField(
                    model_name='contentnotice',
                    name='email',
                    field=compliance.vault.field.SealedTextField(blank=True, row='pk', subject='pk', verbose_name='e-mail'),
                ),
                migrations.AlterField(
                    model_name='contentnotice',
                    name='grounds',
                    field=compliance.vault.field.SealedTextField(blank=True, row='pk', subject='pk', verbose_name='reasons of the decision'),
                ),
                migrations.AlterField(
                    model_name='contentnotice',
                    name='name',
                    field=compliance.vault.field.SealedTextField(blank=True, row='pk', subject='pk', verbose_name='name'),
                ),
                migrations.AlterField(
                    model_name='contentnotice',
                    name='reason',
                    field=compliance.vault.field.SealedTextField(row='pk', subject='pk', verbose_name='why it is illegal'),
                ),
                migrations.AlterField(
                    model_name='contentnotice',
                    name='url',
                    field=compliance.vault.field.SealedTextField(row='pk', subject='pk', verbose_name='address of the content'),
                ),
                migrations.AlterField(
                    model_name='draft',
                    name='text',
                    field=compliance.vault.field.SealedTextField(row='pk', subject='conversation_id'),
                ),
                migrations.AlterField(
                    model_name='draft',
                    name='trace',
                    field=compliance.vault.field.SealedJSONField(default=dict, row='pk', subject='conversation_id'),
                ),
                migrations.AlterField(
                    model_name='feedback',
                    name='comment',
                    field=compliance.vault.field.SealedTextField(blank=True, row='message_id', subject='message.conversation_id'),
                ),
                migrations.AlterField(
                    model_name='laterreply',
                    name='email',
                    field=compliance.vault.field.SealedTextField(blank=True, help_text='given by the customer for this answer and nothing else', row='pk', subject='conversation_id'),
                ),
                migrations.AlterField(
                    model_name='message',
                    name='choices',
                    field=compliance.vault.field.SealedJSONField(default=list, help_text='[title]: what the customer may mean, to choose from', row='pk', subject='conversation_id'),
                ),
                migrations.AlterField(
                    model_name='message',
                    name='text',
                    field=compliance.vault.field.SealedTextField(row='pk', subject='conversation_id'),
                ),
                migrations.AlterField(
                    model_name='openquestion',
                    name='embedding',
                    field=compliance.vault.field.SealedVectorField(row='turn_id', subject='turn.conversation_id'),
                ),
                migrations.AlterField(
                    model_name='turn',
                    name='trace',
                    field=compliance.vault.field.SealedJSONField(default=dict, row='pk', subject='conversation_id'),
                ),
            ],
        ),
        migrations.AddConstraint(model_name='contentnotice', constraint=NAMES_ITS_SENDER),
    ]
