"""The pages' common look and words, shared by every face."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "openbeian.ui"
    label = "ui"
