"""The commands of an operator's day, asked as the terminal asks them."""

import json
from pathlib import Path

import pytest

from openbeian import cli, rulebook
from openbeian.accounts.models import User
from openbeian.commands.rules import EDITIONS
from openbeian.config import demo_data, environment
from openbeian.procedure import describe

Shown = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def own_clock(settings, tmp_path: Path) -> Path:
    settings.OPENBEIAN_VAR = tmp_path
    return tmp_path / "clock.json"


def test_fresh_secrets_are_settings_that_the_house_accepts(capsys: Shown) -> None:
    assert cli.main(["new-secrets"]) == 0
    given = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    place = {
        "OPENBEIAN_MODE": "production",
        "OPENBEIAN_BASE_URL": "https://beian.example.cn",
        "OPENBEIAN_TRUSTED_PROXIES": "1",
    }
    settled = environment.read({**place, **given})
    assert settled.is_production
    assert len(settled.keys[0][1]) == 32


def test_secrets_are_fresh_each_time(capsys: Shown) -> None:
    cli.main(["new-secrets"])
    first = capsys.readouterr().out
    cli.main(["new-secrets"])
    assert capsys.readouterr().out != first


@pytest.mark.usefixtures("own_clock")
def test_the_clock_is_shown_in_shanghai(capsys: Shown) -> None:
    assert cli.main(["clock"]) == 0
    assert "+08:00 (ahead by 0:00:00)" in capsys.readouterr().out


def test_the_clock_of_a_demo_can_be_moved_ahead(own_clock: Path, capsys: Shown) -> None:
    assert cli.main(["clock", "--advance-days", "2", "--advance-hours", "3"]) == 0
    assert "(ahead by 2 days, 3:00:00)" in capsys.readouterr().out
    assert json.loads(own_clock.read_text()) == {"offset_seconds": 51 * 3600}


def test_the_clock_of_a_production_house_cannot(settings, own_clock: Path, capsys: Shown) -> None:
    settings.OPENBEIAN_MODE = "production"
    assert cli.main(["clock", "--advance-days", "1"]) == 1
    assert "[clock.real]" in capsys.readouterr().err
    assert not own_clock.exists()


@pytest.mark.django_db
def test_the_demo_is_seeded_once_and_names_its_accounts(capsys: Shown) -> None:
    assert [cli.main(["seed"]), cli.main(["seed"])] == [0, 0]
    shown = capsys.readouterr().out
    assert demo_data.PASSWORD in shown
    assert User.objects.count() == len(demo_data.ACCOUNTS)


@pytest.mark.django_db
def test_a_production_house_is_not_seeded(settings, capsys: Shown) -> None:
    settings.OPENBEIAN_MODE = "production"
    assert cli.main(["seed"]) == 1
    assert "[demo.refused]" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_migrating_twice_changes_nothing(capsys: Shown) -> None:
    assert [cli.main(["migrate"]), cli.main(["migrate"])] == [0, 0]
    assert capsys.readouterr().out == "The database is up to date.\n" * 2


@pytest.mark.django_db
def test_djangos_own_commands_are_at_hand(capsys: Shown) -> None:
    assert cli.main(["manage", "diffsettings", "--output", "unified"]) == 0
    assert "OPENBEIAN_MODE = 'test'" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_untouched_log_is_whole_and_its_head_can_be_noted(capsys: Shown) -> None:
    assert cli.main(["audit", "verify"]) == 0
    whole, head = capsys.readouterr().out.splitlines()
    assert whole == "whole: 0 events"
    assert cli.main(["audit", "verify", "--witness", head.split()[-1]]) == 0


@pytest.mark.django_db
def test_a_log_that_lost_its_end_is_broken(capsys: Shown) -> None:
    assert cli.main(["audit", "verify", "--witness", "7:abcdef"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "broken at event 1"


@pytest.mark.django_db
def test_a_domain_that_nobody_registered_is_unfiled(capsys: Shown) -> None:
    assert cli.main(["verify", "www.shop.example.com"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(": unfiled")


@pytest.mark.django_db
def test_the_answer_about_a_domain_is_json_for_programs(capsys: Shown) -> None:
    assert cli.main(["verify", "shop.example.com", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "unfiled"
    assert set(answer["next_step"]) == {"en", "zh"}


def test_the_procedures_page_is_printed(capsys: Shown) -> None:
    assert cli.main(["procedure"]) == 0
    assert capsys.readouterr().out == describe.page()


def test_a_page_that_was_written_passes_the_check(tmp_path: Path) -> None:
    page = str(tmp_path / "procedure.md")
    assert cli.main(["procedure", "--write", page]) == 0
    assert cli.main(["procedure", "--check", page]) == 0


@pytest.mark.parametrize("content", [None, "an older table"], ids=["missing", "stale"])
def test_a_page_that_differs_fails_the_check_and_says_what_to_do(
    content: str | None, tmp_path: Path, capsys: Shown
) -> None:
    page = tmp_path / "procedure.md"
    if content:
        page.write_text(content)
    assert cli.main(["procedure", "--check", str(page)]) == 1
    assert "make docs" in capsys.readouterr().out


@pytest.mark.parametrize("page", ["procedure", "notices", "answers"])
def test_a_page_in_the_repository_is_what_the_code_says(page: str) -> None:
    root = Path(__file__).resolve().parents[2]
    assert cli.main([page, "--check", str(root / "docs" / f"{page}.md")]) == 0


def test_the_rulebook_is_checked(capsys: Shown) -> None:
    assert cli.main(["rules", "check"]) == 0
    assert rulebook.default().fingerprint in capsys.readouterr().out


def test_every_fault_of_an_operators_rules_is_named(tmp_path: Path, capsys: Shown) -> None:
    override = tmp_path / "own.yaml"
    override.write_text("rules: []\nrulez: []\n")
    assert cli.main(["rules", "check", "--override", str(override)]) == 1
    assert "rulez" in capsys.readouterr().out


def test_the_rules_of_an_edition_are_listed(capsys: Shown) -> None:
    assert cli.main(["rules", "list", "--on", "2026-11-24"]) == 0
    assert "province.same_as_registration\t" in capsys.readouterr().out


def test_the_command_line_knows_the_rulebooks_editions() -> None:
    assert set(EDITIONS) == set(rulebook.Edition)


ELIGIBILITY = ["eligibility", "--registered-province", "310000", "--on", "2026-11-24"]


def test_a_wfoe_may_file_but_not_sell(capsys: Shown) -> None:
    assert cli.main([*ELIGIBILITY, "--entity-kind", "wfoe", "--commercial"]) == 0
    shown = capsys.readouterr().out
    assert "ICP filing: yes." in shown
    assert "Commercial ICP licence: no." in shown
    assert "  - Passport of the owner" in shown


def test_eligibility_is_json_for_programs(capsys: Shown) -> None:
    assert cli.main([*ELIGIBILITY, "--entity-kind", "joint_venture", "--json"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["filing"]["eligible"] is True
    assert outcome["calendar"][0]["title"]["zh"]


@pytest.mark.usefixtures("own_clock")
def test_eligibility_is_judged_today_when_no_day_is_given(capsys: Shown) -> None:
    assert cli.main([*ELIGIBILITY[:3], "--entity-kind", "wfoe"]) == 0
    assert "ICP filing: yes." in capsys.readouterr().out
