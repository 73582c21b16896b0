"""An SMS vendor on loopback: answers what it is told to, and keeps what it was asked."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the vendor says: a status, a body (JSON unless it is text), and how long it thinks."""

    body: Any
    status: int = 200
    after_seconds: float = 0


@dataclass(frozen=True)
class Asked:
    """One request: its headers in lower case, its query, and its body if that is JSON."""

    headers: dict[str, str]
    query: dict[str, str]
    body: dict[str, Any]


@dataclass
class Vendor:
    """The vendor's side of the wire."""

    address: str
    answers: deque[Answer] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def vendor() -> Iterator[Vendor]:
    """Yield a vendor that listens; an answer is used up with each request."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.vendor = Vendor(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.vendor
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        desk: Vendor = self.server.vendor
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        desk.asked.append(
            Asked(
                headers={name.lower(): value for name, value in self.headers.items()},
                query={k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()},
                body=json.loads(raw) if raw.startswith(b"{") else {},
            )
        )
        answer = desk.answers.popleft()
        time.sleep(answer.after_seconds)
        said = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        try:
            self._say(answer.status, said.encode())
        except ConnectionError:
            return  # the other side has hung up meanwhile

    def _say(self, status: int, said: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_words) -> None:
        """Keep quiet."""
