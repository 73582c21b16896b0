"""A kind of event is declared once, fully, and never with personal data in clear."""

import pytest

from openbeian.audit import kinds
from openbeian.audit.kinds import Kind, KindTaken, KindUnfit, KindUnknown, PersonalFact
from openbeian.text import Text

CLOSED = Text("The club closed for {days} days", "俱乐部停业{days}天")


def test_a_registered_kind_is_found_by_its_name():
    closed = kinds.register(Kind("club:house:closed", CLOSED))
    assert kinds.named("club:house:closed") is closed
    assert closed in kinds.every()
    kinds.require(closed)


def test_a_second_kind_of_the_same_name_is_refused():
    kinds.register(Kind("club:house:closed", CLOSED))
    with pytest.raises(KindTaken):
        kinds.register(Kind("club:house:closed", Text("Another", "另一个")))


def test_a_kind_that_only_looks_registered_is_unknown():
    kinds.register(Kind("club:house:closed", CLOSED))
    with pytest.raises(KindUnknown):
        kinds.require(Kind("club:house:closed", CLOSED, facts=frozenset({"more"})))


def test_the_placeholders_of_the_sentence_are_declared_facts():
    kind = Kind("club:house:closed", CLOSED, facts=frozenset({"reason_code"}))
    assert kind.clear == {"days", "reason_code"}


@pytest.mark.parametrize(
    "name",
    ["closed", "club:closed", "club:house:closed:again", "Club:House:Closed", "club::closed", ""],
)
def test_a_name_has_three_lower_case_parts(name):
    with pytest.raises(KindUnfit):
        Kind(name, CLOSED)


def test_both_languages_tell_the_same_facts():
    with pytest.raises(KindUnfit):
        Kind("club:house:closed", Text("Closed for {days} days", "停业"))


@pytest.mark.parametrize(
    ("facts", "committed"),
    [({"Days"}, set()), ({"reason"}, {"reason"}), ({"x" * 41}, set())],
    ids=["not snake case", "clear and committed", "too long"],
)
def test_an_unfit_fact_key_is_refused(facts, committed):
    with pytest.raises(KindUnfit):
        Kind("club:house:closed", CLOSED, facts=frozenset(facts), committed=frozenset(committed))


@pytest.mark.parametrize(
    "key", ["mobile", "leader_name", "email", "certificate_number", "home_address"]
)
def test_a_personal_fact_may_only_be_committed(key):
    with pytest.raises(PersonalFact):
        Kind("club:house:closed", CLOSED, facts=frozenset({key}))
    Kind("club:house:closed", CLOSED, committed=frozenset({key}))


def test_a_personal_fact_cannot_hide_in_the_sentence():
    with pytest.raises(PersonalFact):
        Kind("club:house:closed", Text("Closed by {leader_name}", "由{leader_name}关闭"))
