"""The gate: from a host name to what is known of it, over a memory-mapped store, without Django.

A program of its own, and the library by which the registry writes what it reads. Of the house it
imports `numbers` and what `numbers` stands on.
"""
