"""Conditions are true, false or undecided, and say which facts they look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.datafiles import Faults, Row
from openbeian.rulebook import conditions
from openbeian.rulebook.conditions import ALWAYS, NEVER, All, AnyOf, Literal, Named, Not, Test

FACTS = {"colour": "red", "size": 3, "tags": ("a", "b"), "owner": None, "other": "red", "nil": ""}


def written(value):
    faults = Faults()
    condition = conditions.read(Row({"when": value}, "file.yaml: row", faults), "when")
    return condition, list(faults)


@pytest.mark.parametrize(
    ("when", "truth"),
    [
        pytest.param("always", True, id="always"),
        pytest.param("never", False, id="never"),
        pytest.param({"fact": "colour", "equals": "red"}, True, id="equal"),
        pytest.param({"fact": "colour", "equals": "blue"}, False, id="not equal"),
        pytest.param({"fact": "colour", "equals": {"fact": "other"}}, True, id="equal to a fact"),
        pytest.param({"fact": "colour", "equals": {"fact": "unknown"}}, None, id="to an unknown"),
        pytest.param({"fact": "size", "less_than": {"param": "limit"}}, True, id="to a parameter"),
        pytest.param({"fact": "unknown", "equals": 1}, None, id="unknown fact"),
        pytest.param({"fact": "colour", "in": ["red", "blue"]}, True, id="in a list"),
        pytest.param({"fact": "colour", "in": {"param": "palette"}}, False, id="not in parameter"),
        pytest.param({"fact": "tags", "contains": "a"}, True, id="contains"),
        pytest.param({"fact": "owner", "contains": "a"}, False, id="nothing contains nothing"),
        pytest.param({"fact": "size", "more_than": 3}, False, id="not more"),
        pytest.param({"fact": "owner", "less_than": 3}, False, id="nothing is not less"),
        pytest.param({"fact": "owner", "more_than": 3}, False, id="nothing is not more"),
        pytest.param({"fact": "owner", "absent": True}, True, id="absent"),
        pytest.param({"fact": "nil", "absent": True}, True, id="empty text is absent"),
        pytest.param({"fact": "size", "absent": False}, True, id="present"),
        pytest.param({"fact": "unknown", "absent": True}, None, id="unknown is not absent"),
        pytest.param({"not": {"fact": "colour", "equals": "red"}}, False, id="not"),
        pytest.param({"not": {"fact": "unknown", "equals": 1}}, None, id="not of an unknown"),
        pytest.param({"all": ["always", {"fact": "unknown", "equals": 1}]}, None, id="all open"),
        pytest.param({"all": ["never", {"fact": "unknown", "equals": 1}]}, False, id="all settled"),
        pytest.param({"any": ["never", {"fact": "unknown", "equals": 1}]}, None, id="any open"),
        pytest.param({"any": ["always", {"fact": "unknown", "equals": 1}]}, True, id="any settled"),
    ],
)
def test_a_condition_is_decided(when, truth):
    condition, faults = written(when)
    parameters = {"limit": 4, "palette": ("blue",)}
    assert faults == []
    assert conditions.decide(condition, FACTS, parameters) is truth


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("sometimes", id="no such word"),
        pytest.param(None, id="nothing"),
        pytest.param({"all": "always"}, id="all without a list"),
        pytest.param({"all": [], "any": []}, id="two at once"),
        pytest.param({"any": [], "not": "never"}, id="any and not"),
        pytest.param({"not": "never", "fact": "size"}, id="not and a fact"),
        pytest.param({"fact": "size"}, id="a fact without a comparison"),
        pytest.param({"fact": "size", "equals": 1, "less_than": 2}, id="two comparisons"),
        pytest.param({"fact": "size", "resembles": 1}, id="no such comparison"),
        pytest.param({"fact": "size", "in": 1}, id="in without a list"),
        pytest.param({"fact": "size", "equals": None}, id="compared with nothing"),
        pytest.param({"fact": "size", "equals": {"param": "a", "fact": "b"}}, id="two operands"),
        pytest.param({"fact": "size", "equals": {"fact": "a", "x": "b"}}, id="a stray word"),
    ],
)
def test_what_cannot_be_read_is_a_fault_and_never_holds(when):
    condition, faults = written(when)
    assert condition == NEVER
    assert [fault.partition(": cannot be read")[0] for fault in faults] == ["file.yaml: row"]


def test_a_condition_names_its_facts_and_parameters():
    condition, _ = written(
        {
            "all": [
                {"fact": "size", "less_than": {"param": "limit"}},
                {"not": {"any": [{"fact": "colour", "equals": {"fact": "other"}}]}},
                {"not": {"fact": "size", "equals": 1}},
            ]
        }
    )
    assert conditions.facts_used(condition) == ("size", "colour", "other")
    assert conditions.parameters_used(condition) == ("limit",)


def trees(names):
    leaves = st.one_of(
        st.just(ALWAYS),
        st.just(NEVER),
        st.builds(
            Test, st.sampled_from(names), st.just("equals"), st.builds(Literal, st.booleans())
        ),
        st.builds(
            Test,
            st.sampled_from(names),
            st.just("equals"),
            st.builds(Named, st.sampled_from(names), st.just(False)),
        ),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Not, inner),
        ),
        max_leaves=8,
    )


@given(trees(["a", "b", "c"]), st.fixed_dictionaries(dict.fromkeys("abc", st.booleans())))
def test_what_is_decided_without_a_fact_stays_so_once_it_is_known(condition, facts):
    """Learning more never turns an answer round: undecided is the only thing that changes."""
    for missing in "abc":
        partly = {name: value for name, value in facts.items() if name != missing}
        early = conditions.decide(condition, partly, {})
        assert early in (None, conditions.decide(condition, facts, {}))


@given(trees(["a", "b"]), st.fixed_dictionaries(dict.fromkeys("ab", st.booleans())))
def test_with_all_facts_known_nothing_is_undecided(condition, facts):
    assert conditions.decide(condition, facts, {}) is not None
