"""The province, for every test that touches the database."""

import pytest
from django.test import Client

from openbeian.sandbox import settings as own
from sandbox import town


@pytest.fixture
def provider(db):
    """A provider in a province that asks nobody by SMS."""
    return town.open_province()


@pytest.fixture
def asking_provider(db):
    """A provider in a province that verifies by SMS."""
    return town.open_province(verifies_by_sms=True)


@pytest.fixture
def program(settings, tmp_path):
    """The sandbox as it runs in life, at the moment of the tests' noon."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "FORM_RENDERER", "SECURE_CSP"):
        setattr(settings, name, getattr(own, name))
    settings.LANGUAGE_CODE = own.LANGUAGE_CODE
    settings.SANDBOX_CLOCK = tmp_path / "clock.json"


@pytest.fixture
def chinese():
    return Client(headers={"accept-language": "zh-hans"})


@pytest.fixture
def english():
    return Client(headers={"accept-language": "en"})
