"""The province, for every test that touches the database."""

import pytest

from sandbox import town


@pytest.fixture
def provider(db):
    """A provider in a province that asks nobody by SMS."""
    return town.open_province()


@pytest.fixture
def asking_provider(db):
    """A provider in a province that verifies by SMS."""
    return town.open_province(verifies_by_sms=True)
