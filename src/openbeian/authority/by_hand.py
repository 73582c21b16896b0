"""The adapter `by_hand`: one ZIP with all that a person enters at the administration's page.

It holds the Declaration as JSON and as a Chinese sheet, the filled forms, and every document
under a name that says what it is. The same version always gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from openbeian import codes, forms, rulebook
from openbeian.accounts.actors import Actor
from openbeian.authority.port import NothingToPack, Package
from openbeian.cases.access import require_not_own
from openbeian.declaration import canonical
from openbeian.declaration.values import Declaration, DocumentReference
from openbeian.documents import queries as documents
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.filings.services.concluding import numbers_of
from openbeian.filings.services.later import REASONS
from openbeian.forms.application import sections
from openbeian.forms.sheet import Section
from openbeian.procedure.permissions import Permission
from openbeian.workdays import local_day

# the first moment that a ZIP can tell
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class ByHand:
    """Packs an application for a person who types it in."""

    def package(self, filing: Filing, *, actor: Actor, at: datetime) -> Package:
        """Return the ZIP of the latest version; raises NotPermitted, OwnCase, NothingToPack."""
        actor.require(Permission.AUTHORITY_DOWNLOAD)
        require_not_own(filing, actor)
        if not filing.version:
            raise NothingToPack
        del at  # the package is a function of the version alone
        content = _zip(_parts(filing))
        digest = hashlib.sha256(content).hexdigest()
        return Package(f"{filing.reference}-v{filing.version}.zip", content, digest)


def _parts(filing: Filing) -> Iterator[tuple[str, bytes]]:
    declaration = filings.declaration(filing)
    on = local_day(filings.version(filing).submitted_at)
    yield "declaration.json", canonical.dump(declaration)
    yield "填报信息.txt", (_matter(filing) + _sheet(declaration)).encode()
    if filing.kind_now.cancels:  # nothing is signed or proven for it
        return
    yield (
        "forms/备案申请表.pdf",
        forms.application_form(declaration, reference=filing.reference, on=on),
    )
    for service in declaration.services:
        form = forms.verification_form(
            declaration,
            service.id,
            provider_name=settings.OPENBEIAN_PROVIDER,
            reference=filing.reference,
            on=on,
        )
        yield f"forms/真实性核验单-{service.id}.pdf", form
    yield from _files(filing, "entity", declaration.entity.documents)
    for service in declaration.services:
        yield from _files(filing, f"service-{service.id}", service.documents)


def _matter(filing: Filing) -> str:
    """Return what is asked of the administration, as lines to copy from."""
    lines = [f"备案类型\t{filing.kind_now.text.zh}"]
    if filing.kind_now.flags:
        entity, services = numbers_of(filing)
        lines += [f"主体备案号\t{entity}", *(f"网站备案号\t{each}" for each in services.values())]
    if "number" in filing.target:
        lines += [f"网站备案号\t{filing.target['number']}", f"备案密码\t{filing.password}"]
    if "reason" in filing.target:
        lines.append(f"注销理由\t{codes.table(REASONS).get(filing.target['reason']).zh}")
    return "\n".join(("【备案类型】", *lines)) + "\n"


def _files(
    filing: Filing, folder: str, references: tuple[DocumentReference, ...]
) -> Iterator[tuple[str, bytes]]:
    for reference in references:
        title = rulebook.default().document(reference.kind).text.zh
        for position, sha256 in enumerate(reference.files, start=1):
            document = documents.get(organisation_id=filing.organisation_id, sha256=sha256)
            ending = _ENDINGS[document.media_type]
            name = f"documents/{folder}/{reference.kind}-{title}-{position}.{ending}"
            yield name, documents.content(document)


def _sheet(declaration: Declaration) -> str:
    """Return what the application form holds as lines to copy from, section by section."""
    return "\n".join(_section(section) for section in sections(declaration))


def _section(section: Section) -> str:
    lines = (f"{cell.label.zh}\t{cell.value}".replace("\n", "\n\t") for cell in section.cells)
    return "\n".join((f"【{section.title.zh}】", *lines)) + "\n"


def _zip(parts: Iterator[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    digests = {}
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts:
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(_entry(name), content)
        manifest = json.dumps(digests, ensure_ascii=False, indent=1, sort_keys=True)
        archive.writestr(_entry("SHA256.json"), manifest.encode())
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry that is the same on every machine; pictures and PDFs are small already."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry
