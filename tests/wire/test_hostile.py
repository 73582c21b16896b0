"""A file that means harm is refused early, and nothing outside of it is ever touched."""

import io

import pytest

from openbeian.wire import errors
from openbeian.wire.formats import Format, Limits
from openbeian.wire.messages import UPLOADS
from openbeian.wire.parsing import DEEPEST, Parsing
from wire.written import upload_of, upload_read

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PREAMBLES = {
    "a billion laughs": f'<!DOCTYPE UploadData [<!ENTITY l0 "ha">{LAUGHS}]>',
    "laughs in a default attribute": (
        f'<!DOCTYPE UploadData [<!ENTITY l0 "ha">{LAUGHS}<!ATTLIST UploadData by CDATA "&l9;">]>'
    ),
    "a file of this machine": ('<!DOCTYPE UploadData [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'),
    "a page of another machine": (
        '<!DOCTYPE UploadData [<!ENTITY l9 SYSTEM "http://127.0.0.1:1/x">]>'
    ),
    "a document type elsewhere": '<!DOCTYPE UploadData SYSTEM "http://127.0.0.1:1/x.dtd">',
    "a parameter entity": (
        '<!DOCTYPE UploadData [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd">%p;]>'
    ),
    "a bare document type": "<!DOCTYPE UploadData>",
}


@pytest.mark.parametrize("preamble", PREAMBLES.values(), ids=PREAMBLES)
def test_a_document_type_is_refused(preamble):
    raw = upload_of("<ICP><ZXBA/></ICP>", before=preamble)
    with pytest.raises((errors.ForbiddenMarkup, errors.NotXml)):
        upload_read(raw)


@pytest.mark.parametrize("preamble", PREAMBLES.values(), ids=PREAMBLES)
def test_an_entity_never_becomes_text(preamble):
    record = "<Zx_xx><Zxlb>1</Zxlb><Jlid>7</Jlid><Zxly>3</Zxly><Zxlybz>&l9;</Zxlybz></Zx_xx>"
    raw = upload_of(f"<ICP><ZXBA>{record}</ZXBA></ICP>", before=preamble)
    with pytest.raises((errors.ForbiddenMarkup, errors.NotXml)):
        upload_read(raw)


def test_an_entity_without_a_document_type_is_no_xml():
    with pytest.raises(errors.NotXml):
        upload_read(upload_of("<ICP><ZXBA><Zx_xx><Jlid>&l9;</Jlid></Zx_xx></ZXBA></ICP>"))


def test_depth_ends_early():
    depth = DEEPEST * 3
    nested = "<a>" * depth + "</a>" * depth
    with pytest.raises(errors.TooDeep) as caught:
        upload_read(upload_of(f"<ICP><ZXBA><Zx_xx>{nested}</Zx_xx></ZXBA></ICP>"))
    assert caught.value.facts == {"path": "ICP/ZXBA/Zx_xx[1]", "most": DEEPEST}


class Endless(io.RawIOBase):
    """A file that never ends; it counts what was taken."""

    def __init__(self) -> None:
        self.taken = 0
        self._start = upload_of("<ICP>").removesuffix(b"</UploadData>")

    def read(self, size: int = -1) -> bytes:
        octets, self._start = self._start or b" " * size, b""
        self.taken += len(octets)
        return octets


def small(octets: int = 10_000, records: int = 3) -> Format:
    return Format("UploadData", UPLOADS, names_unit=True, limits=Limits(octets, records, 1000))


def test_a_file_without_an_end_is_left_at_the_limit():
    source = Endless()
    with pytest.raises(errors.TooLarge) as caught:
        list(Parsing(source, small()))
    assert caught.value.facts == {"path": "UploadData", "most": 10_000}
    assert source.taken < 100_000


def test_one_value_without_an_end_is_refused():
    endless = "9" * 11_000_000
    with pytest.raises(errors.NotXml):
        upload_read(upload_of(f"<ICP><ZXBA><Zx_xx><Jlid>{endless}</Jlid></Zx_xx></ZXBA></ICP>"))


def test_records_without_number_are_left_at_the_limit():
    record = "<Zx_xx><Zxlb>1</Zxlb><Jlid>7</Jlid><Zxly>3</Zxly></Zx_xx>"
    parsing = iter(Parsing(io.BytesIO(upload_of(f"<ICP><ZXBA>{record * 4}</ZXBA></ICP>")), small()))
    assert len([next(parsing) for _ in range(3)]) == 3
    with pytest.raises(errors.TooManyRecords) as caught:
        next(parsing)
    assert caught.value.facts == {"path": "ICP/ZXBA/Zx_xx", "most": 3}


def test_a_record_of_nothing_but_elements_is_left_at_the_limit():
    record = f"<Zx_xx>{'<a/>' * 20_000}</Zx_xx>"
    with pytest.raises(errors.RecordTooLarge) as caught:
        upload_read(upload_of(f"<ICP><ZXBA>{record}</ZXBA></ICP>"))
    assert caught.value.facts == {"path": "ICP/ZXBA/Zx_xx[1]", "most": 20_000}


def test_a_namespace_makes_another_element():
    raw = upload_of("<ICP><ZXBA/></ICP>").replace(b"<ICP>", b'<ICP xmlns="urn:x">')
    with pytest.raises(errors.UnknownElement) as caught:
        upload_read(raw)
    assert caught.value.facts["path"] == "{urn:x}ICP"
