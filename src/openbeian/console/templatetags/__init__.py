"""`{% load console %}`."""
