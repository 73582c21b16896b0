"""A house that is connected to an administration on loopback, and its applications."""

from datetime import timedelta

import pytest

from authority import officer
from authority.counterpart import ISP_ID, PASSWORD, USER, counterpart
from authority.two_sides import TwoSides, a_sandbox
from cases import Case, declared_by, found_company, found_house
from openbeian.authority.models import Administration, Download, DownloadRecord, Upload
from openbeian.authority.services import connections, queue, rounds
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.outbox.services import deliver_due
from openbeian.wire.envelope import Keys

KEYS = Keys(b"0123456789abcdef", b"0102030405060708")


class Line:
    """The house on one side and the administration on the other, and the clock between them."""

    def __init__(self, served, house):
        self.served = served
        self.house = house
        self.at = Case(house, None).at
        self.cases = []
        self.connect()

    def connect(self, **changes):
        given = {
            "province": "310000",
            "endpoint": self.served.address,
            "credentials": Credentials(ISP_ID, USER, PASSWORD),
            "actor": self.house.operator,
            "at": self.at,
        }
        return connections.connect(**(given | changes))

    @property
    def administration(self):
        return Administration.objects.get()

    def case(self):
        """Return a case of a company of its own that passed the review."""
        number = len(self.cases) + 1
        name = f"上海示例{number}号贸易有限公司"
        company = found_company(name, email=f"{number}@company.example")
        declared = declared_by(name, domain=f"company-{number}.cn", serial=number)
        case = Case(self.house, company, declared, self.at).brought_to("ready_to_submit")
        self.cases.append(case)
        self.at = max(self.at, case.at)
        return case

    def hand_over(self, case=None):
        """Hand a case over, a new one if none is named, and put it into a file of its own."""
        case = case or self.case()
        queue.hand_over(filing_id=case.id, actor=self.house.reviewer, at=self.at)
        queue.collect(self.administration, at=self.at)
        return case

    def run(self, minutes=0):
        """Let so many minutes pass, then do what is due and carry out what is owed."""
        self.at += timedelta(minutes=minutes)
        rounds.tick(at=self.at)
        deliver_due(at=self.at)
        return self

    def taken(self, sequence=1):
        """Return the filings in a file that the administration took."""
        return officer.uploaded(self.served.taken[sequence])

    def states(self):
        rows = Upload.objects.order_by("sequence")
        return [(row.sequence, row.state) for row in rows]

    def answer(self, *records, name="r1.xml"):
        """Let the administration answer, and the house fetch it."""
        self.served.waiting[name] = officer.file_of(*records)
        return self.run(minutes=2)

    def outcomes(self):
        return list(DownloadRecord.objects.order_by("pk").values_list("outcome", flat=True))

    def download(self, name="r1.xml"):
        return Download.objects.exclude(state="replaced").get(name=name)


@pytest.fixture
def served():
    with counterpart() as administration:
        yield administration


@pytest.fixture
def line(db, served, settings):
    settings.OPENBEIAN_AUTHORITY_CALL_SECONDS = 1.0
    return Line(served, found_house())


@pytest.fixture
def sent(line):
    """The line after one application arrived; `sent.filing` is what the administration holds."""
    line.case_sent = line.hand_over()
    line.run()
    (line.filing,) = line.taken()
    return line


@pytest.fixture(scope="session")
def served_sandbox(tmp_path_factory):
    """A sandbox that is a process of its own, for whoever comes to it with an account."""
    with a_sandbox(tmp_path_factory.mktemp("sandbox")) as served:
        yield served


@pytest.fixture
def sides(db, served_sandbox, settings):
    """A house with an account at the sandbox, and patience for little more than half a second."""
    settings.OPENBEIAN_AUTHORITY_CALL_SECONDS = 0.6
    served_sandbox.forget_everything_odd()
    return TwoSides(served_sandbox)
