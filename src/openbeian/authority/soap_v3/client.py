"""The six methods of an administration's services, called by the WSDLs that it publishes.

Arguments are given by their place, as the specification orders them: administrations spell their
names differently (`ispId`, `ispID`, `arg0`). Every method answers a string that holds an XML
document, which `openbeian.wire` reads.
"""

import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Any

import requests
import zeep
import zeep.exceptions
from lxml import etree

from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.authority.soap_v3.errors import CallFailed, Garbage, Refused
from openbeian.authority.soap_v3.transport import BoundTransport
from openbeian.wire import replies_reading
from openbeian.wire.envelope import MD5, Envelope
from openbeian.wire.envelope_credentials import filing_password, password_hash, rand_value
from openbeian.wire.replies import (
    AcknowledgementReply,
    DownloadReply,
    FilingPasswordReply,
    FilingStatusReply,
    PreviousUploadReply,
    QueryKind,
    Reply,
    UploadReply,
)
from openbeian.wire.replies_refusals import ReplyRefused
from openbeian.wire.results import Meaning, UnknownResult, result

DATA_WSDL = "/ISPWebService/upDownLoad?wsdl"
STATUS_WSDL = "/BeianStatusWebService/queryBeianStatus?wsdl"
PASSWORD_WSDL = "/BeianStatusWebService/verifyBamm?wsdl"  # noqa: S105 - an address


class Client:
    """Calls one administration at `base` (`http://host`), one call at a time.

    Every method raises Unreachable or Garbage where what happened over there is not known, and
    Refused where the answer's `msg_code` is anything but success.
    """

    def __init__(self, base: str, credentials: Credentials, *, seconds: float) -> None:
        self._base = base.rstrip("/")
        self._credentials = credentials
        self._transport = BoundTransport(self._base, seconds=seconds)

    def is_for(self, base: str, credentials: Credentials) -> bool:
        """Return whether this client calls there in this name."""
        return (self._base, self._credentials) == (base.rstrip("/"), credentials)

    def upload(self, envelope: Envelope, sequence: int) -> UploadReply:
        """Hand a file over under its number; code 14 names in `reply.missing` what comes first."""
        marks = envelope.markings
        reply = self._answer(
            lambda: self._data.isp_upload(
                *self._proof(),
                envelope.content,
                marks.hash,
                sequence,
                marks.encrypt_algorithm,
                marks.hash_algorithm,
                marks.compression_format,
            )
        )
        return _understood(replies_reading.read_upload, reply)

    def download(self) -> DownloadReply:
        """Return the next file, again and again until it is acknowledged; none if none waits."""
        reply = self._answer(lambda: self._data.isp_download(*self._proof(), MD5))
        return _understood(replies_reading.read_download, reply)

    def acknowledge(self, file_name: str) -> AcknowledgementReply:
        """Let go of a downloaded file."""
        reply = self._answer(lambda: self._data.isp_downloadack(*self._proof(), file_name))
        return _understood(replies_reading.read_acknowledgement, reply)

    def previous_upload(self) -> PreviousUploadReply:
        """Return the last file that was taken from us: what to ask after a crash."""
        reply = self._answer(lambda: self._data.isp_querypreviousupload(*self._proof()))
        return _understood(replies_reading.read_previous_upload, reply)

    def filing_status(self, kind: QueryKind, condition: str) -> FilingStatusReply:
        """Return whether a domain or a certificate is filed, and where."""
        reply = self._answer(
            lambda: self._status.isp_querybeianstatus(*self._proof(), int(kind), condition)
        )
        return _understood(replies_reading.read_filing_status, reply)

    def verify_filing_password(self, filing_number: str, password: str) -> FilingPasswordReply:
        """Return whether a filing password (备案密码, as typed) is right; tries are limited."""
        hashed = filing_password(password)
        reply = self._answer(
            lambda: self._password.isp_verifybamm(*self._proof(), filing_number, hashed)
        )
        return _understood(replies_reading.read_filing_password, reply)

    @cached_property
    def _data(self) -> Any:
        return self._service(DATA_WSDL)

    @cached_property
    def _status(self) -> Any:
        return self._service(STATUS_WSDL)

    @cached_property
    def _password(self) -> Any:
        return self._service(PASSWORD_WSDL)

    def _service(self, wsdl: str) -> Any:
        settings = zeep.Settings(
            xml_huge_tree=True,  # one text may be a whole data file; the transport bounds it
            forbid_dtd=True,
            forbid_entities=True,
        )
        wsdl = self._base + wsdl
        # zeep says no types
        client = zeep.Client(wsdl, transport=self._transport, settings=settings)  # type: ignore[no-untyped-call]
        return client.service

    def _proof(self) -> tuple[int, str, str, str]:
        """Return the four arguments that every method begins with, fresh for each call."""
        who = self._credentials
        rand = rand_value(secrets.choice)
        return who.isp_id, who.user_name, rand, password_hash(who.password, rand)

    def _answer(self, call: Callable[[], object]) -> str:
        """Return the string that a call answers. Raises Unreachable, Garbage."""
        try:
            answer = call()
        except CallFailed:
            raise
        except zeep.exceptions.Fault:
            raise Garbage(why="SOAP fault") from None
        except (
            zeep.exceptions.Error,
            requests.RequestException,
            etree.LxmlError,
            # what the library makes of a WSDL or an answer with the wrong parts
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as fault:
            raise Garbage(why=type(fault).__name__) from None
        if not isinstance(answer, str):
            raise Garbage(why="no string")
        return answer


def _understood[R: Reply](read: Callable[[str], R], answer: str) -> R:
    """Return an answer of success; raises Garbage, Refused."""
    try:
        reply = read(answer)
        meaning = result(reply.code)
    except (ReplyRefused, UnknownResult) as fault:
        raise Garbage(why=fault.code) from None
    if meaning.meaning is not Meaning.DONE:
        raise Refused(reply, meaning)
    return reply
