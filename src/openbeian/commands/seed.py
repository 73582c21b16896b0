"""`openbeian seed`: the demo's people and organisations."""

import argparse

from openbeian.commands import house
from openbeian.commands.speech import said, say


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_options: argparse.Namespace) -> int:
    """Fill in what is missing and name the accounts."""
    house.enter()
    sow()
    tell_accounts()
    return 0


def sow() -> None:
    """Fill in the demo's data; what is there already stays as it is. Raises NotADemo."""
    from openbeian.config import demo_data

    demo_data.seed()


def tell_accounts() -> None:
    """Print who may sign in to the demo."""
    from openbeian.config import demo_data

    password = demo_data.PASSWORD
    say(f"Demo accounts, password {password}:", f"演示账号，密码 {password}：")
    for account in demo_data.ACCOUNTS:
        print(f"  {account.email:<26} {said(account.purpose)}")
