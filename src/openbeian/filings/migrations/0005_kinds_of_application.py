"""What an application asks for, and what of the registry it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0004_answers_of_an_interface"),
    ]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="password_sealed",
            field=models.BinaryField(blank=True, default=bytes),
        ),
        migrations.AddField(
            model_name="filing",
            name="target",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="filing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first", "first"),
                    ("add_service", "add_service"),
                    ("add_access", "add_access"),
                    ("change", "change"),
                    ("cancel_entity", "cancel_entity"),
                    ("cancel_service", "cancel_service"),
                    ("cancel_access", "cancel_access"),
                ],
                default="first",
                max_length=32,
            ),
        ),
    ]
