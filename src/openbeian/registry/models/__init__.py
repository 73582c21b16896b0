"""What is registered, and what became of it: every row keeps from when and until when it held."""

from openbeian.registry.models.duties import FactsAnswer, FactsCheck
from openbeian.registry.models.marks import BlackListedDomain, Elsewhere, InProcess
from openbeian.registry.models.registrations import (
    Access,
    Domain,
    Entity,
    EntityFacts,
    Licence,
    PsbNumber,
    Service,
    ServiceFacts,
)
from openbeian.registry.models.standings import Party, Standing, StandingKind

__all__ = [
    "Access",
    "BlackListedDomain",
    "Domain",
    "Elsewhere",
    "Entity",
    "EntityFacts",
    "FactsAnswer",
    "FactsCheck",
    "InProcess",
    "Licence",
    "Party",
    "PsbNumber",
    "Service",
    "ServiceFacts",
    "Standing",
    "StandingKind",
]
