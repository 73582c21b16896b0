"""Looking things up in the rulebook, time limits, provinces, and how fast it answers."""

from datetime import date
from pathlib import Path

import pytest

from examples import declaration
from openbeian import rulebook
from openbeian.declaration import findings
from openbeian.declaration.fields import by_pattern, field_at
from openbeian.declaration.paths import pattern_of
from openbeian.declaration.values import Service
from openbeian.rulebook import Answers, Edition, Form, Procedure, UnknownEntry
from openbeian.rulebook.derive import Deriver
from openbeian.rulebook.facts import FACTS, available
from openbeian.rulebook.rules import Scope
from openbeian.text import Text
from openbeian.workdays import Due

TODAY = date(2026, 11, 24)
BOOK = rulebook.default()
JOINT_VENTURE = Answers("joint_venture", "310000", "310000", commercial=False)


def test_everything_can_be_looked_up_by_its_id():
    assert BOOK.entity_kind("wfoe").text.zh == "外商独资企业"
    assert BOOK.entity_kind("individual_foreign").individual
    assert BOOK.province("310000").authority == Text(
        "Shanghai Communications Administration", "上海市通信管理局"
    )
    assert BOOK.preapproval("news").administration_id == 1
    assert BOOK.document("preapproval_news").category == "news"
    assert BOOK.document("webmaster_photo").formerly == ("service_leader_photo",)
    assert BOOK.rejection("DOM003").fields == ("services[*].domains[*].holder",)
    assert BOOK.glossary("icp_filing").text.zh == "ICP备案"
    assert BOOK.difference("licence_wfoe").differs
    assert not BOOK.difference("licence_ro").differs
    assert BOOK.rule("document.missing").concerns in BOOK.topics


@pytest.mark.parametrize(
    ("look_up", "name"),
    [
        pytest.param(BOOK.entity_kind, "martian", id="kind"),
        pytest.param(BOOK.province, "990000", id="province"),
        pytest.param(BOOK.preapproval, "astrology", id="industry"),
        pytest.param(BOOK.document, "horoscope", id="document"),
        pytest.param(BOOK.rejection, "XXX999", id="rejection"),
        pytest.param(BOOK.glossary, "weather", id="term"),
        pytest.param(BOOK.difference, "weather", id="difference"),
        pytest.param(BOOK.rule, "weather", id="rule"),
    ],
)
def test_an_unknown_id_is_refused(look_up, name):
    with pytest.raises(UnknownEntry) as refused:
        look_up(name)
    assert refused.value.facts["id"] == name
    assert name in refused.value.text.zh


def test_a_time_limit_counts_in_its_own_unit():
    on = date(2026, 1, 30)

    def due(name, edition=Edition.FOUNDING):
        return BOOK.deadline(name, edition=edition, on=on).due(on)

    assert due("administration_decision") == Due(date(2026, 3, 5), provisional=False)
    assert due("psb_filing") == Due(date(2026, 3, 1), provisional=False)
    assert due("sms_verification") == Due(date(2026, 1, 31), provisional=False)
    assert due("licence_decision", Edition.CURRENT) == Due(date(2026, 3, 31), provisional=False)


def test_a_time_limit_may_be_the_provinces_own():
    def most(province, edition=Edition.CURRENT):
        limit = BOOK.deadline(
            "administration_decision", edition=edition, on=TODAY, province=province
        )
        return limit.most

    assert (most(None), most("310000"), most("330000")) == (20, 20, 30)
    assert most("330000", Edition.FOUNDING) == 20


def test_a_time_limit_that_an_edition_does_not_state_is_refused():
    with pytest.raises(UnknownEntry, match=r"founding-document"):
        BOOK.deadline("hand_over", edition=Edition.FOUNDING, on=TODAY)
    with pytest.raises(UnknownEntry):
        BOOK.deadline("lunch", edition=Edition.FOUNDING, on=TODAY)


def test_a_province_answers_before_the_nation_and_none_where_nobody_does():
    jiangsu = BOOK.province_facts("320000", individual=False, on=TODAY)
    assert jiangsu["province.leader_must_be_legal_representative"] is False
    assert jiangsu["province.passport_accepted"] is None
    nowhere = BOOK.province_facts("990000", individual=False, on=TODAY)
    assert nowhere["province.leader_must_be_legal_representative"] is True


def test_what_a_province_asks_in_several_rows_is_put_together():
    inner_mongolia = BOOK.province_facts("150000", individual=False, on=TODAY)
    assert len(inner_mongolia["province.extra_documents"]) > 1


def test_a_provincial_rule_holds_from_its_day():
    early = BOOK.province_facts("310000", individual=False, on=date(2019, 4, 21))
    later = BOOK.province_facts("310000", individual=False, on=date(2019, 4, 22))
    assert (early["province.one_domain_per_service"], later["province.one_domain_per_service"]) == (
        None,
        True,
    )


def test_the_documents_of_each_website_are_asked_for_separately():
    shop = declaration().services[0]
    second = Service(**{**{name: getattr(shop, name) for name in Service.__slots__}, "id": 7})
    needs = BOOK.documents_for(
        declaration(**{"services[7]": second, "services[7].industries": ("news", "astrology")}),
        edition=Edition.FOUNDING,
        on=TODAY,
    )
    of_second = [need.kind for need in needs if need.subject == "services[7]"]
    assert of_second == [
        "domain_certificate",
        "webmaster_photo",
        "verification_form",
        "preapproval_news",
    ]
    assert all(need.form is Form.FILE for need in needs)
    assert all(need.formats and need.max_bytes == 8 * 1024 * 1024 for need in needs)
    photo = next(need for need in needs if need.kind == "webmaster_photo")
    assert photo.formats == ("jpg", "png", "heic")
    assert photo.source.endswith("documents for an ICP filing, item 3")


def test_documents_can_be_asked_for_by_answers_and_for_other_procedures():
    licence = BOOK.documents_for(
        JOINT_VENTURE, edition=Edition.CURRENT, on=TODAY, procedure=Procedure.LICENCE
    )
    assert licence[0].kind == "capital_proof"
    assert "licence_articles" in [need.kind for need in licence]
    psb = BOOK.documents_for(
        JOINT_VENTURE, edition=Edition.CURRENT, on=TODAY, procedure=Procedure.PSB
    )
    assert "psb_domain_certificate" in [need.kind for need in psb]


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        pytest.param(
            "individual_mainland", "individual_certificate", "business_licence", id="person"
        ),
        pytest.param(
            "notary_body", "business_licence", "individual_certificate", id="another unit"
        ),
    ],
)
def test_a_kind_of_entity_is_asked_for_its_own_documents_today(kind, asked, not_asked):
    answers = Answers(kind, "310000", "310000", commercial=False)
    kinds = [need.kind for need in BOOK.documents_for(answers, edition=Edition.CURRENT, on=TODAY)]
    assert asked in kinds
    assert not_asked not in kinds


def test_the_differences_are_told_for_a_declaration_as_well():
    commercial = declaration(**{"services[1].commercial": True})
    told = BOOK.differences_of(commercial, edition=Edition.FOUNDING, on=TODAY)
    assert "licence_jv" in [each.id for each in told]
    told = BOOK.differences_of(JOINT_VENTURE, edition=Edition.FOUNDING, on=TODAY)
    assert "licence_jv" not in [each.id for each in told]


SPOILED = {
    "entity.name": "Latin",
    "services[1].domains[1].holder": "他人",
    "services[1].industries": ("news",),
    "services[1].leader.mobile": "1",
    "entity.documents[business_licence]": None,
    "services[1].photo_on_backdrop": False,
    "province": "440000",
}


EXAMPLE_PATHS = {
    Scope.DECLARATION: ("",),
    Scope.SERVICE: ("services[1]",),
    Scope.DOMAIN: ("services[1].domains[1]",),
    Scope.INDUSTRY: ("services[1].preapprovals[news]",),
    Scope.PERSON: ("entity.leader", "services[1].leader"),
    Scope.TEXT: ("entity.name", "services[1].remark"),
    Scope.DOCUMENT: ("entity.documents[business_licence]",),
}


@pytest.mark.parametrize("rule", list(BOOK.rules.values()), ids=lambda rule: rule.id)
def test_a_rule_points_to_a_field_that_the_form_has(rule):
    for path in EXAMPLE_PATHS[rule.scope]:
        assert field_at(".".join(filter(None, (path, rule.field))))


def test_every_reason_for_a_rejection_points_to_what_a_declaration_has():
    groups = {"entity.leader", "entity.address"}
    for reason in BOOK.rejections.values():
        for field in set(reason.fields) - groups - {"services"}:
            assert pattern_of(field) in by_pattern(), reason.id


def test_a_finding_tells_no_personal_number():
    found = BOOK.check(declaration(**SPOILED), edition=Edition.FOUNDING, on=TODAY)
    assert len(findings.blocking(found)) == 7
    told = " ".join(f"{finding.message} {finding.remedy} {finding.because}" for finding in found)
    leader = declaration().entity.leader
    for secret in (leader.mobile, leader.certificate.number, leader.name):
        assert secret not in told


def subjects_of(stated):
    deriver = Deriver(BOOK, Edition.FOUNDING, TODAY)
    if isinstance(stated, Answers):
        return list(deriver.answers(stated))
    return list(deriver.declaration(stated))


def test_every_fact_of_the_catalogue_is_derived_and_no_other():
    full = declaration(**{"services[1].industries": ("news",)})
    subjects = subjects_of(full)
    keys = [
        key.removeprefix("province.")
        for key in BOOK.province_facts("310000", individual=False, on=TODAY)
    ]
    for scope in set(Scope) - {Scope.DOCUMENT}:
        subject = next(each for each in subjects if each.scope is scope)
        own = set(FACTS[scope]) | set(FACTS[Scope.DECLARATION])
        assert own <= subject.facts.keys() <= available(scope, keys) | set(FACTS[Scope.SERVICE])


def test_answers_have_no_fact_that_a_declaration_lacks():
    industries = Answers(
        "joint_venture", "310000", "310000", commercial=True, industries=("news",), capital_cny=1
    )
    full = declaration(**{"services[1].industries": ("news",)})
    known = {(each.scope, name) for each in subjects_of(full) for name in each.facts}
    for subject in subjects_of(industries):
        assert {(subject.scope, name) for name in subject.facts} <= known


def test_the_data_names_no_place_on_a_machine():
    for file in sorted(Path(rulebook.__file__).parent.glob("data/*.yaml")):
        text = file.read_text(encoding="utf-8")
        assert "\t" not in text
        assert "localhost" not in text


def test_a_certificate_that_has_run_out_names_its_last_day():
    """In both languages; one that is about to run out says how little is left."""
    said = {}
    for day in (date(2026, 11, 23), date(2027, 1, 31)):
        stated = declaration(**{"entity.leader.certificate.valid_until": day})
        [found] = [
            one
            for one in rulebook.default().check(
                stated, edition=Edition.FOUNDING, on=date(2026, 11, 24)
            )
            if one.field == "entity.leader.certificate.valid_until"
        ]
        said[found.rule] = found.message
    assert said["person.certificate_expired"] == Text(
        "The certificate expired on 23 November 2026.", "证件已于2026年11月23日到期。"
    )
    assert said["person.certificate_expires"] == Text(
        "The certificate ends on 31 January 2027, in less than 90 days.",
        "证件将于2027年1月31日到期，剩余有效期不足90天。",
    )


def test_a_person_is_held_against_the_rules_before_all_else_is_stated():
    book, today = rulebook.default(), date(2026, 11, 24)
    owner = declaration().entity.leader
    at = "services[1].leader"
    found = book.check_person(at, owner, edition=Edition.FOUNDING, on=today)
    assert "webmaster.chinese_national" in {one.rule for one in found if one.blocking}
    assert {one.field.startswith(at) for one in found} == {True}
    assert book.check_person("entity.leader", owner, edition=Edition.FOUNDING, on=today) == ()
