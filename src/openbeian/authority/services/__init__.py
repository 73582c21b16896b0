"""Writes: connections, the queue of uploads and its line, downloads and what follows from them."""
