"""An administration over real HTTP on loopback, whose memory a test reads and whose faults it sets.

    with counterpart() as administration:
        administration.faults.extend(["drop", "500"])

It keeps what it took, hands out what a test put there until that is acknowledged, and answers as
the interface words it. A fault is used up by one call; `fetching_faults` are for
the two methods that fetch files:

    drop, 500 after, garbage    does what was asked, then hangs up, fails or answers no XML
    code:20                     does nothing and answers a code
    deaf, 500, redirect, …      does nothing and answers as the name says, see `_FAILURES`
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from authority import wsdl
from openbeian.wire import replies, replies_writing
from openbeian.wire.envelope import Envelope, Markings
from openbeian.wire.envelope_credentials import filing_password, password_matches
from openbeian.wire.results import result

ISP_ID = 31000123
USER, PASSWORD = "shili", "correct horse"
FILING_PASSWORD = "filing-secret"


@dataclass
class Counterpart:
    """What the administration holds, by whoever asks with the right password."""

    taken: dict[int, Envelope] = field(default_factory=dict)
    waiting: dict[str, Envelope] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    statuses: dict[str, replies.FilingStatus] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    fetching_faults: deque[str] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    arguments: list[list[str]] = field(default_factory=list)
    keeps_acknowledged: bool = False
    forgets: frozenset[int] = frozenset()
    decides: Callable[[int, Envelope], dict[str, Envelope]] = lambda _number, _file: {}
    address: str = ""
    argument_names: str = "ispId"
    inner_address: str = "http://10.1.2.3:7001"

    def uploads(self) -> int:
        """Return how often a file was handed in, taken or not."""
        return self.calls.count("isp_upload")

    def answer(self, method: str, words: list[str]) -> str:
        """Do what a call asks for and return the string that answers it."""
        self.calls.append(method)
        self.arguments.append(words)
        isp_id, user, rand, hashed = words[:4]
        if (isp_id, user) != (str(ISP_ID), USER):
            return _said(4)
        if not password_matches(hashed, PASSWORD, rand):
            return _said(5)
        return METHODS[method](self, *words[4:])

    def upload(self, content: str, digest: str, sequence: str, *algorithms: str) -> str:
        number = int(sequence)
        missing = [each for each in range(1, number) if each not in self.taken]
        if missing:
            return replies_writing.write_upload(_reply(replies.UploadReply, 14, tuple(missing)))
        if number in self.taken:
            return _said(999)
        markings = Markings(digest, *(int(each) for each in algorithms))
        if number not in self.forgets:
            self.taken[number] = Envelope(content, markings)
            self.waiting |= self.decides(number, self.taken[number])
        return _said(0)

    def download(self, _hash_algorithm: str) -> str:
        for name, envelope in self.waiting.items():
            code = 3 if len(self.waiting) > 1 else 1
            file = replies.DownloadedFile(name, envelope)
            return replies_writing.write_download(_reply(replies.DownloadReply, code, file))
        return _said(2)

    def acknowledge(self, name: str) -> str:
        self.acknowledged.append(name)
        if not self.keeps_acknowledged:
            self.waiting.pop(name, None)
        return _said(0)

    def previous(self) -> str:
        upload = None
        if self.taken:
            last = max(self.taken)
            file = replies.DownloadedFile("beianinfo.xml", self.taken[last])
            upload = replies.PreviousUpload(last, file)
        reply = _reply(replies.PreviousUploadReply, 0, upload)
        return replies_writing.write_previous_upload(reply)

    def status(self, kind: str, condition: str) -> str:
        found = self.statuses.get(condition) or replies.FilingStatus(
            replies.QueryKind(int(kind)), condition, replies.Filed.NO
        )
        return replies_writing.write_filing_status(_reply(replies.FilingStatusReply, 0, found))

    def verify(self, _number: str, hashed: str) -> str:
        right = hashed == filing_password(FILING_PASSWORD)
        outcome = replies.FilingPassword.CORRECT if right else replies.FilingPassword.WRONG
        return replies_writing.write_filing_password(
            _reply(replies.FilingPasswordReply, 0, outcome)
        )


METHODS: dict[str, Callable[..., str]] = {
    "isp_upload": Counterpart.upload,
    "isp_download": Counterpart.download,
    "isp_downloadack": Counterpart.acknowledge,
    "isp_querypreviousupload": Counterpart.previous,
    "isp_querybeianstatus": Counterpart.status,
    "isp_verifybamm": Counterpart.verify,
}


def _reply[R](kind: Callable[..., R], code: int, more: object) -> R:
    return kind(code, result(code).text.zh, more)


def _said(code: int) -> str:
    return replies_writing.write_acknowledgement(
        replies.AcknowledgementReply(code, result(code).text.zh)
    )


@contextmanager
def counterpart(**settings: Any) -> Iterator[Counterpart]:
    """Serve an administration on a free port of loopback."""
    administration = Counterpart(**settings)

    class Handler(_Handler):
        served = administration

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    administration.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield administration
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: Counterpart

    def log_message(self, *_words: object) -> None:
        """Say nothing: the test reads the memory."""

    def do_GET(self) -> None:
        served = self.served
        document = wsdl.document(self.path, served.inner_address, served.argument_names)
        if document is None:
            self._send(404, "no such page")
        else:
            self._send(200, document)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = etree.fromstring(body).find("{*}Body")[0]
        method = etree.QName(call).localname
        words = [argument.text or "" for argument in call]
        fetches = method in {"isp_download", "isp_downloadack"}
        faults = self.served.fetching_faults if fetches else self.served.faults
        fault = faults.popleft() if faults else ""
        if fault:
            self._fail(fault, method, words)
        else:
            self._send(200, _envelope(method, self.served.answer(method, words)))

    def _fail(self, fault: str, method: str, words: list[str]) -> None:
        if fault in {"drop", "500 after", "garbage"}:
            self.served.answer(method, words)
        else:
            self.served.calls.append(method)
        name, _, code = fault.partition(":")
        if name == "code":
            self._send(200, _envelope(method, _said(int(code))))
            return
        _FAILURES[name](self, method)

    def _hang_up(self, _method: str) -> None:
        self.close_connection = True

    def _error_page(self, _method: str) -> None:
        self._send(500, "<html><body>java.lang.NullPointerException<br></body>")

    def _redirect(self, _method: str) -> None:
        self.send_response(302)
        self.send_header("Location", f"{self.served.address}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _garbage(self, method: str) -> None:
        self._send(200, _envelope(method, "<<<"))

    def _page(self, _method: str) -> None:
        self._send(200, "<html><body><p>系统升级中</p></body></html>")

    def _soap_fault(self, _method: str) -> None:
        self._send(500, wsdl.FAULT)

    def _entities(self, method: str) -> None:
        envelope = _envelope(method, "&lol;").replace("&amp;lol;", "&lol;")
        self._send(200, '<!DOCTYPE x [<!ENTITY lol "lol">]>' + envelope)

    def _unknown_code(self, method: str) -> None:
        reply = replies_writing.write_upload(replies.UploadReply(77, "?"))
        self._send(200, _envelope(method, reply))

    def _late(self, method: str) -> None:
        time.sleep(1.5)
        self._send(200, _envelope(method, _said(0)))

    def _drip(self, _method: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b" ")
            time.sleep(0.1)

    def _huge(self, method: str) -> None:
        self._send(200, _envelope(method, "x" * 2_000_000))

    def _send(self, status: int, text: str) -> None:
        content = text.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # the caller has gone


_FAILURES: dict[str, Callable[[_Handler, str], None]] = {
    "drop": _Handler._hang_up,
    "deaf": _Handler._hang_up,
    "500": _Handler._error_page,
    "500 after": _Handler._error_page,
    "redirect": _Handler._redirect,
    "garbage": _Handler._garbage,
    "page": _Handler._page,
    "fault": _Handler._soap_fault,
    "entities": _Handler._entities,
    "unknown code": _Handler._unknown_code,
    "late": _Handler._late,
    "drip": _Handler._drip,
    "huge": _Handler._huge,
}


def _envelope(method: str, answer: str) -> str:
    return wsdl.ANSWER.format(method=method, answer=escape(answer))
