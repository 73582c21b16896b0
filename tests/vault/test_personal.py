"""Names that may stand for personal data are recognised; harmless ones are left alone."""

import pytest

from openbeian.vault import names_personal_data


@pytest.mark.parametrize(
    "key",
    [
        *("mobile", "leader_mobile", "emergency_phone", "email", "email_address", "address"),
        *("name", "leader_name", "entity_name", "file_name", "names"),
        *("certificate_number", "id_number", "leader_id_number_before", "resident_id"),
        *("passport", "face_photo", "birthday", "new_password"),
    ],
)
def test_personal(key):
    assert names_personal_data(key)


@pytest.mark.parametrize(
    "key",
    [
        *("domain", "domain_name", "host_name", "service_name", "version", "number"),
        *("service_number", "entity_number", "province", "certificate_kind", "round", "filing_id"),
    ],
)
def test_harmless(key):
    assert not names_personal_data(key)
