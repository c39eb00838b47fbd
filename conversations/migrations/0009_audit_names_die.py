from django.db import migrations

# Whoever deletes a conversation, and however: its audit entries lead back to nobody from then on.
FORGET = """
DELETE FROM compliance_auditsubject WHERE NOT EXISTS (
    SELECT 1 FROM conversations_conversation c WHERE c.id::text = compliance_auditsubject.subject);

CREATE FUNCTION conversations_forget_in_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM compliance_auditsubject WHERE subject = OLD.id::text;
    RETURN NULL;
END $$;

CREATE TRIGGER forget_in_audit AFTER DELETE ON conversations_conversation
    FOR EACH ROW EXECUTE FUNCTION conversations_forget_in_audit();
"""

REMEMBER = """
DROP TRIGGER forget_in_audit ON conversations_conversation;
DROP FUNCTION conversations_forget_in_audit();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0007_audit_chain_and_registers'),
        ('conversations', '0008_drafts'),
    ]

    operations = [
        migrations.RunSQL(FORGET, REMEMBER),
    ]
