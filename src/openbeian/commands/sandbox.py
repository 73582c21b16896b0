"""`openbeian sandbox`: a provincial administration to try against, with a database of its own."""

import argparse
import os

from openbeian.commands import lifeline, ports
from openbeian.commands.speech import say

PROVINCE = "310000"
UNIT_ID = 310_000_042
USER_NAME = "demo"
PASSWORD = "demo-password"  # noqa: S105 - of the demo, and printed at the start


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--address", default=ports.LOOPBACK)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--threads", type=int, default=4, help="threads of each process")
    parser.add_argument("--province", default=PROVINCE, metavar="CODE", help="such as 310000")
    parser.add_argument("--unit-id", type=int, default=UNIT_ID, help="the provider's ispId")
    parser.add_argument("--user-name", default=USER_NAME)
    parser.add_argument("--password", default=PASSWORD)
    parser.add_argument(
        "--officer", type=float, default=0.0, metavar="N", help="let N orders a minute be decided"
    )
    parser.add_argument(
        "--refusals", type=float, default=0.0, metavar="SHARE", help="of which are refused, 0 to 1"
    )
    parser.add_argument("--seed", type=int, default=0, help="picks which are refused")
    lifeline.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Bring the database up to date, open the account, and serve until a signal ends it."""
    from granian import Granian
    from granian.constants import Interfaces

    lifeline.hold(options)
    enter()
    prepare(options)
    Granian(
        "openbeian.sandbox.wsgi:application",
        address=options.address,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()
    return 0


def enter() -> None:
    """Load the sandbox's settings and applications, never the house's."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "openbeian.sandbox.settings"
    django.setup()


def prepare(options: argparse.Namespace) -> None:
    """Migrate, and open the province and the provider's account where they are not yet there."""
    from django.conf import settings
    from django.core.management import call_command

    from openbeian.sandbox import clock, seeds
    from openbeian.sandbox.services import officers

    settings.SANDBOX_VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    account = seeds.Account(options.province, options.unit_id, options.user_name, options.password)
    provider = seeds.sow(account, at=clock.now())
    if options.officer:
        officers.engage(
            provider.administration,
            per_minute=options.officer,
            refusals=options.refusals,
            seed=options.seed,
            at=clock.now(),
        )
    base = f"http://{options.address}:{options.port}/{options.province}"
    say(
        f"{provider.administration} (sandbox): {base}\n"
        f"  ispId {account.unit_id}, userName {account.user_name}",
        f"{provider.administration}（模拟系统）：{base}\n"
        f"  ispId {account.unit_id}，userName {account.user_name}",
    )
