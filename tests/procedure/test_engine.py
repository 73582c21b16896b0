"""The engine, tried on a tennis club."""

import pytest

from openbeian.procedure.engine import MoveNotAllowed, Party
from openbeian.procedure.permissions import Role
from procedure.tennis_club import ADMIT, CLUB, HONOUR, LEAVE, PAY, Flag, State


def test_a_move_starts_only_from_its_sources():
    assert CLUB.can(ADMIT, State.ASKED, ())
    assert not CLUB.can(ADMIT, State.MEMBER, ())


def test_a_move_needs_the_flags_it_names():
    assert CLUB.can(PAY, State.MEMBER, {Flag.FEE_DUE})
    assert not CLUB.can(PAY, State.MEMBER, ())


def test_a_move_is_closed_by_the_flags_it_excludes():
    assert not CLUB.can(PAY, State.MEMBER, {Flag.FEE_DUE, Flag.HONORARY})


def test_a_refused_move_names_the_situation_in_both_languages():
    with pytest.raises(MoveNotAllowed) as refusal:
        CLUB.check(ADMIT, State.MEMBER, {Flag.FEE_DUE})
    assert "owing" in refusal.value.text.en
    assert "owing" in refusal.value.text.zh
    assert refusal.value.code == "move.not_allowed"


def test_an_allowed_move_passes_the_check():
    CLUB.check(ADMIT, State.ASKED, ())


def test_a_move_to_a_new_state_leaves_old_flags_behind():
    assert CLUB.after(LEAVE, State.MEMBER, {Flag.FEE_DUE}) == (State.GONE, frozenset())


def test_a_move_that_stays_keeps_other_flags():
    after = CLUB.after(PAY, State.MEMBER, {Flag.FEE_DUE})
    assert after == (State.MEMBER, frozenset())
    after = CLUB.after(HONOUR, State.MEMBER, {Flag.FEE_DUE})
    assert after == (State.MEMBER, frozenset({Flag.FEE_DUE, Flag.HONORARY}))


def test_a_flag_with_words_of_its_own_decides_whose_turn_it_is():
    assert CLUB.situation(State.MEMBER, {Flag.FEE_DUE}).turn is Party.APPLICANT
    assert CLUB.situation(State.MEMBER, {Flag.HONORARY}).turn is Party.NOBODY


def test_the_buttons_are_the_moves_open_to_a_role():
    assert CLUB.open_to(Role.REVIEWER, State.ASKED, ()) == (ADMIT,)
    assert CLUB.open_to(Role.APPLICANT, State.MEMBER, {Flag.FEE_DUE}) == (PAY, LEAVE)
    assert CLUB.open_to(Role.AUDITOR, State.ASKED, ()) == ()


def test_final_states_are_not_active():
    assert CLUB.is_final(State.GONE)
    assert CLUB.active_states() == (State.ASKED, State.MEMBER)
