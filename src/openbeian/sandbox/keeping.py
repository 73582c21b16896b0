"""Messages of the interface as the database keeps them: the XML of one element.

Tags mean the same in every message, so what was uploaded as one (`EntityLeader`) is read again as
another that asks for less (`FiledEntityLeader`), and nothing is copied field by field.
"""

from datetime import datetime

from django.utils.timezone import localtime
from lxml import etree

from openbeian.wire.reading import read
from openbeian.wire.writing import write


def kept(message: object, place: str) -> str:
    """Return a message as the element at a place, such as `ICP/XZBA/Baxx`; raises MessageRefused.

    What GBK cannot carry is refused here, before anybody counts on it.
    """
    return etree.tostring(write(message, place.rpartition("/")[2], place), encoding="unicode")


def taken[T](message: type[T], document: str, place: str) -> T:
    """Return the message that a kept element holds; raises MessageRefused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return read(message, etree.fromstring(document, parser), place)


def moment(at: datetime) -> str:
    """Return a moment as the interface writes it: Beijing time, 2026-11-24 10:20:30."""
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}"
