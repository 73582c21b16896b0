"""The canonical JSON and the comparison of versions."""

import json

import pytest

from declaration.drafts import draft_of
from examples import DECLARATION, declaration
from openbeian.declaration import canonical
from openbeian.declaration.diff import Change, diff, flatten, is_answered_anew
from openbeian.declaration.fields import by_pattern
from openbeian.declaration.findings import Finding, blocking
from openbeian.declaration.paths import pattern_of
from openbeian.text import Text

VARIANTS = [
    DECLARATION,
    declaration(**{"entity.registered_capital_cny": None}),
    declaration(**{"services[1].preapprovals[news].number": "沪新办1号"}),
]


@pytest.mark.parametrize("value", VARIANTS, ids=["example", "without capital", "with approval"])
def test_a_declaration_comes_back_from_its_canonical_form(value):
    assert canonical.load(canonical.dump(value)) == value


def test_the_same_value_has_the_same_bytes_and_digest():
    assert canonical.dump(declaration()) == canonical.dump(DECLARATION)
    assert canonical.digest(declaration()) == canonical.digest(DECLARATION)
    assert canonical.digest(VARIANTS[1]) != canonical.digest(DECLARATION)


def test_the_canonical_form_is_plain_json_in_utf_8():
    assert json.loads(canonical.dump(DECLARATION))["entity"]["name"] == DECLARATION.entity.name


def test_nothing_differs_from_itself():
    assert diff(DECLARATION, DECLARATION) == ()


def test_a_change_is_named_by_its_path():
    after = declaration(
        **{
            "entity.name": "上海示例新名有限公司",
            "services[1].documents[webmaster_photo]": None,
            "services[1].photo_on_backdrop": False,
            "entity.certificate.valid_until": DECLARATION.entity.leader.certificate.valid_until,
        }
    )
    changed = {change.field: change for change in diff(DECLARATION, after)}
    assert changed["entity.name"] == Change(
        "entity.name", DECLARATION.entity.name, "上海示例新名有限公司"
    )
    assert changed["services[1].photo_on_backdrop"].after == "no"
    assert changed["services[1].documents[webmaster_photo]"].after == ""
    assert changed["entity.certificate.valid_until"].before == "long-term"
    assert len(changed) == 4


def test_an_approval_and_an_amount_that_appear_are_changes():
    before, after = VARIANTS[1], VARIANTS[2]
    changed = {change.field: (change.before, change.after) for change in diff(before, after)}
    assert changed == {
        "entity.registered_capital_cny": ("", "120000000"),
        "services[1].preapprovals[news].number": ("", "沪新办1号"),
    }


def test_changes_stand_in_the_order_of_the_form():
    after = declaration(**{"services[1].name": "新名站点", "entity.investor": "新投资者"})
    assert [change.field for change in diff(DECLARATION, after)] == [
        "entity.investor",
        "services[1].name",
    ]


def test_all_but_the_fixed_facts_are_fields_of_the_catalogue():
    unknown = {pattern_of(path) for path in flatten(DECLARATION)} - set(by_pattern())
    assert unknown == {"services[*].kind"}


def test_blocking_findings_are_picked_out_in_order():
    words = Text("x", "某")
    hard = Finding("a", "entity.name", words, words, "s", "2026", blocking=True)
    soft = Finding("b", "entity.name", words, words, "s", "2026", blocking=False)
    assert blocking([soft, hard, soft]) == (hard,)


ADDRESS = "entity.certificate_address"
PAPER = "entity.documents[business_licence]"
NUMBER = "entity.leader.mobile"


@pytest.mark.parametrize(
    ("path", "typed", "anew"),
    [
        (ADDRESS, "上海市浦东新区示例路100号3楼", False),
        (ADDRESS, " 上海市浦东新区示例路100号3楼 ", False),
        (ADDRESS, "上海市浦东新区示例路100号3幢302室", True),
        (NUMBER, "139 0000 0001", False),
        (NUMBER, "13900000009", True),
        (NUMBER, "nobody's number", False),
        (NUMBER, "", False),
        ("entity.certificate.valid_until", "长期", False),
        ("entity.certificate.valid_until", "2031-05-31", True),
        ("entity.registered_capital_cny", "120,000,000", False),
        ("services[1].language_ids", ["12", "1"], False),
        (PAPER, list(DECLARATION.entity.documents[0].files), False),
        (PAPER, ["ab" * 32], True),
        ("services[1].preapprovals[news].number", "沪新办1号", True),
    ],
)
def test_an_answer_is_another_one_only_where_it_says_something_else(path, typed, anew):
    assert is_answered_anew(path, {**draft_of(), path: typed}, DECLARATION) is anew
