"""Accessors (接入方): programs of the provider that ask with a key of their own."""
