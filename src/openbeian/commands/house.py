"""Opening the Django side of the house from the command line."""

import os


def load() -> None:
    """Load the settings and the applications, for a command that asks no database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbeian.config.settings")
    django.setup()


def keep_private() -> None:
    """Let what this program writes be read by the house's own user alone."""
    os.umask(0o077)


def enter() -> None:
    """Load the house for a command that uses its database. Raises WrongMode."""
    keep_private()
    load()
    from openbeian.config import founding

    founding.tolerate_new()


def bring_up_to_date() -> None:
    """Migrate the database; in production collect the static files too. Raises WrongMode."""
    from django.conf import settings
    from django.core.management import call_command

    from openbeian.config import founding

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks for it
    call_command("migrate", interactive=False, verbosity=0)
    founding.found()
    if settings.OPENBEIAN_MODE == "production":
        call_command("collectstatic", interactive=False, verbosity=0)
