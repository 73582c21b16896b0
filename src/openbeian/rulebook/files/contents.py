"""Everything that the rulebook's files hold, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openbeian import datafiles
from openbeian.datafiles import Faults, Row
from openbeian.rulebook.files.deadlines import read_deadlines
from openbeian.rulebook.files.documents import Documents, approval_documents, read_documents
from openbeian.rulebook.files.editions import Differences, read_editions
from openbeian.rulebook.files.glossary import Glossary, read_glossary
from openbeian.rulebook.files.kinds import read_kinds
from openbeian.rulebook.files.preapprovals import read_preapprovals
from openbeian.rulebook.files.provinces import Provinces, read_provinces
from openbeian.rulebook.files.rejections import Rejections, read_rejections
from openbeian.rulebook.files.rules import Rules, read_override, read_rules
from openbeian.rulebook.files.sources import Sources, read_sources
from openbeian.rulebook.rules import DeadlineRule
from openbeian.rulebook.values import DocumentKind, EntityKind, PreapprovalCategory

FILES = (
    "deadlines",
    "documents",
    "editions",
    "entity_kinds",
    "glossary",
    "preapprovals",
    "provinces",
    "rejections",
    "rules",
    "sources",
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The values of all files; `document_kinds` has the approval of each industry as well."""

    kinds: dict[str, EntityKind]
    provinces: Provinces
    preapprovals: dict[str, PreapprovalCategory]
    documents: Documents
    document_kinds: dict[str, DocumentKind]
    rejections: Rejections
    glossary: Glossary
    differences: Differences
    rules: Rules
    deadlines: dict[str, DeadlineRule]
    sources: Sources


def read_contents(folder: Path, overrides: Sequence[Path], faults: Faults) -> Contents:
    """Read our files in a folder, then an operator's; every fault is noted, none raised."""
    files = {name: datafiles.read(folder / f"{name}.yaml", faults) for name in FILES}
    preapprovals = read_preapprovals(files["preapprovals"])
    documents = read_documents(files["documents"])
    contents = Contents(
        kinds=read_kinds(files["entity_kinds"]),
        provinces=read_provinces(files["provinces"]),
        preapprovals=preapprovals,
        documents=documents,
        document_kinds={**documents.kinds, **approval_documents(documents.kinds, preapprovals)},
        rejections=read_rejections(files["rejections"]),
        glossary=read_glossary(files["glossary"]),
        differences=read_editions(files["editions"]),
        rules=read_rules(files["rules"]),
        deadlines=read_deadlines(files["deadlines"]),
        sources=read_sources(files["sources"]),
    )
    more: list[Row] = []
    for path in overrides:
        more.append(datafiles.read(path, faults))
        read_override(more[-1], contents.rules)
    for file in (*files.values(), *more):
        file.close()
    return contents
