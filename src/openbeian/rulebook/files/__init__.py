"""Readers of the rulebook's data files: each turns one file into values and notes its faults."""
