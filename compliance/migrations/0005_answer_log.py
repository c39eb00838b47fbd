import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0004_training'),
        ('sites', '0005_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40, verbose_name='event')),
                ('hour', models.DateTimeField(db_index=True, verbose_name='hour')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'log entry of an answer',
                'verbose_name_plural': 'log of answers',
            },
        ),
    ]
