"""`openbeian administration`: set, check, halt, release and show connections to administrations."""

import argparse
import base64
import binascii
from datetime import time
from getpass import getpass
from typing import TYPE_CHECKING

from openbeian.commands import house
from openbeian.commands.speech import said, say
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.accounts.actors import Actor
    from openbeian.authority.models import Administration
    from openbeian.wire.envelope import Keys


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    connect = actions.add_parser("connect")
    connect.add_argument("province", help="310000")
    connect.add_argument("--endpoint", required=True, metavar="http://HOST")
    connect.add_argument("--isp-id", required=True, type=int)
    connect.add_argument("--user", required=True)
    connect.add_argument("--hours", type=_hours, metavar="HH:MM-HH:MM")
    connect.add_argument("--first-sequence", type=int, default=1)
    connect.add_argument("--encrypted", action="store_true", help="asks for key and IV, in base64")
    for action in ("check", "halt", "release"):
        actions.add_parser(action).add_argument("province", help="310000")
    actions.add_parser("show")


def run(options: argparse.Namespace) -> int:
    """Do one of them; a connection that does not answer is exit code 1."""
    house.enter()
    if options.action == "connect":
        return _connect(options)
    if options.action == "show":
        return _show()
    if options.action == "check":
        return _check(options.province)
    from openbeian.authority.services import connections
    from openbeian.config import clock

    verb = {"halt": connections.halt, "release": connections.release}[options.action]
    verb(province=options.province, actor=operator(), at=clock.now())
    return _show()


def _connect(options: argparse.Namespace) -> int:
    from openbeian.authority.services import connections
    from openbeian.authority.soap_v3.credentials import Credentials
    from openbeian.config import clock

    keys = _keys() if options.encrypted else None
    password = getpass(_said("Password: ", "密码："))
    connections.connect(
        province=options.province,
        endpoint=options.endpoint,
        credentials=Credentials(options.isp_id, options.user, password, keys),
        hours=options.hours,
        first_sequence=options.first_sequence,
        actor=operator(),
        at=clock.now(),
    )
    return _show()


def _check(province: str) -> int:
    """Ask for the last file, which changes nothing."""
    from openbeian.authority.queries import connection
    from openbeian.authority.services.connections import client_of

    last = client_of(connection(province)).previous_upload().upload
    number = last.sequence if last else 0
    say(
        f"the interface answers; the last file that arrived: {number}",
        f"接口返回正常，最近一次成功上报的文件序号：{number}",
    )
    return 0


def _show() -> int:
    from openbeian.authority.queries import connections

    for row in connections():
        print(_line(row))
    return 0


def _line(row: "Administration") -> str:
    state = _said("halted", "已暂停") if row.halted else _said("open", "正常")
    return f"{row.province}  {row.endpoint}  {state}  → {row.next_sequence}"


def operator() -> "Actor":
    """Return who acts from a terminal of the house."""
    from openbeian.accounts.actors import Actor
    from openbeian.procedure.permissions import Role

    return Actor(user_id=None, organisation_id=None, role=Role.OPERATOR, name="terminal")


def _keys() -> "Keys":
    from openbeian.wire.envelope import Keys

    return Keys(_secret("Key: ", "密钥："), _secret("IV: ", "初始向量："))


def _secret(english: str, chinese: str) -> bytes:
    try:
        return base64.b64decode(getpass(_said(english, chinese)), validate=True)
    except binascii.Error:
        return b""  # refused as a key of the wrong length


def _said(english: str, chinese: str) -> str:
    return said(Text(english, chinese))


def _hours(words: str) -> tuple[time, time]:
    begin, _, end = words.partition("-")
    return time.fromisoformat(begin), time.fromisoformat(end)
