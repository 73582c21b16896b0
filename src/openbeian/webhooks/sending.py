"""One POST to an address of a stranger: bounded in time, led nowhere else, its answer unread."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer

from openbeian.webhooks.addresses import Target, resolve

SECONDS = 10.0


class Unanswered(Exception):
    """No answer came; `reason` is a word for the log of deliveries."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def post(target: Target, *, headers: Mapping[str, str], body: bytes) -> int:
    """Send a message and return the status of the answer. Raises Unanswered, UrlUnfit.

    Redirects are not followed and the body of the answer is not read. Whatever the other side does,
    it is over after ten seconds, and the name was resolved before that.
    """
    try:
        address = resolve(target)
    except OSError as fault:
        raise Unanswered("no_such_host") from fault
    try:
        sock = _connected(target, address)
    except OSError as fault:
        raise Unanswered("not_reached") from fault
    # what drips, in the handshake or in the answer, is within every timeout of a socket
    bell = Timer(SECONDS, _cut, [sock])
    bell.daemon = True
    bell.start()
    try:
        return _exchange(sock, target, headers, body)
    finally:
        bell.cancel()
        sock.close()


def _exchange(sock: socket.socket, target: Target, headers: Mapping[str, str], body: bytes) -> int:
    try:
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()
    except OSError as fault:
        raise Unanswered("tls_refused") from fault
    connection = _connection(target)
    connection.sock = sock
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unanswered("no_answer") from fault
    finally:
        connection.close()


def _connection(target: Target) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    return kind(target.host, target.port, timeout=SECONDS)


def _connected(target: Target, address: str) -> socket.socket:
    """Return a socket to this very address; TLS is still about the name, and not begun."""
    plain = socket.create_connection((address, target.port), timeout=SECONDS)
    if target.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(
            plain, server_hostname=target.host, do_handshake_on_connect=False
        )
    except BaseException:
        plain.close()
        raise


def _cut(sock: socket.socket) -> None:
    """End whatever is going on; past TLS, which would want to say good-bye."""
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
