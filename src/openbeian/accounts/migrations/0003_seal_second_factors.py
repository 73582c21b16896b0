"""Secrets that allauth kept in clear are sealed where they are."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from openbeian.accounts.sealing import SecondFactors

SECRETS = ("secret", "seed")


def seal(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    adapter = SecondFactors()
    for kept in apps.get_model("mfa", "Authenticator").objects.all():
        kept.data |= {
            name: adapter.encrypt(kept.data[name]) for name in SECRETS if name in kept.data
        }
        kept.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_founding"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
