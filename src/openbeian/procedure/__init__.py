"""The procedures as tables: who may do what, from which state, until when, and who is told."""
