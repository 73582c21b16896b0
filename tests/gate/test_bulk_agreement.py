"""In bulk every name gets the answer that the gate gives it alone, by whichever way."""

import random

import pytest
from hypothesis import given, settings
from publicsuffixlist import PublicSuffixList

from gate.names import ODD, RULES, host_names
from gate.samples import DAY, DOMAIN, SEEN, STALE, build, filed
from openbeian.gate import hosts, moments
from openbeian.gate.bulk import Run, Way
from openbeian.gate.looking import Gate
from openbeian.gate.records import Phase

WAYS = (Way.KERNEL, Way.PLAIN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store of some of the names, so that they are found as often as not."""
    path = tmp_path_factory.mktemp("store")
    now = moments.now()
    seen = [
        filed()._replace(reason=SEEN, linked=False, as_of=now - 40 * DAY),
        Phase(STALE, begins=now - 10 * DAY, as_of=now - 40 * DAY),
        Phase(SEEN, begins=now + 10 * DAY),
    ]
    names = {hosts.read(name).registrable for name in ODD} - {""}
    common = {f"{letter}.{suffix}" for letter in "aAb9" for suffix in ("cn", "com.cn", "ck", "jp")}
    listed = sorted(names | {name.lower() for name in common} | {DOMAIN})
    domains = {name: seen if place % 2 else [filed()] for place, name in enumerate(listed)}
    build(path, domains)
    return path


def singly(folder, names):
    gate = Gate(folder, old_after=900)
    try:
        return [gate.ask(name).reason.code for name in names]
    finally:
        gate.close()


def at_once(folder, names, way):
    with Run(folder, way=way) as run:
        assert run.way is way
        return [reason.code for reason in run.verify(names)]


@pytest.mark.parametrize("way", WAYS)
def test_odd_names_are_answered_as_one_by_one(folder, way):
    answered = singly(folder, ODD)
    assert dict(zip(ODD, at_once(folder, ODD, way), strict=True)) == dict(
        zip(ODD, answered, strict=True)
    )
    assert {"linked", "evidence_stale", "public_suffix", "ip_literal", "malformed"} <= set(answered)


@pytest.fixture(scope="module")
def opened(folder):
    """Both ways and the gate over the same store, opened once."""
    path = folder
    with Run(path, way=Way.KERNEL) as kernel:
        gate = Gate(path, old_after=1e6)
        yield kernel, gate
        gate.close()


@settings(max_examples=400)
@given(name=host_names)
def test_any_name_is_answered_as_alone(opened, name):
    kernel, gate = opened
    assert [reason.code for reason in kernel.verify([name])] == [gate.ask(name).reason.code]


@settings(max_examples=400)
@given(name=host_names)
def test_any_name_is_answered_alike_without_the_extra(plainly, name):
    kernel, plain = plainly
    assert [*map(str, kernel.verify([name]).codes)] == [*map(str, plain.verify([name]).codes)]


@pytest.fixture(scope="module")
def plainly(folder):
    with Run(folder, way=Way.KERNEL) as kernel, Run(folder, way=Way.PLAIN) as plain:
        yield kernel, plain


def many(count):
    """Return host names of every kind of suffix, always the same ones."""
    dice = random.Random(7)
    suffixes = [
        *sorted(RULES.rules),
        *(f"any.{name}" for name in sorted(RULES.wildcards)),
        *sorted(RULES.exceptions),
        *("unheardof", "cn", "com.cn"),
    ]
    for _ in range(count):
        labels = [f"{dice.randrange(36**3):x}" for _ in range(dice.randrange(4))]
        yield ".".join([*labels, dice.choice(suffixes)])


@pytest.mark.slow
def test_the_registrable_domain_is_that_of_the_list_for_200_000_names(tmp_path):
    names = list(many(200_000))
    judge = PublicSuffixList(only_icann=True)
    registrable = [judge.privatesuffix(name) for name in names]
    half = {domain for place, domain in enumerate(registrable) if domain and place % 2}
    build(tmp_path, {domain: [filed()] for domain in half})
    expected = [
        "public_suffix" if domain is None else "linked" if domain in half else "no_record"
        for domain in registrable
    ]
    assert at_once(tmp_path, names, Way.KERNEL) == expected
