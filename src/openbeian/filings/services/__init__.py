"""Writes: one function per verb, each a single durable transaction with its audit event."""
