"""An answer comes from outside: nothing in it makes the parser fetch, expand or fill the memory."""

import tracemalloc

import pytest

from openbeian.wire.replies_refusals import ReplyForbidden, ReplyNotXml, ReplyTooLarge
from openbeian.wire.replies_xml import MOST_SIGNS, words_of

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "prologue",
    [
        pytest.param(f'<!DOCTYPE return [<!ENTITY e0 "ha">{BOMB}]>', id="a bomb of entities"),
        pytest.param(f'<!DOCTYPE return [<!ENTITY e11 "{"x" * 90_000}">]>', id="one long entity"),
        pytest.param(
            '<!DOCTYPE return [<!ENTITY e11 SYSTEM "file:///etc/hostname">]>', id="a local file"
        ),
        pytest.param(
            '<!DOCTYPE return [<!ENTITY % e SYSTEM "http://127.0.0.1:9/"> %e;]>',
            id="a parameter entity",
        ),
        pytest.param('<!DOCTYPE return SYSTEM "http://127.0.0.1:9/x.dtd">', id="a remote type"),
        pytest.param("<!DOCTYPE return>", id="a document type that defines nothing"),
    ],
)
def test_a_document_type_is_refused_before_it_defines_anything(prologue):
    with pytest.raises(ReplyForbidden):
        words_of(f"{prologue}<return><msg_code>0</msg_code><msg>&e11;</msg></return>")


def test_an_inclusion_is_only_an_unknown_element():
    text = (
        "<return xmlns:xi='http://www.w3.org/2001/XInclude'><msg>"
        "<xi:include href='file:///etc/hostname' parse='text'/></msg></return>"
    )
    assert words_of(text).text("msg") == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("<html><body>502 Bad Gateway</body></html>", id="another page"),
        pytest.param("<return>", id="broken off"),
        pytest.param("<return/><return/>", id="two answers"),
        pytest.param("<return>&unknown;</return>", id="an unknown entity"),
        pytest.param("<return>\0</return>", id="a NUL"),
        pytest.param("<return>\ud800</return>", id="half a character"),
        pytest.param("操作成功", id="words alone"),
    ],
)
def test_what_is_no_answer_is_refused(text):
    with pytest.raises(ReplyNotXml):
        words_of(text)


def test_an_answer_longer_than_any_file_makes_it_is_not_parsed():
    with pytest.raises(ReplyTooLarge):
        words_of(" " * (MOST_SIGNS + 1))


def test_an_answer_deeper_than_any_is_refused():
    with pytest.raises(ReplyTooLarge):
        words_of("<return>" + "<a>" * 5000 + "</a>" * 5000 + "</return>")


def test_a_value_of_many_megabytes_is_read():
    content = "A" * (20 * 1024 * 1024)
    text = f"<return><fileInfos><beianInfo>{content}</beianInfo></fileInfos></return>"
    tracemalloc.start()
    try:
        assert words_of(text).text("fileInfos/beianInfo") == content
        assert tracemalloc.get_traced_memory()[1] < 3 * len(content)
    finally:
        tracemalloc.stop()
