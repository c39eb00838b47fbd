import hashlib
import hmac
import json
import secrets
from datetime import UTC

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import compliance.breach_models

GENESIS = "0" * 64
OF_NOBODY = {"ai", "notice"}
OF_CONVERSATIONS = {"conversation", "conversations"}

TRIGGERS = """
CREATE FUNCTION compliance_audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_seq bigint;
    last_hash text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('compliance_auditentry'));
    SELECT seq, hash INTO last_seq, last_hash FROM compliance_auditentry
        WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
    last_seq := coalesce(last_seq, 0) + 1;
    last_hash := coalesce(last_hash, repeat('0', 64));
    UPDATE compliance_auditentry SET seq = last_seq, previous = last_hash, hash = encode(sha256(convert_to(
        '{"digest":"' || NEW.digest || '","previous":"' || last_hash || '","seq":' || last_seq || '}', 'UTF8')), 'hex')
        WHERE id = NEW.id AND seq IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION compliance_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.seq IS NULL
       AND to_jsonb(NEW) - '{seq,previous,hash}'::text[] = to_jsonb(OLD) - '{seq,previous,hash}'::text[] THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.seq <= nullif(current_setting('guichet.audit_drop_through', true), '')::bigint THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit chain is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON compliance_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION compliance_audit_chain();
CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON compliance_auditentry
    FOR EACH ROW EXECUTE FUNCTION compliance_audit_guard();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON compliance_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_audit_guard();
"""

NO_TRIGGERS = """
DROP TRIGGER audit_chain ON compliance_auditentry;
DROP TRIGGER audit_guard ON compliance_auditentry;
DROP TRIGGER audit_no_truncate ON compliance_auditentry;
DROP FUNCTION compliance_audit_chain();
DROP FUNCTION compliance_audit_guard();
"""


def chain_existing(apps, schema_editor):
    """Name the objects of earlier entries by salted hashes, and link the entries in the order in which they were written."""
    entries = apps.get_model("compliance", "AuditEntry")
    references, seq, before, batch = _References(apps), 0, GENESIS, []
    for entry in entries.objects.order_by("pk").iterator(chunk_size=500):
        entry.object_id = references.of(entry.object_type, entry.object_id)
        entry.digest = _digest(entry)
        entry.seq, entry.previous = seq + 1, before
        entry.hash = _sha256({"digest": entry.digest, "previous": before, "seq": entry.seq})
        seq, before = entry.seq, entry.hash
        batch.append(entry)
    entries.objects.bulk_update(batch, ["object_id", "digest", "seq", "previous", "hash"], batch_size=500)


class _References:
    """Salted names; the salts of conversations are kept, so that entries lead back until the erasure."""

    def __init__(self, apps):
        self.kept = apps.get_model("compliance", "AuditSubject").objects
        self.salts = {}

    def of(self, kind, object_id):
        if kind in OF_NOBODY:
            return object_id
        if object_id not in self.salts:
            self.salts[object_id] = salt = secrets.token_bytes(32)
            if kind in OF_CONVERSATIONS and object_id != "erased":
                self.kept.create(subject=object_id, salt=salt, reference=_hashed(salt, object_id))
        return _hashed(self.salts[object_id], object_id)


def _hashed(salt, object_id):
    return hmac.digest(salt, object_id.encode(), "sha256").hex()


def _digest(entry):
    said = {name: getattr(entry, name) for name in ("actor", "details", "event", "object_id", "object_type")}
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _sha256({**said, "at": at, "site": entry.site_id})


def _sha256(statement):
    written = json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0006_model_effort'),
        ('sites', '0005_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSubject',
            fields=[
                ('subject', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
                ('reference', models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.AddField(
            model_name='auditentry',
            name='digest',
            field=models.CharField(default='', help_text='sha256 of all that stands above', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='auditentry',
            name='hash',
            field=models.CharField(default='', help_text='sha256 of digest, previous and seq', max_length=64),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='previous',
            field=models.CharField(default='', help_text='hash of the entry before', max_length=64),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='seq',
            field=models.BigIntegerField(null=True, unique=True, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='at',
            field=models.DateTimeField(verbose_name='at'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='object_id',
            field=models.CharField(max_length=64, verbose_name='object'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='object_type',
            field=models.CharField(max_length=40, verbose_name='kind of object'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='site',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site', verbose_name='site'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['object_id', 'at'], name='audit_object_at'),
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aware_at', models.DateTimeField(help_text='When the company became aware of it: the 72 hours run from here.', validators=[compliance.breach_models.not_in_the_future], verbose_name='known since')),
                ('began_at', models.DateTimeField(blank=True, null=True, validators=[compliance.breach_models.not_in_the_future], verbose_name='began')),
                ('ended_at', models.DateTimeField(blank=True, null=True, validators=[compliance.breach_models.not_in_the_future], verbose_name='ended')),
                ('is_confidentiality', models.BooleanField(default=False, verbose_name='confidentiality: data was disclosed or read')),
                ('is_integrity', models.BooleanField(default=False, verbose_name='integrity: data was altered')),
                ('is_availability', models.BooleanField(default=False, verbose_name='availability: data was lost or out of reach')),
                ('circumstances', models.TextField(verbose_name='what happened, and its cause')),
                ('person_kinds', models.TextField(verbose_name='categories of persons')),
                ('person_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='persons, approximately')),
                ('record_kinds', models.TextField(verbose_name='categories of data')),
                ('record_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='records, approximately')),
                ('consequences', models.TextField(verbose_name='likely consequences')),
                ('measures', models.TextField(verbose_name='measures taken or proposed')),
                ('contact', models.CharField(max_length=300, verbose_name='data protection officer or contact')),
                ('risk', models.CharField(choices=[('unlikely', 'Unlikely: no notification'), ('risk', 'A risk: the authority is notified'), ('high', 'A high risk: the persons are told as well')], max_length=10, verbose_name='risk for the persons')),
                ('risk_reason', models.TextField(help_text='The reasons for this assessment of the risk.', verbose_name='why')),
                ('delay_reason', models.TextField(blank=True, help_text='Needed when the authority is notified after more than 72 hours.', verbose_name='reason for the delay')),
                ('telling', models.CharField(choices=[('open', 'Not decided yet'), ('told', 'The persons have been told'), ('no_high_risk', 'Not needed: no high risk'), ('protected', 'Not needed: the data was unintelligible, 34(3)(a)'), ('averted', 'Not needed: the high risk was averted afterwards, 34(3)(b)'), ('public', 'By public communication: telling each would be out of proportion, 34(3)(c)')], default='open', max_length=12, verbose_name='telling the persons (article 34)')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='persons told on')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'personal data breach',
                'verbose_name_plural': 'breach register',
                'ordering': ['-aware_at'],
            },
        ),
        migrations.CreateModel(
            name='BreachNotification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('initial', 'first notification'), ('further', 'further information'), ('complete', 'complete')], max_length=8, verbose_name='phase')),
                ('sent_at', models.DateTimeField(validators=[compliance.breach_models.not_in_the_future], verbose_name='sent')),
                ('authority', models.CharField(default='CNIL', max_length=100, verbose_name='authority')),
                ('receipt', models.CharField(blank=True, max_length=100, verbose_name='number of the receipt')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='compliance.breach')),
            ],
            options={
                'verbose_name': 'notification to the authority',
                'verbose_name_plural': 'notifications to the authority',
                'ordering': ['sent_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RecipientNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=200, verbose_name='recipient')),
                ('contact', models.CharField(max_length=300, verbose_name='where notices go')),
                ('channel', models.CharField(choices=[('mail', 'e-mail'), ('webhook', 'automatic transfer'), ('export', 'file handed over')], max_length=7, verbose_name='channel')),
                ('deed', models.CharField(choices=[('erasure', 'erasure'), ('rectification', 'rectification'), ('restriction', 'restriction')], max_length=13, verbose_name='deed')),
                ('known_as', models.CharField(blank=True, max_length=100, verbose_name='case')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('told_at', models.DateTimeField(null=True, verbose_name='told')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'notice to a recipient',
                'verbose_name_plural': 'notices to recipients',
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=64)),
                ('recipient', models.CharField(max_length=200, verbose_name='recipient')),
                ('contact', models.CharField(max_length=300, verbose_name='where notices go')),
                ('channel', models.CharField(choices=[('mail', 'e-mail'), ('webhook', 'automatic transfer'), ('export', 'file handed over')], max_length=7, verbose_name='channel')),
                ('data', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None, verbose_name='categories of data')),
                ('known_as', models.CharField(help_text='the name under which the recipient knows the case', max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'transfer to a recipient',
                'verbose_name_plural': 'recipients ledger',
            },
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('is_confidentiality', True), ('is_integrity', True), ('is_availability', True), _connector='OR'), name='breach_has_a_nature'),
        ),
        migrations.RunPython(chain_existing, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
