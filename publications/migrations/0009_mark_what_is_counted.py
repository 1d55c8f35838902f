from django.db import migrations, models


class Migration(migrations.Migration):
    """The counts are made anew in another form; there are none until then, and lists count themselves."""

    dependencies = [
        ('publications', '0008_find_authors_by_index'),
    ]

    operations = [
        migrations.DeleteModel(name='Tally'),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.CharField(max_length=140, unique=True)),
                ('facet', models.CharField(max_length=10)),
                ('count', models.IntegerField(default=0)),
                ('marks', models.BinaryField(default=b'')),
            ],
            options={
                'indexes': [models.Index(fields=['facet', 'count'], name='publications_tallies')],
            },
        ),
    ]
