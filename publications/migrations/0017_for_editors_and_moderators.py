"""Editors write publications as drafts, and moderators publish them, as they do pages."""

from django.db import migrations

from core.granting import EDITORS, MODERATORS, grant

_MODELS = ("publication", "author", "topic")
_WRITE = [(action, model) for model in _MODELS for action in ("add", "change")]
_ALL = [*_WRITE, *(("delete", model) for model in _MODELS), ("publish", "publication")]


def let_them_work(apps, _schema_editor):
    grant(apps, EDITORS, "publications", _WRITE)
    grant(apps, MODERATORS, "publications", _ALL)


class Migration(migrations.Migration):
    """Going back takes nothing away, since the same may have been given by hand."""

    dependencies = [
        ("publications", "0016_topics_keep_their_names"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0002_initial_data"),
    ]
    operations = [migrations.RunPython(let_them_work, migrations.RunPython.noop)]
