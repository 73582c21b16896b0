"""A complete draft: what somebody types to declare the shared example."""

from dataclasses import replace

from examples import DECLARATION
from openbeian.declaration.restating import restated


def draft_of(declaration=DECLARATION):
    """Return a draft that says what a Declaration says."""
    return restated(declaration)


def built_from(declaration):
    """Return a Declaration as a draft gives it: documents in the order of their kinds."""
    return replace(
        declaration,
        entity=replace(declaration.entity, documents=_sorted(declaration.entity.documents)),
        services=tuple(
            replace(service, documents=_sorted(service.documents))
            for service in declaration.services
        ),
    )


def _sorted(documents):
    return tuple(sorted(documents, key=lambda document: document.kind))
