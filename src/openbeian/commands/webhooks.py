"""`openbeian webhooks`: who is told when the answer for a domain changes."""

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from openbeian.commands import house
from openbeian.commands.speech import said, say
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.accounts.actors import Actor
    from openbeian.webhooks.models import Subscription

MOST_SHOWN = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    works = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = works.add_parser("add")
    add.add_argument("url", metavar="https://HOST/PATH")
    add.add_argument("--types", nargs="+", metavar="TYPE", help="domain.approved")
    for action in ("rotate", "disable", "enable"):
        works.add_parser(action).add_argument("id", type=UUID)
    works.add_parser("show")
    works.add_parser("deliveries")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    house.enter()
    works = {"add": _add, "rotate": _rotate, "show": _show, "deliveries": _deliveries}
    return works.get(options.action, _switch)(options)


def _add(options: argparse.Namespace) -> int:
    from openbeian.config import clock
    from openbeian.webhooks.messages import Type
    from openbeian.webhooks.services import add

    row, secret = add(
        url=options.url, types=options.types or list(Type), actor=_operator(), at=clock.now()
    )
    print(_line(row))
    return _tell(secret)


def _rotate(options: argparse.Namespace) -> int:
    from openbeian.config import clock
    from openbeian.webhooks.services import rotate

    return _tell(rotate(subscription_id=options.id, actor=_operator(), at=clock.now()))


def _switch(options: argparse.Namespace) -> int:
    from openbeian.config import clock
    from openbeian.webhooks import services

    verb = {"disable": services.disable, "enable": services.enable}[options.action]
    print(_line(verb(subscription_id=options.id, actor=_operator(), at=clock.now())))
    return 0


def _show(_options: argparse.Namespace) -> int:
    from openbeian.webhooks.queries import subscriptions

    for row in subscriptions():
        print(_line(row))
    return 0


def _deliveries(_options: argparse.Namespace) -> int:
    from openbeian.webhooks.queries import deliveries

    for row in deliveries()[:MOST_SHOWN]:
        moment = row.at.isoformat(timespec="seconds")
        print(f"{moment}  {row.message_id}  {row.type}  #{row.attempt}  {row.outcome} {row.status}")
    return 0


def _tell(secret: str) -> int:
    print(secret)
    say("The secret is not shown again.", "密钥仅显示一次。")
    return 0


def _line(row: "Subscription") -> str:
    from openbeian.webhooks.addresses import read

    state = said(Text("in force", "有效"))
    if row.disabled_at:
        state = f"{said(Text('disabled', '已停用'))} ({row.disabled_because})"
    elif row.failing_since:
        state = said(Text("failing", "投递失败中"))
    return f"{row.pk}  {read(row.url).origin}  {state}  {' '.join(row.types)}"


def _operator() -> "Actor":
    from openbeian.accounts.actors import Actor
    from openbeian.procedure.permissions import Role

    return Actor(user_id=None, organisation_id=None, role=Role.OPERATOR, name="terminal")
