"""`openbeian accessor`: make, revoke and show the keys of those who ask in Alibaba's way."""

import argparse
from typing import TYPE_CHECKING

from openbeian.commands import house
from openbeian.commands.speech import said, say
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.accessors.models import AccessKey
    from openbeian.accounts.actors import Actor


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    works = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = works.add_parser("create")
    create.add_argument("accessor", metavar="CALLER", help="cdn")
    create.add_argument(
        "--allow", nargs="+", required=True, metavar="ACTION", help="QueryAccessorDomainStatus"
    )
    works.add_parser("revoke").add_argument("key_id", metavar="KEY")
    works.add_parser("show")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    house.enter()
    if options.action == "create":
        return _create(options)
    if options.action == "revoke":
        return _revoke(options.key_id)
    from openbeian.accessors.queries import keys

    for key in keys():
        print(_line(key))
    return 0


def _create(options: argparse.Namespace) -> int:
    """Print the key; its secret is shown this once."""
    from openbeian.accessors.services import make_key
    from openbeian.config import clock

    key, secret = make_key(
        accessor=options.accessor, actions=options.allow, actor=_operator(), at=clock.now()
    )
    print(f"AccessKeyId      {key.key_id}")
    print(f"AccessKeySecret  {secret}")
    say("The secret is not shown again.", "密钥口令仅显示一次。")
    return 0


def _revoke(key_id: str) -> int:
    from openbeian.accessors.services import revoke_key
    from openbeian.config import clock

    print(_line(revoke_key(key_id=key_id, actor=_operator(), at=clock.now())))
    return 0


def _line(key: "AccessKey") -> str:
    state = Text("revoked", "已吊销") if key.revoked_at else Text("in force", "有效")
    return f"{key.key_id}  {key.accessor}  {said(state)}  {' '.join(key.actions)}"


def _operator() -> "Actor":
    from openbeian.accounts.actors import Actor
    from openbeian.procedure.permissions import Role

    return Actor(user_id=None, organisation_id=None, role=Role.OPERATOR, name="terminal")
