"""What the records of a downloaded file do to applications.

Every record is judged before the first one is applied: a file that contradicts itself or what we
know is refused as a whole. Each verb runs in a transaction of its own, so a crash may leave a file
half applied; judged again, what is done is found done.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from openbeian.authority.models import Administration, Download, DownloadRecord
from openbeian.authority.services.answers import answer
from openbeian.authority.services.judgement import Decision, judge
from openbeian.authority.services.sayings import Contradiction, Refusal
from openbeian.wire.files import read_download


def apply(download: Download, xml: BinaryIO, *, at: datetime) -> int:
    """Do what a file says, record by record, each once; return how many records it has.

    Raises MessageRefused, UnknownResult and Contradiction before anything is done, and what a verb
    refuses.
    """
    decisions = _judged(download.administration, xml)
    done = set(download.records.values_list("position", flat=True))
    to_keep: list[Decision] = []
    for decision in decisions:
        if decision.position in done:
            continue
        to_keep.append(decision)
        if decision.answer is not None:
            answer(decision.answer, at=at)
            _keep(download, to_keep)
            to_keep.clear()
    _keep(download, to_keep)
    return len(decisions)


def _judged(administration: Administration, xml: BinaryIO) -> list[Decision]:
    decisions = [
        judge(record, position, administration)
        for position, record in enumerate(read_download(xml), start=1)
    ]
    by_filing: dict[object, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.filing_id is not None:
            by_filing[decision.filing_id].append(decision)
    for about_one in by_filing.values():
        _check(about_one)
    return _with_one_refusal_each(decisions)


def _check(decisions: Iterable[Decision]) -> None:
    """Raise Contradiction where one application is both approved and refused."""
    said = [decision for decision in decisions if decision.says_yes or decision.says_no]
    if any(one.says_yes for one in said) and any(one.says_no for one in said):
        raise Contradiction(position=said[-1].position, what="approved and refused")


def _with_one_refusal_each(decisions: Sequence[Decision]) -> list[Decision]:
    """Give the first refusal of an application the words and codes of all of them."""
    refusals: dict[object, list[Refusal]] = defaultdict(list)
    for decision in decisions:
        if isinstance(decision.answer, Refusal):
            refusals[decision.filing_id].append(decision.answer)
    return [
        decision.answering(Refusal.of_all(refusals[decision.filing_id]))
        if isinstance(decision.answer, Refusal)
        else decision
        for decision in decisions
    ]


def _keep(download: Download, decisions: Iterable[Decision]) -> None:
    """Write down what was done; whoever is at the same file may have done so already."""
    DownloadRecord.objects.bulk_create(
        (
            DownloadRecord(
                download=download,
                position=decision.position,
                kind=decision.kind,
                outcome=decision.outcome,
                filing_id=decision.filing_id,
            )
            for decision in decisions
        ),
        ignore_conflicts=True,
    )
