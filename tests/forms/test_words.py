"""How ids, codes, dates and rows are worded on a form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import SERVICE
from openbeian import codes
from openbeian.declaration.values import Address, Preapproval
from openbeian.forms import glyphs, sheet, words
from openbeian.text import Text


def service(**changes):
    return type(SERVICE)(
        **{name: getattr(SERVICE, name) for name in SERVICE.__dataclass_fields__} | changes
    )


def test_an_address_begins_with_the_smallest_division_that_was_given():
    rows = [("310000", "310100", "310115"), ("441900", "441900", ""), ("310000", "", "")]
    said = [words.address(Address(*row, detail="1号")) for row in rows]
    assert said == ["上海市浦东新区1号", "广东省东莞市1号", "上海市1号"]


def test_capital_that_was_not_asked_for_is_struck_through():
    assert words.capital(None) == "／"


def test_a_validity_ends_on_a_day_or_never():
    assert words.until(date(2031, 5, 31)) == "2031年5月31日"
    assert words.until(None) == "长期"


@pytest.mark.parametrize(
    ("industries", "given_numbers", "said"),
    [
        pytest.param((), (), "不涉及", id="none"),
        pytest.param(
            ("education",),
            (Preapproval("education", "沪教〔2026〕12号"),),
            "教育：沪教〔2026〕12号",
            id="with its number",
        ),
        pytest.param(("news",), (), "新闻：／", id="still without a number"),
        pytest.param(("tea",), (), "tea：／", id="not in the rulebook"),
    ],
)
def test_approvals_are_listed_with_their_numbers(industries, given_numbers, said):
    assert words.preapprovals(service(industries=industries, preapprovals=given_numbers)) == said


def test_codes_and_places_that_are_unknown_are_shown_as_they_are():
    assert words.code_names("service_contents", (8, 777)) == "单位门户网站、代码777"
    assert words.place("990000") == "990000"
    assert words.code_names("languages", ()) == "／"


def test_every_country_can_be_printed():
    rows = codes.table("countries").rows(date(2026, 11, 24))
    assert len(rows) == 249
    for row in rows:
        assert isinstance(row.id, str)
        assert len(row.id) == 2
        assert glyphs.drawable(row.zh) == row.zh
    assert codes.table("countries").get("NO").zh == "挪威"


def cells(widths):
    return [sheet.Cell(Text(str(n), "项"), str(n), wide=wide) for n, wide in enumerate(widths)]


@given(st.lists(st.booleans()))
def test_rows_keep_every_cell_in_its_order_and_fit_the_width(widths):
    packed = sheet.rows(cells(widths))
    assert [cell for row in packed for cell in row] == cells(widths)
    for row in packed:
        assert len(row) == 1 or (len(row) == 2 and not any(cell.wide for cell in row))


@given(st.text())
def test_whatever_is_drawable_stays_as_it_is(text):
    drawn = glyphs.drawable(text)
    assert glyphs.drawable(drawn) == drawn


def test_a_letter_and_its_accent_become_the_letter_that_the_typeface_has():
    assert glyphs.drawable("Ju\u0308rgen") == "Jürgen"
