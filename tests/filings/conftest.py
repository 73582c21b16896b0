"""The house and the company of every test of applications."""

import pytest

from cases import Case, found_company, found_house


@pytest.fixture
def house(db):
    return found_house()


@pytest.fixture
def company(db):
    return found_company()


@pytest.fixture
def case(house, company):
    """An application of the company that is not begun yet."""
    return Case(house, company)
