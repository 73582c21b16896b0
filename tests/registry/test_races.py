"""Of two writers at the same moment one is refused by name, whatever database decides it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from openbeian.accounts.actors import SYSTEM
from openbeian.errors import DomainError
from openbeian.registry import services
from openbeian.registry.models import Domain, FactsCheck, InProcess, Standing
from openbeian.registry.services.duties import AlreadyAsked
from openbeian.registry.services.process import DomainInProcess, DomainTaken
from openbeian.registry.services.register import EntityNumberTaken
from openbeian.registry.services.standing import AlreadySuspended
from openbeian.registry.subjects import NoLongerInForce, Subject, SubjectKind
from registry import town
from registry.town import ADMINISTRATION_SAYS, COMPANY, NOON, SENIOR, STRANGERS, declared, website

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def organisations(db):
    town.found_organisations()


def at_once(*works):
    """Do all works at the same moment; return the classes of the refusals."""
    start = Barrier(len(works))

    def attempt(work):
        try:
            start.wait()
            work()
        except DomainError as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        outcomes = list(pool.map(attempt, works))
    assert outcomes.count(None) == 1
    return {outcome for outcome in outcomes if outcome is not None}


def entering(organisation, entity_number, domain):
    number = "" if organisation == COMPANY else "91310115MA1K4E7U7G"
    declaration = declared(website(1, domain), number=number)
    return lambda: town.enter(declaration, organisation=organisation, entity_number=entity_number)


def test_a_domain_is_registered_once():
    refusals = at_once(
        entering(COMPANY, "沪ICP备2026000001号", "shili.cn"),
        entering(STRANGERS, "沪ICP备2026000002号", "shili.cn"),
    )
    assert refusals == {DomainTaken}
    assert Domain.objects.in_force().count() == 1


def test_a_domain_is_in_process_once():
    def applying(filing):
        return lambda: town.apply_for("shili-a.cn", "shili.cn", filing=filing)

    assert at_once(applying(town.FILING), applying(town.OTHER_FILING)) == {DomainInProcess}
    assert InProcess.objects.count() == 2


def test_an_entity_number_belongs_to_one():
    refusals = at_once(
        entering(COMPANY, "沪ICP备2026000001号", "shili.cn"),
        entering(STRANGERS, "沪ICP备2026000001号", "shili-shop.cn"),
    )
    assert refusals == {EntityNumberTaken}


def test_a_suspension_is_put_once_and_a_cancellation_too():
    subject = Subject(SubjectKind.ENTITY, town.enter().entity.pk)

    def putting(verb):
        return lambda: verb(subject=subject, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON)

    assert at_once(putting(services.suspend), putting(services.suspend)) == {AlreadySuspended}
    assert at_once(putting(services.cancel), putting(services.revoke)) == {NoLongerInForce}
    assert Standing.objects.count() == 2


def test_an_entity_is_asked_once():
    entity = town.enter().entity

    def ask():
        services.ask_facts(entity_id=entity.pk, actor=SYSTEM, at=NOON)

    assert at_once(ask, ask) == {AlreadyAsked}
    assert FactsCheck.objects.count() == 1
