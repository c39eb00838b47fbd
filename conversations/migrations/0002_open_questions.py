import django.db.models.deletion
import pgvector.django.vector
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0001_initial'),
        ('knowledge', '0001_extensions'),
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenQuestion',
            fields=[
                ('turn', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='open_question', serialize=False, to='conversations.turn')),
                ('embedding', pgvector.django.vector.VectorField(dimensions=384)),
                ('ignored_at', models.DateTimeField(null=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'unanswered question',
                'verbose_name_plural': 'unanswered questions',
            },
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['site', '-created_at'], name='turn_newest'),
        ),
    ]
