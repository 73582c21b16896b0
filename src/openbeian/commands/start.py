"""`openbeian start`: everything on loopback with one command, and the demo's data ready in it."""

import argparse
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openbeian.commands import gate, house, ports, practice
from openbeian.commands.speech import say
from openbeian.commands.supervisor import Program, Supervisor, openbeian

if TYPE_CHECKING:
    from openbeian.config.environment import Environment


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8000, help="the first port to try")
    parser.add_argument(
        "--mail-port", type=int, default=8025, help="the first to try for the demo's mail catcher"
    )
    parser.add_argument("--gate-port", type=int, default=gate.PORT, help="the first for the gate")
    parser.add_argument(
        "--sandbox-port", type=int, default=practice.PORT, help="the first for the demo's sandbox"
    )
    parser.add_argument(
        "--without-sandbox", action="store_true", help="run no administration beside a demo"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare, then run all programs, with a mail catcher in a demo, until a signal ends it."""
    from openbeian.config import environment

    house.keep_private()
    var = environment.read().var
    var.mkdir(parents=True, exist_ok=True)
    with only_one(var) as first:
        if not first:
            return _tell_running(var)
        port, gate_port = (ports.free_from(first) for first in (options.port, options.gate_port))
        programs = [openbeian("web", "--port", str(port), port=port), openbeian("worker")]
        programs += _gate(gate_port) + _mail_catcher(options.mail_port)
        sandbox_port = _sandbox_port(options)
        if sandbox_port:
            programs.append(practice.program(sandbox_port))
        os.environ.setdefault("OPENBEIAN_BASE_URL", f"http://{ports.LOOPBACK}:{port}")
        _prepare(sandbox_port)
        places = _Places(environment.read(), gate_port, sandbox_port)
        supervisor = Supervisor(programs, folder=var, facts=places.facts())
        return supervisor.run(when_ready=places.tell)


@contextmanager
def only_one(var: Path) -> Iterator[bool]:
    """Hold the data folder for one `start`; the system lets go of it however that one ends."""
    with (var / "start.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _gate(port: int) -> list[Program]:
    """Return the gate, and the program that keeps its store true."""
    serving = openbeian("gate", "--port", str(port), port=port)
    return [serving, openbeian("gate", "feed", name="feed")]


def _mail_catcher(preferred: int) -> list[Program]:
    """Return the demo's mail catcher, unless mail has somewhere to go."""
    from openbeian.config import environment

    if environment.read().is_production or "OPENBEIAN_SMTP_URL" in os.environ:
        return []
    port = ports.free_from(preferred)
    os.environ["OPENBEIAN_SMTP_URL"] = f"smtp://{ports.LOOPBACK}:{port}"
    return [openbeian("mailbox", "--port", str(port), port=port)]


def _sandbox_port(options: argparse.Namespace) -> int | None:
    """Return where the demo's sandbox answers, and let the house keep pace with it; or None."""
    from openbeian.config import environment

    if environment.read().is_production or options.without_sandbox:
        return None
    practice.hasten()
    return ports.free_from(options.sandbox_port)


def _prepare(sandbox_port: int | None = None) -> None:
    """Bring the database up to date, refuse a broken rulebook, fill in the demo's data once."""
    house.enter()
    from django.conf import settings

    from openbeian import rulebook
    from openbeian.commands import seed
    from openbeian.config import founding

    say("Preparing the database and the rulebook.", "正在准备数据库和规则。")
    house.bring_up_to_date()
    rulebook.load(settings.OPENBEIAN_RULEBOOK_OVERRIDES)
    if settings.OPENBEIAN_MODE != "production":
        seed.sow()
    if sandbox_port:
        practice.connect(sandbox_port)
    founding.require()


def _tell_running(var: Path) -> int:
    try:
        address = json.loads((var / "programs.json").read_text(encoding="utf-8"))["address"]
    except FileNotFoundError:
        address = "…"
    say(f"Openbeian is already running: {address}/", f"系统已在运行：{address}/")
    return 0


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything that runs answers."""

    settled: "Environment"
    gate_port: int
    sandbox_port: int | None = None

    @property
    def gate(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.gate_port}"

    @property
    def smtp(self) -> str:
        """The mail server, its password left out."""
        from openbeian.config import environment

        return environment.without_password(self.settled.smtp_url)

    def facts(self) -> dict[str, object]:
        """Return what is written beside the process ids."""
        sandbox = {"sandbox": practice.address(self.sandbox_port)} if self.sandbox_port else {}
        house = {"address": self.settled.base_url, "smtp": self.smtp, "gate": self.gate}
        return {**house, **sandbox}

    def tell(self) -> None:
        """Print every address, and in a demo who may sign in."""
        base = self.settled.base_url
        print()
        say("Openbeian is running.", "系统已启动。")
        for en, zh, what in (
            ("for applicants", "用户门户", f"{base}/"),
            ("for the provider", "接入服务商工作台", f"{base}/console/"),
            ("interface", "接口说明", f"{base}/api/v1/openapi.json"),
            ("gate", "域名备案查询", f"{self.gate}/v1/verify?domain=example.cn"),
            ("e-mail goes to", "邮件发送至", self.smtp),
            ("logs and data", "日志与数据", self.settled.var),
        ):
            say(f"  {en:<18}{what}", f"  {zh}：{what}")
        if self.sandbox_port:
            practice.tell(self.sandbox_port)
        if not self.settled.is_production:
            from openbeian.commands import seed

            seed.tell_accounts()
        say("Ctrl-C ends it; nothing is lost.", "按 Ctrl-C 停止，数据均会保留。")
