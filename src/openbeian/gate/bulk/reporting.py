"""The report of a run: totals, and what to act on, by traffic."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from openbeian.gate import hosts, moments
from openbeian.gate.bulk.answering import Terms
from openbeian.gate.bulk.tallying import WATCHED, Frequent, Tally
from openbeian.text import Text

type Numbers = Callable[[list[str]], list[str]]

_HEADINGS: Mapping[str, Text] = {
    "unfiled": Text("Not filed, by rows", "未备案域名（按出现次数）"),
    "filed_elsewhere": Text(
        "Filed, but not with this provider", "已备案但未在本接入商接入（按出现次数）"
    ),
    "suspended": Text("Suspended", "备案暂停（按出现次数）"),
    "blocked": Text("Blocked", "列入黑名单（按出现次数）"),
    "entities": Text("Entities, by rows", "主办单位（按出现次数）"),
}


def report(tally: Tally, terms: Terms, numbers: Numbers, *, most: int) -> dict[str, Any]:
    """Return the report as plain data.

    `numbers` tells the entity number of each of many names, or an empty text.
    """
    by_reason = {terms.reasons[code].code: rows for code, rows in tally.codes.most_common()}
    by_status: Counter[str] = Counter()
    for code, rows in tally.codes.items():
        by_status[terms.reasons[code].status] += rows
    return {
        "rows": tally.rows,
        "as_of": None if terms.as_of is None else moments.stamp(terms.as_of),
        "position": terms.position,
        "by_status": dict(by_status.most_common()),
        "by_reason": by_reason,
        "short_by": max(frequent.short for frequent in tally.names.values()),
        **{
            status: [[_shown(name), rows] for name, rows in tally.names[status].top(most)]
            for status in WATCHED
            if status in _HEADINGS
        },
        "entities": [list(pair) for pair in _entities(tally, numbers).top(most)],
    }


def _shown(name: str) -> str:
    """Return a host name as it was understood: nothing in it can move a terminal's cursor."""
    return hosts.read(name).name


def _entities(tally: Tally, numbers: Numbers) -> Frequent:
    found = Frequent()
    for frequent in tally.names.values():
        names = list(frequent.counts)
        by_number: Counter[str] = Counter()
        for name, number in zip(names, numbers(names), strict=True):
            by_number[number] += frequent.counts[name]
        del by_number[""]
        found.add(by_number)
    return found


def lines(found: Mapping[str, Any], words: Mapping[str, Text], language: str) -> list[str]:
    """Return a report for people; `words` are what each reason says."""
    title = Text("{rows} rows, as of {as_of}", "共{rows}行，数据截至{as_of}")
    told = [title.format(rows=f"{found['rows']:,}", as_of=found["as_of"]).within(language)]
    told += [
        f"{rows:>14,}  {code:<28} {_first(words[code].within(language))}"
        for code, rows in found["by_reason"].items()
    ]
    for name, heading in _HEADINGS.items():
        if found[name]:
            told += ["", heading.within(language)]
            told += [f"{rows:>14,}  {subject}" for subject, rows in found[name]]
    if found["short_by"]:
        short = Text(
            "Rare names were let go of; a count by name may be too low by {n}.",
            "出现较少的域名未全部保留，单项次数最多可能少计{n}。",
        )
        told += ["", short.format(n=f"{found['short_by']:,}").within(language)]
    return told


def _first(sentence: str) -> str:
    """Return the first sentence; where it states an age, nothing."""
    return "" if "{" in sentence else sentence
