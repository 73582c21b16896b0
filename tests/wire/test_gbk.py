"""Characters that the interface cannot carry are found at entry, with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import DECLARATION, declaration
from openbeian.wire import gbk
from openbeian.wire.gbk import Unsendable
from openbeian.wire.gbk_fields import findings, unsendable_fields


@pytest.mark.parametrize("sign", [*"堃喆镕彧翀珺犇昇", *"·—（）“”〇", *"üé"])
def test_characters_of_names_that_gbk_holds_can_be_sent(sign):
    assert gbk.unsendable(sign) == ()


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("㼆", id="extension A"),
        pytest.param("䶮", id="extension A, a given name"),
        pytest.param("𠮷", id="extension B, beyond sixteen bits"),
        pytest.param("⽅", id="a Kangxi radical from a PDF"),
        pytest.param("\u00a0", id="no-break space"),
        pytest.param("ö", id="a letter of German names"),
        pytest.param("€", id="the euro sign, of the later code page"),
        pytest.param("😀", id="emoji"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_what_gbk_lacks_is_found(sign):
    assert gbk.unsendable(f"王{sign}明") == (sign,)


def test_each_character_is_named_once_and_in_order():
    assert gbk.unsendable("𠮷野家㼆𠮷") == ("𠮷", "㼆")


@given(st.text())
def test_a_text_without_findings_is_carried_whole(text):
    if not gbk.unsendable(text):
        assert text.encode("gbk").decode("gbk") == text


@given(st.text())
def test_what_remains_without_the_found_characters_can_be_sent(text):
    found = gbk.unsendable(text)
    assert gbk.unsendable("".join(sign for sign in text if sign not in found)) == ()


def test_the_refusal_names_the_characters_and_what_to_do():
    with pytest.raises(Unsendable) as caught:
        gbk.check("𠮷田")
    assert caught.value.characters == ("𠮷",)
    assert "𠮷 (U+20BB7)" in caught.value.text.en
    assert "𠮷 (U+20BB7)" in caught.value.text.zh
    assert "certificate" in caught.value.text.en
    assert "通信管理局要求的写法" in caught.value.text.zh


def test_a_text_that_can_be_sent_is_not_refused():
    gbk.check("上海示例合资科技有限公司")


def test_a_look_alike_is_named_with_the_character_to_type():
    assert gbk.named(("⽅",)).en == "⽅ (U+2F45), in its place type 方"
    assert gbk.named(("⽅", "𠮷")).zh == "⽅ (U+2F45)（请改用“方”）、𠮷 (U+20BB7)"


def test_what_cannot_be_seen_is_named_by_its_code_point():
    assert gbk.named(("\u200b",)).en == "U+200B"
    assert gbk.named(("\u00a0",)).en == "U+00A0, in its place type a space"
    assert gbk.named(("\u00a0",)).zh == "U+00A0（请改用“空格”）"


def test_a_declaration_that_can_be_sent_has_no_findings():
    assert unsendable_fields(DECLARATION) == ()
    assert findings(DECLARATION) == ()


def test_every_field_with_such_a_character_is_named_in_form_order():
    found = unsendable_fields(
        declaration(
            **{
                "services[1].leader.name": "王㼆",
                "services[1].preapprovals[news].number": "沪新⽅1号",
                "entity.address.detail": "𠮷祥路1号䶮楼",
            }
        )
    )
    assert found == (
        ("entity.address.detail", ("𠮷", "䶮")),
        ("services[1].preapprovals[news].number", ("⽅",)),
        ("services[1].leader.name", ("㼆",)),
    )


def test_a_field_that_does_not_travel_may_hold_any_character():
    assert unsendable_fields(declaration(**{"services[1].domains[1].holder": "𠮷田商店"})) == ()


def test_a_finding_blocks_and_says_why():
    (finding,) = findings(declaration(**{"entity.name": "上海𠮷田商贸有限公司"}))
    assert (finding.field, finding.blocking) == ("entity.name", True)
    assert finding.rule == Unsendable.code
    assert finding.because == {"characters": "𠮷"}
    assert "𠮷 (U+20BB7)" in finding.message.zh
    assert finding.remedy == gbk.REMEDY
    assert finding.source
    assert finding.as_of == "2013-10"
