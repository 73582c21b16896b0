"""Filing numbers: ten digits by province and year, each given once, under any crowd."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from openbeian.sandbox.models import Entity, NumberSequence
from openbeian.sandbox.refusals import NumbersExhausted
from openbeian.sandbox.services import numbers, opening
from sandbox.town import BEIJING, NOON, SHANGHAI, file_company

PROCESSES, EACH = 8, 12


def test_numbers_of_a_province_follow_each_other(db):
    shanghai = opening.open_administration(SHANGHAI)
    assert [numbers.entity_number(shanghai, NOON) for _ in range(3)] == [
        "沪ICP备2026000001号",
        "沪ICP备2026000002号",
        "沪ICP备2026000003号",
    ]


def test_each_province_counts_for_itself(db):
    for province, expected in ((SHANGHAI, "沪ICP备2026000001号"), (BEIJING, "京ICP备2026000001号")):
        administration = opening.open_administration(province)
        assert numbers.entity_number(administration, NOON) == expected


def test_a_year_begins_at_midnight_in_beijing(db):
    shanghai = opening.open_administration(SHANGHAI)
    for hour, year in ((15, 2026), (16, 2027)):
        at = datetime(2026, 12, 31, hour, tzinfo=UTC)
        assert numbers.entity_number(shanghai, at) == f"沪ICP备{year}000001号"


def test_a_year_has_no_more_numbers_than_six_digits_hold(db):
    shanghai = opening.open_administration(SHANGHAI)
    NumberSequence.objects.create(administration=shanghai, year=2026, last=999_998)
    assert numbers.entity_number(shanghai, NOON) == "沪ICP备2026999999号"
    for _ in range(2):
        with pytest.raises(NumbersExhausted):
            numbers.entity_number(shanghai, NOON)


def test_websites_of_an_entity_share_one_sequence(provider):
    entity = file_company(provider)
    stale = Entity.objects.get(pk=entity.pk)
    assert numbers.service_number(entity) == f"{entity.number}-2"
    assert numbers.service_number(stale) == f"{entity.number}-3"


@pytest.mark.slow
def test_no_number_is_given_twice_by_eight_processes(tmp_path):
    environ = {
        **os.environ,
        "OPENBEIAN_SANDBOX_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "openbeian.sandbox.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    environ.pop("OPENBEIAN_SANDBOX_DATABASE_URL", None)

    command = [sys.executable, "-m", "sandbox.crowd"]
    subprocess.run([*command, "open"], env=environ, check=True)
    clerks = [
        subprocess.Popen(
            [*command, "file", str(clerk * EACH), str(EACH)],
            env=environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        for clerk in range(PROCESSES)
    ]
    given = "".join(clerk.communicate(timeout=300)[0] for clerk in clerks).split()
    assert [clerk.returncode for clerk in clerks] == [0] * PROCESSES
    serials = [f"沪ICP备2026{serial:06}号" for serial in range(1, PROCESSES * EACH + 1)]
    entities = [number for number in given if "-" not in number]
    suffixes = [number for number in given if number.startswith("沪ICP备2026000001号-")]
    assert sorted(entities) == serials  # none twice, and none left out
    assert len(set(suffixes)) == len(suffixes) == PROCESSES * EACH
