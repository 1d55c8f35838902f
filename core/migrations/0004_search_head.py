from django.db import migrations

from core.searchindex import postgresql, sqlite


def _run(schema_editor, name):
    vendor = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    for sql in getattr(vendor, name):
        schema_editor.execute(sql)


def create_head(apps, schema_editor):
    _run(schema_editor, "CREATE_HEAD")


def drop_head(apps, schema_editor):
    _run(schema_editor, "DROP_HEAD")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_site_version")]

    operations = [migrations.RunPython(create_head, drop_head)]
