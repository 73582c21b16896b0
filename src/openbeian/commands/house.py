"""Opening the Django side of the house from the command line."""

import os


def enter() -> None:
    """Load the settings and the applications."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbeian.config.settings")
    django.setup()


def bring_up_to_date() -> None:
    """Migrate the database; in production collect the static files too."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks for it
    call_command("migrate", interactive=False, verbosity=0)
    if settings.OPENBEIAN_MODE == "production":
        call_command("collectstatic", interactive=False, verbosity=0)
