"""A decline is kept beside what the administration answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0002_append_only"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outcome",
            name="kind",
            field=models.CharField(
                choices=[
                    ("handed_over", "Handed Over"),
                    ("received", "Received"),
                    ("sms_asked", "Sms Asked"),
                    ("sms_passed", "Sms Passed"),
                    ("sms_failed", "Sms Failed"),
                    ("approved", "Approved"),
                    ("refused", "Refused"),
                    ("declined", "Declined"),
                ],
                max_length=20,
            ),
        ),
    ]
