from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("multimedia", "0002_facts_derivatives_captions")]

    operations = [
        migrations.AddField(
            model_name="derivative",
            name="name",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
    ]
