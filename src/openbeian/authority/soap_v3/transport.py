"""How requests travel to one administration: bounded in time and size, and nowhere else.

A WSDL may name addresses of the administration's inner network, or anybody's. Only their paths
are followed; the host is always the one that the operator set. No redirect is followed, no proxy
or password is taken from the environment, and neither requests nor answers reach a log.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from zeep.transports import Transport

from openbeian.authority.soap_v3.errors import Garbage, Unreachable
from openbeian.wire.replies_xml import MOST_SIGNS

MOST_BYTES = MOST_SIGNS + 1024 * 1024  # one data file in base64, its markings and the SOAP around
MOST_BYTES_OF_WSDL = 4 * 1024 * 1024
CONNECT_SECONDS = 10.0

_PIECE = 64 * 1024
_OK, _FAULT = 200, 500


class BoundTransport(Transport):
    """Carries the calls of one client to `base` (`http://host:port`), each within `seconds`."""

    def __init__(self, base: str, *, seconds: float) -> None:
        super().__init__(session=_session())  # type: ignore[no-untyped-call] # zeep says no types
        self._base = urlsplit(base)
        self._seconds = seconds

    def load(self, url: str) -> bytes:
        """Return a WSDL or a schema that it imports; raises Unreachable, Garbage."""
        response = self._call("GET", url, most=MOST_BYTES_OF_WSDL)
        if response.status_code != _OK:
            raise Unreachable(why=f"HTTP {response.status_code}")
        return response.content

    def post(
        self, address: str, message: bytes | str, headers: Mapping[str, str]
    ) -> requests.Response:
        """Return the answer to a call; raises Unreachable, Garbage."""
        response = self._call("POST", address, most=MOST_BYTES, data=message, headers=headers)
        if response.status_code not in {_OK, _FAULT}:
            raise Unreachable(why=f"HTTP {response.status_code}")
        return response

    def _call(self, method: str, url: str, *, most: int, **request: Any) -> requests.Response:
        deadline = time.monotonic() + self._seconds
        try:
            with self.session.request(
                method,
                self._at_home(url),
                allow_redirects=False,
                stream=True,
                timeout=(min(CONNECT_SECONDS, self._seconds), self._seconds),
                **request,
            ) as response:
                content = _read(response, most, deadline)
        except requests.Timeout:
            raise Unreachable(why="timeout") from None
        except requests.RequestException as fault:
            raise Unreachable(why=type(fault).__name__) from None
        # the library offers no other way to hand over what was read within bounds
        response._content = content  # noqa: SLF001
        return response

    def _at_home(self, url: str) -> str:
        """Return an address with the host that the operator set."""
        return urlunsplit(
            urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        )


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept-Encoding"] = "identity"
    return session


def _read(response: requests.Response, most: int, deadline: float) -> bytes:
    content = bytearray()
    for piece in response.iter_content(_PIECE):
        content += piece
        if len(content) > most:
            raise Garbage(why="too long")
        if time.monotonic() > deadline:
            raise Unreachable(why="timeout")
    return bytes(content)
