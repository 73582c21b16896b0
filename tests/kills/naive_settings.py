"""The control: the house with its submission replaced by one as it is often written."""

from kills.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "kills.naive_urls"
