"""Webhooks: whoever subscribes is told when the answer for a domain changes."""
