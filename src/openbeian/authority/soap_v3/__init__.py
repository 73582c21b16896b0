"""The interface V3.0 of an administration, as a provider calls it."""
