from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_index_of_soft_signs")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="footer_credit_url",
            field=models.URLField(
                blank=True,
                help_text="Where the credit leads, if anywhere.",
                verbose_name="address of the footer credit",
            ),
        ),
    ]
