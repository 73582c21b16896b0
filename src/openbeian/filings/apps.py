"""Filings: applications, their versions and corrections."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "openbeian.filings"
    label = "filings"
