"""From what was typed to a Declaration, or to findings beside the fields."""

from datetime import date

import pytest

from declaration.drafts import built_from, draft_of
from examples import DECLARATION, declaration
from openbeian.declaration.build import build, check_field, people, person
from openbeian.declaration.draft import asked, merged, without
from openbeian.declaration.paths import PathUnreadable
from openbeian.declaration.values import Domain

LEADER = "services[1].leader"


def finding(path, raw, **others):
    return check_field(path, {**draft_of(), **others, path: raw})


def rule(path, raw, **others):
    found = finding(path, raw, **others)
    return found and found.rule


def value(path, raw):
    built = build({**draft_of(), path: raw})
    assert built.declaration is not None, built.findings
    return built.declaration


def test_a_complete_draft_becomes_the_declaration_it_describes():
    built = build(draft_of())
    assert built.findings == ()
    assert built.declaration == built_from(DECLARATION)


def test_an_empty_draft_gives_one_finding_for_each_required_field():
    built = build({})
    required = [path for path, field in asked({}) if field.required]
    assert built.declaration is None
    assert [found.field for found in built.findings] == required
    assert {found.rule for found in built.findings} == {"field.missing"}
    assert all(found.blocking for found in built.findings)


@pytest.mark.parametrize("path", [path for path, field in asked({}) if field.required])
def test_without_a_required_field_there_is_no_declaration(path):
    built = build(without(draft_of(), path))
    assert built.declaration is None
    assert path in [found.field for found in built.findings]


@pytest.mark.parametrize(
    "path", ["entity.investor", "entity.registered_capital_cny", "services[1].remark"]
)
def test_an_optional_field_may_be_left_out(path):
    assert build(without(draft_of(), path)).declaration is not None


def test_several_services_and_domains_keep_their_ids():
    draft = draft_of()
    for path, raw in draft_of().items():
        if path.startswith("services[1]"):
            draft[path.replace("services[1]", "services[7]")] = raw
    draft["services[7].domains[3].name"] = "shili-zhongwen.cn"
    draft["services[7].domains[3].holder"] = DECLARATION.entity.name
    built = build(draft).declaration
    assert [service.id for service in built.services] == [1, 7]
    assert built.services[1].domains[1] == Domain(3, "shili-zhongwen.cn", DECLARATION.entity.name)


def test_an_industry_asks_for_the_number_of_its_approval():
    draft = {**draft_of(), "services[1].industries": ["news"]}
    number = "services[1].preapprovals[news].number"
    assert number in [path for path, _ in asked(draft)]
    assert build(draft).declaration.services[0].preapprovals == ()
    built = build({**draft, number: "沪新办许字〔2026〕1号"}).declaration
    assert built == built_from(
        declaration(**{"services[1].industries": ("news",), number: "沪新办许字〔2026〕1号"})
    )


@pytest.mark.parametrize(
    ("path", "raw", "code"),
    [
        ("entity.name", "Example Ltd", "field.value.not_chinese"),
        ("entity.name", "示" * 256, "field.value.too_long"),
        ("entity.name", "示例\u202e公司", "field.value.control_characters"),
        ("entity.name", "示例\x00公司", "field.value.control_characters"),
        ("entity.kind", "wfoe; drop table", "field.value.not_a_choice"),
        ("entity.nature_id", "four", "field.value.not_a_choice"),
        ("entity.nature_id", "0", "field.value.not_a_choice"),
        ("entity.certificate.valid_until", "soon", "field.value.not_a_date"),
        ("entity.certificate.valid_until", "2026-02-30", "field.value.not_a_date"),
        ("entity.registered_capital_cny", "1.5 million", "field.value.not_an_amount"),
        ("entity.address.city", "上海", "field.numbers.division.format"),
        (f"{LEADER}.office_phone", "12", "field.value.not_a_phone"),
        (f"{LEADER}.email", "nobody", "field.value.not_an_email"),
        (f"{LEADER}.email", "a@b", "field.value.not_an_email"),
        ("services[1].commercial", "perhaps", "field.value.not_a_choice"),
        ("services[1].content_ids", ["8", "x"], "field.value.not_a_choice"),
        ("services[1].home_url", "not a host", "field.value.not_a_home_page"),
        ("services[1].home_url", "http://-bad-/", "field.value.not_a_home_page"),
        ("services[1].domains[1].name", "www.shili-keji.cn", "field.value.not_registrable"),
        ("services[1].domains[1].name", "com.cn", "field.numbers.domain_name.public_suffix"),
        *(
            ("services[1].access[1].ip_addresses", word, "field.value.private_ip_address")
            for word in (
                *("0.0.0.1", "10.0.0.1", "100.64.0.9", "127.0.0.1", "169.254.1.1"),
                *("172.31.255.255", "192.168.1.1", "224.0.0.1", "255.255.255.255"),
                *("::1", "fd00::1", "fe80::1", "ff02::1"),
            )
        ),
        ("services[1].access[1].ip_addresses", "203.0.113.999", "field.value.not_an_ip_address"),
        (
            "services[1].access[1].ip_addresses",
            "\n".join(f"203.0.113.{last}" for last in range(65)),
            "field.value.too_many_ip_addresses",
        ),
    ],
)
def test_bad_input_is_named_beside_its_field(path, raw, code):
    found = finding(path, raw)
    assert found.rule == code
    assert found.field == path
    assert found.blocking
    assert found.message.en != found.message.zh


@pytest.mark.parametrize("raw", ["12345", "+852 5123 4567", "01012345678"])
def test_a_mobile_number_is_one_of_mainland_china(raw):
    assert rule(f"{LEADER}.mobile", raw).startswith("field.numbers.")


def test_certificate_numbers_are_checked_by_their_kind():
    number = f"{LEADER}.certificate.number"
    kind = f"{LEADER}.certificate.type_id"
    assert rule(number, "C7F4J2K9R").startswith("field.numbers.")
    assert rule(number, "C7F4J2K9R", **{kind: "7"}) is None
    assert rule(number, "AB-2026-1", **{kind: "99"}) is None
    assert rule(number, "?", **{kind: "99"}) == "field.certificate.number_unreadable"
    assert rule(number, "C7F4J2K9R", **{kind: ""}) == "field.certificate.kind_unknown"


def test_unit_numbers_are_checked_by_their_kind():
    number = "entity.certificate.number"
    kind = "entity.certificate.type_id"
    assert rule(number, "91310115MA1K4E7T9X").startswith("field.numbers.")
    assert rule(number, "企独沪总字第000001号", **{kind: "38"}) is None
    assert rule(number, "?", **{kind: "38"}) == "field.certificate.number_unreadable"
    assert rule(number, "91310115MA1K4E7T9M", **{kind: ""}) == "field.certificate.kind_unknown"


@pytest.mark.parametrize(
    ("path", "raw", "expected"),
    [
        ("entity.name", "  上海示例公司  ", "上海示例公司"),
        ("entity.registered_capital_cny", "１２0,000,000", 120_000_000),
        ("entity.investor", "Example GmbH", "Example GmbH"),
    ],
)
def test_common_spellings_are_accepted(path, raw, expected):
    assert getattr(value(path, raw).entity, path.removeprefix("entity.")) == expected


@pytest.mark.parametrize("raw", ["2031-05-20", "2031/5/20", "2031年5月20日", "2031.05.20"])
def test_dates_may_be_written_in_the_usual_ways(raw):
    until = value("entity.certificate.valid_until", raw).entity.certificate.valid_until
    assert until == date(2031, 5, 20)


@pytest.mark.parametrize("raw", ["长期", "long-term", "Long-Term"])
def test_long_term_validity_has_no_last_day(raw):
    assert value("entity.certificate.valid_until", raw).entity.certificate.valid_until is None


def test_addresses_are_separated_by_lines_blanks_or_commas_and_kept_once():
    declared = value(
        "services[1].access[1].ip_addresses", "203.0.113.10\r\n203.0.113.10, 2001:DB8::1；"
    )
    assert declared.services[0].access[0].ip_addresses == ("203.0.113.10", "2001:db8::1")


def test_a_remark_keeps_its_lines():
    assert value("services[1].remark", "一\n二").services[0].remark == "一\n二"


def test_chosen_numbers_are_sorted_and_kept_once():
    assert value("services[1].content_ids", ["24", "8", "8"]).services[0].content_ids == (8, 24)


def test_a_chinese_domain_becomes_an_a_label():
    declared = value("services[1].domains[1].name", "示例.cn")
    assert declared.services[0].domains[0].name.startswith("xn--")


def test_files_are_read_from_the_draft_by_kind():
    built = build({**draft_of(), "entity.documents[business_licence]": ["a" * 64, "b" * 64]})
    kinds = {reference.kind: reference.files for reference in built.declaration.entity.documents}
    assert kinds["business_licence"] == ("a" * 64, "b" * 64)


def test_changes_are_laid_over_a_draft_and_empty_ones_remove():
    draft = {"entity.name": "甲", "entity.investor": "乙"}
    assert merged(draft, {"entity.investor": "", "province": "310000"}) == {
        "entity.name": "甲",
        "province": "310000",
    }


def test_a_change_of_an_unknown_field_is_refused():
    with pytest.raises(PathUnreadable):
        merged({}, {"entity.colour": "red"})


def test_optional_values_have_an_empty_form():
    built = build(without(without(draft_of(), "entity.investor"), "services[1].remark"))
    assert built.declaration.entity.investor == ""
    assert built.declaration.services[0].remark == ""


def test_a_person_is_read_alone_once_all_of_it_is_readable():
    draft = draft_of()
    assert people(draft) == ("entity.leader", "services[1].leader")
    assert person(draft, "entity.leader") == DECLARATION.entity.leader
    assert person({**draft, "entity.name": ""}, "services[1].leader") == (
        DECLARATION.services[0].leader
    )
    assert person({**draft, "entity.leader.mobile": ""}, "entity.leader") is None
    assert person({**draft, "entity.leader.mobile": "nobody"}, "entity.leader") is None
