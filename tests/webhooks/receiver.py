"""Somebody on loopback who receives messages: answers as told, and keeps what came."""

import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Came:
    """One message: its headers in lower case and its body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """The other side: statuses are used up one by one, then everything is taken."""

    url: str
    statuses: deque[int] = field(default_factory=deque)
    came: list[Came] = field(default_factory=list)
    # instead of an answer, octets that come one by one until this is set
    drips: threading.Event | None = None

    @property
    def ids(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.came]


@contextmanager
def receiver(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Yield a receiver that listens, behind TLS where a context is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.desk = Receiver(f"http://127.0.0.1:{server.server_port}/hook?token=t0p")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.desk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        desk: Receiver = self.server.desk
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        desk.came.append(Came(self.path, headers, body))
        if desk.drips is not None:
            self._drip(desk.drips)
            return
        self.send_response(desk.statuses.popleft() if desk.statuses else 204)
        self.send_header("Location", f"http://{self.headers['Host']}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self, ended: threading.Event) -> None:
        self.close_connection = True
        try:
            while not ended.wait(0.02):
                self.wfile.write(b"H")
        except OSError:
            return

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
