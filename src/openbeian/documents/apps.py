"""Documents: what applicants hand in, checked at the door and kept sealed."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "openbeian.documents"
    label = "documents"

    def ready(self) -> None:
        from openbeian.documents import kinds  # noqa: F401, PLC0415 - registers the event kinds
