"""The pages of the console; each write is one domain call."""
