"""The wire between a house and an administration, on loopback, which can be torn in many ways.

    with torn_wire(("127.0.0.1", 8100)) as wire:
        wire.faults.append("cut request")

A fault is used up by one request: by a GET where it is about the WSDL, else by a POST.

    cut request     the administration gets half of its body, then both are hung up on
    cut reply       the administration gets all of it, the house the beginning of the answer
    silence         nobody answers, and the connection stays
    no WSDL         404
"""

import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

_PIECE = 64 * 1024
_FEW = 100  # bytes: an answer of this length is none
_RESET = struct.pack("ii", 1, 0)
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class TornWire(ThreadingTCPServer):
    """Carries bytes to and from one address, but for what `faults` say."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, to: tuple[str, int]) -> None:
        self.to = to
        self.faults: deque[str] = deque()
        super().__init__(("127.0.0.1", 0), _Carrier)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def drawn(self, piece: bytes) -> str:
        """Return the fault that befalls a request, by its first bytes."""
        met = next((verb for verb in (b"POST", b"GET") if piece.startswith(verb)), b"")
        if met and self.faults and (self.faults[0] == "no WSDL") == (met == b"GET"):
            return self.faults.popleft()
        return ""

    def handle_error(self, *_about: object) -> None:
        """Say nothing: that a peer hangs up is what a test is about."""


class _Carrier(BaseRequestHandler):
    """Carries one connection, over which several requests may come."""

    server: TornWire
    request: socket.socket

    def handle(self) -> None:
        self.left: int | None = None  # how many bytes of the answer still come through
        with socket.create_connection(self.server.to, timeout=30) as there:
            down = threading.Thread(target=self._answers, args=(there,), daemon=True)
            down.start()
            with suppress(OSError):
                while piece := self.request.recv(_PIECE):
                    fault = self.server.drawn(piece)
                    if fault and not self._befallen(fault, piece, there):
                        return
                    there.sendall(piece)
            with suppress(OSError):
                there.shutdown(socket.SHUT_WR)
            down.join(30)

    def _befallen(self, fault: str, piece: bytes, there: socket.socket) -> bool:
        """Let a fault happen; return whether the request goes on."""
        if fault == "cut reply":
            self.left = _FEW
            return True
        if fault == "no WSDL":
            self.request.sendall(_NOT_FOUND)
        elif fault == "silence":
            while self.request.recv(_PIECE):
                pass
        else:
            body = self.request.recv(_PIECE)
            there.sendall(piece + body[: len(body) // 2])
            _reset(there)
            _reset(self.request)
        return False

    def _answers(self, there: socket.socket) -> None:
        with suppress(OSError):
            while piece := there.recv(_PIECE):
                if self.left is not None:
                    self.request.sendall(piece[: self.left])
                    _reset(self.request)
                    return
                self.request.sendall(piece)
        with suppress(OSError):
            self.request.shutdown(socket.SHUT_WR)


def _reset(end: socket.socket) -> None:
    """Hang up at once and without farewell, as a router does."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    end.close()


@contextmanager
def torn_wire(to: tuple[str, int]) -> Iterator[TornWire]:
    """Carry between a free port of loopback and an address."""
    wire = TornWire(to)
    thread = threading.Thread(target=wire.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield wire
    finally:
        wire.shutdown()
        thread.join()
        wire.server_close()
