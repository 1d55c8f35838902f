import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """An index that tells the topics of a publication without their rows."""

    dependencies = [
        ('publications', '0010_lighter_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='publicationtopic',
            name='content_object',
            field=modelcluster.fields.ParentalKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='publication_topics', to='publications.publication'),
        ),
        migrations.AddIndex(
            model_name='publicationtopic',
            index=models.Index(fields=['content_object', 'tag'], name='publications_topics_of'),
        ),
    ]
