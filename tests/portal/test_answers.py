"""The first answers as they stand in an address, in a session and in a draft."""

from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from openbeian import rulebook
from openbeian.declaration.draft import merged
from openbeian.portal import answers
from openbeian.portal.answers import FirstAnswers

BOOK = rulebook.default()
ANSWERS = st.builds(
    FirstAnswers,
    entity_kind=st.none() | st.sampled_from(sorted(BOOK.kinds)),
    registered_province=st.none() | st.sampled_from(sorted(BOOK.provinces)),
    province=st.none() | st.sampled_from(sorted(BOOK.provinces)),
    commercial=st.none() | st.booleans(),
    industries=st.none()
    | st.sets(st.sampled_from(list(BOOK.preapprovals))).map(
        lambda chosen: tuple(name for name in BOOK.preapprovals if name in chosen)
    ),
    capital_cny=st.none() | st.just("") | st.integers(min_value=1, max_value=10**15 - 1),
)


@given(ANSWERS)
def test_an_address_says_what_was_answered(given_answers):
    assert answers.taken(QueryDict(given_answers.address()[1:])) == given_answers


@given(ANSWERS)
def test_a_session_keeps_what_was_answered(given_answers):
    session: dict[str, str] = {}
    answers.remember(session, given_answers)
    assert answers.recall(session) == given_answers


@given(st.text(max_size=300))
def test_no_address_breaks_the_reading(text):
    read = answers.taken(QueryDict(urlencode(dict.fromkeys(answers.QUESTIONS, text))))
    assert read.commercial in {None, True, False}


@given(ANSWERS)
def test_every_answer_makes_a_draft_of_known_fields(given_answers):
    merged({}, answers.to_draft(given_answers, "上海示例合资科技有限公司"))


def test_what_a_kind_of_entity_leaves_no_choice_in_is_filled_in():
    draft = answers.to_draft(FirstAnswers(entity_kind="representative_office"), "")
    assert draft["entity.nature_id"] == "4"
    assert draft["entity.certificate.type_id"] == "27"


def test_where_there_is_a_choice_it_stays_open():
    draft = answers.to_draft(FirstAnswers(entity_kind="government_body"), "")
    assert "entity.certificate.type_id" not in draft


def test_nothing_answered_is_nothing_recalled():
    assert answers.recall({}) == FirstAnswers()
    assert answers.recall({}).complete() is None
