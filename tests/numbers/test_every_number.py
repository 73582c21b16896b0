"""What holds for every number: the five verbs, plain input, and calm before hostile input."""

import inspect
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import (
    NumberError,
    division,
    domain_name,
    hk_macao_permit,
    icp_number,
    licence_number,
    mobile,
    passport,
    permanent_resident_card,
    psb_number,
    residence_permit,
    resident_id,
    taiwan_permit,
    travel_permit,
    uscc,
)

SAMPLES = {
    uscc: "91330113MA2CY3X90E",
    resident_id: "33012519900307759X",
    residence_permit: "810000198506120032",
    permanent_resident_card: "911124198108030024",
    hk_macao_permit: "H12345678",
    taiwan_permit: "01234567",
    passport: "K1234567",
    travel_permit: "830000197811204717",
    mobile: "13800138000",
    icp_number: "京ICP备2026047949号-2A",
    licence_number: "粤B2-20090059-1626X",
    psb_number: "京公网安备11010802020088号",
    division: "330113",
    domain_name: "xn--fsqu00a.xn--55qx5d.cn",
}

HOSTILE = [
    pytest.param("", id="nothing"),
    pytest.param(" \t\r\n\u3000\xa0", id="white space"),
    pytest.param("\x00", id="NUL"),
    pytest.param("1" * 1_000_000, id="a megabyte"),
    pytest.param("a\u0315\u0300" * 300_000, id="accents out of order"),
    pytest.param("\ufdfa" * 900, id="characters that normalise to eighteen"),
    pytest.param("\ud800", id="lone surrogate"),
    pytest.param("\U0010ffff", id="last code point"),
    pytest.param("\u202e88881000138", id="text turned round"),
    pytest.param("\u200b\u200c\u200d\ufeff", id="zero width"),
    pytest.param("١٣٨٠٠١٣٨٠٠٠", id="Arabic digits"),
    pytest.param("१३८००१३८०००", id="Devanagari digits"),
    pytest.param("1380013800²", id="superscript"),
    pytest.param("①③⑧", id="circled digits"),
    pytest.param("𝟏𝟑𝟖", id="mathematical digits"),
    pytest.param("½", id="fraction"),
    pytest.param("一三八零零一三八零零零", id="Chinese numerals"),
    pytest.param("𠮷野家", id="beyond the basic plane"),
    pytest.param("😀.cn", id="emoji"),
    pytest.param("{0.__class__}", id="format string"),
    pytest.param("%s%n%x", id="printf"),
    pytest.param("{{7*7}}${7*7}", id="templates"),
    pytest.param("' OR 1=1 --", id="SQL"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("a\r\nBcc: b@example.com", id="header injection"),
    pytest.param("../../etc/passwd", id="path"),
    pytest.param("=cmd()", id="formula"),
    pytest.param("＝1+1", id="full-width formula"),
    pytest.param("【通知】", id="forged signature"),
    pytest.param("-" * 1000, id="hyphens"),
    pytest.param("." * 1000, id="dots"),
    pytest.param("9" * 18, id="eighteen nines"),
    pytest.param("0" * 14, id="fourteen zeros"),
    pytest.param("ICP备", id="only the middle"),
    pytest.param("İıſßﬁ", id="letters that change when their case does"),
]

each_number = pytest.mark.parametrize(
    "number", SAMPLES, ids=lambda module: module.__name__.rpartition(".")[2]
)


@each_number
@pytest.mark.parametrize("verb", ["compact", "validate", "is_valid", "format", "parse"])
def test_it_has_the_verb_with_a_contract(number: ModuleType, verb: str):
    function = getattr(number, verb)
    assert inspect.getdoc(function)
    assert next(iter(inspect.signature(function).parameters)) == "text"


@each_number
def test_its_docstring_shows_examples(number: ModuleType):
    assert ">>> " in inspect.getdoc(number)


@each_number
def test_a_canonical_number_stays_as_it_is(number: ModuleType):
    sample = SAMPLES[number]
    assert number.is_valid(sample)
    assert number.validate(sample) == number.compact(sample) == sample


@each_number
def test_what_is_shown_to_people_is_accepted_again(number: ModuleType):
    sample = SAMPLES[number]
    assert number.validate(number.format(sample)) == sample


@each_number
def test_full_width_and_surrounding_space_are_mended(number: ModuleType):
    sample = SAMPLES[number]
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in sample)
    assert number.validate(f"\u3000{wide}\ufeff ") == sample


@each_number
def test_small_letters_are_mended(number: ModuleType):
    sample = SAMPLES[number]
    assert number.validate(sample.lower()) == sample


@each_number
def test_the_parts_cannot_be_changed(number: ModuleType):
    parts = number.parse(SAMPLES[number])
    with pytest.raises(AttributeError):
        setattr(parts, next(iter(type(parts).__slots__)), "changed")


def outcome(number: ModuleType, text: str) -> str | NumberError:
    """Return the canonical number or the refusal; nothing else may come of any text."""
    try:
        return number.validate(text)
    except NumberError as refusal:
        return refusal


@each_number
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_is_refused_in_words_or_becomes_plain(number: ModuleType, text: str):
    answer = outcome(number, text)
    if isinstance(answer, NumberError):
        assert not number.is_valid(text)
        assert (answer.text.en + answer.text.zh).encode("utf-8")
        assert len(answer.text.zh) < 600
    else:
        assert number.is_valid(text)
        assert answer.isprintable()
        assert number.validate(answer) == answer


@each_number
@given(data=st.data())
def test_tidying_twice_changes_nothing(number: ModuleType, data: st.DataObject):
    text = data.draw(st.text(max_size=40))
    once = number.compact(text)
    assert number.compact(once) == once


@each_number
@given(data=st.data())
def test_any_text_is_answered_with_a_number_or_a_named_refusal(
    number: ModuleType, data: st.DataObject
):
    alphabet = SAMPLES[number] + "0９a.-号 X备"
    text = data.draw(st.one_of(st.text(max_size=40), st.text(alphabet, max_size=24)))
    answer = outcome(number, text)
    if isinstance(answer, NumberError):
        assert answer.text.en != answer.text.zh
    else:
        assert number.validate(answer) == answer
        assert number.validate(number.format(answer)) == answer
