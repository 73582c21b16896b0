"""Makes the database itself refuse to change or remove what was declared, asked and answered."""

from django.db import migrations

from openbeian.audit.append_only import AppendOnly, operation

GUARDS = (
    AppendOnly("filings_declarationversion", keys=(("id",), ("filing_id", "number"))),
    AppendOnly("filings_correction", keys=(("id",), ("filing_id", "version", "field"))),
    AppendOnly("filings_outcome"),
)


class Migration(migrations.Migration):
    dependencies = [("filings", "0001_initial")]

    operations = [operation(*GUARDS)]
