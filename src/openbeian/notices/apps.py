"""Notices: what is told to whom, in which words, by e-mail and SMS."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "openbeian.notices"
    label = "notices"
