from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("reference", models.CharField(max_length=200)),
                ("payload", models.JSONField(default=dict)),
                ("sealed", models.BinaryField(blank=True, default=bytes)),
                ("put_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("dead", "Dead")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=300)),
                ("settled_at", models.DateTimeField(null=True)),
                ("lease", models.CharField(blank=True, default="", max_length=32)),
                ("leased_until", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["due_at", "id"],
                        name="outbox_effect_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "dead")),
                        fields=["id"],
                        name="outbox_effect_dead",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("reference",), name="one_effect_per_reference"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_settled_effect_has_a_date",
                    ),
                ],
            },
        ),
    ]
