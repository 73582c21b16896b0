"""The application form: complete, in Chinese, the same each time, and obeying nobody's markup."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from examples import DECLARATION, SERVICE, declaration
from forms import reading
from openbeian import forms
from openbeian.declaration.values import Domain, ServiceKind

DAY = date(2026, 11, 24)


def form(of=DECLARATION, *, reference="SH-2026-000123", on=DAY):
    return forms.application_form(of, reference=reference, on=on)


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("互联网信息服务备案申请表", id="title"),
        pytest.param("受理机关Administration上海市通信管理局", id="administration"),
        pytest.param("SH-2026-000123", id="reference"),
        pytest.param("2026年11月24日", id="date"),
        pytest.param("上海示例合资科技有限公司", id="entity"),
        pytest.param("营业执照（个人或企业）", id="kind of certificate"),
        pytest.param("91310115MA1K4E7T9M", id="number of the licence"),
        pytest.param("上海市浦东新区示例路100号3楼302室", id="postal address"),
        pytest.param("人民币120,000,000元", id="capital"),
        pytest.param("AnnaBeispiel", id="person in charge"),
        pytest.param("德国", id="nationality"),
        pytest.param("C7F4J2K9R", id="passport"),
        pytest.param("2031年5月31日", id="validity"),
        pytest.param("13900000001", id="mobile"),
        pytest.param("owner@shili-keji.cn", id="e-mail"),
        pytest.param("示例合资科技官网", id="website"),
        pytest.param("shili-keji.cn持有者：上海示例合资科技有限公司", id="domain"),
        pytest.param("单位门户网站", id="content"),
        pytest.param("中文简体、英语", id="languages"),
        pytest.param("王示例", id="webmaster"),
        pytest.param("310104199003076428", id="webmaster's identity card"),
        pytest.param("云接入", id="access method"),
        pytest.param("203.0.113.10", id="address of the server"),
        pytest.param("主体负责人签字", id="place to sign"),
        pytest.param("盖章处", id="place of the seal"),
        pytest.param("三十日内办理公安联网备案", id="undertaking"),
        pytest.param("第1页共2页", id="pages"),
    ],
)
def test_the_form_holds_what_was_declared_and_where_to_sign(expected):
    assert expected in reading.words(form())


def test_the_first_page_holds_the_facts_and_the_last_the_signatures():
    facts, signatures = reading.pages(form())
    assert "203.0.113.10" in facts
    assert "盖章处" not in facts
    assert "盖章处" in signatures


def test_the_same_declaration_makes_the_same_bytes_whoever_asks_at_once():
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: form(), range(8)))
    assert len(made) == 1


def test_the_only_date_inside_is_that_of_the_form():
    other = form(on=date(2025, 2, 28))
    assert other != form()
    assert "2025-02-28T00:00:00Z" in reading.metadata(other)
    assert "2026" not in reading.metadata(other).replace("SH-2026-000123", "")


def test_the_form_is_an_archival_tagged_pdf_in_chinese():
    metadata = reading.metadata(form())
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "zh-CN" in metadata


@pytest.mark.parametrize(
    "name",
    [
        pytest.param('#strong[x] *y* _z_ $1/2$ `code` <label> @ref "q" \\ // end', id="markup"),
        pytest.param('#import "layout.typ": *; #panic("stopped")', id="program"),
        pytest.param("{{7*7}} ${7*7} {0.__class__} %s%n", id="other languages of templates"),
        pytest.param("'single' -- --- ... -> ffi fl ~", id="what typesetters like to change"),
    ],
)
def test_markup_in_a_value_is_printed_and_not_obeyed(name):
    made = form(declaration(**{"services[1].name": name}))
    assert name.replace(" ", "") in reading.words(made)


def test_a_character_that_no_typeface_has_is_marked_to_be_written_by_hand():
    made = reading.words(form(declaration(**{"services[1].leader.name": "𠮷示例"})))
    assert "〓示例" in made
    assert "“〓”处为字库未收录的字" in made
    assert "字库未收录" not in reading.words(form())


def test_rare_characters_of_names_are_drawn():
    made = reading.words(form(declaration(**{"services[1].leader.name": "㐱䶮𬭎"})))
    assert "㐱䶮𬭎" in made


def test_invisible_characters_are_left_out():
    made = form(declaration(**{"services[1].leader.name": "王\u202e示\u200b例\x07"}))
    assert "王示例" in reading.words(made)


def test_long_values_wrap_within_the_margins():
    long = declaration(
        **{
            "entity.name": "上海示例国际贸易与科技发展股份有限公司" * 12,
            "entity.leader.email": f"{'x' * 60}@{'mail.' * 12}cn",
            "entity.leader.name": "Maximilian-Alexander " * 6,
            "services[1].home_url": f"https://{'averylonglabel' * 15}.cn",
            "services[1].remark": "备注内容" * 250,
            "services[1].domains[1].name": "a" * 63 + ".cn",
        }
    )
    assert reading.overflow(form(long)) == []
    assert f"https://{'averylonglabel' * 15}.cn" in reading.words(form(long))
    assert reading.words(form(long)).count("备注内容") == 250


def test_the_measure_of_overflow_sees_what_stands_outside():
    assert reading.overflow(form(), left=120) != []


def many_services(count):
    return tuple(
        replace(
            SERVICE,
            id=number,
            name=f"示例第{number}站",
            domains=(Domain(id=1, name=f"shili-{number}.cn", holder=""),),
        )
        for number in range(1, count + 1)
    )


def test_many_services_run_over_many_pages_and_none_is_lost():
    made = form(replace(DECLARATION, services=many_services(12)))
    pages = reading.pages(made)
    assert len(pages) > 5
    for number in range(1, 13):
        assert f"示例第{number}站" in reading.words(made)
        assert f"（{number}/12）" in reading.words(made)
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页" in page
        assert f"共 {len(pages)} 页" in page
    assert reading.overflow(made) == []


def test_each_page_says_again_which_section_it_goes_on_with():
    addresses = tuple(f"203.0.113.{n}" for n in range(1, 65))
    busy = [replace(SERVICE.access[0], id=n, ip_addresses=addresses) for n in range(1, 9)]
    made = form(declaration(**{"services[1].access": tuple(busy)}))
    middle = reading.pages(made)[1:-1]
    assert middle
    for page in middle:
        assert "五、接入信息" in page


def test_one_service_is_not_numbered():
    assert "1/1" not in reading.words(form())


def test_a_declaration_without_services_still_makes_a_form():
    assert "承诺与签章" in reading.words(form(replace(DECLARATION, services=())))


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (ServiceKind.WEBSITE, "网站负责人信息"),
        (ServiceKind.APP, "APP负责人信息"),
        (ServiceKind.MINI_PROGRAM, "小程序负责人信息"),
        (ServiceKind.QUICK_APP, "快应用负责人信息"),
    ],
)
def test_a_service_is_called_what_it_is(kind, label):
    assert label in reading.words(form(declaration(**{"services[1].kind": kind})))
