from django.db import migrations

from openbeian.audit import wake


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(wake.install, wake.remove)]
