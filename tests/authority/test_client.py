"""The client over real HTTP: six methods, and whatever an administration may answer instead."""

import logging

import pytest

from authority.counterpart import FILING_PASSWORD, ISP_ID, PASSWORD, USER, counterpart
from openbeian.authority.soap_v3 import transport
from openbeian.authority.soap_v3.client import Client
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.authority.soap_v3.errors import Garbage, Refused, Unreachable
from openbeian.wire.envelope import Keys, seal, unseal
from openbeian.wire.replies import Filed, FilingPassword, FilingStatus, QueryKind

FILE = seal(b"<UploadData/>")


@pytest.fixture
def administration():
    with counterpart() as served:
        yield served


def client(served, *, password=PASSWORD, seconds=10.0):
    return Client(served.address, Credentials(ISP_ID, USER, password), seconds=seconds)


class TestTheSixMethods:
    def test_a_file_is_taken(self, administration):
        assert client(administration).upload(FILE, 1).code == 0
        assert administration.taken == {1: FILE}

    def test_the_last_file_comes_back(self, administration):
        ours = client(administration)
        assert ours.previous_upload().upload is None
        ours.upload(FILE, 1)
        last = ours.previous_upload().upload
        assert (last.sequence, last.file.envelope) == (1, FILE)

    def test_a_file_is_downloaded_until_it_is_acknowledged(self, administration):
        administration.waiting.update({"a1.xml": FILE, "b2.xml": seal(b"second")})
        ours = client(administration)
        assert [ours.download().file.name for _ in range(2)] == ["a1.xml", "a1.xml"]
        ours.acknowledge("a1.xml")
        assert ours.download().file.name == "b2.xml"
        ours.acknowledge("b2.xml")
        assert ours.download().file is None
        assert administration.acknowledged == ["a1.xml", "b2.xml"]

    def test_whether_a_domain_is_filed(self, administration):
        filed = FilingStatus(
            QueryKind.DOMAIN, "a.cn", Filed.YES, "名", "沪ICP备1号", "沪ICP备1号-1"
        )
        administration.statuses["a.cn"] = filed
        ours = client(administration)
        assert ours.filing_status(QueryKind.DOMAIN, "a.cn").status == filed
        assert ours.filing_status(QueryKind.DOMAIN, "b.cn").status.filed is Filed.NO

    @pytest.mark.parametrize(
        ("typed", "outcome"),
        [(FILING_PASSWORD, FilingPassword.CORRECT), ("guess", FilingPassword.WRONG)],
    )
    def test_whether_a_filing_password_is_right(self, administration, typed, outcome):
        reply = client(administration).verify_filing_password("沪ICP备2026006107号", typed)
        assert reply.password is outcome
        assert typed not in administration.arguments[-1]

    def test_a_large_file_passes(self, administration):
        large = seal(b"x" * 5_000_000)
        administration.waiting["large.xml"] = large
        assert unseal(client(administration).download().file.envelope) == b"x" * 5_000_000


class TestWhatAdministrationsSpellDifferently:
    @pytest.mark.parametrize("names", ["ispId", "ispID", "arg0"])
    def test_arguments_are_given_by_their_place(self, names):
        with counterpart(argument_names=names) as served:
            client(served).upload(FILE, 1)
            assert served.taken == {1: FILE}

    def test_an_address_in_the_wsdl_is_not_followed(self, administration):
        administration.inner_address = "http://192.0.2.1:7001"
        assert client(administration, seconds=2).download().file is None


class TestCodes:
    def test_a_gap_names_what_is_missing(self, administration):
        with pytest.raises(Refused) as refusal:
            client(administration).upload(FILE, 3)
        assert refusal.value.reply.missing == (1, 2)
        assert not refusal.value.is_waiting

    @pytest.mark.parametrize("code", [15, 18, 20, 901, 902])
    def test_waiting_is_told_from_failure(self, administration, code):
        administration.faults.append(f"code:{code}")
        with pytest.raises(Refused) as refusal:
            client(administration).upload(FILE, 1)
        assert refusal.value.is_waiting
        assert refusal.value.result.code == code

    def test_a_wrong_password_is_refused(self, administration):
        with pytest.raises(Refused) as refusal:
            client(administration, password="wrong").download()
        assert refusal.value.result.code == 5
        assert "密码错误" in refusal.value.text.zh


class TestNoAnswer:
    @pytest.mark.parametrize("fault", ["drop", "deaf", "redirect", "late", "drip"])
    def test_no_answer_is_unreachable(self, administration, fault):
        administration.faults.append(fault)
        with pytest.raises(Unreachable):
            client(administration, seconds=0.7).upload(FILE, 1)

    @pytest.mark.parametrize(
        "fault", ["500", "500 after", "garbage", "page", "fault", "entities", "unknown code"]
    )
    def test_an_answer_outside_the_interface_is_garbage(self, administration, fault):
        administration.faults.append(fault)
        with pytest.raises(Garbage):
            client(administration).upload(FILE, 1)

    def test_an_answer_without_end_is_not_read(self, administration, monkeypatch):
        monkeypatch.setattr(transport, "MOST_BYTES", 1_000_000)
        administration.faults.append("huge")
        with pytest.raises(Garbage):
            client(administration).upload(FILE, 1)

    def test_nobody_there(self):
        ours = Client("http://127.0.0.1:9", Credentials(ISP_ID, USER, PASSWORD), seconds=1)
        with pytest.raises(Unreachable):
            ours.download()

    def test_no_such_service(self, administration):
        ours = Client(f"{administration.address}/x", Credentials(1, USER, PASSWORD), seconds=5)
        with pytest.raises(Unreachable):
            ours.download()

    def test_a_wsdl_without_the_method(self, administration, monkeypatch):
        monkeypatch.setattr("authority.wsdl.SERVICES", {})
        with pytest.raises(Unreachable):
            client(administration).download()


class TestSecrets:
    def test_nothing_secret_reaches_a_log(self, administration, caplog):
        caplog.set_level(logging.DEBUG)
        administration.waiting["a1.xml"] = FILE
        ours = client(administration)
        ours.upload(FILE, 1)
        ours.download()
        administration.fetching_faults.append("page")
        with pytest.raises(Garbage):
            ours.download()
        hashes = [words[3] for words in administration.arguments]
        assert len(hashes) == 2
        for secret in (PASSWORD, FILE.content, *hashes):
            assert secret not in caplog.text

    def test_every_call_proves_itself_anew(self, administration):
        ours = client(administration)
        ours.download()
        ours.download()
        assert len({words[2] for words in administration.arguments}) == 2

    def test_credentials_do_not_show_their_secrets(self):
        shown = repr(Credentials(1, USER, PASSWORD, Keys(b"k" * 16, b"i" * 16)))
        assert PASSWORD not in shown
        assert "kkkk" not in shown
