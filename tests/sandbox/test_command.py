"""`openbeian sandbox`: ready after one command, and again after the next."""

import subprocess
import sys

import pytest

from openbeian.sandbox import seeds
from openbeian.sandbox.models import Administration, IpFiling, Provider
from openbeian.sandbox.seeds import Account
from sandbox.served import environ
from sandbox.town import (
    NOON,
    PASSWORD,
    SHANGHAI,
    UNIT,
    USER,
    first_filing,
    send_one,
)

ACCOUNT = Account(SHANGHAI, UNIT, USER, PASSWORD)


@pytest.mark.django_db
def test_a_fresh_province_takes_a_filing_at_once():
    provider = seeds.sow(ACCOUNT, at=NOON)
    assert provider.next_sequence == 1
    order = send_one(provider, first_filing())
    assert order.codes == []
    assert order.file.sequence == 1


@pytest.mark.django_db
def test_to_sow_again_doubles_nothing_and_forgets_nothing():
    seeds.sow(ACCOUNT, at=NOON)
    send_one(Provider.objects.get(), first_filing())
    filed = IpFiling.objects.count()
    provider = seeds.sow(Account(SHANGHAI, UNIT, USER, "another"), at=NOON)
    assert (provider.next_sequence, provider.password) == (2, "another")
    assert IpFiling.objects.count() == filed
    assert Administration.objects.count() == 1


def test_the_sandbox_runs_without_a_single_setting_of_the_house(tmp_path):
    """Its settings load, and its tables are made, where nothing of the house is configured."""
    program = (
        "import sys, argparse\n"
        "from openbeian.commands import sandbox\n"
        "parser = argparse.ArgumentParser(); sandbox.configure(parser)\n"
        "sandbox.enter(); sandbox.prepare(parser.parse_args([]))\n"
        "import openbeian.sandbox.urls, openbeian.ui.templatetags.ui\n"
        "house = [name for name in sys.modules if name.startswith('openbeian.')]\n"
        "allowed = ('openbeian.sandbox', 'openbeian.commands', 'openbeian.numbers',\n"
        "           'openbeian.codes', 'openbeian.wire', 'openbeian.text', 'openbeian.errors',\n"
        "           'openbeian.datafiles', 'openbeian.ui', 'openbeian.declaration',\n"
        "           'openbeian.rulebook', 'openbeian.workdays')\n"
        "print([name for name in house if not name.startswith(allowed)])\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program],
        env=environ(tmp_path) | {"LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    said = finished.stdout.splitlines()
    assert said[0].startswith("上海通信管理局（模拟系统）：http://127.0.0.1:8100/310000")
    assert said[-1] == "[]"
    assert (tmp_path / "sandbox" / "sandbox.sqlite3").exists()
