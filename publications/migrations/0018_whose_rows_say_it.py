"""Who wrote a publication and what it is about is no longer in Wagtail's reference index.

An import never wrote it there, so that it told of some publications and not of others.
"""

from django.db import migrations


def forget(apps, _schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="publications")
    references = apps.get_model("wagtailcore", "ReferenceIndex").objects
    references.filter(
        base_content_type__in=kinds.filter(model="publication"),
        to_content_type__in=kinds.filter(model__in=["author", "topic"]),
    ).delete()


class Migration(migrations.Migration):
    """Going back leaves it empty: `manage.py rebuild_references_index` fills it."""

    dependencies = [
        ("publications", "0017_for_editors_and_moderators"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
