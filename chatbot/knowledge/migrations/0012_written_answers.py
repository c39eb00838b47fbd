import django.db.models.deletion
import pgvector.django.vector
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0011_repeated_words'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WrittenAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('text', models.TextField(verbose_name='answer')),
                ('is_live', models.BooleanField(default=False, editable=False, verbose_name='given to customers')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published on')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_answers', to='sites.site', verbose_name='site')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='knowledge.article', verbose_name='source article')),
            ],
            options={
                'verbose_name': 'written answer',
                'verbose_name_plural': 'written answers',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_live', False), ('published_at__isnull', False), _connector='OR'), name='written_answer_live_once_published')],
            },
        ),
        migrations.CreateModel(
            name='Phrasing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('embedding', pgvector.django.vector.VectorField(dimensions=384)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phrasings', to='knowledge.writtenanswer')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'text'), name='phrasing_unique')],
            },
        ),
    ]
