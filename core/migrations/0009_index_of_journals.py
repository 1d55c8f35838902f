"""Changes no table: the index holds journals by their short names too, and `prepare` builds it anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0008_footer_credit_url")]
    operations = []
