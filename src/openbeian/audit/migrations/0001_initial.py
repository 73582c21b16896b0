from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("actor_user_id", models.BigIntegerField(null=True)),
                ("actor_role", models.CharField(max_length=20)),
                ("actor_organisation_id", models.UUIDField(null=True)),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=80)),
                ("facts", models.JSONField()),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["subject_type", "subject_id", "id"], name="audit_event_by_subject"
                    )
                ],
            },
        ),
    ]
