"""An address is longer than the sixteen digits in it, and a form would cut it off."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0012_soft_signs_in_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='author',
            name='orcid',
            field=models.CharField(blank=True, help_text='Sixteen digits: 0000-0002-1825-0097.', max_length=60, verbose_name='ORCID'),
        ),
    ]
