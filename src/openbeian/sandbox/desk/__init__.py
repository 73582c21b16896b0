"""The administration's pages: the officer's desk, the SMS verification, the public query."""
