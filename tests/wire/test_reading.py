"""What is not exactly the interface is refused, with the place and a reason in two languages."""

import pytest
from lxml import etree

from openbeian.wire import errors
from openbeian.wire.messages import CodeTables
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.code_tables import NamedRow
from openbeian.wire.messages.filing import EntityById, EntityByNumber
from openbeian.wire.messages.meanings import CancellationKind
from openbeian.wire.messages.parts import Preapproval
from openbeian.wire.reading import read
from wire.written import download_of, download_read, upload_of, upload_read

UNIT = "<Qqdwid>110000042</Qqdwid>"
FIELDS = {"Zxlb": "1", "Jlid": "7", "Zxly": "3"}
RECORD = "ICP/ZXBA/Zx_xx[1]"


def elements(**values: str) -> str:
    return "".join(f"<{tag}>{value}</{tag}>" for tag, value in values.items())


def cancellation(extra: str = "", **changes: str) -> str:
    return f"<Zx_xx>{elements(**FIELDS | changes)}{extra}</Zx_xx>"


def cancelling(*records: str, unit: str = UNIT) -> bytes:
    return upload_of(f"<ICP><ZXBA>{''.join(records)}</ZXBA>{unit}</ICP>")


def refusal(raw: bytes, reading=upload_read) -> tuple[type[errors.MessageRefused], str]:
    with pytest.raises(errors.MessageRefused) as caught:
        reading(raw)
    return type(caught.value), caught.value.facts["path"]


def test_a_file_of_somebody_else_is_read():
    assert upload_read(cancelling(cancellation())) == [
        Cancellation(kind=CancellationKind.SERVICE, administration_id=7, reason_id=3)
    ]


def test_the_order_of_elements_carries_no_meaning():
    turned = elements(**dict(reversed(FIELDS.items())))
    unit_first = upload_of(f"<ICP>{UNIT}<ZXBA><Zx_xx>{turned}</Zx_xx></ZXBA></ICP>")
    assert upload_read(unit_first) == upload_read(cancelling(cancellation()))


def test_comments_blanks_and_where_a_schema_lies_carry_no_meaning():
    spaced = cancellation(Jlid=" \n7<!-- seven --> ").replace("><", ">\n  <")
    raw = cancelling(spaced).replace(
        b"<UploadData ",
        b'<UploadData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        b'xsi:noNamespaceSchemaLocation="upload.xsd" ',
    )
    assert upload_read(raw) == upload_read(cancelling(cancellation()))


RECORDS = {
    "an unknown element": (
        cancellation("<Zxrq>2026-11-24</Zxrq>"),
        errors.UnknownElement,
        f"{RECORD}/Zxrq",
    ),
    "a missing element": (
        "<Zx_xx><Zxlb>1</Zxlb><Zxly>3</Zxly></Zx_xx>",
        errors.MissingElement,
        f"{RECORD}/Jlid",
    ),
    "an element twice": (
        cancellation("<Jlid>8</Jlid>"),
        errors.TooManyElements,
        f"{RECORD}/Jlid",
    ),
    "a number that is none": (cancellation(Jlid="7a"), errors.NotWhole, f"{RECORD}/Jlid"),
    "an empty number": (cancellation(Jlid=""), errors.NotWhole, f"{RECORD}/Jlid"),
    "a number beyond all bounds": (
        cancellation(Jlid="9" * 40),
        errors.NotWhole,
        f"{RECORD}/Jlid",
    ),
    "a number out of range": (cancellation(Zxly="1000"), errors.OutOfRange, f"{RECORD}/Zxly"),
    "a code without a meaning": (
        cancellation(Zxlb="3"),
        errors.UnknownMeaning,
        f"{RECORD}/Zxlb",
    ),
    "text that is too long": (
        cancellation(f"<ICPmm>{'a' * 33}</ICPmm>"),
        errors.WrongLength,
        f"{RECORD}/ICPmm",
    ),
    "an empty text": (cancellation("<ICPmm/>"), errors.WrongLength, f"{RECORD}/ICPmm"),
    "an element inside a value": (
        cancellation(Jlid="7<b/>"),
        errors.UnknownElement,
        f"{RECORD}/Jlid/b",
    ),
    "an attribute on a record": (
        cancellation().replace("<Zx_xx>", '<Zx_xx id="1">'),
        errors.UnknownAttribute,
        f"{RECORD}/@id",
    ),
    "an attribute on a value": (
        cancellation().replace("<Jlid>", '<Jlid lang="zh">'),
        errors.UnknownAttribute,
        f"{RECORD}/Jlid/@lang",
    ),
    "text between elements": (
        cancellation("and more"),
        errors.StrayText,
        RECORD,
    ),
}


@pytest.mark.parametrize(("record", "error", "path"), RECORDS.values(), ids=RECORDS)
def test_a_record_is_refused_at_its_place(record, error, path):
    assert refusal(cancelling(record)) == (error, path)


def test_the_record_in_question_is_counted():
    records = [cancellation(), cancellation(), cancellation(Jlid="0")]
    assert refusal(cancelling(*records)) == (errors.OutOfRange, "ICP/ZXBA/Zx_xx[3]/Jlid")


FILES = {
    "another root": (
        upload_of("<ICP/>").replace(b"UploadData", b"Data"),
        errors.UnknownElement,
        "Data",
    ),
    "another version": (
        upload_of("<ICP/>", version="V.3.1"),
        errors.WrongVersion,
        "UploadData",
    ),
    "an attribute on the root": (
        upload_of("<ICP/>").replace(b"<UploadData ", b'<UploadData by="x" '),
        errors.UnknownAttribute,
        "UploadData/@by",
    ),
    "an unknown operation": (
        upload_of("<ICP><XXBA/></ICP>"),
        errors.UnknownElement,
        "ICP/XXBA",
    ),
    "an attribute on an operation": (
        upload_of('<ICP><ZXBA by="x"/></ICP>'),
        errors.UnknownAttribute,
        "ICP/ZXBA/@by",
    ),
    "text between records": (
        cancelling(cancellation(), "and", cancellation()),
        errors.StrayText,
        "ICP/ZXBA",
    ),
    "text between operations": (
        upload_of(f"<ICP><ZXBA>{cancellation()}</ZXBA>{UNIT}and</ICP>"),
        errors.StrayText,
        "ICP",
    ),
    "an operation twice": (
        upload_of(f"<ICP><ZXBA>{cancellation()}</ZXBA><ZXBA>{cancellation()}</ZXBA>{UNIT}</ICP>"),
        errors.TooManyElements,
        "ICP/ZXBA",
    ),
    "the unit twice": (
        cancelling(cancellation(), unit=UNIT + UNIT),
        errors.TooManyElements,
        "ICP/Qqdwid",
    ),
    "no unit": (cancelling(cancellation(), unit=""), errors.MissingElement, "Qqdwid"),
    "no record": (upload_of(f"<ICP><ZXBA/>{UNIT}</ICP>"), errors.MissingElement, "UploadData"),
    "ICP and IP together": (
        upload_of(f"<ICP><ZXBA>{cancellation()}</ZXBA>{UNIT}</ICP><IP>{UNIT}</IP>"),
        errors.NotExactlyOne,
        "UploadData",
    ),
    "domains, which registrars file": (upload_of("<YM/>"), errors.NotSpoken, "YM"),
    "something after the end": (
        cancelling(cancellation()) + b"<more/>",
        errors.NotXml,
        "UploadData",
    ),
    "half a file": (cancelling(cancellation())[:-9], errors.NotXml, "UploadData"),
    "nothing": (b"", errors.NotXml, "UploadData"),
    "no XML": (b"PK\x03\x04", errors.NotXml, "UploadData"),
    "GBK that is not declared": (
        "<UploadData version='V.3.0'>备案</UploadData>".encode("gbk"),
        errors.NotXml,
        "UploadData",
    ),
}


@pytest.mark.parametrize(("raw", "error", "path"), FILES.values(), ids=FILES)
def test_a_file_is_refused_at_its_place(raw, error, path):
    assert refusal(raw) == (error, path)


def test_what_is_no_xml_names_its_line():
    with pytest.raises(errors.NotXml) as caught:
        upload_read(upload_of("<ICP>\n<ZXBA>\n</ICP>"))
    assert caught.value.facts["line"] == 3


def adding_to(entity: str) -> bytes:
    return upload_of(f"<ICP><XZWZ><Xzxx><Zt_xx>{entity}</Zt_xx></Xzxx></XZWZ>{UNIT}</ICP>")


@pytest.mark.parametrize(
    "entity",
    [elements(Ztbah="沪ICP备2026000001号", Ztid="7"), ""],
    ids=["both of a choice", "none of a choice"],
)
def test_exactly_one_of_a_choice(entity):
    expected = (errors.NotExactlyOne, "ICP/XZWZ/Xzxx[1]/Zt_xx")
    assert refusal(adding_to(entity)) == expected


def test_the_chosen_one_is_read_like_any_other():
    assert refusal(adding_to("<Ztid>0</Ztid>"))[1] == "ICP/XZWZ/Xzxx[1]/Zt_xx/Ztid"
    assert refusal(adding_to("<Ztid>1</Ztid>")) == (
        errors.MissingElement,
        "ICP/XZWZ/Xzxx[1]/Wz_xx",
    )
    assert EntityById(administration_id=1) != EntityByNumber(number="1")


def tables(inside: str) -> bytes:
    return download_of(f"<JCDM><Jcdm_xx>{inside}</Jcdm_xx></JCDM>")


NAMED = "<Id>1</Id><Mc>专线</Mc><Sfyx>1</Sfyx>"
WRAPPED = {
    "an empty table": ("<Dwfl_dms/>", errors.MissingElement, "Dwfl_dms/Dwfl_xx"),
    "a table twice": (
        f"<Dwfl_dms><Dwfl_xx>{NAMED}</Dwfl_xx></Dwfl_dms><Dwfl_dms/>",
        errors.TooManyElements,
        "Dwfl_dms",
    ),
    "a row of another table": (
        f"<Dwfl_dms><Dwxz_xx>{NAMED}</Dwxz_xx></Dwfl_dms>",
        errors.UnknownElement,
        "Dwfl_dms/Dwxz_xx",
    ),
    "a truth that is neither": (
        f"<Dwfl_dms><Dwfl_xx>{NAMED.replace('Sfyx>1', 'Sfyx>2')}</Dwfl_xx></Dwfl_dms>",
        errors.OutOfRange,
        "Dwfl_dms/Dwfl_xx[1]/Sfyx",
    ),
}


@pytest.mark.parametrize(("inside", "error", "path"), WRAPPED.values(), ids=WRAPPED)
def test_a_table_is_refused_at_its_place(inside, error, path):
    assert refusal(tables(inside), download_read) == (error, f"JCDM[1]/Jcdm_xx/{path}")


NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil'


def row(extra: str) -> bytes:
    return tables(f"<Dwfl_dms><Dwfl_xx>{NAMED}{extra}</Dwfl_xx></Dwfl_dms>")


def test_a_remark_may_say_that_it_is_absent():
    [found] = download_read(row(f'<Bz {NIL}="true"/>'))
    assert isinstance(found, CodeTables)
    assert found.tables is not None
    assert found.tables.unit_classes == (NamedRow(id=1, name="专线", valid=True),)


@pytest.mark.parametrize("remark", [f'<Bz {NIL}="true">x</Bz>', f'<Bz {NIL}="false"/>'])
def test_but_not_say_both(remark):
    error, path = refusal(row(remark), download_read)
    assert error is errors.UnknownAttribute
    assert path.startswith("JCDM[1]/Jcdm_xx/Dwfl_dms/Dwfl_xx[1]/Bz/@")


def test_a_file_holds_its_code_tables_once_and_alone():
    assert refusal(download_of("<JCDM/><JCDM/>"), download_read) == (
        errors.TooManyElements,
        "JCDM",
    )
    assert refusal(download_of("<JCDM/><ICP/>"), download_read) == (
        errors.NotExactlyOne,
        "DownloadData",
    )


def test_too_many_of_a_repeated_element_are_refused():
    approval = f"<Nrlx_xx>{elements(Nrlx_id='1', Qzsph='x')}{'<Spwj>AA==</Spwj>' * 11}</Nrlx_xx>"
    with pytest.raises(errors.TooManyElements) as caught:
        read(Preapproval, etree.fromstring(approval), "Nrlx_xx")
    assert caught.value.facts == {"path": "Nrlx_xx/Spwj", "most": 10}


def test_the_reason_is_given_in_both_languages_without_the_value():
    with pytest.raises(errors.WrongLength) as caught:
        upload_read(cancelling(cancellation(f"<ICPmm>{'secret' * 9}</ICPmm>")))
    words = caught.value.text
    assert words.en == "ICP/ZXBA/Zx_xx[1]/ICPmm takes 1 to 32 characters, not 54."
    assert words.zh == "ICP/ZXBA/Zx_xx[1]/ICPmm长度须为1至32个字符，现为54个。"
    assert "secret" not in str(caught.value)
