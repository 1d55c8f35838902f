"""Editors see what visitors search for, and moderators put results before all others."""

from django.db import migrations

from core.granting import EDITORS, MODERATORS, grant

_PROMOTE = [(action, "searchpromotion") for action in ("add", "change", "delete")]


def let_them_work(apps, _schema_editor):
    for group in (EDITORS, MODERATORS):
        grant(apps, group, "search", [("view", "question")])
    grant(apps, MODERATORS, "wagtailsearchpromotions", _PROMOTE)


class Migration(migrations.Migration):
    """Going back takes nothing away, since the same may have been given by hand."""

    dependencies = [
        ("search", "0001_questions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0002_initial_data"),
        ("wagtailsearchpromotions", "0001_initial"),
    ]
    operations = [migrations.RunPython(let_them_work, migrations.RunPython.noop)]
