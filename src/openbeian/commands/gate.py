"""`openbeian gate`: answers for host names; `gate build` and `gate feed` keep what it reads."""

import argparse
import signal
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openbeian.commands import house, lifeline, ports
from openbeian.commands.speech import said, say
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.registry.publishing.following import Clock

PORT = 8700
_WORKS = Text(
    "serve: answer, the default; build: make the store anew; feed: keep the store true",
    "serve：应答查询（默认）；build：重建数据；feed：持续同步数据",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "work", nargs="?", choices=("serve", "build", "feed"), default="serve", help=said(_WORKS)
    )
    parser.add_argument("--address", default=ports.LOOPBACK)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--socket", type=Path, metavar="PATH", help="a Unix socket, not a port")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    lifeline.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Do the work that was asked for."""
    return {"serve": _serve, "build": _build, "feed": _feed}[options.work](options)


def _serve(options: argparse.Namespace) -> int:
    """Serve until a signal ends it; nothing of Django is loaded."""
    from granian import Granian
    from granian.constants import Interfaces

    from openbeian.gate import app, settings

    lifeline.hold(options)
    if options.socket:
        ports.clear(options.socket)
    with TemporaryDirectory(prefix="openbeian-gate-") as folder:
        read = replace(settings.read(), counters=Path(folder), workers=options.workers)
        Granian(
            "openbeian.gate.app:load",
            address=options.address,
            port=options.port,
            uds=options.socket,
            uds_permissions=0o660 if options.socket else None,
            interface=Interfaces.WSGI,
            workers=options.workers,
            blocking_threads=1,  # an answer takes microseconds: a second thread only waits
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=5,
        ).serve(target_loader=partial(app.load, read))
    return 0


def _build(_options: argparse.Namespace) -> int:
    """Build the store from the registry and make it the current one."""
    house.enter()
    from openbeian.gate import settings
    from openbeian.gate.folder import Folder
    from openbeian.registry.publishing import following

    began = time.monotonic()
    built = following.build(Folder(settings.store()), _clock())
    took = time.monotonic() - began
    say(
        f"{built.domains} domains, as of event {built.position} of the log, in {took:.1f} s.",
        f"共{built.domains}个域名，截至日志第{built.position}条，用时{took:.1f}秒。",
    )
    return 0


def _feed(options: argparse.Namespace) -> int:
    """Keep the store true until a signal ends it; where there is none it is built."""
    house.enter()
    from openbeian.gate import settings
    from openbeian.gate.folder import Folder
    from openbeian.registry.publishing import feed

    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    lifeline.hold(options)
    feed.follow(Folder(settings.store()), _clock(), ended=ended)
    return 0


def _clock() -> "Clock":
    from openbeian.config import clock
    from openbeian.registry.publishing.following import Clock

    return Clock(clock.now, clock.offset)
