"""Makes the database itself refuse to change or remove an event, whoever asks."""

from django.db import migrations

from openbeian.audit.append_only import AppendOnly, operation

GUARDS = (AppendOnly("audit_event"),)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [operation(*GUARDS)]
