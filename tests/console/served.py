"""The house of the console's tests with an administration on loopback."""

from datetime import timedelta

from authority import officer
from authority.counterpart import ISP_ID, PASSWORD, USER, Counterpart
from openbeian.authority.services import connections, rounds
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.config import clock
from openbeian.outbox.services import deliver_due


class Served:
    """The house with one interface, an administration on loopback, and the time between them."""

    def __init__(self, administration: Counterpart, house, monkeypatch):
        self.administration = administration
        self.house = house
        self.at = clock.now()
        monkeypatch.setattr(clock, "now", lambda: self.at)
        self.connect()

    def connect(self, **changes):
        given = {
            "province": "310000",
            "endpoint": self.administration.address,
            "credentials": Credentials(ISP_ID, USER, PASSWORD),
            "actor": self.house.operator,
            "at": self.at,
        }
        return connections.connect(**(given | changes))

    def halt(self):
        connections.halt(province="310000", actor=self.house.operator, at=self.at)

    def run(self, minutes=1):
        """Let minutes pass, and do what is due and owed."""
        self.at += timedelta(minutes=minutes)
        rounds.tick(at=self.at)
        deliver_due(at=self.at)

    def answers(self, *records, name="r1.xml"):
        self.administration.waiting[name] = officer.file_of(*records)
        self.run()

    def filing(self, sequence=1):
        """What the administration reads in a file that it took."""
        [found] = officer.uploaded(self.administration.taken[sequence])
        return found
