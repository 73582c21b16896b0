"""Workers that are killed at random while files go out and answers come in (see house_program).

The administration is the caller's, at an address; it approves whatever arrives. Each worker dies a
fraction of a second after its start; the last one is left alone.
"""

import os
import random
import signal
import time
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command

import invariants
from authority.counterpart import ISP_ID, PASSWORD, USER
from cases import Case, declared_by, found_company, found_house
from house_program import exit_code, fork
from openbeian.audit.models import Event
from openbeian.authority.models import Administration, Download, Upload, UploadRecord
from openbeian.authority.services import connections, queue, rounds, settling
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.config import clock
from openbeian.filings.models import Filing
from openbeian.outbox.services import deliver_due

DEATHS = 25
PATIENCE = 120


def main(address: str, count: str, seed: str) -> dict[str, object]:
    call_command("migrate", verbosity=0, skip_checks=True)
    settings.OPENBEIAN_AUTHORITY_CALL_SECONDS = 2.0
    settings.OPENBEIAN_AUTHORITY_POLL_SECONDS = 0.2
    settings.OPENBEIAN_OUTBOX = {"lease_seconds": 0.5}
    settling.FIRST_PAUSE = settling.LONGEST_PAUSE = timedelta(seconds=0.1)
    prepare(address, int(count))
    dice = random.Random(int(seed))
    killed = sum(killed_within(dice.uniform(0.05, 0.8)) for _ in range(DEATHS))
    work_until(everything_is_decided)
    invariants.hold()
    return found() | {"killed": killed}


def prepare(address: str, count: int) -> None:
    house = found_house()
    at = clock.now() - timedelta(days=30)
    connections.connect(
        province="310000",
        endpoint=address,
        credentials=Credentials(ISP_ID, USER, PASSWORD),
        actor=house.operator,
        at=at,
    )
    for number in range(1, count + 1):
        name = f"上海示例{number}号贸易有限公司"
        company = found_company(name, email=f"{number}@company.example")
        declared = declared_by(name, domain=f"company-{number}.cn", serial=number)
        case = Case(house, company, declared, at).brought_to("ready_to_submit")
        queue.hand_over(filing_id=case.id, actor=house.reviewer, at=clock.now())
        queue.collect(Administration.objects.get(), at=clock.now())


def killed_within(seconds: float) -> bool:
    worker = fork(lambda: work_until(lambda: False))
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    return exit_code(worker) == -signal.SIGKILL


def work_until(done) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < deadline:
        rounds.tick(at=clock.now())
        deliver_due(at=clock.now())
        time.sleep(0.05)


def everything_is_decided() -> bool:
    waiting = Filing.objects.exclude(state="approved").exists()
    return not waiting and not Download.objects.exclude(state="acknowledged").exists()


def found() -> dict[str, object]:
    approvals = Event.objects.filter(kind="filing:application:record_approval")
    return {
        "uploads": list(Upload.objects.order_by("sequence").values_list("sequence", "state")),
        "sent_again": Upload.objects.filter(attempts__gt=1).count(),
        "records": UploadRecord.objects.filter(upload__isnull=False).count(),
        "approved": approvals.count(),
        "downloads": list(Download.objects.order_by("name").values_list("name", "state")),
    }
