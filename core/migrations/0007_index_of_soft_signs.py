"""Changes no table: the index holds “Gelʹfand” as “gelfand”, and `prepare` builds it anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0006_index_anew")]
    operations = []
