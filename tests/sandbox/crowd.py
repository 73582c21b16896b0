"""One of several clerks who ask for numbers at the same time (see test_numbers).

`open` makes the tables, the administration and an entity; `file FROM COUNT` gives out numbers, each
in a transaction of its own, and prints them.
"""

import sys

import django


def main(work: str, *words: str) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from openbeian.sandbox.models import Administration, Entity, Provider
    from openbeian.sandbox.services import numbers, opening
    from sandbox.town import NOON, SHANGHAI, UNIT, company_number

    def register(record: int) -> None:
        administration = Administration.objects.get()
        with transaction.atomic():
            entity = Entity.objects.create(
                administration=administration,
                provider=Provider.objects.get(),
                record_id=record + 1,
                number=numbers.entity_number(administration, NOON),
                name="示例",
                certificate_type=1,
                certificate_number=company_number(record),
                filed_at=NOON,
                changed_at=NOON,
            )
            first = Entity.objects.order_by("number").first()
            sys.stdout.write(f"{entity.number} {numbers.service_number(first)} ")

    if work == "open":
        call_command("migrate", verbosity=0)
        opening.open_account(
            administration=opening.open_administration(SHANGHAI),
            unit_id=UNIT,
            name="示例",
            user_name="shili",
            password="1234567890",
        )
        return
    start, count = map(int, words)
    for record in range(start, start + count):
        register(record)


if __name__ == "__main__":
    main(*sys.argv[1:])
