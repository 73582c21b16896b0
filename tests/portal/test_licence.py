"""The commercial licence: whether it can be had and why, its documents, and how it stands."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases import Case
from examples import declaration
from openbeian.licences import services
from openbeian.licences.models import LicenceCase
from openbeian.procedure.licence import State
from papers import paper
from portal.visitor import Visitor

REASON = "验资报告缺少会计师事务所印章。"


@pytest.fixture
def filed(case):
    """A company with its number."""
    return case.brought_to("approved")


@pytest.fixture
def begun(filed) -> LicenceCase:
    return services.begin(actor=filed.applicant, at=filed.at)


def proof(name="验资报告.jpg", content=None):
    return SimpleUploadedFile(name, content or paper("capital_proof", "示例"), "image/jpeg")


def again(begun) -> LicenceCase:
    return LicenceCase.objects.get(pk=begun.pk)


def handed_in(begun, filed) -> LicenceCase:
    sha256 = filed.uploaded("entity.documents[capital_proof]")
    return services.attach(
        case_id=begun.pk, actor=filed.applicant, kind="capital_proof", sha256=sha256, at=filed.at
    )


def submitted(begun, filed) -> LicenceCase:
    handed_in(begun, filed)
    return services.submit(case_id=begun.pk, actor=filed.applicant, at=filed.at)


def of_kind(kind, house, company) -> Case:
    """Return a company of another kind with its number."""
    declared = declaration(**{"entity.kind": kind})
    return Case(house, company, declared).brought_to("approved")


class TestBeforeItBegins:
    def test_first_comes_the_filing(self, applicant):
        page = applicant.get("licences")
        assert "First the ICP Filing" in page.main
        assert page.find("//main//form") == []

    def test_beginning_without_a_filing_is_refused_with_the_reason(self, applicant):
        page = applicant.post("licences", status=409)
        assert "only when the ICP number of the entity is issued" in page.main
        assert page.find("//*[@role='alert']")
        assert not LicenceCase.objects.exists()

    def test_a_wholly_foreign_owned_enterprise_reads_why_not(self, house, company, applicant):
        of_kind("wfoe", house, company)
        page = applicant.get("licences")
        assert "Not possible for this entity" in page.main
        assert "Source: Our filing rules · undated" in page.main
        assert page.find("//main//form") == []
        assert "Not possible for this entity" in applicant.post("licences", status=409).main
        assert not LicenceCase.objects.exists()

    @pytest.mark.usefixtures("filed")
    def test_what_it_needs_is_listed(self, applicant):
        page = applicant.get("licences")
        assert "Proof of registered capital 注册资本证明" in page.main
        assert "100 million" in page.main

    @pytest.mark.usefixtures("filed")
    def test_it_begins_once(self, applicant):
        page = applicant.post("licences")
        assert page.location == f"/licences/{LicenceCase.objects.get().pk}/"
        applicant.post("licences")
        assert LicenceCase.objects.count() == 1
        assert "Go on with the application" in applicant.get("licences").main


class TestTheCapital:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [("150,000,000", 150_000_000), ("１５０ ０００ ０００元", 150_000_000), ("¥0", 0)],
    )
    def test_it_is_read_in_any_spelling(self, begun, applicant, typed, stored):
        applicant.post("licence_capital", begun.pk, capital=typed)
        assert again(begun).capital_cny == stored

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Fill this in."),
            ("a hundred million", "Enter whole yuan in figures"),
            ("1.5", "Enter whole yuan in figures"),
            ("9" * 16, "in whole yuan"),
        ],
    )
    def test_what_is_no_amount_is_said_beside_the_field(self, begun, applicant, typed, said):
        page = applicant.post("licence_capital", begun.pk, status=422, capital=typed)
        assert said in page.errors("capital")
        assert page.find("//input[@name='capital']/@value") == ([typed] if typed else [])
        assert again(begun).capital_cny == 120_000_000


class TestTheDocuments:
    def test_a_file_is_handed_in_and_read_again(self, begun, applicant):
        page = applicant.post(
            "licence_document", begun.pk, "capital_proof", **{"capital_proof-file": proof()}
        )
        assert page.location == f"/licences/{begun.pk}/#capital_proof"
        assert "验资报告.jpg" in applicant.get("licence", begun.pk).main
        file = applicant.get("licence_document", begun.pk, "capital_proof")
        assert file.answer["Content-Disposition"].startswith("attachment")
        assert file.answer["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Choose a file."),
            ({"capital_proof-file": b""}, "The file is empty."),
            ({"capital_proof-file": b"MZ\x90\x00 program"}, "not of an accepted type"),
        ],
    )
    def test_a_refused_file_is_said_beside_its_field(self, begun, applicant, given, said):
        files = {name: SimpleUploadedFile("a.jpg", content) for name, content in given.items()}
        page = applicant.post("licence_document", begun.pk, "capital_proof", status=422, **files)
        assert said in page.errors("capital_proof-file")
        assert page.words("//div[contains(@class, 'error-summary')]//a")
        assert again(begun).documents == {}

    def test_a_document_that_is_not_asked_for_is_not_found(self, begun, applicant):
        applicant.post("licence_document", begun.pk, "articles", status=404)
        applicant.get("licence_document", begun.pk, "capital_proof", status=404)


class TestTheSubmission:
    def test_what_is_missing_is_named(self, begun, applicant):
        page = applicant.post("licence_submit", begun.pk, status=409)
        assert "Still missing: Proof of registered capital." in page.main
        assert again(begun).state_now is State.DRAFT

    def test_too_little_capital_is_refused_with_the_reason(self, begun, filed, applicant):
        handed_in(begun, filed)
        applicant.post("licence_capital", begun.pk, capital="99,999,999")
        page = applicant.post("licence_submit", begun.pk, status=409)
        assert "Not eligible:" in page.main

    def test_then_it_is_our_turn(self, begun, filed, applicant):
        handed_in(begun, filed)
        assert applicant.post("licence_submit", begun.pk).location == f"/licences/{begun.pk}/"
        page = applicant.get("licence", begun.pk)
        assert page.turn.startswith("Our turn")
        assert page.find("//main//form") == []
        assert "120,000,000" in page.main

    def test_a_correction_is_shown_with_its_words(self, begun, filed, applicant):
        submitted(begun, filed)
        services.ask_for_correction(
            case_id=begun.pk, actor=filed.house.reviewer, reason=REASON, at=filed.at
        )
        page = applicant.get("licence", begun.pk)
        assert page.words("//blockquote") == [REASON]
        assert page.turn.startswith("Your turn")
        assert "Submit the licence application" in page.main

    def test_a_grant_is_shown_with_the_number(self, begun, filed, applicant):
        submitted(begun, filed)
        services.hand_over(case_id=begun.pk, actor=filed.house.reviewer, at=filed.at)
        services.record_grant(
            case_id=begun.pk,
            actor=filed.house.reviewer,
            number="沪B2-20260123",
            valid_until=filed.at.date().replace(year=2031),
            at=filed.at,
        )
        page = applicant.get("licence", begun.pk)
        assert page.words("//*[@class='ob-number__said']") == ["沪B2-20260123"]
        assert "Valid until 24 November 2031." in page.main

    def test_a_refusal_is_shown_with_its_words(self, begun, filed, applicant):
        submitted(begun, filed)
        services.hand_over(case_id=begun.pk, actor=filed.house.reviewer, at=filed.at)
        services.record_refusal(
            case_id=begun.pk, actor=filed.house.reviewer, reason=REASON, at=filed.at
        )
        page = applicant.get("licence", begun.pk)
        assert page.words("//h2[@id='reason']") == ["The administration’s reason"]
        assert page.words("//blockquote") == [REASON]


class TestGivingItUp:
    def test_it_is_asked_first(self, begun, applicant):
        assert "This cannot be undone." in applicant.get("licence_abandon", begun.pk).main
        assert again(begun).state_now is State.DRAFT

    def test_then_it_is_over(self, begun, applicant):
        assert applicant.post("licence_abandon", begun.pk).location == "/licences/"
        assert again(begun).state_now is State.ABANDONED
        assert "The licence application is given up." in applicant.get("licences").main

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_what_was_submitted_cannot_be(self, begun, filed, applicant, method):
        submitted(begun, filed)
        page = getattr(applicant, method)("licence_abandon", begun.pk, status=409)
        assert page.code == "move.not_allowed"


ROUTES = ["licence_capital", "licence_submit", "licence_abandon"]


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_can_be_done_to_somebody_else_s_case(begun, other: Visitor, route):
    other.post(route, begun.pk, status=404, capital="1")
    assert again(begun).state_now is State.DRAFT


def test_somebody_else_s_case_and_documents_are_not_found(begun, filed, other):
    handed_in(begun, filed)
    other.get("licence", begun.pk, status=404)
    other.get("licence_document", begun.pk, "capital_proof", status=404)
    other.post("licence_document", begun.pk, "capital_proof", status=404)
    other.get("licence", uuid4(), status=404)


def test_the_page_is_chinese_for_a_chinese_reader(begun, visitor, company):
    page = visitor(company, language="zh-hans").get("licence", begun.pk)
    assert page.heading == "待完善"
    assert "一、注册资本" in page.main
    assert "不超过8 MB" in page.main
