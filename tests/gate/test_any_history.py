"""Whatever the verbs did, in whatever order: the store that followed agrees with the registry."""

import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gate import publishing
from openbeian.errors import DomainError
from openbeian.registry.models import Domain, Standing
from registry import town
from registry.test_any_history import do, steps
from registry.town import DAY, DOMAIN, NOON


def do_and_tell(verb, *arguments, at):
    if verb == "apply":
        publishing.apply_for(at=at)
    else:
        do(verb, *arguments, at=at)


class AnyHistory(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(steps, st.integers(0, 40))
    def test_the_store_that_followed_says_what_the_registry_says(self, history, days):
        town.found_organisations()
        folder = Path(mkdtemp())
        with pytest.MonkeyPatch.context() as monkeypatch:
            time = publishing.Time(monkeypatch, NOON - DAY)
            publishing.follow(folder, time)
            for step, hour in zip(history, count(), strict=False):
                time.at = NOON + timedelta(hours=hour)
                try:
                    do_and_tell(*step, at=time.at)
                except (DomainError, Domain.DoesNotExist, Standing.DoesNotExist):
                    continue  # a refusal changes nothing
                self.agree(folder, time)
            time.at = NOON + DAY + timedelta(days=days)
            self.agree(folder, time)
        shutil.rmtree(folder)

    def agree(self, folder, time):
        publishing.follow(folder, time)
        assert publishing.gate_says(folder, DOMAIN) == publishing.registry_says(DOMAIN, time.at)
