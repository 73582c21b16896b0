"""The photo backdrop: ordered once, posted free of charge, its address sealed."""

import pytest

from openbeian.filings.models import Backdrop
from openbeian.filings.services import backdrop

GIVEN = {"name": "李示例", "mobile": "138 0000 0009", "address": "上海市浦东新区示例路100号3楼"}


def test_it_is_posted_free_of_charge_to_any_place_in_china(case, applicant):
    case.drafted()
    page = applicant.get("backdrop", case.id)
    assert "We post one free of charge to any place in China." in page.main


def test_it_is_ordered_to_an_address(case, applicant):
    case.drafted()
    page = applicant.post("backdrop", case.id, **GIVEN)
    assert page.location == f"/applications/{case.id}/backdrop/"
    order = Backdrop.objects.get()
    assert backdrop.recipient_of(order) == "李示例 13800000009\n上海市浦东新区示例路100号3楼"
    page = applicant.get("backdrop", case.id)
    assert "The backdrop is ordered." in page.main
    assert page.find("//main//form") == []


def test_the_address_is_shown_to_nobody_again(case, applicant):
    case.drafted()
    applicant.post("backdrop", case.id, **GIVEN)
    assert "李示例" not in applicant.get("backdrop", case.id).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Fill this in."),
        ("mobile", "12345", "11 digits"),
        ("address", "", "Fill this in."),
        ("address", "路" * 301, "300"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    case, applicant, field, typed, said
):
    case.drafted()
    page = applicant.post("backdrop", case.id, status=422, **{**GIVEN, field: typed})
    assert said in page.errors(field)
    kept = {"name": "李示例", "mobile": "138 0000 0009"}
    for other, words in kept.items():
        if other != field:
            assert page.find(f"//input[@name='{other}']/@value") == [words]
    assert not Backdrop.objects.exists()


def test_the_errors_are_chinese_for_a_chinese_reader(case, visitor, company):
    case.drafted()
    page = visitor(company, language="zh-hans").post(
        "backdrop", case.id, status=422, **{**GIVEN, "mobile": "1"}
    )
    assert "手机号码" in page.errors("mobile")


def test_a_second_order_while_one_is_open_is_the_first(case, applicant):
    case.drafted()
    applicant.post("backdrop", case.id, **GIVEN)
    applicant.post("backdrop", case.id, **GIVEN)
    assert Backdrop.objects.count() == 1


def test_once_posted_it_is_followed_and_another_can_be_ordered(case, applicant):
    case.drafted().backdrop_ordered()
    backdrop.post(filing_id=case.id, actor=case.house.reviewer, tracking="SF10203", at=case.at)
    page = applicant.get("backdrop", case.id)
    assert "the carrier’s number is SF10203" in page.main
    assert "Lost or damaged? Order another" in page.main
    applicant.post("backdrop", case.id, **GIVEN)
    assert Backdrop.objects.count() == 2


def test_a_settled_application_needs_none(case, applicant):
    case.brought_to("abandoned")
    assert "it needs no backdrop any more" in applicant.get("backdrop", case.id).main
    assert applicant.post("backdrop", case.id, status=409, **GIVEN).code == "move.not_allowed"
