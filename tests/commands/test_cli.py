"""The command line says what it can do, and refuses in words."""

import argparse
import importlib
import subprocess
import sys

import pytest

from openbeian import cli
from openbeian.errors import DomainError
from openbeian.text import Text


class Refused(DomainError):
    code = "test.refused"
    message = Text("Not today.", "今日不受理。")


@pytest.fixture
def tennis(monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """A command `tennis` that records its options, or refuses when told to."""
    module = argparse.Namespace(seen=None)

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--refuse", action="store_true")

    def run(options: argparse.Namespace) -> int:
        module.seen = options
        if getattr(options, "refuse", False):
            raise Refused
        return 3

    module.configure, module.run = configure, run
    monkeypatch.setitem(sys.modules, "openbeian.commands.tennis", module)
    commands = {
        "tennis": cli.Command("tennis", Text("play", "打球")),
        "doubles": cli.Command("tennis", Text("play", "双打"), takes_everything=True),
    }
    monkeypatch.setattr(cli, "COMMANDS", commands)
    return module


def test_a_command_runs_and_its_exit_code_is_returned(tennis: argparse.Namespace) -> None:
    assert cli.main(["tennis"]) == 3
    assert tennis.seen == argparse.Namespace(refuse=False)


def test_a_refusal_is_one_line_with_its_code(
    tennis: argparse.Namespace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli.main(["tennis", "--refuse"]) == 1
    assert capsys.readouterr().err == "openbeian: 今日不受理。 [test.refused]\n"


def test_a_command_of_another_program_gets_its_words_untouched(
    tennis: argparse.Namespace,
) -> None:
    assert cli.main(["doubles", "--net", "high"]) == 3
    assert tennis.seen == argparse.Namespace(words=["--net", "high"])


@pytest.mark.parametrize("words", [[], ["--help"]], ids=["nothing", "help"])
def test_help_lists_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"    {name} " not in shown] == []


def test_help_speaks_chinese_on_a_chinese_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "在本机启动全部程序" in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["fly"])
    assert ended.value.code == 2
    assert "'fly'" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_of_the_table_exists_and_describes_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = importlib.import_module(f"openbeian.commands.{cli.COMMANDS[name].module}")
    assert callable(module.run)
    if not cli.COMMANDS[name].takes_everything:
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0
        assert f"openbeian {name}" in capsys.readouterr().out


def test_help_loads_no_django() -> None:
    program = (
        "import sys; from openbeian import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: sys.exit('django' in sys.modules)"
    )
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert outcome.returncode == 0
