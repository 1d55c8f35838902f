"""Names are compared without their soft signs: “Gelʹfand” is written “Gel'fand” elsewhere."""

from django.db import migrations
from django.db.models import Q

from core.searchindex.folding import SOFT_SIGNS
from publications.naming import normal_name


def compare_anew(apps, _schema_editor):
    """What two authors have alike then stays with the one that has it: only an editor can merge them."""
    names = apps.get_model("publications", "AuthorName").objects
    softened = [("normal__contains", sign) for sign in SOFT_SIGNS]
    for name in names.filter(Q(*softened, _connector=Q.OR)):
        normal = normal_name(name.text)
        if normal and not names.filter(normal=normal).exists():
            names.filter(pk=name.pk).update(normal=normal)


class Migration(migrations.Migration):
    dependencies = [("publications", "0011_topics_of_a_publication")]
    operations = [migrations.RunPython(compare_anew, migrations.RunPython.noop, elidable=True)]
