"""`openbeian start`: everything on loopback with one command, and the demo's data ready in it."""

import argparse
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from openbeian.commands import gate, house, ports
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


def run(options: argparse.Namespace) -> int:
    """Prepare, then run all programs, with a mail catcher in a demo, until a signal ends it."""
    from openbeian.config import environment

    house.keep_private()
    var = environment.read().var
    var.mkdir(parents=True, exist_ok=True)
    with only_one(var) as first:
        if not first:
            return _tell_running(var)
        port = ports.free_from(options.port)
        programs = [openbeian("web", "--port", str(port), port=port), openbeian("worker")]
        gate_port = ports.free_from(options.gate_port)
        programs += _gate(gate_port)
        programs += _mail_catcher(options.mail_port)
        os.environ.setdefault("OPENBEIAN_BASE_URL", f"http://{ports.LOOPBACK}:{port}")
        settled = environment.read()
        _prepare()
        asked_at = f"http://{ports.LOOPBACK}:{gate_port}"
        smtp = environment.without_password(settled.smtp_url)
        facts = {"address": settled.base_url, "smtp": smtp, "gate": asked_at}
        supervisor = Supervisor(programs, folder=var, facts=facts)
        return supervisor.run(when_ready=lambda: _tell_ready(settled, asked_at))


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


def _prepare() -> None:
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
    founding.require()


def _tell_running(var: Path) -> int:
    try:
        address = json.loads((var / "programs.json").read_text(encoding="utf-8"))["address"]
    except FileNotFoundError:
        address = "…"
    say(f"Openbeian is already running: {address}/", f"系统已在运行：{address}/")
    return 0


def _tell_ready(settled: "Environment", gate_address: str) -> None:
    from openbeian.config import environment

    base = settled.base_url
    print()
    say("Openbeian is running.", "系统已启动。")
    for en, zh, what in (
        ("for applicants", "用户门户", f"{base}/"),
        ("for the provider", "接入服务商工作台", f"{base}/console/"),
        ("interface", "接口说明", f"{base}/api/v1/openapi.json"),
        ("gate", "域名备案查询", f"{gate_address}/v1/verify?domain=example.cn"),
        ("e-mail goes to", "邮件发送至", environment.without_password(settled.smtp_url)),
        ("logs and data", "日志与数据", settled.var),
    ):
        say(f"  {en:<18}{what}", f"  {zh}：{what}")
    if not settled.is_production:
        from openbeian.commands import seed

        seed.tell_accounts()
    say("Ctrl-C ends it; nothing is lost.", "按 Ctrl-C 停止，数据均会保留。")
