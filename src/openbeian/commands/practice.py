"""The sandbox beside a demo: its program, the house's connection to it, and where its desk is."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openbeian.commands import ports, sandbox
from openbeian.commands.speech import say
from openbeian.commands.supervisor import Program, openbeian

if TYPE_CHECKING:
    from openbeian.authority.models import Administration

PORT = 8100
# whoever plays both sides waits in front of the screen
HASTE = {"OPENBEIAN_ROUND_SECONDS": "5", "OPENBEIAN_AUTHORITY_POLL_SECONDS": "5"}


def program(port: int) -> Program:
    """Return the sandbox as a program of the supervisor's; the house's own pages come first."""
    return replace(openbeian("sandbox", "--port", str(port), port=port), waits=True)


def address(port: int) -> str:
    """Return where the administration of the demo's province answers."""
    return f"http://{ports.LOOPBACK}:{port}/{sandbox.PROVINCE}"


def hasten() -> None:
    """Let the house look for what is due every few seconds, unless the settings say how often."""
    for name, seconds in HASTE.items():
        os.environ.setdefault(name, seconds)


def connect(port: int) -> bool:
    """Connect the demo's province to the sandbox; return whether it is.

    A connection to anybody else is left as it is. The house must be loaded.
    """
    # the model alone: the client of the interface takes its while to load, at every start
    from openbeian.authority.models import Administration

    row = Administration.objects.filter(province=sandbox.PROVINCE).first()
    if row is not None and not _is_practice(row):
        return False
    if row is None or row.endpoint != address(port):
        _set(address(port))
    return True


def _is_practice(row: "Administration") -> bool:
    account = (row.isp_id, row.user_name) == (sandbox.UNIT_ID, sandbox.USER_NAME)
    return account and urlsplit(row.endpoint).hostname == ports.LOOPBACK


def _set(endpoint: str) -> None:
    from openbeian.authority.services import connections
    from openbeian.authority.soap_v3.credentials import Credentials
    from openbeian.commands.administration import operator
    from openbeian.config import clock

    connections.connect(
        province=sandbox.PROVINCE,
        endpoint=endpoint,
        credentials=Credentials(sandbox.UNIT_ID, sandbox.USER_NAME, sandbox.PASSWORD),
        actor=operator(),
        at=clock.now(),
    )


def tell(port: int) -> None:
    """Print where the officers, the persons in charge and the public look."""
    base = address(port)
    for en, zh, what in (
        ("administration", "管局模拟系统", f"{base}/desk/"),
        ("SMS verification", "短信核验", f"{base}/sms/"),
        ("its SMS codes", "验证码查看", f"{base}/messages/"),
    ):
        say(f"  {en:<18}{what}", f"  {zh}：{what}")
    say(
        "  The administration is a sandbox without a sign-in: who opens its desk is the officer.",
        "  管局为模拟系统，无需登录，打开审核页面即以审核人身份办理。",
    )
