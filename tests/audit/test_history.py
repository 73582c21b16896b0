"""The history of a subject reads as sentences in both languages."""

import pytest

from audit.club import BOOKED
from openbeian.accounts.actors import SYSTEM
from openbeian.audit import kinds, queries
from openbeian.audit.models import Event
from openbeian.procedure.permissions import Role
from openbeian.text import Text


@pytest.mark.django_db
def test_a_subject_has_its_own_history_in_order(book):
    book("9–10", court="3"), book("9–10", court="4"), book("10–11", court="3")
    history = queries.history(("court", "3"))
    assert [event.facts["hours"] for event in history] == ["9–10", "10–11"]


def test_an_event_reads_as_a_sentence_in_both_languages():
    event = Event(kind=BOOKED.name, actor_role="reviewer", subject_id="3", facts={"hours": "9–10"})
    assert queries.sentence(event) == Text(
        "The reviewer booked court 3 for 9–10", "审核员预订了3号场地：9–10"
    )


@pytest.mark.parametrize("role", Role)
def test_every_role_is_named_in_both_languages(role):
    event = Event(kind=BOOKED.name, actor_role=role.value, subject_id="3", facts={"hours": "9"})
    words = queries.sentence(event)
    assert words.en.startswith("The ")
    assert not words.zh.startswith("The ")


@pytest.mark.parametrize(
    ("fact", "en", "zh"),
    [
        (["a", "b"], "a, b", "a、b"),
        ({"en": "Clay", "zh": "红土"}, "Clay", "红土"),
        ([{"en": "Clay", "zh": "红土"}, 2], "Clay, 2", "红土、2"),
        (True, "yes", "是"),
        (False, "no", "否"),
        (None, "—", "—"),
        (12, "12", "12"),
    ],
    ids=["list", "both languages", "list of both", "yes", "no", "nothing", "number"],
)
def test_a_fact_reads_as_words(fact, en, zh):
    event = Event(kind=BOOKED.name, actor_role="system", subject_id="3", facts={"hours": fact})
    assert queries.sentence(event) == Text(
        f"The system booked court 3 for {en}", f"系统预订了3号场地：{zh}"
    )


def test_a_fact_that_an_older_release_did_not_record_reads_as_a_dash():
    event = Event(kind=BOOKED.name, actor_role=SYSTEM.role.value, subject_id="3", facts={})
    assert queries.sentence(event).en == "The system booked court 3 for —"


def test_an_event_whose_kind_is_gone_reads_as_its_name(monkeypatch):
    monkeypatch.setattr(kinds, "_registered", {})
    event = Event(kind=BOOKED.name, actor_role="system", subject_id="3", facts={})
    assert queries.sentence(event) == Text("club:court:booked", "club:court:booked")
