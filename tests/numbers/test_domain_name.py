"""Domain names, and who registered them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import NumberError, domain_name, host_name, public_suffix

LONG_IDN = "例" * 40

NAMES = [
    pytest.param("example.com", "example.com", id="plain"),
    pytest.param("Example.COM", "example.com", id="capitals"),
    pytest.param("example.com.", "example.com", id="final dot"),
    pytest.param("example。com．cn", "example.com.cn", id="full-width dots"),
    pytest.param("ｅｘａｍｐｌｅ．ｃｎ", "example.cn", id="full width"),
    pytest.param("\ufeff example.cn\u200b", "example.cn", id="invisible margin"),
    pytest.param("例子.中国", "xn--fsqu00a.xn--fiqs8s", id="Chinese"),
    pytest.param("例子.中國", "xn--fsqu00a.xn--fiqz9s", id="traditional ending"),
    pytest.param("xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s", id="A-labels"),
    pytest.param("XN--FSQU00A.CN", "xn--fsqu00a.cn", id="A-label in capitals"),
    pytest.param("faß.de", "xn--fa-hia.de", id="sharp s is kept"),
    pytest.param("نامه\u200cای.com", "xn--mgba3gch31f060k.com", id="joiner where it belongs"),
    pytest.param("r3---sn-ab.example.com", "r3---sn-ab.example.com", id="hyphens inside"),
    pytest.param("3com.cn", "3com.cn", id="begins with a digit"),
    pytest.param("example.unheardof", "example.unheardof", id="ending not in the list"),
    pytest.param("a." * 125 + "cn", "a." * 125 + "cn", id="252 places"),
    pytest.param("a" * 63 + ".cn", "a" * 63 + ".cn", id="63 places"),
]

REGISTRABLE = [
    ("example.com", "example.com"),
    ("www.example.com", "example.com"),
    ("a.b.c.example.com.cn", "example.com.cn"),
    ("shop.bj.cn", "shop.bj.cn"),
    ("www.shop.bj.cn", "shop.bj.cn"),
    ("x.github.io", "github.io"),
    ("bucket.s3.amazonaws.com", "amazonaws.com"),
    ("www.例子.公司.cn", "xn--fsqu00a.xn--55qx5d.cn"),
    ("www.例子.公司", "xn--fsqu00a.xn--55qx5d"),
    ("my_host.example.cn", "example.cn"),
    ("_acme-challenge.Example.CN.", "example.cn"),
    ("b.c.kobe.jp", "b.c.kobe.jp"),
    ("city.kobe.jp", "city.kobe.jp"),
    ("a.city.kobe.jp", "city.kobe.jp"),
    ("www.ck", "www.ck"),
    ("a.www.ck", "www.ck"),
    ("a.b.ck", "a.b.ck"),
    ("host.unheardof", "host.unheardof"),
    ("com", None),
    ("com.cn", None),
    ("c.kobe.jp", None),
    ("b.ck", None),
    ("unheardof", None),
    ("中国", None),
]

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_a_name_is_read(typed, name):
    assert domain_name.validate(typed) == name


@pytest.mark.parametrize(("host", "name"), REGISTRABLE, ids=str)
def test_a_host_leads_to_the_name_that_was_registered(host, name):
    assert domain_name.registrable(host) == name
    assert domain_name.is_public_suffix(host) is (name is None)


@given(
    st.lists(labels, min_size=1, max_size=4), st.sampled_from(["com", "com.cn", "bj.cn", "中国"])
)
def test_what_was_registered_has_one_label_before_its_suffix(parts, suffix):
    host = ".".join([*parts, host_name.to_ascii(suffix)])
    name = domain_name.registrable(host)
    assert name == f"{parts[-1]}.{host_name.to_ascii(suffix)}"
    assert domain_name.registrable(name) == name


def test_the_parts_of_a_name_under_a_registered_one():
    parts = domain_name.parse("www.例子.公司.cn")
    assert parts.unicode == "www.例子.公司.cn"
    assert (parts.registrable, parts.suffix) == ("xn--fsqu00a.xn--55qx5d.cn", "xn--55qx5d.cn")
    assert not parts.is_registrable
    assert domain_name.parse("例子.公司.cn").is_registrable


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("\u0430lipay.cn", id="Cyrillic a among Latin letters"),
        pytest.param("p\u03b1y.com", id="Greek alpha among Latin letters"),
        pytest.param("支\u0430付.cn", id="Cyrillic a among Chinese characters"),
    ],
)
def test_an_imitation_in_two_scripts_is_pointed_out(name):
    assert domain_name.parse(name).mixed_scripts


@pytest.mark.parametrize("name", ["alipay.cn", "支付pay8.cn", "пример.com", "例のa.jp"])
def test_scripts_that_people_do_mix_are_not_pointed_out(name):
    assert not domain_name.parse(name).mixed_scripts


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://www.example.cn/index.html?a=1#b", "www.example.cn"),
        ("example.cn/", "example.cn"),
        ("http://user:secret@example.cn:8080/", "example.cn"),
        ("http://203.0.113.7/", "example.com.cn"),
        ("javascript:alert(1)//", "example.com.cn"),
        ("\\\\server\\share", "example.com.cn"),
    ],
    ids=["whole", "slash", "user and port", "address", "script", "share"],
)
def test_the_name_inside_a_web_address_is_offered(typed, host):
    with pytest.raises(host_name.UrlGiven) as caught:
        domain_name.validate(typed)
    assert caught.value.facts == {"host": host}


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "127.1", "[2001:db8::1]", "2001:db8::1", "1.2.3.4:80", "1.2.3.4.", "42"]
)
def test_an_address_is_refused_by_form_and_gate(text):
    with pytest.raises(host_name.IpAddressGiven):
        domain_name.validate(text)
    with pytest.raises(host_name.IpAddressGiven):
        domain_name.registrable(text)


@pytest.mark.parametrize(
    "label",
    [
        "-a",
        "a-",
        "xn--a",
        "xn--a-",
        "a_b",
        "a b",
        "a+b",
        "😀",
        "a\u0307\u0323\u0338×",
        "\ud800",
        "…a",
    ],
)
def test_a_label_that_no_registry_gives_out_is_refused(label):
    assert not domain_name.is_valid(f"{label}.cn")


def test_an_invisible_character_is_told_by_its_place():
    with pytest.raises(host_name.InvisibleCharacter, match="position 5"):
        domain_name.validate("exam\u200bple.cn")


def test_a_joiner_where_it_does_not_belong_is_refused():
    with pytest.raises(host_name.NotLabel):
        domain_name.validate("exam\u200dple.cn")


def test_a_label_too_long_only_when_encoded_is_told_so():
    assert len(LONG_IDN) < 63
    name = "".join(chr(0x4E00 + 97 * place) for place in range(40))
    with pytest.raises(host_name.LabelTooLong):
        domain_name.validate(f"{name}.cn")


@pytest.mark.parametrize("text", ["", ".", "...", " . ", ".cn", "a..cn", "\ufe0f.cn"])
def test_a_missing_part_is_told(text):
    with pytest.raises(host_name.EmptyLabel):
        domain_name.validate(text)


def test_a_thousand_characters_are_not_even_read():
    with pytest.raises(NumberError, match="too_long"):
        domain_name.validate("a" * 1001)


def test_people_read_a_name_in_its_own_script():
    assert domain_name.format("XN--FSQU00A.xn--fiqs8s") == "例子.中国"
    assert domain_name.to_unicode("xn--a.example.cn") == "xn--a.example.cn"
    assert domain_name.to_unicode("example.cn") == "example.cn"


@given(st.from_regex(r"[\u4e00-\u9fa5]{1,8}", fullmatch=True))
def test_a_chinese_name_comes_back_as_it_went(label):
    assert domain_name.format(f"{label}.cn") == f"{label}.cn"


def test_only_the_icann_part_of_the_list_counts():
    suffixes = public_suffix.rules().rules
    assert {"cn", "com.cn", "bj.cn", "xn--fiqs8s", "xn--55qx5d.cn"} <= suffixes
    assert not {"github.io", "s3.amazonaws.com", "===BEGIN"} & suffixes
    assert all(rule.isascii() for rule in suffixes)
