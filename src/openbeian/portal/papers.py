"""The documents of an application as its page shows them: what is wanted, what is there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext, pgettext

from openbeian import rulebook
from openbeian.declaration.draft import Draft, many, words
from openbeian.declaration.paths import keys
from openbeian.documents import queries as documents
from openbeian.documents.cleaning import JPEG, PDF, PNG, accepted_words
from openbeian.documents.models import Document
from openbeian.documents.sizes import megabytes
from openbeian.filings import queries
from openbeian.filings.models import Correction
from openbeian.filings.services.edit import is_open
from openbeian.numbers.tidy import natural
from openbeian.portal.drafting import Desk
from openbeian.portal.forms.declared import id_of
from openbeian.portal.forms.upload import Refusals, UploadForm
from openbeian.portal.frame import edition
from openbeian.procedure.filing import State
from openbeian.rulebook import Answers, DocumentNeed
from openbeian.workdays import local_day

_KEPT_AS = {"jpg": JPEG, "heic": JPEG, "webp": JPEG, "png": PNG, "pdf": PDF}
# the rule by which a form has to be signed again
OUT_OF_DATE = "document.out_of_date"
# what the house fills in for the applicant to sign, by the kind of document
FILLED_IN = frozenset({"application_form", "verification_form"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what is wanted, the files that are there, and the form to add some."""

    need: DocumentNeed
    path: str
    files: tuple[Document, ...]
    changeable: bool
    out_of_date: bool
    form: UploadForm
    correction: Correction | None = None
    answered: bool = False

    @property
    def anchor(self) -> str:
        """The id of this document on the page."""
        return id_of(self.path)

    @property
    def filled_in(self) -> bool:
        """Whether the house fills it in, for the applicant to sign."""
        return self.need.kind in FILLED_IN

    @property
    def service(self) -> str:
        """The id of the service that the document is about."""
        return "".join(keys(self.need.subject))


def kept_as(need: DocumentNeed) -> tuple[str, ...]:
    """Return the media types that a document may be kept as."""
    found = {_KEPT_AS[name] for name in need.formats if name in _KEPT_AS}
    return tuple(media_type for media_type in (JPEG, PNG, PDF) if media_type in found)


def formats_of(need: DocumentNeed) -> str:
    """Return the formats that a document may have, as a list in the reader's language."""
    return accepted_words(kept_as(need), pgettext("a list", ", "))


def needs(desk: Desk) -> tuple[DocumentNeed, ...] | None:
    """Return the files to hand in, or None while it is not known who applies, and where."""
    stated = desk.declaration or _first_answers(desk.draft)
    if stated is None:
        return None
    return rulebook.default().documents_for(stated, edition=edition(), on=local_day(desk.at))


def papers(desk: Desk, refused: Mapping[str, Refusals] | None = None) -> list[Paper] | None:
    """Return the documents with their files; `refused` are names and reasons by path."""
    wanted = needs(desk)
    if wanted is None:
        return None
    paths = {path_of(need): need for need in wanted}
    hashes = {one for path in paths for one in many(desk.draft, path)}
    corrections = _corrections(desk, paths)
    answered = queries.answered_anew(desk.filing, corrections) if corrections else frozenset()
    found = documents.several(organisation_id=desk.filing.organisation_id, hashes=hashes)
    listed = [
        _paper(desk, path, need, found, (refused or {}).get(path, ()))
        for path, need in paths.items()
    ]
    return [
        replace(one, correction=corrections.get(one.path), answered=one.path in answered)
        for one in listed
    ]


def _corrections(desk: Desk, paths: Collection[str]) -> dict[str, Correction]:
    """Return what was asked of these documents and is still open to be answered."""
    if desk.filing.state_now is not State.CORRECTION_REQUESTED:
        return {}
    return {row.field: row for row in queries.open_corrections(desk.filing) if row.field in paths}


def _paper(
    desk: Desk, path: str, need: DocumentNeed, found: Mapping[str, Document], refusals: Refusals
) -> Paper:
    files = tuple(found[one] for one in many(desk.draft, path) if one in found)
    taken = gettext("{formats}, at most {size} each").format(
        formats=formats_of(need), size=megabytes(need.max_bytes)
    )
    form = UploadForm(anchor=id_of(path), title=need.title, accepted=taken, more=bool(files))
    outdated = any(one.field == path and one.rule == OUT_OF_DATE for one in desk.findings)
    return Paper(need, path, files, is_open(path, desk.opened), outdated, form.refuse(refusals))


def path_of(need: DocumentNeed) -> str:
    """Return the field path of a document."""
    return f"{need.subject}.documents[{need.kind}]"


def _first_answers(draft: Draft) -> Answers | None:
    """Return what a draft answers so far, as far as it decides on documents."""
    kind, province = words(draft, "entity.kind"), words(draft, "province")
    if kind not in rulebook.default().kinds or not province:
        return None
    return Answers(
        entity_kind=kind,
        registered_province=words(draft, "entity.registered_province") or province,
        province=province,
        commercial=words(draft, "services[1].commercial") == "yes",
        industries=many(draft, "services[1].industries"),
        owner_certificate=natural(words(draft, "entity.leader.certificate.type_id")),
    )
