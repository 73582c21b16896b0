"""`openbeian seed`: the demo's people and organisations."""

import argparse

from openbeian.commands import house
from openbeian.commands.speech import said, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--close", action="store_true", help="let none of the demo's accounts sign in any more"
    )


def run(options: argparse.Namespace) -> int:
    """Fill in what is missing and name the accounts, or close them."""
    house.enter()
    if options.close:
        return close()
    sow()
    tell_accounts()
    return 0


def sow() -> None:
    """Fill in the demo's data; what is there already stays as it is. Raises NotADemo, WrongMode."""
    from openbeian.config import demo_data, founding

    founding.tolerate_new()
    demo_data.seed()


def close() -> int:
    """Close the demo's accounts, which are the one thing of a demo that production refuses."""
    from openbeian.config import demo_data

    closed = demo_data.close()
    say(f"Accounts of the demo closed: {closed}.", f"已关闭演示账号：{closed}个。")
    return 0


def tell_accounts() -> None:
    """Print who may sign in to the demo."""
    from openbeian.config import demo_data

    password = demo_data.PASSWORD
    say(f"Demo accounts, password {password}:", f"演示账号，密码 {password}：")
    for account in demo_data.ACCOUNTS:
        print(f"  {account.email:<26} {said(account.purpose)}")
