"""One typed reading of the environment: every setting, and a clear word where one is wrong."""

import base64
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openbeian.config import environment
from openbeian.config.environment import EnvironmentFault, Mode, TwoSteps
from openbeian.rulebook import Edition

KEY = base64.b64encode(b"k" * 32).decode()
OTHER_KEY = base64.b64encode(b"o" * 32).decode()
PRODUCTION = {
    "OPENBEIAN_MODE": "production",
    "OPENBEIAN_SECRET_KEY": "s" * 50,
    "OPENBEIAN_KEYS": f"k2:{KEY},k1:{OTHER_KEY}",
    "OPENBEIAN_INDEX_KEY": KEY,
    "OPENBEIAN_BASE_URL": "https://beian.example.cn",
    "OPENBEIAN_TRUSTED_PROXIES": "1",
}


def production(**changes):
    """Read the environment of a production house with some settings changed or left out."""
    given = {**PRODUCTION, **{f"OPENBEIAN_{name}": value for name, value in changes.items()}}
    return environment.read({name: value for name, value in given.items() if value is not None})


@pytest.fixture
def demo(tmp_path):
    """Read the environment of a demo in a folder of its own."""

    def read(**changes):
        given = {f"OPENBEIAN_{name}": value for name, value in changes.items()}
        return environment.read({"OPENBEIAN_VAR": str(tmp_path / "var"), **given})

    return read


class TestEverySetting:
    def test_a_demo_needs_none(self, demo, tmp_path):
        settled = demo()
        assert (settled.mode, settled.is_production) == (Mode.DEMO, False)
        assert settled.var == tmp_path / "var"
        assert settled.database_url == f"sqlite:///{tmp_path}/var/openbeian.sqlite3"
        assert settled.hosts == ("127.0.0.1", "localhost", "[::1]")
        assert settled.base_url == "http://127.0.0.1:8000"
        assert settled.trusted_proxies == 0
        assert settled.staff_two_steps is TwoSteps.OPTIONAL
        assert settled.smtp_url == "smtp://127.0.0.1:8025"
        assert settled.mail_from == "Openbeian <beian@openbeian.example>"
        assert settled.sms_backend == "openbeian.notices.sms.outbox.OutboxSms"
        assert settled.edition == Edition.FOUNDING
        assert settled.provider == "示例云计算（上海）有限公司"
        assert settled.rulebook_overrides == settled.calendars == ()
        assert (settled.organisation_files, settled.organisation_megabytes) == (500, 1024)
        assert settled.sms == {}

    def test_each_is_read(self):
        settled = production(
            VAR="/srv/openbeian",
            DATABASE_URL="postgresql://beian@db/beian",
            HOSTS="beian.example.cn, www.beian.example.cn,",
            BASE_URL="https://beian.example.cn/",
            TRUSTED_PROXIES="2",
            STAFF_TWO_STEPS="optional",
            SMTP_URL="smtps://mail.example.cn",
            MAIL_FROM="备案 <beian@example.cn>",
            SMS_BACKEND="openbeian.notices.sms.alibaba.AlibabaSms",
            SMS_ALIBABA_SIGN="示例云",
            EDITION="current-regulation",
            PROVIDER="示例云",
            RULEBOOK_OVERRIDES="/etc/rules, /etc/more",
            CALENDARS="/etc/calendar.yaml",
            ORGANISATION_FILES="2000",
            ORGANISATION_MEGABYTES="4096",
        )
        assert settled.is_production
        assert settled.var == Path("/srv/openbeian")
        assert settled.database_url == "postgresql://beian@db/beian"
        assert settled.hosts == ("beian.example.cn", "www.beian.example.cn")
        assert settled.base_url == "https://beian.example.cn"
        assert settled.trusted_proxies == 2
        assert settled.staff_two_steps is TwoSteps.OPTIONAL
        assert settled.smtp_url == "smtps://mail.example.cn"
        assert settled.mail_from == "备案 <beian@example.cn>"
        assert settled.sms_backend == "openbeian.notices.sms.alibaba.AlibabaSms"
        assert settled.sms["OPENBEIAN_SMS_ALIBABA_SIGN"] == "示例云"
        assert settled.edition == "current-regulation"
        assert settled.provider == "示例云"
        assert settled.rulebook_overrides == (Path("/etc/rules"), Path("/etc/more"))
        assert settled.calendars == (Path("/etc/calendar.yaml"),)
        assert settled.organisation_files == 2000
        assert settled.organisation_megabytes == 4096

    def test_production_asks_its_people_for_a_second_factor(self, demo):
        assert production().staff_two_steps is TwoSteps.REQUIRED
        assert demo(STAFF_TWO_STEPS="required").staff_two_steps is TwoSteps.REQUIRED

    def test_keys_keep_their_order_because_the_first_seals(self):
        assert production().keys == (("k2", b"k" * 32), ("k1", b"o" * 32))
        assert production().index_key == b"k" * 32

    def test_an_empty_database_address_counts_as_not_given(self, demo):
        assert demo(DATABASE_URL="").database_url.startswith("sqlite:///")


class TestWhatIsWrongIsNamed:
    @pytest.mark.parametrize("name", ["SECRET_KEY", "KEYS", "INDEX_KEY"])
    @pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
    def test_a_production_house_makes_no_secrets_of_its_own(self, name, value):
        with pytest.raises(EnvironmentFault, match=f"OPENBEIAN_{name} is not set.*new-secrets"):
            production(**{name: value})

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("MODE", "prod", "OPENBEIAN_MODE: 'prod' is none of demo, production, test"),
            ("MODE", "", "OPENBEIAN_MODE: '' is none of"),
            ("MODE", "Production", "OPENBEIAN_MODE: 'Production'"),
            ("EDITION", "latest", "OPENBEIAN_EDITION: 'latest' is none of founding-document"),
            ("ORGANISATION_FILES", "many", "OPENBEIAN_ORGANISATION_FILES: 'many' is not a whole"),
            ("ORGANISATION_FILES", "0", "OPENBEIAN_ORGANISATION_FILES: '0' is not a whole"),
            ("ORGANISATION_MEGABYTES", "-1", "OPENBEIAN_ORGANISATION_MEGABYTES: '-1' is not"),
            ("KEYS", ",", "OPENBEIAN_KEYS holds no key"),
            ("KEYS", KEY, "OPENBEIAN_KEYS: a key is 32 bytes in base64"),
            ("KEYS", "k1:short", "OPENBEIAN_KEYS: a key is 32 bytes"),
            ("KEYS", "k1:c2hvcnQ=", "OPENBEIAN_KEYS: a key is 32 bytes"),
            *(
                ("TRUSTED_PROXIES", word, f"OPENBEIAN_TRUSTED_PROXIES: '{word}' is not a whole")
                for word in ("-1", "10", "1.5", "one", "10.0.0.1", "\u0661", " 1", "01")
            ),
            ("TRUSTED_PROXIES", None, "OPENBEIAN_TRUSTED_PROXIES is not set."),
            ("TRUSTED_PROXIES", "", "OPENBEIAN_TRUSTED_PROXIES is not set."),
            ("STAFF_TWO_STEPS", "yes", "OPENBEIAN_STAFF_TWO_STEPS: 'yes' is none of required"),
            ("BASE_URL", None, "OPENBEIAN_BASE_URL: 'http://127.0.0.1:8000' does not begin with"),
            ("BASE_URL", "http://beian.example.cn", "does not begin with https://"),
            ("BASE_URL", "beian.example.cn", "does not begin with https://"),
            ("BASE_URL", "https://", "OPENBEIAN_BASE_URL"),
            ("BASE_URL", "https://beian.example.cn/portal", "is not a host with nothing behind"),
            ("BASE_URL", "https://me:pw@beian.example.cn", "is not a host with nothing behind"),
            ("INDEX_KEY", "ключ", "OPENBEIAN_INDEX_KEY: a key is 32 bytes"),
        ],
    )
    def test_a_setting_that_cannot_be_read(self, name, value, said):
        with pytest.raises(EnvironmentFault) as fault:
            production(**{name: value})
        assert said in str(fault.value)

    def test_the_program_ends_with_the_message_and_no_traceback(self, tmp_path):
        finished = subprocess.run(
            [sys.executable, "-c", "from openbeian.config import settings"],
            env={
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                **PRODUCTION,
                "OPENBEIAN_SECRET_KEY": "",
                "OPENBEIAN_VAR": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 1
        assert finished.stderr.startswith("OPENBEIAN_SECRET_KEY is not set.")
        assert "Traceback" not in finished.stderr
        assert list(tmp_path.iterdir()) == []


class TestTheDemosSecrets:
    def test_they_are_made_once_and_kept(self, demo):
        first = demo()
        assert demo() == first
        assert len(first.keys[0][1]) == 32

    def test_nobody_else_on_the_machine_can_read_them(self, demo, tmp_path):
        demo()
        kept = tmp_path / "var" / "secrets.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert [path.name for path in kept.parent.iterdir()] == ["secrets.json"]

    def test_programs_that_start_at_the_same_moment_agree(self, demo):
        with ThreadPoolExecutor(16) as pool:
            settled = list(pool.map(lambda _: demo(), range(64)))
        assert len({(one.secret_key, one.keys, one.index_key) for one in settled}) == 1

    def test_processes_that_start_at_the_same_moment_agree(self, tmp_path):
        script = "from openbeian.config import environment as e; print(e.read().secret_key)"
        environ = {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "OPENBEIAN_VAR": str(tmp_path / "new" / "var"),
        }
        running = [
            subprocess.Popen(
                [sys.executable, "-c", script], env=environ, stdout=subprocess.PIPE, text=True
            )
            for _ in range(6)
        ]
        assert len({process.communicate()[0] for process in running}) == 1

    def test_what_is_given_goes_before_what_is_kept(self, demo):
        demo()
        assert demo(SECRET_KEY="given").secret_key == "given"

    def test_a_damaged_file_is_named(self, demo, tmp_path):
        demo()
        (tmp_path / "var" / "secrets.json").write_text("{")
        with pytest.raises(EnvironmentFault, match=r"secrets\.json is damaged"):
            demo()

    def test_production_leaves_no_file(self, tmp_path):
        production(VAR=str(tmp_path / "var"))
        assert not (tmp_path / "var").exists()

    def test_fresh_secrets_are_as_many_as_are_needed(self):
        secrets = environment.new_secrets()
        assert environment.read({**PRODUCTION, **secrets}).is_production
        assert json.dumps(secrets)
        assert environment.new_secrets() != secrets


class TestDatabases:
    def test_a_file(self):
        settled = environment.database("sqlite:////srv/open beian.sqlite3")
        assert settled["NAME"] == "/srv/open beian.sqlite3"
        assert settled["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "foreign_keys=ON" in settled["OPTIONS"]["init_command"]

    def test_the_default_of_a_demo_is_an_absolute_path(self, demo, tmp_path):
        settled = environment.database(demo().database_url)
        assert settled["NAME"] == f"{tmp_path}/var/openbeian.sqlite3"

    def test_memory(self):
        assert environment.database("sqlite:///:memory:")["NAME"] == ":memory:"

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
    def test_a_server(self, scheme):
        url = f"{scheme}://bei%40an:p%2Fw@db.example.cn:5433/bei%20an?sslmode=verify-full"
        assert environment.database(url) == {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "bei an",
            "USER": "bei@an",
            "PASSWORD": "p/w",
            "HOST": "db.example.cn",
            "PORT": "5433",
            "OPTIONS": {"sslmode": "verify-full"},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def test_a_socket(self):
        settled = environment.database("postgresql:///beian?host=/run/postgresql")
        assert (settled["HOST"], settled["PORT"], settled["OPTIONS"]) == (
            "/run/postgresql",
            "",
            {},
        )

    @pytest.mark.parametrize("url", ["mysql://db/beian", "db.sqlite3", ""])
    def test_another_kind_is_refused(self, url):
        with pytest.raises(EnvironmentFault, match="OPENBEIAN_DATABASE_URL"):
            environment.database(url)


class TestMail:
    @pytest.mark.parametrize(
        ("url", "port", "ssl", "tls"),
        [
            ("smtp://mail.example.cn", 25, False, False),
            ("smtp+starttls://mail.example.cn:587", 587, False, True),
            ("smtps://mail.example.cn", 465, True, False),
        ],
    )
    def test_a_server(self, url, port, ssl, tls):
        options = environment.mailer(url)["OPTIONS"]
        assert (options["host"], options["port"]) == ("mail.example.cn", port)
        assert (options["use_ssl"], options["use_tls"]) == (ssl, tls)

    def test_a_name_and_a_password(self):
        options = environment.mailer("smtps://bei%40an:p%2Fw@mail.example.cn")["OPTIONS"]
        assert (options["username"], options["password"]) == ("bei@an", "p/w")

    def test_another_kind_is_refused(self):
        with pytest.raises(EnvironmentFault, match="OPENBEIAN_SMTP_URL"):
            environment.mailer("http://mail.example.cn")


class TestSchemas:
    def test_none_is_asked_for(self):
        assert production().interface_xsd is None

    def test_a_folder_that_holds_them(self, tmp_path):
        (tmp_path / "upload.xsd").touch()
        assert production(INTERFACE_XSD=str(tmp_path)).interface_xsd == tmp_path

    def test_a_folder_without_them_stops_the_start(self, tmp_path):
        with pytest.raises(EnvironmentFault, match="OPENBEIAN_INTERFACE_XSD"):
            production(INTERFACE_XSD=str(tmp_path))


def test_networks_that_messages_may_go_to_are_read_strictly():
    read = production(WEBHOOK_NETWORKS="10.1.0.0/16, fd00::/8")
    assert read.webhook_networks == ("10.1.0.0/16", "fd00::/8")
    assert production().webhook_networks == ()
    for wrong in ("10.1.0.1/16", "inside", "10.0.0.0/99"):
        with pytest.raises(EnvironmentFault, match="OPENBEIAN_WEBHOOK_NETWORKS"):
            production(WEBHOOK_NETWORKS=wrong)
