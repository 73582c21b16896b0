"""The sandbox's settings, its clock, and what it keeps sealed."""

import base64
import json
import time
from datetime import timedelta

import pytest

from openbeian.sandbox import clock, environment, sealing
from openbeian.sandbox.environment import EnvironmentFault
from sandbox.town import KEYS, PASSWORD


def test_a_sandbox_lies_beside_the_house_unless_told_otherwise(tmp_path):
    found = environment.read({"OPENBEIAN_VAR": str(tmp_path)})
    assert found.var == tmp_path / "sandbox"
    assert found.database_url == f"sqlite:///{tmp_path}/sandbox/sandbox.sqlite3"
    assert found.clock == tmp_path / "clock.json"


def test_secrets_are_made_once_and_kept_to_their_owner(tmp_path):
    given = {"OPENBEIAN_SANDBOX_VAR": str(tmp_path)}
    first = environment.read(given)
    assert environment.read(given) == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_given_secrets_leave_no_file(tmp_path):
    key = base64.b64encode(bytes(32)).decode()
    environment.read(
        {
            "OPENBEIAN_SANDBOX_VAR": str(tmp_path),
            "OPENBEIAN_SANDBOX_SECRET_KEY": "s",
            "OPENBEIAN_SANDBOX_KEY": key,
        }
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["short", base64.b64encode(bytes(16)).decode()])
def test_a_key_that_is_none_stops_the_start(tmp_path, key):
    with pytest.raises(EnvironmentFault, match="32 bytes"):
        environment.read(
            {
                "OPENBEIAN_SANDBOX_VAR": str(tmp_path),
                "OPENBEIAN_SANDBOX_SECRET_KEY": "s",
                "OPENBEIAN_SANDBOX_KEY": key,
            }
        )


def test_damaged_secrets_stop_the_start(tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(EnvironmentFault, match="damaged"):
        environment.read({"OPENBEIAN_SANDBOX_VAR": str(tmp_path)})


def test_a_database_is_sqlite_or_postgres():
    lite = environment.database("sqlite:////srv/a.sqlite3")
    assert (lite["NAME"], lite["OPTIONS"]["transaction_mode"]) == ("/srv/a.sqlite3", "IMMEDIATE")
    served = environment.database("postgresql://me:p%40ss@db.example:5433/sandbox?sslmode=require")
    assert served["HOST"] == "db.example"
    assert (served["PASSWORD"], served["OPTIONS"]) == ("p@ss", {"sslmode": "require"})
    with pytest.raises(EnvironmentFault, match="mysql"):
        environment.database("mysql://db.example/sandbox")


def test_without_a_file_the_clock_is_real(settings, tmp_path):
    settings.SANDBOX_CLOCK = tmp_path / "clock.json"
    assert abs(clock.now().timestamp() - time.time()) < 5


def test_the_programs_of_a_demo_share_how_far_they_are_ahead(settings, tmp_path):
    settings.SANDBOX_CLOCK = tmp_path / "clock.json"
    settings.SANDBOX_CLOCK.write_text(json.dumps({"offset_seconds": 86400.0}))
    assert clock.offset() == timedelta(days=1)
    assert clock.now().timestamp() - time.time() > 86000


def test_a_password_is_kept_sealed_and_given_back(provider):
    assert provider.password == PASSWORD
    assert PASSWORD.encode() not in bytes(provider.password_sealed)


def test_keys_are_kept_sealed_and_can_be_taken_away(provider):
    provider.set_keys(KEYS)
    assert provider.keys == KEYS
    assert KEYS.key not in bytes(provider.key_sealed)
    provider.set_keys(None)
    assert provider.keys is None


def test_what_was_sealed_for_one_purpose_opens_for_no_other():
    sealed = sealing.seal(b"secret", purpose="a")
    with pytest.raises(sealing.NotOpened):
        sealing.unseal(sealed, purpose="b")


def test_another_key_opens_nothing(settings):
    sealed = sealing.seal(b"secret", purpose="a")
    settings.SANDBOX_KEY = bytes(32)
    with pytest.raises(sealing.NotOpened):
        sealing.unseal(sealed, purpose="a")
