"""What a production house must never do, and what it always does."""

import json
import os
import subprocess
import sys

import pytest

from openbeian.config import clock, demo_data, environment
from openbeian.config.clock import ClockIsReal

GUARDS = [
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"),
    *("SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"),
]
ALWAYS = {
    "DEBUG": False,
    "SESSION_COOKIE_HTTPONLY": True,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "X_FRAME_OPTIONS": "DENY",
    "FILE_UPLOAD_HANDLERS": ["openbeian.documents.intake.BoundedMemoryHandler"],
}
OURS_LEFT_OUT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("OPENBEIAN_", "DJANGO_"))
}
SCRIPT = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in NAMES}))
"""


def settings_of(mode, var, names):
    """Return some settings of a house that runs in a mode, from a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("NAMES", repr(list(names)))],
        env={
            **OURS_LEFT_OUT,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
            "OPENBEIAN_MODE": mode,
            "OPENBEIAN_BASE_URL": "https://beian.example.cn",
            "OPENBEIAN_TRUSTED_PROXIES": "1",
            "OPENBEIAN_VAR": str(var),
            **environment.new_secrets(),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(finished.stdout)


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    names = [*GUARDS, *ALWAYS, "STORAGES", "WHITENOISE_USE_FINDERS", "PASSWORD_HASHERS"]
    return settings_of("production", tmp_path_factory.mktemp("production"), names)


def test_cookies_and_pages_travel_encrypted(production):
    assert all(production[name] for name in GUARDS)
    assert production["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600


def test_a_demo_on_loopback_does_without(tmp_path):
    assert not any(settings_of("demo", tmp_path, GUARDS).values())


def test_what_holds_always_holds_in_production(production):
    assert {name: production[name] for name in ALWAYS} == ALWAYS


def test_passwords_are_hashed_by_argon2(production):
    assert production["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


def test_static_files_have_names_that_never_change_their_content(production):
    assert "Manifest" in production["STORAGES"]["staticfiles"]["BACKEND"]
    assert production["WHITENOISE_USE_FINDERS"] is False


class TestRefusals:
    @pytest.fixture(autouse=True)
    def in_production(self, settings):
        settings.OPENBEIAN_MODE = "production"

    def test_the_clock_cannot_be_moved_and_is_not_looked_for(self, settings, tmp_path):
        settings.OPENBEIAN_VAR = tmp_path
        (tmp_path / "clock.json").write_text('{"offset_seconds": 86400}')
        assert not clock.offset()
        with pytest.raises(ClockIsReal):
            clock.advance(clock.timedelta(days=1))
        assert "86400" in (tmp_path / "clock.json").read_text()

    @pytest.mark.django_db
    def test_there_are_no_demo_accounts(self):
        with pytest.raises(demo_data.NotADemo):
            demo_data.seed()
        assert not demo_data.User.objects.exists()
