"""An order to tell is read strictly: whatever is malformed is named."""

import pytest

from notices.samples import least
from openbeian.notices.catalogue import TEMPLATES, FactMissing, FactUnfit, TemplateUnknown
from openbeian.notices.payload import TellMalformed, read

ORGANISATION = "7f0c9a52-4c2b-4a77-9d5e-0f6a3b1c2d4e"
ORDER = {
    "event": 7,
    "template": "refused",
    "audience": "applicant",
    "organisation": ORGANISATION,
    "reviewer": None,
    "subject_type": "filing",
    "subject_id": "41",
}
FACTS = least(TEMPLATES["refused"])
WRONG = {
    "no event": {"event": None},
    "a truth for an event": {"event": True},
    "an empty subject": {"subject_id": ""},
    "a list for a template": {"template": ["refused"]},
    "an audience of its own": {"audience": "everybody"},
    "the audience of accounts": {"audience": "account"},
    "a list for an audience": {"audience": ["applicant"]},
    "no organisation": {"organisation": None},
    "half an organisation": {"organisation": "7f0c9a52"},
    "a name for a reviewer": {"reviewer": "zhao"},
    "a truth for a reviewer": {"reviewer": True},
}


def test_an_order_is_read_as_it_was_written() -> None:
    told = read(ORDER, FACTS)
    assert told.to_payload() == {**ORDER, "event": "7"}
    assert read(told.to_payload(), told.facts) == told


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_value_is_named(change) -> None:
    with pytest.raises(TellMalformed) as refused:
        read(ORDER | change, FACTS)
    assert refused.value.facts == {"key": next(iter(change))}


@pytest.mark.parametrize("key", sorted(ORDER))
def test_a_missing_key_is_named(key) -> None:
    with pytest.raises(TellMalformed) as refused:
        read({name: value for name, value in ORDER.items() if name != key}, FACTS)
    assert refused.value.facts == {"key": key}


def test_a_key_too_many_is_named() -> None:
    with pytest.raises(TellMalformed) as refused:
        read(ORDER | {"to": "lin@shili-keji.cn"}, FACTS)
    assert refused.value.facts == {"key": "to"}


def test_words_that_do_not_exist_or_are_for_others_are_refused() -> None:
    with pytest.raises(TemplateUnknown):
        read(ORDER | {"template": "welcome"}, FACTS)
    with pytest.raises(TemplateUnknown):
        read(ORDER | {"template": "new_case"}, least(TEMPLATES["new_case"]))


def test_facts_are_checked() -> None:
    with pytest.raises(FactMissing):
        read(ORDER, {})
    with pytest.raises(FactUnfit):
        read(ORDER, FACTS | {"leader": "王示例"})


def test_an_empty_fact_counts_as_not_given() -> None:
    assert "remedy" not in read(ORDER, FACTS | {"remedy": "", "domain": None}).facts
    with pytest.raises(FactMissing):
        read(ORDER, FACTS | {"reason": ""})


def test_the_provider_and_operators_have_no_organisation_of_the_case() -> None:
    told = read(
        ORDER | {"template": "new_case", "audience": "provider", "organisation": None},
        least(TEMPLATES["new_case"]),
    )
    assert told.organisation_id is None
