"""kill -9 at random while files go up and answers come down: nothing lost, nothing doubled."""

import io
import random
import sqlite3
import threading
import time
from contextlib import closing

import pytest
import requests
import zeep
import zeep.exceptions

from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope import unseal
from openbeian.wire.envelope_credentials import password_hash
from openbeian.wire.files import read_download
from openbeian.wire.replies_refusals import ReplyRefused
from sandbox.served import PASSWORD, Server
from sandbox.town import UNIT, first_filing, packed

FILES, RECORDS, KILLS = 60, 5, 6
PATIENCE = 180
RAND = "abcdefghij0123456789"
CLAIMED_THOUGH_CLOSED = (
    "SELECT id FROM sandbox_order o WHERE (state = 'refused') ="
    " EXISTS (SELECT 1 FROM sandbox_claim WHERE order_id = o.id)"
)
AGAIN = (requests.RequestException, zeep.exceptions.Error, ReplyRefused, OSError)


class Provider:
    """Keeps to the protocol: what was not answered is asked for, and then sent again."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.deadline = time.monotonic() + PATIENCE
        self.answers: list[str] = []
        self.unanswered = 0

    def work(self) -> None:
        for number in range(1, FILES + 1):
            self.upload(number)
            if number % 10 == 0:
                self.download()
        self.download()

    def upload(self, sequence: int) -> None:
        """Send a file until it is the last one over there."""
        records = (sequence * RECORDS + each for each in range(RECORDS))
        # every other record is refused by the machine, so that answers wait
        filings = [first_filing(n, **({"nature_id": 999} if n % 2 else {})) for n in records]
        envelope = packed(*filings)
        marks = envelope.markings
        rest = (envelope.content, marks.hash, sequence, 0, 0, 0)
        while self.last() != sequence:
            self.ask("isp_upload", *rest)

    def last(self) -> int:
        reply = self.until("isp_querypreviousupload", replies.read_previous_upload)
        return reply.upload.sequence if reply.upload else 0

    def download(self) -> None:
        """Fetch until nothing waits; what comes twice counts once, by the name of its file."""
        seen = set()
        while (reply := self.until("isp_download", replies.read_download, 0)).file:
            if reply.file.name not in seen:
                records = read_download(io.BytesIO(unseal(reply.file.envelope)))
                self.answers += [record.subject for record in records]
            seen.add(reply.file.name)
            self.until("isp_downloadack", replies.read_acknowledgement, reply.file.name)

    def until(self, method, read, *arguments):
        while True:
            answer = self.ask(method, *arguments)
            if answer is not None:
                return read(answer)

    def ask(self, method: str, *arguments):
        """Call a method; None where no answer came."""
        proof = (UNIT, "demo", RAND, password_hash(PASSWORD, RAND))
        try:
            service = zeep.Client(f"{self.base}/ISPWebService/upDownLoad?wsdl").service
            return service[method](*proof, *arguments)
        except AGAIN:
            assert time.monotonic() < self.deadline
            self.unanswered += 1
            time.sleep(0.05)
            return None


def ask(path, question: str):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # connections that the kills broke
def test_kills_lose_nothing_and_double_nothing(tmp_path):
    dice = random.Random(20261124)
    server = Server(tmp_path)
    server.start()
    provider = Provider(server.base)
    work = threading.Thread(target=provider.work)
    work.start()
    try:
        for _ in range(KILLS):
            time.sleep(0.3 + dice.random())
            server.kill()
            server.start()
        work.join(PATIENCE)
    finally:
        server.stop()
    assert not work.is_alive()
    assert provider.unanswered >= KILLS  # the kills met calls, not an idle server
    path = tmp_path / "sandbox" / "sandbox.sqlite3"
    files = ask(path, "SELECT sequence FROM sandbox_uploadedfile ORDER BY sequence")
    assert files == [(sequence,) for sequence in range(1, FILES + 1)]
    orders = "SELECT count(*) FROM sandbox_order GROUP BY file_id"
    assert ask(path, orders) == [(RECORDS,)] * FILES
    assert ask(path, CLAIMED_THOUGH_CLOSED) == []
    refused = {str(1000 + n) for n in range(RECORDS, (FILES + 1) * RECORDS) if n % 2}
    assert sorted(provider.answers) == sorted(refused)
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
