"""Openbeian takes a hosting provider's customers through ICP registration (备案)."""

__version__ = "0.1.0"
