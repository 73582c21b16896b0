"""What a database was founded as: a demo's accounts never meet a production house's data.

The mode is written at the first `openbeian migrate` and never changed. A forgotten OPENBEIAN_MODE
would otherwise run a demo, with passwords that everybody knows, over real applications.
"""

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection

from openbeian.accounts import queries, services
from openbeian.config import demo_data
from openbeian.config.environment import EnvironmentFault


class WrongMode(EnvironmentFault):
    """The database was founded in another mode than this program runs in."""


class NotFounded(EnvironmentFault):
    """The database has not been set up."""


class DemoAccountsOpen(EnvironmentFault):
    """Accounts with a password that everybody knows can sign in to a production house."""


def found() -> None:
    """Write the mode into a new database. Raises WrongMode for one of another mode."""
    services.found_database(mode=settings.OPENBEIAN_MODE)
    tolerate_new()


def tolerate_new() -> None:
    """Raise WrongMode for a database of another mode; one without tables belongs to nobody yet."""
    try:
        founded_as = queries.founded_as()
    except (OperationalError, ProgrammingError):
        return
    finally:
        _let_go()
    if founded_as not in {None, settings.OPENBEIAN_MODE}:
        raise WrongMode(
            f"This database was founded as '{founded_as}', and OPENBEIAN_MODE is "
            f"'{settings.OPENBEIAN_MODE}'. Nothing was changed. Set OPENBEIAN_MODE={founded_as}, "
            "or name another database."
        )


def require() -> None:
    """Let a program serve only where it belongs.

    Raises WrongMode, NotFounded, and DemoAccountsOpen where that is a production house.
    """
    tolerate_new()
    if queries.founded_as() is None:
        raise NotFounded("This database has not been set up. Run `openbeian migrate` first.")
    if settings.OPENBEIAN_MODE == "production" and demo_data.open_accounts().exists():
        raise DemoAccountsOpen(
            f"Accounts of the demo (…{demo_data.DOMAIN}) can sign in to this production house, "
            "with a password that everybody knows. Run `openbeian seed --close` first."
        )
    _let_go()


def _let_go() -> None:
    """Leave no connection open for processes that are forked from this one."""
    if not connection.in_atomic_block:
        connection.close()
