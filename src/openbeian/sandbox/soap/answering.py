"""Carries out the six methods: from arguments to the string that is answered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from openbeian.sandbox.models import Administration, Fault, FaultKind, Provider
from openbeian.sandbox.queries.status import status
from openbeian.sandbox.queries.uploads import previous
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services import (
    downloads,
    faults,
    filing_passwords,
    officers,
    receiving,
    sms,
)
from openbeian.sandbox.services.calls import Credentials, admit
from openbeian.sandbox.soap.failing import DOWNLOAD, befall
from openbeian.sandbox.soap.reading import Arguments
from openbeian.sandbox.soap.services import Method
from openbeian.wire import replies_writing
from openbeian.wire.envelope import Envelope, Markings
from openbeian.wire.replies import (
    AcknowledgementReply,
    FilingPasswordReply,
    FilingStatusReply,
    PreviousUploadReply,
    QueryKind,
    UploadReply,
)
from openbeian.wire.results import result

OK = 0


def answer(
    administration: Administration, method: Method, arguments: Arguments, at: datetime
) -> str:
    """Return what a method answers to a call; a refusal is an answer as well.

    Raises NotAnswered where an armed fault lets no answer through.
    """
    at += faults.clock_shift(administration)
    try:
        provider = admit(administration, _credentials(arguments))
        fault = faults.draw(administration, method.name)
        carry_out = partial(_work(method, fault), provider, arguments, at)
        return befall(fault, method, arguments, carry_out)
    except CallRefused as refusal:
        return _refused(refusal)


def _work(method: Method, fault: Fault | None) -> Callable[[Provider, Any, datetime], str]:
    """Return what carries a method out; results out of order are a fault of the work itself."""
    if fault is not None and fault.kind == FaultKind.OUT_OF_ORDER and method.name == DOWNLOAD:
        return partial(_download, newest_first=True)
    return _METHODS[method.name]


def _refused(refusal: CallRefused) -> str:
    """Answer a refusal: it has the same shape in all methods, but for the missing numbers of 14."""
    reply = UploadReply(refusal.msg_code, refusal.reply, refusal.missing)
    return replies_writing.write_upload(reply)


def _credentials(arguments: Any) -> Credentials:
    return Credentials(
        unit_id=arguments["ispId"],
        user_name=arguments["userName"],
        rand_value=arguments["randVal"],
        password_hash=arguments["pwdHash"],
    )


def _upload(provider: Provider, arguments: Any, at: datetime) -> str:
    markings = Markings(
        hash=arguments["beianInfoHash"],
        encrypt_algorithm=arguments["encryptAlgorithm"],
        hash_algorithm=arguments["hashAlgorithm"],
        compression_format=arguments["compressionFormat"],
    )
    receiving.take(
        provider_id=provider.pk,
        envelope=Envelope(arguments["beianInfo"], markings),
        sequence=arguments["dataSequence"],
        at=at,
    )
    return replies_writing.write_upload(UploadReply(OK, result(OK).text.zh))


def _download(
    provider: Provider, _arguments: Any, at: datetime, *, newest_first: bool = False
) -> str:
    sms.return_overdue(at=at)
    officers.work(provider.administration, at=at)
    reply = downloads.fetch(provider_id=provider.pk, at=at, newest_first=newest_first)
    return replies_writing.write_download(reply)


def _acknowledge(provider: Provider, arguments: Any, at: datetime) -> str:
    downloads.acknowledge(provider_id=provider.pk, name=arguments["fileName"].strip(), at=at)
    reply = AcknowledgementReply(OK, result(OK).text.zh)
    return replies_writing.write_acknowledgement(reply)


def _previous_upload(provider: Provider, _arguments: Any, _at: datetime) -> str:
    reply = PreviousUploadReply(OK, result(OK).text.zh, previous(provider))
    return replies_writing.write_previous_upload(reply)


def _filing_status(_provider: Provider, arguments: Any, _at: datetime) -> str:
    kind = arguments["queryConditionType"]
    if kind not in set(QueryKind):
        raise CallRefused(999, f"queryConditionType {kind}")
    found = status(QueryKind(kind), arguments["queryCondition"])
    reply = FilingStatusReply(OK, result(OK).text.zh, found)
    return replies_writing.write_filing_status(reply)


def _filing_password(provider: Provider, arguments: Any, at: datetime) -> str:
    found = filing_passwords.verify(
        provider=provider, number=arguments["baxh"], password=arguments["bamm"], at=at
    )
    reply = FilingPasswordReply(OK, result(OK).text.zh, found)
    return replies_writing.write_filing_password(reply)


_METHODS: Mapping[str, Callable[[Provider, Any, datetime], str]] = {
    "isp_upload": _upload,
    "isp_download": _download,
    "isp_downloadack": _acknowledge,
    "isp_querypreviousupload": _previous_upload,
    "isp_querybeianstatus": _filing_status,
    "isp_verifybamm": _filing_password,
}
