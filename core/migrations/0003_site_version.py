from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "version of the site"},
        ),
    ]
