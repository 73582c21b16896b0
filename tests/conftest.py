"""Fixtures that every area of the suite shares."""

from hypothesis import settings

from append_only import flushes_lift_the_triggers
from own_database import own_database
from stage.browser import chromium, new_page, screenshots

__all__ = [
    "chromium",
    "flushes_lift_the_triggers",
    "new_page",
    "own_database",
    "screenshots",
]

# no deadline: two busy cores make any of them wrong now and then
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
