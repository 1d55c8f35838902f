"""Changes no table: the index holds more spellings, and `prepare` builds it anew after a migration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0005_find_renditions_by_file")]
    operations = []
