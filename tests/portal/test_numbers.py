"""What is registered: the numbers as cards, what stands against them, and the duties."""

import pytest

from openbeian.accounts.actors import SYSTEM
from openbeian.licences import services as licences
from openbeian.psb import services as psb
from openbeian.registry import queries, services
from openbeian.registry.models import Party
from openbeian.registry.services import Cause
from openbeian.registry.subjects import Subject, SubjectKind

NUMBER = "沪ICP备2026006107号-1"


def registered(case):
    [entity] = queries.registered(organisation_id=case.applicant.tenant, at=case.at)
    return entity


def card(page, title):
    """Return the card whose title begins so."""
    [found] = [
        one
        for one in page.find("//section[contains(@class, 'ob-plaque')]")
        if one.xpath("string(.//*[@class='ob-plaque__title'])").startswith(title)
    ]
    return found


def test_before_the_number_the_page_says_what_to_expect(applicant):
    page = applicant.get("registrations")
    assert "Nothing is registered for your organisation yet" in page.main
    assert page.find("//section[contains(@class, 'ob-plaque')]") == []


def test_website_and_entity_have_their_card(case, applicant):
    case.brought_to("approved")
    page = applicant.get("registrations")
    website = card(page, "ICP number of the website")
    assert website.xpath("string(.//*[@class='ob-plaque__number'])") == NUMBER
    assert website.xpath("string(.//button/@data-copy)") == NUMBER
    assert website.xpath(".//svg")
    entity = card(page, "ICP number of the entity")
    assert entity.xpath("string(.//*[@class='ob-plaque__number'])") == "沪ICP备2026006107号"


def test_a_card_leads_to_the_public_answer_about_the_domain(case, applicant, visitor):
    case.brought_to("approved")
    website = card(applicant.get("registrations"), "ICP number of the website")
    address = website.xpath("string(.//*[@class='ob-plaque__verify']/a/@href)")
    assert address == "http://127.0.0.1:8000/domains/?domain=shili-keji.cn"
    assert NUMBER in visitor(None).get("domains", domain="shili-keji.cn").main


def test_the_footer_links_each_number_to_its_authority(case, applicant):
    case.brought_to("approved")
    psb.record_number(
        case_id=case.public_security().pk,
        actor=case.applicant,
        number="31011502000017",
        at=case.at,
    )
    page = applicant.get("registrations")
    website = card(page, "ICP number of the website").xpath("string(.//code)")
    assert 'href="https://beian.miit.gov.cn/"' in website
    assert NUMBER in website
    security = card(page, "Public-security number").xpath("string(.//code)")
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502000017"' in security
    assert "沪公网安备31011502000017号" in security


def test_until_public_security_is_done_it_is_owed(case, applicant):
    case.brought_to("approved")
    page = applicant.get("registrations")
    assert "Still to do: file with public security" in page.main
    assert page.links("File with public security") == [
        f"/public-security/{case.public_security().pk}/"
    ]


def test_a_suspension_is_told_with_its_reason_and_marks_the_card(case, applicant):
    case.brought_to("approved")
    [service] = registered(case).services
    services.suspend(
        subject=Subject(SubjectKind.SERVICE, service.id),
        cause=Cause(Party.ADMINISTRATION, "网站内容与备案不符。", "zh-hans"),
        actor=case.house.senior,
        at=case.at,
    )
    page = applicant.get("registrations")
    assert page.words("//blockquote") == ["网站内容与备案不符。"]
    assert f"{NUMBER} was suspended by the administration on 24 November 2026." in page.main
    website = card(page, "ICP number of the website")
    assert "Suspended" in website.xpath("string(.//*[@class='ob-plaque__void'])")


@pytest.mark.parametrize("kind", [SubjectKind.ENTITY, SubjectKind.DOMAIN])
def test_what_the_number_rests_on_is_named(case, applicant, kind):
    case.brought_to("approved")
    entity = registered(case)
    subject = entity.id if kind is SubjectKind.ENTITY else entity.services[0].domains[0].pk
    services.suspend(
        subject=Subject(kind, subject),
        cause=Cause(Party.ADMINISTRATION, "冒用他人信息。", "zh-hans"),
        actor=case.house.senior,
        at=case.at,
    )
    named = {SubjectKind.ENTITY: "沪ICP备2026006107号", SubjectKind.DOMAIN: "shili-keji.cn"}[kind]
    assert f"{named} was suspended" in applicant.get("registrations").main


def test_without_our_access_that_is_said(case, applicant):
    case.brought_to("approved")
    [access] = registered(case).services[0].accesses
    services.remove_access(
        access_id=access.pk,
        cause=Cause(Party.PROVIDER, "The contract has ended.", "en"),
        actor=case.house.senior,
        at=case.at,
    )
    assert "No access of ours serves this website" in applicant.get("registrations").main


def test_a_licence_stands_beside_the_numbers(case, applicant):
    case.brought_to("approved")
    begun = licences.begin(actor=case.applicant, at=case.at)
    licences.attach(
        case_id=begun.pk,
        actor=case.applicant,
        kind="capital_proof",
        sha256=case.uploaded("entity.documents[capital_proof]"),
        at=case.at,
    )
    licences.submit(case_id=begun.pk, actor=case.applicant, at=case.at)
    licences.hand_over(case_id=begun.pk, actor=case.house.reviewer, at=case.at)
    licences.record_grant(
        case_id=begun.pk,
        actor=case.house.reviewer,
        number="沪B2-20260123",
        valid_until=None,
        at=case.at,
    )
    page = applicant.get("registrations")
    assert page.words("//*[@class='ob-number__said']") == ["沪B2-20260123"]
    assert "Granted on 24 November 2026." in page.main


def test_an_open_question_about_the_facts_stands_on_top(case, applicant):
    case.brought_to("approved")
    check = services.ask_facts(entity_id=registered(case).id, actor=SYSTEM, at=case.at)
    page = applicant.get("registrations")
    assert page.links("Read the facts and answer") == [f"/facts/{check.pk}/"]


def test_the_duties_say_what_a_stale_fact_can_cost(case, visitor, company):
    case.brought_to("approved")
    english = visitor(company).get("registrations").main
    assert "within 30 days" in english
    assert "risks a fine, and the registration can be revoked" in english
    chinese = visitor(company, language="zh-hans").get("registrations").main
    assert "可能被处以罚款，直至注销备案" in chinese


def test_nobody_sees_the_registrations_of_others(case, other):
    case.brought_to("approved")
    assert NUMBER not in other.get("registrations").content.decode()
