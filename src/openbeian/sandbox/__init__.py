"""A provincial administration (通信管理局) for tests, training and demonstrations.

A program of its own with its own database. It speaks the interface V3.0 as the other side of the
wire and imports nothing of the provider's.
"""
