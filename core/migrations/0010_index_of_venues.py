"""Changes no table: the index tells where something appeared apart, and knows numbers of PubMed, so
that `prepare` builds it anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0009_index_of_journals")]
    operations = []
