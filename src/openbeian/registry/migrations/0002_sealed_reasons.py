"""Why something was put against a registration is sealed: the words may name a person."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from openbeian.registry.models import BlackListedDomain, Standing

SEALED = (
    (Standing, "reason"),
    (Standing, "lifted_because"),
    (BlackListedDomain, "reason"),
)
# what says where a row stands
PLACE = {
    Standing: ("entity_id", "service_id", "domain_id", "access_id", "kind", "since"),
    BlackListedDomain: ("domain", "since"),
}


def seal(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what stands in clear, for the place where it stands."""
    for model, column in SEALED:
        former = apps.get_model("registry", model.__name__)
        for row in former.objects.exclude(**{column: ""}):
            now = model(**{name: getattr(row, name) for name in PLACE[model]})
            getattr(now, f"set_{column}")(getattr(row, column))
            setattr(row, f"{column}_sealed", getattr(now, f"{column}_sealed"))
            row.save(update_fields=[f"{column}_sealed"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_registry")]

    operations = [
        migrations.AddField(
            "blacklisteddomain",
            "reason_sealed",
            models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            "standing",
            "reason_sealed",
            models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            "standing", "lifted_because_sealed", models.BinaryField(blank=True, default=bytes)
        ),
        migrations.RunPython(seal),
        migrations.RemoveField("blacklisteddomain", "reason"),
        migrations.RemoveField("standing", "reason"),
        migrations.RemoveField("standing", "lifted_because"),
    ]
