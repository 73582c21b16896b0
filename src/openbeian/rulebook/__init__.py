"""Dated, sourced, bilingual rules of ICP filing in two editions, and the engine that applies them.

The data is in `data/*.yaml`; code only interprets it. Everything that the rulebook finds says
why: the rule, its source and date, and the facts that triggered it.
"""

from openbeian.rulebook.book import Rulebook
from openbeian.rulebook.errors import RulebookError, UnknownEntry
from openbeian.rulebook.loader import check_data, default, load, use
from openbeian.rulebook.results import (
    Answers,
    Application,
    DocumentNeed,
    Eligibility,
    PreapprovalNeed,
    Step,
    Verdict,
)
from openbeian.rulebook.rules import Deadline, Rule
from openbeian.rulebook.values import (
    ApprovalStatus,
    Difference,
    DocumentKind,
    Edition,
    EntityKind,
    Form,
    Holder,
    PreapprovalCategory,
    Procedure,
    Province,
    Rejection,
    Standing,
    Term,
)

__all__ = [
    "Answers",
    "Application",
    "ApprovalStatus",
    "Deadline",
    "Difference",
    "DocumentKind",
    "DocumentNeed",
    "Edition",
    "Eligibility",
    "EntityKind",
    "Form",
    "Holder",
    "PreapprovalCategory",
    "PreapprovalNeed",
    "Procedure",
    "Province",
    "Rejection",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Standing",
    "Step",
    "Term",
    "UnknownEntry",
    "Verdict",
    "check_data",
    "default",
    "load",
    "use",
]
