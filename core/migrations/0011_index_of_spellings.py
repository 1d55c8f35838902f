"""Changes no table: the index holds British and American spellings, and plurals such as “matrices”, as
one word, and journals by their names in full, so that `prepare` builds it anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0010_index_of_venues")]
    operations = []
