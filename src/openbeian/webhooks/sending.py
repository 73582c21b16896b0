"""One POST to an address of a stranger: bounded in time, led nowhere else, its answer unread."""

import http.client
import socket
import ssl
from collections.abc import Mapping
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
    connection = _connection(target)
    try:
        connection.sock = _connected(target, address)
    except ssl.SSLError as fault:
        raise Unanswered("tls_refused") from fault
    except OSError as fault:
        raise Unanswered("not_reached") from fault
    return _exchange(connection, target, headers, body)


def _exchange(
    connection: http.client.HTTPConnection, target: Target, headers: Mapping[str, str], body: bytes
) -> int:
    # an answer that drips is within every timeout of a socket, but not within this one
    bell = Timer(SECONDS, _cut, [connection.sock])
    bell.daemon = True
    bell.start()
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unanswered("no_answer") from fault
    finally:
        bell.cancel()
        connection.close()


def _connection(target: Target) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    return kind(target.host, target.port, timeout=SECONDS)


def _connected(target: Target, address: str) -> socket.socket:
    """Return a socket to this very address; TLS is still about the name."""
    plain = socket.create_connection((address, target.port), timeout=SECONDS)
    if target.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it had ended by itself
