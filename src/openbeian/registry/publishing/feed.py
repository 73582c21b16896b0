"""The program that follows: turn after turn until it is told to end, whatever fails meanwhile."""

import logging
from threading import Event

from django.db import DatabaseError, connection

from openbeian.gate.folder import Folder
from openbeian.gate.store import StoreUnfit
from openbeian.registry.publishing import waking
from openbeian.registry.publishing.following import Clock, Follower

TURN = 0.5  # seconds until it looks again though nobody woke it
_PAUSE = 1.0  # seconds after something failed, or while another one follows

_log = logging.getLogger(__name__)


def follow(folder: Folder, clock: Clock, *, ended: Event) -> None:
    """Keep the store of a folder true until the event is set.

    Where another program follows already, stand by until it ends.
    """
    while not ended.is_set():
        with folder.locked("feed", wait=False) as ours:
            if ours:
                _serve(folder, clock, ended)
            ended.wait(_PAUSE)


def _serve(folder: Folder, clock: Clock, ended: Event) -> None:
    """Follow until told to end; what fails for a while is tried again."""
    while not ended.is_set():
        try:
            _turn_by_turn(folder, clock, ended)
        except (DatabaseError, StoreUnfit, OSError):
            _log.exception("The store could not be brought up to date; trying again.")
            connection.close()
            ended.wait(_PAUSE)


def _turn_by_turn(folder: Folder, clock: Clock, ended: Event) -> None:
    bell = waking.bell()
    follower = Follower(folder, clock)
    try:
        while not ended.is_set():
            follower.turn()
            bell.wait(TURN)
    finally:
        follower.close()
        bell.close()
