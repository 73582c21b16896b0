"""The sandbox as an application of Django."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The administration's own tables."""

    name = "openbeian.sandbox"
    label = "sandbox"
    default_auto_field = "django.db.models.BigAutoField"
