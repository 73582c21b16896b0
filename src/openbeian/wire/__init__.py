"""The administration's interface V3.0."""
