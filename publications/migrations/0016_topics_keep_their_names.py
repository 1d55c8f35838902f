"""What a topic was called leads to it, and where its list stood."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0015_addresses_of_merged'),
    ]

    operations = [
        migrations.AlterField(
            model_name='topic',
            name='slug',
            field=models.SlugField(allow_unicode=True, blank=True, help_text='Names the topic in the addresses of filtered lists; old ones lead on.', max_length=100, unique=True, verbose_name='slug'),
        ),
        migrations.CreateModel(
            name='TopicAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=100, unique=True)),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='publications.topic')),
            ],
        ),
        migrations.CreateModel(
            name='TopicName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='name')),
                ('normal', models.CharField(editable=False, max_length=500, unique=True)),
                ('topic', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='publications.topic')),
            ],
            options={
                'verbose_name': 'name',
                'abstract': False,
            },
        ),
    ]
