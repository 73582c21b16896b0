"""What may be sold for which domain."""

import pytest
from django.db import transaction

from openbeian.registry import services
from openbeian.registry.products import UnknownProduct, product, products
from openbeian.registry.purchases import purchase
from openbeian.registry.reasons import Status
from openbeian.registry.services.numbers import record_licence
from openbeian.registry.subjects import Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    DAY,
    DOMAIN,
    HOUR,
    NOON,
    REVIEWER,
    SENIOR,
    apply_for,
    declared,
    enter,
    look_up,
    website,
)

pytestmark = pytest.mark.usefixtures("organisations")


def suspended():
    subject = Subject(SubjectKind.ENTITY, enter().entity.pk)
    services.suspend(subject=subject, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON)


def black_listed():
    enter()
    services.blacklist(domain=DOMAIN, reason="涉诈", source="HMDLB", actor=SENIOR, at=NOON)


SITUATIONS = {
    "filed_here": enter,
    "filed_elsewhere": look_up,
    "in_process": lambda: apply_for(DOMAIN),
    "unfiled": lambda: None,
    "suspended": suspended,
    "blocked": black_listed,
    "unknown": lambda: look_up(at=NOON - 40 * DAY),
}
SOLD = {
    "hosting_mainland": {"filed_here"},
    "cdn_mainland": {"filed_here", "filed_elsewhere"},
    "hosting_overseas": SITUATIONS.keys() - {"blocked"},
    "cdn_overseas": SITUATIONS.keys() - {"blocked"},
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("product_id", SOLD)
def test_a_product_is_sold_only_for_what_it_accepts(product_id, situation):
    SITUATIONS[situation]()
    found = purchase(product_id, DOMAIN, at=NOON + HOUR)
    assert found.allowed == (situation in SOLD[product_id])
    if product(product_id).mainland:
        assert found.answer.status == situation


def selling():
    return enter(declared(website(commercial=True)))


@pytest.mark.parametrize("product_id", ["hosting_mainland", "cdn_mainland"])
def test_a_website_that_sells_needs_the_licence_in_the_founding_edition(product_id):
    entity = selling().entity
    found = purchase(product_id, DOMAIN, at=NOON + HOUR)
    assert not found.allowed
    assert "ICP Commercial Licence" in found.why.en
    assert "ICP许可证" in found.next_step.zh
    with transaction.atomic():
        record_licence(
            entity_id=entity.pk,
            number="沪B2-20260001",
            classes=["B25"],
            valid_until=None,
            actor=REVIEWER,
            at=NOON,
        )
    assert purchase(product_id, DOMAIN, at=NOON + HOUR).allowed


def test_today_selling_ones_own_goods_needs_no_licence(settings):
    settings.OPENBEIAN_EDITION = "current-regulation"
    selling()
    assert purchase("hosting_mainland", DOMAIN, at=NOON + HOUR).allowed


def test_outside_the_mainland_nobody_asks_for_a_licence():
    selling()
    assert purchase("hosting_overseas", DOMAIN, at=NOON + HOUR).allowed


def test_a_refusal_says_why_and_what_to_do():
    apply_for(DOMAIN)
    found = purchase("hosting_mainland", DOMAIN, at=NOON + HOUR)
    assert found.why.en.startswith("An application for the domain is in process")
    assert "linked to this provider" in found.why.en
    assert "在本接入服务商办理接入备案" in found.why.zh
    assert found.next_step == found.answer.next_step


def test_a_sale_goes_on():
    enter()
    assert purchase("cdn_mainland", DOMAIN, at=NOON + HOUR).next_step.zh == "可以继续购买。"


@pytest.mark.parametrize("product_id", SOLD)
def test_what_is_no_domain_is_never_sold(product_id):
    assert not purchase(product_id, "10.0.0.1", at=NOON).allowed


def test_an_unknown_product_is_refused():
    with pytest.raises(UnknownProduct):
        purchase("teapot", DOMAIN, at=NOON)


@pytest.mark.parametrize("product_id", SOLD)
def test_no_product_accepts_what_is_unknown_or_against_the_law(product_id):
    never = {Status.UNKNOWN, Status.BLOCKED, Status.SUSPENDED, Status.UNFILED, Status.IN_PROCESS}
    assert not product(product_id).accepts & never


def test_every_product_has_its_row_here():
    assert products().keys() == SOLD.keys()
