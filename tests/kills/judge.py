"""Looks at what is left in the database and in the catcher's ledger (see house_program).

Every list in the result names what is wrong, and is empty where nothing is.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

from kills import naive
from openbeian.accounts.models import Membership
from openbeian.audit.models import Event
from openbeian.audit.services import verify
from openbeian.commands.mailbox import messages
from openbeian.filings.models import DeclarationVersion, Filing, Request
from openbeian.notices.mail import message_id
from openbeian.notices.models import AcceptedSms, Channel, Notice
from openbeian.notices.models import State as NoticeState
from openbeian.outbox.models import Effect, State
from openbeian.outbox.queries import counts

SUBMITTED = "filing:application:submit"


def main(variant: str, mailbox: str, acknowledged: str) -> dict:
    """Judge the house or the naive control; `owed` only counts what is still to be carried out."""
    if variant == "owed":
        return {"owed": counts()["waiting"]}
    filings = json.loads(Path(acknowledged).read_text())
    return (control if variant == "naive" else house)(filings, Path(mailbox))


def house(filings: list[str], mailbox: Path) -> dict:
    """Judge the house as it is."""
    chain = verify()
    return {
        "acknowledged": len(filings),
        "events": chain.rows,
        "messages": Notice.objects.count(),
        "chain": [] if chain.ok else [chain.first_bad],
        "lost": [one for one in filings if not _is_submitted(one)],
        "doubled": _more_than_once(DeclarationVersion, "filing_id")
        + _more_than_once(Request, "filing_id"),
        "events_amiss": _events_amiss(),
        "notices_amiss": _notices_amiss(),
        "undelivered": list(
            Notice.objects.exclude(state=NoticeState.SENT).values_list("reference", flat=True)
        ),
        "undone": list(
            Effect.objects.exclude(state=State.DONE).values_list("reference", flat=True)
        ),
        "ledger_amiss": _ledger_amiss(mailbox),
        "sms_amiss": _sms_amiss(),
    }


def _is_submitted(filing_id: str) -> bool:
    found = Filing.objects.get(pk=filing_id)
    return (found.state, found.version) == ("provider_review", 1)


def _more_than_once(model, field: str) -> list[str]:
    times = Counter(str(key) for key in model.objects.values_list(field, flat=True))
    return [key for key, count in times.items() if count > 1]


def _events_amiss() -> list[str]:
    """One event for each version, and no version without one."""
    told = Counter(Event.objects.filter(kind=SUBMITTED).values_list("subject_id", flat=True))
    kept = Counter(str(pk) for pk in DeclarationVersion.objects.values_list("filing_id", flat=True))
    return sorted(key for key in told | kept if told[key] != kept[key])


def _notices_amiss() -> list[str]:
    """Of each submission the applicant hears by e-mail and SMS, each reviewer by e-mail: once."""
    rows = Notice.objects.values_list("event", "recipient_id", "channel")
    times = Counter((int(event), who, channel) for event, who, channel in rows)
    expected: Counter = Counter()
    reviewers = Membership.objects.filter(role="reviewer").values_list("user_id", flat=True)
    for event in Event.objects.filter(kind=SUBMITTED):
        expected[event.pk, event.actor_user_id, Channel.EMAIL.value] += 1
        expected[event.pk, event.actor_user_id, Channel.SMS.value] += 1
        for reviewer in reviewers:
            expected[event.pk, reviewer, Channel.EMAIL.value] += 1
    return [str(key) for key in times | expected if times[key] != expected[key]]


def _ledger_amiss(mailbox: Path) -> list[str]:
    """Each message arrived, and again only under the Message-ID of the first time."""
    arrived = defaultdict(set)
    for message in messages(mailbox):
        arrived[message["X-Openbeian-Reference"]].add(message["Message-ID"])
    expected = {
        reference: {message_id(reference)}
        for reference in Notice.objects.filter(channel=Channel.EMAIL).values_list(
            "reference", flat=True
        )
    }
    return sorted(key for key in {*arrived, *expected} if arrived.get(key) != expected.get(key))


def _sms_amiss() -> list[str]:
    """Each SMS was accepted once under its reference."""
    accepted = Counter(AcceptedSms.objects.values_list("reference", flat=True))
    owed = Counter(Notice.objects.filter(channel=Channel.SMS).values_list("reference", flat=True))
    return sorted(key for key in accepted | owed if accepted[key] != owed[key])


def control(filings: list[str], mailbox: Path) -> dict:
    """Judge the control by the same rules."""
    rows = Counter(naive.rows())
    told = Counter(message["X-Openbeian-Reference"] for message in messages(mailbox))
    return {
        "acknowledged": len(filings),
        "lost": [one for one in filings if not rows[one]],
        "doubled": [key for key, count in rows.items() if count > 1],
        "told_twice": [key for key, count in told.items() if count > 1],
        "never_told": [key for key, count in rows.items() if told[key] < count],
    }
