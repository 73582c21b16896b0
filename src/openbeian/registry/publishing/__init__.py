"""Publishes the registry to the gate: the store is built from it, and then follows the log.

Every write of the registry appends an event to the log in its own transaction, in the order of the
commits and without a gap; so the log is the feed of changes, and a store knows how far it has come.
"""
