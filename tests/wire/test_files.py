"""A file is written in GBK, in the order of the interface and within its limits."""

import io
import re

import pytest

from openbeian.wire import errors
from openbeian.wire.building import build
from openbeian.wire.files import write_download, write_upload
from openbeian.wire.formats import DOWNLOAD, UPLOAD, Format, Limits
from openbeian.wire.messages import DOWNLOADS, UPLOADS, CodeTables
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.ip_filing import DeletedBroadcast, DeletedSource
from openbeian.wire.messages.meanings import CancellationKind, Operation, ReviewOutcome
from openbeian.wire.messages.parts import Preapproval, ResultCode
from openbeian.wire.writing import write
from wire.schemas import complaints, needs_schemas
from wire.written import UNIT, download_read, downloaded, upload_read, uploaded


def cancel(administration_id: int = 7, remark: str | None = None) -> Cancellation:
    return Cancellation(
        kind=CancellationKind.ENTITY,
        administration_id=administration_id,
        reason_id=1,
        reason_remark=remark,
    )


RESULT = UploadResult(
    codes=(ResultCode(code=1045, description="只能在本省备案"),), operation=Operation.FIRST_FILING
)
REVIEW = Review(reviewed_at="2026-11-24 10:20:30", outcome=ReviewOutcome.REJECTED)


def test_a_file_is_really_gbk():
    raw = uploaded(cancel(remark="网站不再运营"))
    assert raw.startswith(b"<?xml version='1.0' encoding='GBK'?>")
    assert "网站不再运营".encode("gbk") in raw
    assert '<UploadData version="V.3.0"><ICP><ZXBA><Zx_xx><Zxlb>0</Zxlb>' in raw.decode("gbk")
    assert raw.endswith(f"</ZXBA><Qqdwid>{UNIT}</Qqdwid></ICP></UploadData>".encode())


def test_every_character_of_gbk_travels():
    points = map(chr, range(0x20, 0x10000))
    letters = "".join(re.findall(r"[^\ud800-\udfff]", "".join(points)))
    sendable = letters.encode("gbk", "ignore").decode("gbk")
    assert len(sendable) > 21_000
    slices = [sendable[at : at + 1000] for at in range(0, len(sendable), 1000)]
    records = [cancel(remark=part) for part in slices]
    raw = uploaded(*records)
    assert b"&#" not in raw
    assert upload_read(raw) == records


@pytest.mark.parametrize("letter", ["㼆", "𠮷", "€", "\x07", "\ud800", "\uffff"], ids=ascii)
def test_a_character_that_cannot_travel_is_named(letter):
    with pytest.raises(errors.OutsideGbk) as caught:
        uploaded(cancel(remark=f"负责人{letter}"))
    assert caught.value.facts == {"path": "ICP/ZXBA/Zx_xx[1]/Zxlybz", "character": letter}


def test_white_space_comes_back_as_it_went():
    record = cancel(remark=" one\r\ntwo\ttabs\n ")
    assert upload_read(uploaded(record)) == [record]


def test_both_answers_to_one_upload_stand_in_one_file():
    raw = downloaded(RESULT, RESULT, REVIEW)
    assert raw.count(b"<BAJG>") == raw.count(b"<GJSHS>") == 1
    assert download_read(raw) == [RESULT, RESULT, REVIEW]


def test_records_at_deep_places_share_what_is_around_them():
    records = [DeletedSource(administration_id=1), DeletedBroadcast(administration_id=2)]
    raw = uploaded(*records)
    assert b"<IP><SCBA><Scly><Ly><Id>1</Id></Ly></Scly><Scgbjs><Jsxx><Id>2</Id>" in raw
    assert upload_read(raw) == records


def test_code_tables_stand_directly_in_the_root():
    assert b'<DownloadData version="V.3.0"><JCDM/></DownloadData>' in downloaded(CodeTables())


@needs_schemas
def test_the_published_schema_takes_files_of_several_sorts_of_records():
    assert complaints("download", downloaded(RESULT, RESULT, REVIEW, REVIEW)) == []
    deleted = [DeletedSource(administration_id=1), DeletedBroadcast(administration_id=2)]
    assert complaints("upload", uploaded(*deleted, *deleted[1:])) == []


def refused(error, *records, layout=UPLOAD):
    with pytest.raises(error) as caught:
        build(io.BytesIO(), layout, records)
    return caught.value.facts["path"]


def test_records_come_in_the_order_of_the_file():
    assert refused(errors.OutOfOrder, REVIEW, RESULT, layout=DOWNLOAD) == "ICP/BAJG/Jg_xx"


def test_a_file_has_one_section():
    source = DeletedSource(administration_id=1)
    assert refused(errors.NotExactlyOne, cancel(), source) == "UploadData"


def test_a_file_has_code_tables_once():
    assert refused(errors.TooManyElements, CodeTables(), CodeTables(), layout=DOWNLOAD) == "JCDM"


def test_a_file_has_a_record():
    assert refused(errors.MissingElement) == "UploadData"
    with pytest.raises(errors.MissingElement):
        write_download(io.BytesIO(), [])


def test_a_unit_has_a_number():
    with pytest.raises(errors.OutOfRange) as caught:
        write_upload(io.BytesIO(), [cancel()], unit_id=0)
    assert caught.value.facts["path"] == "ICP/Qqdwid"


def test_the_second_record_is_named_as_such():
    assert refused(errors.OutOfRange, cancel(), cancel(0)) == "ICP/ZXBA/Zx_xx[2]/Jlid"


def test_an_upload_takes_a_thousand_records():
    sink = io.BytesIO()
    assert write_upload(sink, (cancel() for _ in range(1000)), unit_id=UNIT) == 1000
    assert len(upload_read(sink.getvalue())) == 1000
    assert refused(errors.TooManyRecords, *([cancel()] * 1001)) == "ICP/ZXBA/Zx_xx"


def test_an_upload_takes_fifty_megabytes():
    assert UPLOAD.limits.octets == 50 * 1024 * 1024
    tight = Format("UploadData", UPLOADS, names_unit=True, limits=Limits(150, 10, 10))
    assert refused(errors.TooLarge, cancel(), layout=tight) == "UploadData"


@pytest.mark.parametrize("scans", [(), (b"x",) * 11], ids=["none", "eleven"])
def test_what_repeats_repeats_within_its_bounds(scans):
    approval = Preapproval(type_id=1, number="沪新办1号", scans=scans)
    with pytest.raises((errors.MissingElement, errors.TooManyElements)) as caught:
        write(approval, "Nrlx_xx", "Nrlx_xx")
    assert caught.value.facts["path"] == "Nrlx_xx/Spwj"


def test_a_scan_is_never_empty():
    with pytest.raises(errors.NotBase64) as caught:
        write(Preapproval(type_id=1, number="1", scans=(b"",)), "Nrlx_xx", "Nrlx_xx")
    assert caught.value.facts["path"] == "Nrlx_xx/Spwj[1]"


class FullDisk(io.RawIOBase):
    """Takes some bytes, then none."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, octets) -> int:
        self.room -= len(octets)
        if self.room < 0:
            raise OSError("no space left")
        return len(octets)


@pytest.mark.parametrize("missing", [1, 100, len(uploaded(cancel()))])
def test_a_disk_that_fills_up_is_heard_of(missing):
    room = len(uploaded(cancel())) - missing
    with pytest.raises(OSError, match="no space left"):
        write_upload(FullDisk(room), [cancel()], unit_id=UNIT)


def test_every_place_below_which_records_stand_is_a_container():
    for layout, places in ((UPLOAD, UPLOADS), (DOWNLOAD, DOWNLOADS)):
        for place in places:
            parents = place.split("/")[:-1]
            assert all(
                layout.is_container("/".join(parents[:depth]))
                for depth in range(1, len(parents) + 1)
            )
