"""What an administration changed or cancelled is found by its own id of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authority", "0002_kind_of_a_record"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ownid",
            index=models.Index(fields=["administration_id"], name="own_ids_by_theirs"),
        ),
    ]
