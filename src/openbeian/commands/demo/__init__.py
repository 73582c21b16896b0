"""`openbeian demo`: plays the whole journey without a person, through the real web pages."""

import argparse
import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from openbeian.commands.demo import story
from openbeian.commands.demo.stage import Stage, fresh_house
from openbeian.commands.speech import said, say
from openbeian.commands.supervisor import Supervisor
from openbeian.text import Text


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_options: argparse.Namespace) -> int:
    """Play in a house of its own; return 1 and name the act where one failed."""
    began = time.monotonic()
    say(
        "A fresh house on loopback; its clock is ours, so twenty working days pass in a second.",
        "已在本机建立全新演示环境；时钟可调快，二十个工作日瞬间即过。",
    )
    with (
        tempfile.TemporaryDirectory(prefix="openbeian-demo-") as folder,
        fresh_house(Path(folder)) as (stage, programs),
    ):
        play = Play(stage, Supervisor(programs, folder=Path(folder), facts={}))
        code = play.run()
        if code == 0:
            spent = time.monotonic() - began
            say(f"The journey took {spent:.0f} seconds.", f"全程用时{spent:.0f}秒。")
            print(json.dumps(play.outcome(), ensure_ascii=False), flush=True)
    return code


class Play:
    """The acts, played while the house's programs run."""

    def __init__(self, stage: Stage, supervisor: Supervisor) -> None:
        self.stage = stage
        self.supervisor = supervisor
        self.failed = True

    def run(self) -> int:
        """Run the programs, play, end them; Ctrl-C ends all of it."""
        try:
            code = self.supervisor.run(when_ready=self._play)
        except KeyboardInterrupt:
            say("Interrupted; everything is ended.", "已中断，全部程序均已停止。")
            return 130
        return code or int(self.failed)

    def outcome(self) -> dict[str, Any]:
        """Return the last line: the numbers, the days, the messages, and whether the log holds."""
        from openbeian import workdays
        from openbeian.audit import services as audit
        from openbeian.commands import mailbox
        from openbeian.notices import queries as notices

        stage = self.stage
        log = audit.verify()
        return {
            "entity_number": stage.verified["entity_number"],
            "service_number": stage.verified["service_number"],
            "psb_number": stage.verified["psb_number"],
            "working_days": workdays.between(stage.submissions[0], stage.approvals[-1]).days,
            "sms": notices.accepted_sms().count(),
            "emails": len(mailbox.messages(stage.folder / "mailbox")),
            "verify": stage.verified["status"],
            "audit": {"ok": log.ok, "rows": log.rows},
        }

    def _play(self) -> None:
        # from here on Ctrl-C is an exception, so that it ends an act in its middle
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        self.failed = not all(
            self._act(number, act) for number, act in enumerate(story.acts(), start=1)
        )
        self.supervisor.ending = True

    def _act(self, number: int, act: story.Act) -> bool:
        try:
            line = said(act.play(self.stage))
        except Exception as fault:  # noqa: BLE001 - whatever it was, the act is named
            head = said(Text(f"FAILED at “{act.name}”", f"失败：“{act.name}”"))
            sys.stderr.write(f"{head}: {type(fault).__name__}: {fault}\n")
            return False
        # the day on which the act ended: some of them let days pass
        print(f"{number:>2}  {self.stage.today}  {_padded(act.who.value)}  {line}", flush=True)
        return True


def _padded(who: Text) -> str:
    word = said(who)
    return word + " " * (10 - len(word.encode("gbk")))
