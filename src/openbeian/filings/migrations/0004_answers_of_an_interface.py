"""An answer that came over an administration's interface was recorded by nobody."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from openbeian.audit.append_only import operation

# SQLite makes a changed table anew, without its triggers
_GUARDED = operation(*import_module("openbeian.filings.migrations.0002_append_only").GUARDS)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("filings", "0003_declined_outcome"),
    ]

    operations = [
        migrations.RunPython(_GUARDED.reverse_code, _GUARDED.code),
        migrations.AlterField(
            model_name="correction",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        _GUARDED,
    ]
