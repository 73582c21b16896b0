"""The Django app `webhooks`."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "openbeian.webhooks"
    label = "webhooks"
