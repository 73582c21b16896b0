"""The interface for programs: what the registry answers about a host name."""
