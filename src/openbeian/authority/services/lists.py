"""The administration's black list of websites (网站黑名单), followed in the registry.

A row names domains, and what happens to them. Following it twice changes nothing. What is no
domain that somebody could register stays with the records that were kept, for a person.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from openbeian.accounts.actors import SYSTEM
from openbeian.authority.models import Administration
from openbeian.numbers.province import by_code
from openbeian.registry.services import marks
from openbeian.wire.files import read_download
from openbeian.wire.messages.listing import ServiceListing
from openbeian.wire.messages.meanings import ListOperation

_NO_WORDS = "管局未说明理由"


def follow(administration: Administration, xml: BinaryIO, *, at: datetime) -> None:
    """Do to the registry's black list what a file says; the file was understood before."""
    for row in _rows(xml):
        for domain in row.service.domains:
            # listed meanwhile by somebody else: that stays
            with suppress(marks.DomainUnfit, marks.AlreadyBlackListed):
                marks.follow_list(
                    domain=domain.name,
                    listed=row.operation is not ListOperation.REMOVE,
                    reason=(row.remark or "").strip() or _NO_WORDS,
                    source=source(administration.province),
                    actor=SYSTEM,
                    at=at,
                )


def source(province: str) -> str:
    """Return how the registry names the list of a province."""
    found = by_code(province)
    return f"{found.short if found else province}通信管理局网站黑名单"


def _rows(xml: BinaryIO) -> Iterator[ServiceListing]:
    return (record for record in read_download(xml) if isinstance(record, ServiceListing))
