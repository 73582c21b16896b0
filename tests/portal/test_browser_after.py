"""What follows a submission in a real browser: accessible, fitting, and with its conveniences."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from browser.chromium import assert_accessible, assert_fits, screenshot
from cases import Case, declared_by, found_company
from openbeian.accounts.actors import SYSTEM
from openbeian.licences import services as licences
from openbeian.licences.models import LicenceCase
from openbeian.registry import queries, services
from openbeian.registry.models import Party
from openbeian.registry.services import Cause
from openbeian.registry.subjects import Subject, SubjectKind
from portal.visitor import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def settled(house, company) -> Case:
    """A company with its number, suspended, asked about its facts, applying for the licence."""
    case = Case(house, company).brought_to("approved")
    [entity] = queries.registered(organisation_id=company.tenant, at=case.at)
    services.suspend(
        subject=Subject(SubjectKind.SERVICE, entity.services[0].id),
        cause=Cause(Party.ADMINISTRATION, "网站内容与备案不符。", "zh-hans"),
        actor=house.senior,
        at=case.at,
    )
    services.ask_facts(entity_id=entity.id, actor=SYSTEM, at=case.at)
    licences.begin(actor=company, at=case.at)
    return case


@pytest.fixture
def refused(house, other_company) -> Case:
    """A company whose application the administration refused, with a field to correct."""
    declared = declared_by("上海另例贸易有限公司", domain="lingli.cn", serial=20001)
    return Case(house, other_company, declared).brought_to("refused").asked()


def pages_of(settled: Case) -> dict[str, str]:
    [entity] = queries.registered(organisation_id=settled.applicant.tenant, at=settled.at)
    [begun] = LicenceCase.objects.all()
    return {
        "status-approved": reverse("portal:status", args=[settled.id]),
        "registrations": reverse("portal:registrations"),
        "public-security": reverse("portal:public_security", args=[settled.public_security().pk]),
        "licences": reverse("portal:licences"),
        "licence": reverse("portal:licence", args=[begun.pk]),
        "facts": reverse("portal:facts", args=[entity.open_check.pk]),
        "domain": f"{reverse('portal:domains')}?domain=shili-keji.cn&product=hosting_mainland",
    }


@pytest.fixture
def changing(house) -> Case:
    """A company that has begun to change what is registered."""
    company = found_company("上海改例贸易有限公司", email="gai@gaili.cn")
    declared = declared_by("上海改例贸易有限公司", domain="gaili.cn", serial=20002)
    case = Case(house, company, declared, entity_number="沪ICP备2026006108号")
    return case.brought_to("approved").changing({"services[1].name": "改例新官网"})


@pytest.fixture
def cancelling(house) -> Case:
    """A company that has begun to cancel its website."""
    company = found_company("上海销例贸易有限公司", email="xiao@xiaoli.cn")
    declared = declared_by("上海销例贸易有限公司", domain="xiaoli.cn", serial=20003)
    case = Case(house, company, declared, entity_number="沪ICP备2026006109号")
    case.brought_to("approved")
    return case.cancelling(Subject(SubjectKind.SERVICE, services_of(case)))


def services_of(case: Case) -> int:
    [entity] = queries.registered(organisation_id=case.applicant.tenant, at=case.at)
    return entity.services[0].id


def pages_of_changing(case: Case) -> dict[str, str]:
    routes = ("tasks", "review")
    return {
        "registered": reverse("portal:dashboard"),
        "cancel": reverse("portal:cancel", args=["service", services_of(case)]),
        "add-access": reverse("portal:add_access"),
        **{f"change-{route}": reverse(f"portal:{route}", args=[case.id]) for route in routes},
    }


def pages_of_cancelling(case: Case) -> dict[str, str]:
    return {"cancel-review": reverse("portal:review", args=[case.id])}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-CN", 375)])
def test_everybody_can_change_and_cancel(
    live_server, new_page, changing, cancelling, language, width
):
    found = ((changing, pages_of_changing(changing)), (cancelling, pages_of_cancelling(cancelling)))
    for case, addresses in found:
        page = new_page(language, viewport={"width": width, "height": 900})
        sign_in(page, live_server.url, case.applicant)
        for name, address in addresses.items():
            page.goto(live_server.url + address)
            page.locator("body.js-enabled").wait_for()
            assert_accessible(page)
            assert_fits(page)
            screenshot(page, f"portal/{name}-{language}-{width}")


def pages_of_refused(refused: Case) -> dict[str, str]:
    routes = ("status", "corrections", "backdrop", "abandon")
    return {route: reverse(f"portal:{route}", args=[refused.id]) for route in routes}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-CN", 375)])
def test_everybody_can_use_every_page(live_server, new_page, settled, refused, language, width):
    for case, addresses in ((settled, pages_of(settled)), (refused, pages_of_refused(refused))):
        page = new_page(language, viewport={"width": width, "height": 900})
        sign_in(page, live_server.url, case.applicant)
        for name, address in addresses.items():
            page.goto(live_server.url + address)
            page.locator("body.js-enabled").wait_for()
            assert_accessible(page)
            assert_fits(page)
            screenshot(page, f"portal/{name}-{language}-{width}")


def test_a_value_of_the_data_sheet_is_copied(live_server, new_page, settled):
    page = new_page()
    sign_in(page, live_server.url, settled.applicant)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + pages_of(settled)["public-security"])
    page.get_by_text("The service", exact=True).click()
    row = page.locator(".ob-sheet__row", has_text="ICP number of the service")
    row.get_by_role("button", name="Copy").click()
    expect(row.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "沪ICP备2026006107号-1"


def test_the_public_security_number_is_entered_without_javascript(live_server, new_page, settled):
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server.url, settled.applicant)
    page.goto(live_server.url + pages_of(settled)["public-security"])
    page.get_by_role("button", name="I have applied").click()
    page.get_by_label("Public-security number").fill("31011502000017")
    page.get_by_role("button", name="Record the number").click()
    expect(page.locator(".ob-plaque__number")).to_have_text("沪公网安备31011502000017号")
