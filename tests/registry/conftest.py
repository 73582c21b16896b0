"""The organisations of the town, for every test that touches the database."""

import pytest

from registry import town


@pytest.fixture
def organisations(db):
    town.found_organisations()
