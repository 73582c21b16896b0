"""What the database itself never lets happen."""

from datetime import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from openbeian.sandbox.models import Claim, ClaimKind, DataFile, Domain, Order
from sandbox.town import NOON, UNIT, file_company, first_filing, send, send_one


def refused_by_the_database(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


def test_a_sequence_number_is_used_once(provider):
    file = send(provider, first_filing())
    file.pk = None
    refused_by_the_database(file.save)


def test_a_record_of_a_file_is_one_order(provider):
    order = send_one(provider, first_filing())
    refused_by_the_database(
        lambda: Order.objects.create(
            file=order.file, provider=provider, position=1, state="entered", received_at=NOON
        )
    )


def test_two_open_orders_never_claim_the_same_thing(provider):
    order = send_one(provider, first_filing())
    claim = order.claims.filter(kind=ClaimKind.DOMAIN).get()
    refused_by_the_database(
        lambda: Claim.objects.create(order=order, kind=claim.kind, value=claim.value)
    )


def test_a_certificate_and_a_domain_are_filed_once(provider):
    entity = file_company(provider)
    domain = Domain.objects.get(service__entity=entity)
    domain.pk = None
    refused_by_the_database(domain.save)
    entity.pk, entity.number = None, "沪ICP备2026999999号"
    refused_by_the_database(entity.save)


def test_a_unit_has_one_account_at_an_administration(provider):
    provider.pk = None
    assert provider.unit_id == UNIT
    refused_by_the_database(provider.save)


def test_hours_open_before_they_close(provider):
    provider.opens_at, provider.closes_at = time(18), time(9)
    refused_by_the_database(provider.save)


def test_one_file_at_a_time_waits_to_be_acknowledged(provider):
    def lay_down(name):
        DataFile.objects.create(provider=provider, name=name, encrypt_algorithm=0, made_at=NOON)

    lay_down("a.zip")
    refused_by_the_database(lambda: lay_down("b.zip"))


def test_the_migrations_make_exactly_these_tables(db):
    call_command("makemigrations", "sandbox", check_changes=True, dry_run=True, verbosity=0)
