"""The code tables: what the administration's ids mean, and on which day."""

from datetime import date

import pytest

from openbeian import codes
from openbeian.text import Text

TODAY = date(2026, 11, 24)


def test_a_code_is_found_by_the_id_that_travels_in_the_xml():
    row = codes.table("service_contents").get(8)
    assert (row.text, row.op_id) == (Text("Unit portal website", "单位门户网站"), 128)


def test_a_code_carries_what_its_table_says_of_it_besides():
    row = codes.table("certificate_types").get(27)
    assert row.columns == {"nature": 4, "holder": "unit"}
    assert codes.table("server_places").get(26).columns["province_code"] == "310000"
    assert codes.table("cancel_reasons").get("no_longer_operated").columns == {
        "wechat_type": 1,
        "administration_id": None,
    }


def test_a_code_that_is_gone_is_not_offered_but_can_still_be_read():
    table = codes.table("certificate_types")
    assert 8 not in dict(table.choices(TODAY))
    assert table.get(8).zh == "军官证"
    assert table.get(8, date(2016, 1, 1)).zh == "军官证"


def test_a_form_offers_the_codes_of_the_day_in_the_tables_order():
    choices = codes.table("access_methods").choices(TODAY)
    assert choices[0] == (1, Text("Leased line", "专线"))
    assert [code for code, _ in choices] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("code", "on"),
    [
        pytest.param(99, None, id="no such code"),
        pytest.param(8, TODAY, id="a code that is gone"),
    ],
)
def test_an_unknown_code_is_refused(code, on):
    with pytest.raises(codes.UnknownCode) as caught:
        codes.table("certificate_types").get(code, on)
    assert caught.value.text.en == f"The table certificate_types has no code {code}."


def test_an_unknown_table_is_refused():
    with pytest.raises(codes.UnknownTable, match=r"codes\.table"):
        codes.table("colours")


def test_every_table_says_where_it_is_from():
    for name in codes.names():
        table = codes.table(name)
        assert table.evidence.source
        assert table.rows(TODAY)
        assert table.text.zh


def test_where_a_table_has_two_ids_the_operation_id_is_the_bit():
    for name in ("service_contents", "access_methods", "preapproval_types", "server_places"):
        for row in codes.table(name).rows(TODAY):
            assert row.op_id == 2 ** (row.id - 1)


def test_a_code_that_was_redefined_is_read_as_of_the_day(tmp_path):
    file = tmp_path / "tables.yaml"
    file.write_text(TWO_VERSIONS, encoding="utf-8")
    colours = codes.load(file)["colours"]
    assert colours.get(1, date(2020, 5, 1)).en == "Red"
    assert colours.get(1, date(2024, 5, 1)).en == "Crimson"
    assert colours.get(1).en == "Crimson"
    assert colours.note == Text("Two reds.", "两种红色。")


TWO_VERSIONS = """
tables:
  - id: colours
    en: Colour
    zh: 颜色
    note: {en: Two reds., zh: 两种红色。}
    source: A colour chart
    as_of: '2024'
    confidence: verified
    rows:
      - {id: 1, en: Red, zh: 红, to: 2024-01-01}
      - {id: 1, en: Crimson, zh: 深红, from: 2024-01-01}
"""

FAULTY = """
tables:
  - id: colours
    en: Colour
    source: A colour chart
    as_of: '2024'
    confidence: verified
    columns: {warm: truth, weight: kilograms}
    rows:
      - {id: 1, en: Red, zh: 红, warm: 1, weight: 2}
      - {id: true, en: Blue, zh: '', warm: false, weight: null}
      - {id: 2, en: Green, zh: 绿, warm: false, weight: null, hue: 3}
      - {id: 2, en: Lime, zh: 青柠, warm: false, weight: null, from: 2024-01-01}
      - {id: 3, en: Grey, zh: 灰, warm: false, weight: null, from: 2024-01-01, to: 2023-01-01}
      - red
  - id: colours
    en: Colour
    zh: 颜色
    source: A colour chart
    as_of: '2024'
    confidence: verified
    rows: []
colours: []
"""


def test_every_fault_of_a_file_is_named(tmp_path):
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(codes.CodesError) as caught:
        codes.load(file)
    told = "\n".join(caught.value.faults)
    for part in (
        "faulty.yaml: colours: zh is missing",
        "column weight is 'kilograms'",
        "faulty.yaml: colours: 1: warm is not a truth",
        "faulty.yaml: colours: 1: weight is not a kilograms",
        "id is neither a whole number nor a word",
        "zh is empty",
        "faulty.yaml: colours: 2: unknown key hue",
        "2: two versions hold on 2024-01-01",
        "3: the period from 2024-01-01 to 2023-01-01 is empty",
        "#6: is str, not a mapping",
        "the table is given twice",
        "faulty.yaml: unknown key colours",
    ):
        assert part in told
