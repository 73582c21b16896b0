"""The wait grows from seconds to five minutes and is the same for the same history."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from openbeian.outbox.backoff import Policy, policy

attempts = st.integers(min_value=1, max_value=10_000)
references = st.text(max_size=60)


@given(reference=references, attempt=attempts)
def test_a_pause_lies_within_a_fifth_of_the_doubling_up_to_the_cap(reference, attempt):
    bare = min(5 * 2 ** (attempt - 1), 300)
    pause = Policy().pause(reference=reference, attempt=attempt)
    assert 0.8 * bare <= pause.total_seconds() <= 1.2 * bare


@given(reference=references, attempt=attempts)
def test_the_same_history_waits_the_same(reference, attempt):
    first, second = (Policy().pause(reference=reference, attempt=attempt) for _ in range(2))
    assert first == second


def test_what_failed_together_does_not_come_back_together():
    pauses = {Policy().pause(reference=f"letter-{number}", attempt=9) for number in range(100)}
    assert len(pauses) > 95
    assert max(pauses) - min(pauses) > timedelta(seconds=60)


def test_the_first_retry_comes_soon_and_the_last_within_hours():
    pauses = [Policy().pause(reference="letter-1", attempt=n) for n in range(1, Policy().attempts)]
    assert pauses[0] <= timedelta(seconds=6)
    assert timedelta(hours=3) < sum(pauses, timedelta()) < timedelta(hours=4)


def test_settings_override_the_policy(settings):
    settings.OPENBEIAN_OUTBOX = {"attempts": 2, "lease_seconds": 7}
    assert (policy().attempts, policy().lease) == (2, timedelta(seconds=7))
    assert policy().most_seconds == Policy().most_seconds
