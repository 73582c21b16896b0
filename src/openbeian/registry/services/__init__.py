"""Writes of the registry, one function per verb.

`register.register`, `amend.amend`, `process.begin`, `process.end`, `record_psb_number` and
`record_licence` run inside the caller's transaction; every other verb is one of its own.
"""

from openbeian.registry.services.duties import (
    answer_facts,
    ask_due_facts,
    ask_facts,
    remind_of_facts,
    remind_of_overdue_facts,
)
from openbeian.registry.services.marks import LookUp, blacklist, record_elsewhere, unblacklist
from openbeian.registry.services.numbers import record_licence, record_psb_number
from openbeian.registry.services.standing import (
    Cause,
    cancel,
    lift,
    remove_access,
    revoke,
    suspend,
)

__all__ = [
    "Cause",
    "LookUp",
    "answer_facts",
    "ask_due_facts",
    "ask_facts",
    "blacklist",
    "cancel",
    "lift",
    "record_elsewhere",
    "record_licence",
    "record_psb_number",
    "remind_of_facts",
    "remind_of_overdue_facts",
    "remove_access",
    "revoke",
    "suspend",
    "unblacklist",
]
