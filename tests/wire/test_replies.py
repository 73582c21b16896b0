"""The answers of the six methods, to and from the strings that travel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from architecture.tree import ROOT
from openbeian.wire.envelope import Envelope, Keys, Markings, seal, unseal
from openbeian.wire.replies import (
    AcknowledgementReply,
    DownloadedFile,
    DownloadReply,
    Filed,
    FilingPassword,
    FilingPasswordReply,
    FilingStatus,
    FilingStatusReply,
    PreviousUpload,
    PreviousUploadReply,
    QueryKind,
    UploadReply,
)
from openbeian.wire.replies_reading import (
    read_acknowledgement,
    read_download,
    read_filing_password,
    read_filing_status,
    read_previous_upload,
    read_upload,
)
from openbeian.wire.replies_refusals import (
    ReplyAmbiguous,
    ReplyIncomplete,
    ReplyNumberWrong,
    ReplyRefused,
    ReplyUnwritable,
)
from openbeian.wire.replies_writing import (
    write_acknowledgement,
    write_download,
    write_filing_password,
    write_filing_status,
    write_previous_upload,
    write_upload,
)

SCHEMAS = ROOT.parent / "shared" / "interface-v3" / "xsd"

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], include_characters="\t\n\r").filter(
        lambda sign: sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff")
    ),
    max_size=40,
)
codes = st.integers(0, 999)
algorithms = st.integers(0, 9)
markings = st.builds(Markings, words, algorithms, algorithms, algorithms)
files = st.builds(DownloadedFile, words, st.builds(Envelope, words, markings))
sequences = st.integers(1, 2**63 - 1)
statuses = st.builds(
    FilingStatus,
    kind=st.sampled_from(QueryKind),
    condition=words,
    filed=st.sampled_from(Filed),
    service_name=words,
    entity_number=words,
    service_number=words,
)


@given(st.builds(UploadReply, codes, words, st.lists(sequences, max_size=5).map(tuple)))
def test_an_upload_reply_comes_back(reply):
    assert read_upload(write_upload(reply)) == reply


@given(st.builds(DownloadReply, codes, words, st.none() | files))
def test_a_download_reply_comes_back(reply):
    assert read_download(write_download(reply)) == reply


@given(st.builds(AcknowledgementReply, codes, words))
def test_an_acknowledgement_reply_comes_back(reply):
    assert read_acknowledgement(write_acknowledgement(reply)) == reply


@given(
    st.builds(
        PreviousUploadReply, codes, words, st.none() | st.builds(PreviousUpload, sequences, files)
    )
)
def test_a_previous_upload_reply_comes_back(reply):
    assert read_previous_upload(write_previous_upload(reply)) == reply


@given(
    st.builds(FilingStatusReply, codes, words, statuses)
    | st.builds(FilingStatusReply, st.integers(1, 999), words)
)
def test_a_filing_status_reply_comes_back(reply):
    assert read_filing_status(write_filing_status(reply)) == reply


@given(
    st.builds(FilingPasswordReply, codes, words, st.sampled_from(FilingPassword))
    | st.builds(FilingPasswordReply, st.integers(1, 999), words)
)
def test_a_filing_password_reply_comes_back(reply):
    assert read_filing_password(write_filing_password(reply)) == reply


def answer(inside):
    return f'<?xml version="1.0" encoding="GBK"?>\n<return version="V.3.0">{inside}</return>'


def test_an_answer_as_a_server_writes_it_is_read():
    reply = read_upload(
        answer(
            "\n<msg_code> 14 </msg_code>\n<msg>请首先上载漏报的数据</msg>"
            "<dataSequences><dataSequence>7</dataSequence>"
            "<dataSequence>8</dataSequence></dataSequences>"
        )
    )
    assert reply == UploadReply(14, "请首先上载漏报的数据", (7, 8))


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("<return><msg_code>0</msg_code></return>", id="no message, no version"),
        pytest.param("\ufeff<return><msg_code>0</msg_code></return>", id="byte order mark"),
        pytest.param("<return xmlns='urn:x'><msg_code>0</msg_code></return>", id="namespace"),
        pytest.param("<return><msg_code>000</msg_code></return>", id="leading zeros"),
        pytest.param(
            "<return><msg_code>0</msg_code><new><msg_code>1</msg_code></new></return>",
            id="an element of a newer version",
        ),
        pytest.param("<return><msg_code><![CDATA[0]]></msg_code></return>", id="CDATA"),
        pytest.param("<?x y?><return><!-- 5 --><msg_code>0</msg_code></return>", id="comment"),
    ],
)
def test_what_changes_no_meaning_is_passed_over(reply):
    assert read_acknowledgement(reply) == AcknowledgementReply(0, "")


def test_the_length_of_a_message_is_not_held_to_the_256_of_the_published_schemas():
    for length in (0, 4, 255, 256, 257, 5000):
        assert read_upload(answer(f"<msg_code>0</msg_code><msg>{'成' * length}</msg>")).message == (
            "成" * length
        )


@pytest.mark.parametrize(
    "number", ["", "x", "-1", "1000", "1.0", "0x1", "１", "1 4", "9" * 40, "+1", "1e2"]
)
def test_a_code_that_is_no_number_of_the_interface_is_refused(number):
    with pytest.raises(ReplyNumberWrong) as caught:
        read_acknowledgement(answer(f"<msg_code>{number}</msg_code>"))
    assert caught.value.facts == {"element": "msg_code"}


def test_an_answer_without_a_code_is_refused():
    with pytest.raises(ReplyIncomplete, match="msg_code"):
        read_acknowledgement(answer("<msg>操作成功</msg>"))


def test_an_answer_with_two_codes_is_refused():
    with pytest.raises(ReplyAmbiguous, match="msg_code"):
        read_acknowledgement(answer("<msg_code>0</msg_code><msg_code>0</msg_code>"))


def test_a_missing_sequence_number_that_is_no_number_is_refused():
    numbers = "<dataSequences><dataSequence>seven</dataSequence></dataSequences>"
    with pytest.raises(ReplyNumberWrong, match="dataSequence"):
        read_upload(answer(f"<msg_code>14</msg_code>{numbers}"))


def test_a_refusal_of_a_gap_without_numbers_is_still_a_refusal():
    assert read_upload(answer("<msg_code>14</msg_code>")).missing == ()


def test_a_downloaded_file_can_be_opened():
    keys = Keys(b"0123456789abcdef", b"0102030405060708")
    file = DownloadedFile("3100001", seal(b"<DownloadData/>", keys=keys))
    received = read_download(write_download(DownloadReply(3, "请继续下载", file)))
    assert received.file.name == "3100001"
    assert unseal(received.file.envelope, keys=keys) == b"<DownloadData/>"


FILE = write_download(DownloadReply(0, "", DownloadedFile("a", Envelope("b", Markings("c")))))


@pytest.mark.parametrize(
    "element",
    ["hashAlgorithm", "compressionFormat", "encryptAlgorithm", "return_FileName", "beianInfoHash"],
)
def test_a_file_without_one_of_its_elements_is_refused(element):
    with pytest.raises(ReplyIncomplete, match=element):
        read_download(FILE.replace(element, f"no_{element}"))


def test_before_the_first_upload_the_previous_one_has_the_number_nought():
    text = write_previous_upload(PreviousUploadReply(0, "操作成功"))
    assert "<dataSequence>0</dataSequence>" in text
    assert read_previous_upload(text).upload is None
    assert read_previous_upload(answer("<msg_code>0</msg_code>")).upload is None


def status(bazt, kind=0):
    return answer(
        f"<msg_code>0</msg_code><msg/><StatusInfo><Cxtjlx>{kind}</Cxtjlx>"
        f"<Cxtj>shili-keji.cn</Cxtj><Bazt>{bazt}</Bazt></StatusInfo>"
    )


def test_bazt_nought_means_filed():
    assert read_filing_status(status(0)).status.filed is Filed.YES
    assert read_filing_status(status(1)).status.filed is Filed.NO


def test_verifyres_nought_means_correct():
    for number, meaning in ((0, FilingPassword.CORRECT), (1, FilingPassword.WRONG)):
        text = answer(f"<msg_code>0</msg_code><msg/><VerifyRes>{number}</VerifyRes>")
        assert read_filing_password(text).password is meaning


@pytest.mark.parametrize(("bazt", "kind"), [("2", 0), ("", 0), ("0", 12), ("yes", 0)])
def test_a_status_without_a_meaning_is_refused(bazt, kind):
    with pytest.raises(ReplyNumberWrong, match="StatusInfo"):
        read_filing_status(status(bazt, kind))


def test_a_success_that_does_not_say_what_was_asked_is_refused():
    for read, element in ((read_filing_status, "StatusInfo"), (read_filing_password, "VerifyRes")):
        with pytest.raises(ReplyIncomplete, match=element):
            read(answer("<msg_code>0</msg_code><msg>操作成功</msg>"))


def test_a_failure_need_not_say_what_was_asked():
    assert read_filing_status(answer("<msg_code>5</msg_code>")).status is None
    assert read_filing_password(answer("<msg_code>22</msg_code>")).password is None


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\ufffe", "\ud800"])
def test_what_xml_cannot_carry_is_not_written(sign):
    with pytest.raises(ReplyUnwritable, match="msg"):
        write_acknowledgement(AcknowledgementReply(0, f"a{sign}"))


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    for read in (read_upload, read_download, read_filing_status):
        with pytest.raises(ReplyRefused):
            read(text)


STATUS = FilingStatus(
    QueryKind.DOMAIN, "shili-keji.cn", Filed.YES, "示例", "沪ICP备1号", "沪ICP备1号-1"
)
PREVIOUS = PreviousUpload(3, DownloadedFile("3100001", seal(b"<UploadData/>")))
PUBLISHED = {
    "upload_reply": write_upload(UploadReply(14, "", (1, 2))),
    "download_reply": write_download(DownloadReply(0, "", PREVIOUS.file)),
    "downloadack_reply": write_acknowledgement(AcknowledgementReply(0, "")),
    "previousupload_reply": write_previous_upload(PreviousUploadReply(0, "", PREVIOUS)),
    "beianstatus_reply": write_filing_status(FilingStatusReply(0, "", STATUS)),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_answer_validates_but_for_the_256_characters_that_the_schemas_ask_of_a_message(name):
    path = SCHEMAS / f"{name}.xsd"
    if not path.exists():
        pytest.skip("the published schemas lie beside the checkout only where they may")
    schema = etree.XMLSchema(etree.parse(path))
    padded = PUBLISHED[name].replace("<msg></msg>", f"<msg>{'。' * 256}</msg>")
    schema.assertValid(etree.fromstring(padded))
    assert not schema.validate(etree.fromstring(PUBLISHED[name]))
