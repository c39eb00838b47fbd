
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0003_signing_keys'),
        ('conversations', '0006_message_language'),
        ('sites', '0005_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonRequest',
            fields=[
            ],
            options={
                'verbose_name': 'request for a person',
                'verbose_name_plural': 'requests for a person',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('compliance.auditentry',),
        ),
        migrations.CreateModel(
            name='ContentNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=8, unique=True, verbose_name='reference')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('url', models.URLField(max_length=2000, verbose_name='address of the content')),
                ('reason', models.TextField(verbose_name='why it is illegal')),
                ('is_child_abuse', models.BooleanField(default=False, verbose_name='concerns the sexual abuse of children')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('outcome', models.CharField(blank=True, choices=[('', '—'), ('removed', 'The content has been removed'), ('restricted', 'Access to the content has been restricted'), ('kept', 'The content stays')], default='', max_length=10, verbose_name='decision')),
                ('grounds', models.TextField(blank=True, verbose_name='reasons of the decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('is_mailed', models.BooleanField(default=False, verbose_name='decision sent by mail')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'notice of illegal content',
                'verbose_name_plural': 'notices of illegal content',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_child_abuse', True), models.Q(('name', ''), ('email', ''), _connector='OR', _negated=True), _connector='OR'), name='notice_names_its_sender')],
            },
        ),
    ]
