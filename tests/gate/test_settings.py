"""Settings of a gate are read once, and a fault stops the start with its name."""

import hashlib
from pathlib import Path

import pytest

from openbeian.gate.settings import Key, SettingsFault, read, store

DIGEST = hashlib.sha256(b"key").hexdigest()


def test_without_settings_everything_is_strict():
    found = read({})
    assert found.store == Path("var/gate").resolve()
    assert (found.old_after, found.open_for, found.keys) == (900, frozenset(), ())


def test_the_store_lies_with_the_data_or_where_it_is_said():
    assert store({"OPENBEIAN_VAR": "/data"}) == Path("/data/gate")
    assert store({"OPENBEIAN_VAR": "/data", "OPENBEIAN_GATE_STORE": "/run/x"}) == Path("/run/x")


def test_servers_that_stay_open_are_named():
    found = read({"OPENBEIAN_GATE_OPEN_FOR": "caddy, nginx"})
    assert found.open_for == {"caddy", "nginx"}


def test_keys_are_read(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text(
        f'[orders]\nsha256 = "{DIGEST.upper()}"\nper_second = 200\nburst = 400\n'
        f'[slow]\nsha256 = "{DIGEST}"\nper_second = 0.1\n'
    )
    found = read({"OPENBEIAN_GATE_KEYS": str(path)})
    assert found.keys == (Key("orders", DIGEST, 200, 400), Key("slow", DIGEST, 0.1, 1))
    assert DIGEST not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OLD_AFTER", "soon"),
        ("OLD_AFTER", "0"),
        ("OLD_AFTER", "inf"),
        ("OLD_AFTER", "nan"),
        ("OPEN_FOR", "apache"),
        ("KEYS", "/there/is/none"),
    ],
)
def test_a_fault_is_named(name, value):
    with pytest.raises(SettingsFault, match=f"OPENBEIAN_GATE_{name}"):
        read({f"OPENBEIAN_GATE_{name}": value})


@pytest.mark.parametrize(
    "keys",
    [
        "not toml",
        "top = 1",
        "[a]",
        f'[a]\nsha256 = "{DIGEST}"',
        '[a]\nsha256 = "abc"\nper_second = 1',
        f'[a]\nsha256 = "{DIGEST}"\nper_second = 0',
        f'[a]\nsha256 = "{DIGEST}"\nper_second = "fast"',
        f'[a]\nsha256 = "{DIGEST}"\nper_second = 1\nburst = 0.5',
        f'[a]\nsha256 = "{DIGEST}"\nper_second = 1\nper_minute = 1',
    ],
)
def test_keys_that_cannot_be_read_stop_the_start(tmp_path, keys):
    path = tmp_path / "keys.toml"
    path.write_text(keys)
    with pytest.raises(SettingsFault, match="OPENBEIAN_GATE_KEYS"):
        read({"OPENBEIAN_GATE_KEYS": str(path)})
