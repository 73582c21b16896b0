"""Names of files: harmless to show and to download, true to the content."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openbeian.documents.names import MAX_LENGTH, clean_name

PDF, JPEG = "application/pdf", "image/jpeg"


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        pytest.param("营业执照.pdf", "营业执照.pdf", id="an honest name"),
        pytest.param("Licence (copy 2).PDF", "Licence (copy 2).pdf", id="capital ending"),
        pytest.param("../../etc/passwd", "passwd.pdf", id="up the folders"),
        pytest.param("C:\\Users\\wang\\scan.pdf", "scan.pdf", id="a path of Windows"),
        pytest.param("..\\", "document.pdf", id="only a folder"),
        pytest.param("", "document.pdf", id="no name"),
        pytest.param("....", "document.pdf", id="only dots"),
        pytest.param("a.php.jpg", "a.php.pdf", id="two endings"),
        pytest.param("a.jpg%00.pdf", "a.jpg%00.pdf", id="an encoded NUL"),
        pytest.param("a\0b.pdf", "ab.pdf", id="a NUL"),
        pytest.param("-rf.pdf", "rf.pdf", id="like an option"),
        pytest.param("CON", "_CON.pdf", id="a device"),
        pytest.param("com1.txt", "_com1.txt.pdf", id="a device with an ending"),
        pytest.param("contract.pdf", "contract.pdf", id="a word that begins like a device"),
        pytest.param("a\u202egpj.exe", "agpj.exe.pdf", id="turned direction"),
        pytest.param("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", id="a header inside"),
        pytest.param('a"b;c.pdf', "a_b_c.pdf", id="quotes"),
        pytest.param("re\u0301sume\u0301.pdf", "résumé.pdf", id="accents apart"),
        pytest.param("\ud800x.pdf", "x.pdf", id="half a character"),
        pytest.param("😀.pdf", "😀.pdf", id="a smile"),
        pytest.param("长" * 300 + ".pdf", "长" * 116 + ".pdf", id="300 characters"),
    ],
)
def test_a_name_is_made_harmless(received, shown):
    assert clean_name(received, PDF) == shown


def test_a_name_ends_as_the_content_demands():
    assert clean_name("id.pdf", JPEG) == "id.jpg"
    assert clean_name("photo.heic", JPEG) == "photo.jpg"


@given(st.text())
@example("\ud800")
@example(" . ")
@example("e\u200d\u0301")
@example("\u037e\u2126.pdf.pdf")
def test_any_name_becomes_one_that_can_be_stored_sent_and_shown(received):
    shown = clean_name(received, PDF)
    assert 0 < len(shown) <= MAX_LENGTH
    assert shown.endswith(".pdf")
    assert not shown.startswith((".", "-", " "))
    assert not set(shown) & set('/\\"\r\n\0')
    assert unicodedata.normalize("NFC", shown) == shown
    assert shown.encode().decode() == shown
    assert clean_name(shown, PDF) == shown
