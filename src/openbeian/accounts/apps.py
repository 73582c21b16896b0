"""Accounts: people, organisations and roles."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "openbeian.accounts"
    label = "accounts"
