"""What the log is about, by the names that people know: kinds of events, and their subjects."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import Manager

from openbeian.audit import kinds
from openbeian.audit.facts import Subject
from openbeian.audit.models import Event
from openbeian.filings.models import Filing
from openbeian.licences.models import LicenceCase
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.kinds import DOMAIN, ENTITY
from openbeian.registry.models import Entity
from openbeian.text import Text

TITLES = {
    "filing": Text("ICP filing", "ICP备案"),
    "licence": Text("Commercial licence", "ICP许可证"),
    "psb": Text("Public-security filing", "公安联网备案"),
    "registry": Text("Registry", "备案登记"),
    "document": Text("File", "文件"),
    "outbox": Text("Effect", "事项"),
    "effect": Text("Effect", "事项"),
    "notice": Text("Message", "通知"),
    "authority": Text("Interface", "管局接口"),
    "administration": Text("Interface", "管局接口"),
    "upload": Text("Uploaded file", "上报文件"),
    "download": Text("Downloaded file", "下发文件"),
    "organisation": Text("Organisation", "单位"),
    ENTITY: Text("Entity", "备案主体"),
    DOMAIN: Text("Domain", "域名"),
}
# the column by which a subject is known, where its id says nothing to anybody
_KNOWN_BY: dict[str, tuple[Manager[Any], str]] = {
    "filing": (Filing.objects, "reference"),
    "licence": (LicenceCase.objects, "reference"),
    "psb": (PublicSecurityCase.objects, "icp_number"),
    ENTITY: (Entity.objects, "number"),
}


def titled(name: str) -> Text:
    """Return the title of a source or of a kind of subject; one without a title is its own."""
    return TITLES.get(name, Text(name, name))


def kinds_by_source() -> Iterator[tuple[Text, list[kinds.Kind]]]:
    """Yield the registered kinds of events under the title of where they come from."""
    for source, its in groupby(kinds.every(), key=lambda kind: kind.name.partition(":")[0]):
        yield titled(source), list(its)


def references(events: Iterable[Event]) -> dict[Subject, str]:
    """Return what the subjects of events are known by, with one question for each kind of them."""
    wanted: dict[str, set[str]] = {}
    for event in events:
        wanted.setdefault(event.subject_type, set()).add(event.subject_id)
    found: dict[Subject, str] = {}
    for kind in wanted.keys() & _KNOWN_BY.keys():
        manager, column = _KNOWN_BY[kind]
        rows = manager.filter(pk__in=wanted[kind]).values_list("pk", column)
        found.update({(kind, str(key)): name for key, name in rows})
    return found
