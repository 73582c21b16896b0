"""ICP filing numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import icp_number, province
from openbeian.numbers.icp_number import Form, Service, ServiceKind

PRINTED = [
    "京ICP备12345678号",
    "京ICP备2026047949号-1",
    "沪ICP备2026006107号-2A",
    "蒙ICP备2026010486号-3X",
    "粤ICP备2026135674号-4K",
    "陕ICP备2026028018号-12",
    "桂ICP备2026011230号",
    "蜀ICP备2026054850号-99999A",
    "陇ICP备2021003158号",
    "青ICP备026000119号-2A",
    "京ICP证030173号",
    "川ICP证030065号-3",
]

MENDED = [
    ("京ICP备12345678", "京ICP备12345678号", "号 left out"),
    ("京ICP备12345678-1", "京ICP备12345678号-1", "号 left out before a service"),
    ("京ICP备12345678-1号", "京ICP备12345678号-1", "号 at the end"),
    ("京ICP备12345678号-1号", "京ICP备12345678号-1", "号 twice"),
    ("京ICP备-12345678号", "京ICP备12345678号", "hyphen after 备"),
    ("京icp备12345678号-1a", "京ICP备12345678号-1A", "small letters"),
    ("京 ICP 备 12345678 号 - 1", "京ICP备12345678号-1", "spaces"),
    ("京ＩＣＰ备１２３４５６７８号－１", "京ICP备12345678号-1", "full width"),
    ("京ICP备12345678号\u2014\u20621", "京ICP备12345678号-1", "dash and invisible character"),
    ("京ICP備12345678號", "京ICP备12345678号", "traditional"),
    ("蘇ICP備12345678號", "苏ICP备12345678号", "traditional province"),
    ("川ICP备13008743号-7", "蜀ICP备13008743号-7", "Sichuan"),
    ("贵ICP备2021004806号-1", "黔ICP备2021004806号-1", "Guizhou"),
    ("云ICP备12345678号", "滇ICP备12345678号", "Yunnan"),
    ("甘ICP备14001234号", "陇ICP备14001234号", "Gansu"),
    ("秦ICP备12345678号", "陕ICP备12345678号", "Shaanxi"),
    ("蜀ICP证030065号", "川ICP证030065号", "licence of Sichuan"),
    ("贵ICP证030065号", "贵ICP证030065号", "licence character not confirmed"),
]

FILING = [place for place in province.all_provinces() if place.filing]
services = st.builds(
    Service, sequence=st.integers(1, 99999), kind=st.sampled_from(list(ServiceKind))
)


@pytest.mark.parametrize("number", PRINTED)
def test_a_printed_number_stays_as_it_is(number):
    assert icp_number.validate(number) == number


@pytest.mark.parametrize(("typed", "number"), [pytest.param(*row[:2], id=row[2]) for row in MENDED])
def test_what_people_type_is_mended(typed, number):
    assert icp_number.validate(typed) == number
    assert icp_number.format(typed) == number


@pytest.mark.parametrize("place", FILING, ids=lambda place: place.en)
def test_every_character_of_a_province_leads_to_its_filing_character(place):
    for character in place.filing + place.licence + place.variants:
        assert icp_number.parse(f"{character}ICP备2026000001号").character == place.filing


@given(
    st.sampled_from(FILING),
    st.integers(2005, 2099),
    st.integers(1, 999999),
    st.one_of(st.none(), services),
)
def test_a_composed_number_is_read_back(place, year, serial, service):
    text = icp_number.compose(province=place.code, year=year, serial=serial, service=service)
    parts = icp_number.parse(text, strict=True)
    assert (parts.province, parts.year, parts.serial) == (place, year, serial)
    assert parts.service == service
    assert str(parts) == text


@pytest.mark.parametrize("code", ["810000", "710000", "990000"])
def test_no_number_is_composed_where_no_filing_can_be_made(code):
    with pytest.raises(icp_number.UnknownProvince):
        icp_number.compose(province=code, year=2026, serial=1)


def test_eight_digits_hold_a_year_of_two():
    parts = icp_number.parse("京ICP备12345678号")
    assert (parts.year, parts.serial, parts.form) == (2012, 345678, Form.FILING)


def test_nine_digits_are_accepted_from_people_but_not_from_an_administration():
    assert icp_number.parse("青ICP备026000119号-2A").year is None
    with pytest.raises(icp_number.WrongLength):
        icp_number.validate("青ICP备026000119号", strict=True)


def test_a_licence_of_the_old_form_tells_no_year():
    parts = icp_number.parse("京ICP证12345678号", strict=True)
    assert (parts.form, parts.year) == (Form.LICENCE, None)


def test_the_entity_is_the_number_without_its_service():
    assert icp_number.parse("京ICP备2026047949号-2A").entity == "京ICP备2026047949号"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("-1", ServiceKind.WEBSITE),
        ("-2A", ServiceKind.APP),
        ("-3X", ServiceKind.MINI_PROGRAM),
        ("-4K", ServiceKind.QUICK_APP),
    ],
    ids=["website", "app", "mini-program", "quick app"],
)
def test_the_letter_tells_the_kind_of_service(ending, kind):
    service = icp_number.parse(f"京ICP备2026047949号{ending}").service
    assert service.kind is kind
    assert str(service) == ending


@pytest.mark.parametrize("ending", ["-0", "-01", "-", "-1AA", "-100000", "x", "-1-2", "号号"])
def test_an_ending_that_is_no_service_is_refused(ending):
    with pytest.raises(icp_number.NotService):
        icp_number.validate(f"京ICP备2026047949号{ending}")


@pytest.mark.parametrize("text", ["ICP备12345678号", "港ICP备12345678号", "XICP备12345678号"])
def test_a_number_without_a_province_is_refused(text):
    with pytest.raises(icp_number.UnknownProvince):
        icp_number.validate(text)
