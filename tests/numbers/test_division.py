"""Codes of administrative divisions, in force and withdrawn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import data, division, province
from openbeian.numbers.division import Division, Level

ROWS = data.rows("divisions.tsv")
CODES = sorted({code for code, *_ in ROWS})
WITHOUT_DISTRICTS = {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def test_the_table_has_every_level():
    in_force = [row[0] for row in ROWS if not row[3]]
    groups = [row[0] for row in ROWS if division.parse(row[0]).is_group and not row[3]]
    assert len([code for code in in_force if code.endswith("0000")]) == 34
    cities = [code for code in in_force if code.endswith("00") and not code.endswith("0000")]
    assert len(set(cities) - set(groups)) == 333
    assert len([code for code in in_force if not code.endswith("00")]) > 2800


def test_the_years_of_a_row_follow_each_other():
    for code in CODES:
        names = division.history(code)
        for earlier, later in pairwise(names):
            assert earlier.until is not None
            assert later.since is not None
            assert earlier.until <= later.since
        assert all((row.since or 0) <= (row.until or 9999) for row in names)


@pytest.mark.parametrize("code", CODES[::97])
def test_a_code_in_the_table_is_valid_and_lies_in_a_province(code):
    assert division.validate(code) == code
    assert division.path(code)[0].code == code[:2] + "0000"
    assert province.by_code(code).zh == division.path(code)[0].name


@pytest.mark.parametrize(
    ("code", "name", "since", "until"),
    [
        pytest.param("330113", "临平区", 2021, None, id="Linping of 2021"),
        pytest.param("330114", "钱塘区", 2021, None, id="Qiantang of 2021"),
        pytest.param("653228", "和康县", 2024, None, id="Hekang of 2024"),
        pytest.param("500157", "两江新区", 2025, None, id="Liangjiang of 2025"),
        pytest.param("110103", "崇文区", None, 2010, id="Chongwen until 2010"),
        pytest.param("330103", "下城区", None, 2021, id="Xiacheng until 2021"),
        pytest.param("371200", "莱芜市", 1992, 2019, id="Laiwu, a city for a time"),
        pytest.param("310200", "县", None, 2016, id="the counties of Shanghai"),
        pytest.param("710000", "台湾省", None, None, id="Taiwan"),
        pytest.param("810000", "香港特别行政区", 1997, None, id="Hong Kong"),
        pytest.param("820000", "澳门特别行政区", 1999, None, id="Macao"),
    ],
)
def test_a_code_carries_its_name_and_years(code, name, since, until):
    assert division.parse(code) == Division(code, name, since, until)


def test_a_code_that_changed_hands_tells_both_names():
    assert [row.name for row in division.history("210112")] == ["东陵区", "浑南区"]
    assert division.parse("210112").in_force


def test_short_codes_are_filled_up():
    assert division.validate("33") == "330000"
    assert division.validate("33 01") == "330100"


@pytest.mark.parametrize("text", ["", "3", "33011", "3301134", "33O113", "浙江"])
def test_what_is_no_code_is_refused(text):
    assert not division.is_valid(text)


def test_the_level_follows_from_the_code():
    assert [place.level for place in division.path("330113")] == [
        Level.PROVINCE,
        Level.CITY,
        Level.DISTRICT,
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330113", "浙江省杭州市临平区"),
        ("110108", "北京市海淀区"),
        ("500231", "重庆市垫江县"),
        ("429004", "湖北省仙桃市"),
        ("659011", "新疆维吾尔自治区新星市"),
        ("441900", "广东省东莞市"),
        ("139002", "河北省霸州市"),
        ("820000", "澳门特别行政区"),
    ],
    ids=[
        "district",
        "of Beijing",
        "county of Chongqing",
        "under the province",
        "of the corps",
        "city without districts",
        "withdrawn, without a city",
        "Macao",
    ],
)
def test_an_address_begins_with_the_full_name(code, name):
    assert division.full_name(code) == name


def test_the_provinces_are_the_thirty_four():
    assert [place.code for place in division.provinces()] == [
        place.code for place in province.all_provinces()
    ]


def test_a_list_of_children_has_only_what_is_in_force():
    names = {place.name for place in division.children("330100")}
    assert {"临平区", "钱塘区", "西湖区"} <= names
    assert "下城区" not in names


def test_every_district_in_force_is_reached_from_its_province():
    reached = [
        district.code
        for place in division.provinces()
        for city in division.children(place.code)
        for district in division.children(city.code)
    ]
    districts = {row[0] for row in ROWS if not row[3] and not row[0].endswith("00")}
    assert set(reached) == districts
    assert len(reached) == len(districts)


def test_only_four_cities_have_no_districts():
    childless = {
        city.name
        for place in division.provinces()
        for city in division.children(place.code)
        if not division.children(city.code)
    }
    assert childless == WITHOUT_DISTRICTS


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_the_nearest_division_lies_around_the_code(code):
    place = division.nearest(code)
    assert (place is None) is (province.by_code(code) is None)
    assert place is None or code.startswith(place.code.rstrip("0"))


@given(st.text(max_size=8))
def test_what_is_not_in_the_table_is_refused(text):
    assert division.is_valid(text) is (division.compact(text) in CODES)
