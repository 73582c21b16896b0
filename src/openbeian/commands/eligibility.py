"""`openbeian eligibility`: the portal's first questions, asked on the terminal."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from openbeian.commands import plain
from openbeian.commands.rules import EDITIONS
from openbeian.commands.speech import said
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.rulebook import DocumentNeed, Eligibility, Verdict

VERDICTS = {
    True: Text("yes", "可以"),
    False: Text("no", "不可以"),
    None: Text("not stated", "未规定"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--entity-kind", required=True, help="id of the rulebook, such as wfoe")
    parser.add_argument("--registered-province", required=True, help="six digits, such as 310000")
    parser.add_argument("--province", help="where the filing is made; default: the same")
    parser.add_argument("--commercial", action="store_true", help="sells through the website")
    parser.add_argument("--industry", action="append", default=[], help="may be given again")
    parser.add_argument("--capital-cny", type=int, help="registered capital in yuan")
    parser.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    parser.add_argument("--on", type=date.fromisoformat, help="a day; default: today in Shanghai")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print what the rulebook answers; raises its errors for what it does not know."""
    from openbeian import rulebook

    answers = rulebook.Answers(
        entity_kind=options.entity_kind,
        registered_province=options.registered_province,
        province=options.province or options.registered_province,
        commercial=options.commercial,
        industries=tuple(options.industry),
        capital_cny=options.capital_cny,
    )
    outcome = rulebook.default().eligibility(
        answers, edition=rulebook.Edition(options.edition), on=options.on or _today()
    )
    if options.json:
        plain.show(outcome)
    else:
        print(*_lines(outcome), sep="\n")
    return 0


def _today() -> date:
    from openbeian.commands import house

    house.load()
    from openbeian.config import clock
    from openbeian.workdays import local_day

    return local_day(clock.now())


def _lines(outcome: "Eligibility") -> Iterator[str]:
    yield from _verdict(Text("ICP filing", "ICP备案"), outcome.filing)
    yield from _verdict(Text("Commercial ICP licence", "经营性ICP许可"), outcome.licence)
    for title, needs in (
        (Text("To hand in for the filing:", "备案材料："), outcome.documents),
        (Text("To hand in for the licence:", "许可材料："), outcome.licence_documents),
    ):
        if needs:
            yield said(title)
            yield from (_need(need) for need in needs)
    for warning in (*outcome.reasons, *outcome.warnings):
        yield f"! {said(warning.message)}"


def _verdict(title: Text, verdict: "Verdict") -> Iterator[str]:
    yield f"{said(title)}: {said(VERDICTS[verdict.eligible])}. {said(verdict.reason)}"
    yield from (f"  {said(condition)}" for condition in verdict.conditions)


def _need(need: "DocumentNeed") -> str:
    return f"  - {said(need.title)}"
