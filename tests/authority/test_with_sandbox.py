"""The house and the sandbox, two programs that share no code but the wire: do they understand?"""

import subprocess
import sys
from datetime import timedelta

import pytest

from cases import Case, declared_by, found_company, found_house
from openbeian.authority.models import Download, OwnId, Upload, UploadRecord
from openbeian.authority.services import connections, queue, rounds
from openbeian.authority.services.knowing import sending
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.filings import queries as filings
from openbeian.filings.models import Correction, Outcome
from openbeian.filings.services import later
from openbeian.outbox.services import deliver_due
from openbeian.procedure.filing import State
from openbeian.registry import services as registry
from openbeian.registry.models import Entity, Party, Service
from openbeian.registry.subjects import Subject, SubjectKind
from sandbox.served import PASSWORD, environ, serving

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

UNIT, USER = 310_000_042, "demo"


def at_the_desk(var, *words):
    subprocess.run(
        [sys.executable, "-m", "authority.desk", *words],
        env=environ(var) | {"DJANGO_SETTINGS_MODULE": "openbeian.sandbox.settings"},
        check=True,
    )


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    var = tmp_path_factory.mktemp("sandbox")
    with serving(var) as address:
        at_the_desk(var, "quiet")
        yield address, var


@pytest.fixture
def house(db):
    return found_house()


class Office:
    """The house with its connection, and the officers on the other side."""

    def __init__(self, address, var, house):
        self.var = var
        self.house = house
        self.at = Case(house, None).at
        last = connections.client_of(self._connect(address)).previous_upload().upload
        if last is not None:
            connections.Administration.objects.update(next_sequence=last.sequence + 1)

    def _connect(self, address):
        return connections.connect(
            province="310000",
            endpoint=address,
            credentials=Credentials(UNIT, USER, PASSWORD),
            actor=self.house.operator,
            at=self.at,
        )

    def case(self, serial):
        name = f"上海示例{serial}号贸易有限公司"
        company = found_company(name, email=f"{serial}@company.example")
        declared = declared_by(name, domain=f"sandbox-{serial}.cn", serial=serial)
        case = Case(self.house, company, declared, self.at).brought_to("ready_to_submit")
        self.at = max(self.at, case.at)
        return case

    def hand_over(self, case):
        queue.hand_over(filing_id=case.id, actor=self.house.reviewer, at=self.at)
        return self.run()

    def run(self):
        for _ in range(3):
            self.at += timedelta(minutes=2)
            rounds.tick(at=self.at)
            deliver_due(at=self.at)
        return self

    def officers(self, *words):
        at_the_desk(self.var, *words)
        return self.run()


@pytest.fixture
def office(sandbox, house):
    return Office(*sandbox, house)


def test_a_first_filing_gets_its_numbers(office):
    case = office.case(1)
    office.hand_over(case)
    assert Upload.objects.get().state == "accepted"
    office.officers("approve")
    assert case.filing.state_now is State.APPROVED
    entity, service = Entity.objects.get(), Service.objects.get()
    assert service.number == f"{entity.number}-1"
    assert entity.number.startswith("沪ICP备")
    assert None not in OwnId.objects.values_list("administration_id", flat=True)


def test_what_the_machine_finds_opens_the_fields(office):
    first = office.case(2)
    office.hand_over(first).officers("approve")
    name = "上海别家贸易有限公司"
    company = found_company(name, email="other@company.example")
    declared = declared_by(name, domain="sandbox-2.com.cn", serial=3)
    case = Case(office.house, company, declared, office.at).brought_to("draft")
    case.edited({"services[1].domains[1].name": "bad-ip.cn"})
    case.edited({"services[1].home_url": "https://www.nothing-of-mine.cn"})
    case.submitted().claimed().passed()
    office.at = case.at
    office.hand_over(case)
    assert set(Correction.objects.values_list("field", flat=True)) >= {"services[1].home_url"}
    assert case.filing.state_now is State.CORRECTION_REQUESTED


def test_an_officers_refusal_comes_with_its_words(office):
    case = office.case(4)
    office.hand_over(case).officers("refuse", "1020", "网站名称不规范")
    assert case.filing.state_now is State.CORRECTION_REQUESTED
    assert "网站名称不规范" in Outcome.objects.get(kind="refused").words
    assert not Download.objects.filter(state="quarantined").exists()


def second_website(office, first, serial):
    """Return another application of the same company, for another website."""
    case = Case(office.house, first.applicant, first.declaration, office.at).brought_to("draft")
    case.edited(
        {
            "services[1].domains[1].name": f"sandbox-shop-{serial}.cn",
            "services[1].home_url": f"https://www.sandbox-shop-{serial}.cn",
            "services[1].name": "示例商城",
        }
    )
    case.submitted().claimed().passed()
    office.at = case.at
    return case


def test_a_service_is_added_to_a_filed_entity(office):
    first = office.case(5)
    office.hand_over(first).officers("approve")
    second = second_website(office, first, 5)
    office.hand_over(second).officers("approve")
    assert UploadRecord.objects.latest("pk").place == "ICP/XZWZ/Xzxx"
    assert second.filing.state_now is State.APPROVED
    entity = Entity.objects.get()
    numbers = Service.objects.order_by("sequence").values_list("number", flat=True)
    assert list(numbers) == [f"{entity.number}-1", f"{entity.number}-2"]
    assert None not in Service.objects.values_list("administration_id", flat=True)
    office.run()
    assert Outcome.objects.filter(kind="approved").count() == 2


def test_an_added_service_is_refused_by_the_number_of_its_entity(office):
    first = office.case(6)
    office.hand_over(first).officers("approve")
    second = second_website(office, first, 6)
    office.hand_over(second).officers("refuse", "1020", "网站名称与单位不符")
    assert second.filing.state_now is State.CORRECTION_REQUESTED
    assert [row.field for row in Correction.objects.all()] == ["services[1].name"]
    second.edited({"services[1].name": "示例贸易网上商城"})
    second.signed_again().submitted().claimed().passed()
    office.at = second.at
    office.hand_over(second).officers("approve")
    assert second.filing.state_now is State.APPROVED
    assert not Download.objects.filter(state="quarantined").exists()


def approved(office, serial):
    """Return a case whose first website is on file at the sandbox."""
    case = office.case(serial)
    office.hand_over(case).officers("approve")
    assert case.filing.state_now is State.APPROVED
    case.at = office.at
    return case


def passed(office, case):
    """Take a case that was begun past the review, ready to be handed over."""
    case.submitted().claimed().passed()
    office.at = case.at
    return case


def settled_without_doubt():
    return not Download.objects.filter(state="quarantined").exists()


def test_a_change_travels_and_the_numbers_stay(office):
    case = approved(office, 7)
    number = Service.objects.get().number
    changed = passed(office, case.changing({"services[1].name": "示例新站"}))
    office.hand_over(changed)
    assert UploadRecord.objects.latest("pk").place == "ICP/BGBA/Bgxx"
    assert changed.filing.state_now is State.AT_ADMINISTRATION
    office.officers("approve")
    assert changed.filing.state_now is State.APPROVED
    service = Service.objects.get()
    assert (service.name, service.number) == ("示例新站", number)
    assert settled_without_doubt()


def test_a_second_change_knows_what_the_first_brought(office):
    case = approved(office, 8)
    for address in ("192.0.2.88", "192.0.2.89"):
        changes = {"services[1].access[1].ip_addresses": address}
        office.hand_over(passed(office, case.changing(changes))).officers("approve")
        assert case.filing.state_now is State.APPROVED
        case.at = office.at
    assert Service.objects.get().accesses.in_force().get().ip_addresses == ["192.0.2.89"]
    assert settled_without_doubt()


def test_a_refused_change_opens_its_fields_and_goes_again(office):
    case = approved(office, 9)
    office.hand_over(passed(office, case.changing({"services[1].name": "中国示例"})))
    office.officers("refuse", "1020", "网站名称不规范")
    assert case.filing.state_now is State.CORRECTION_REQUESTED
    assert [row.field for row in Correction.objects.all()] == ["services[1].name"]
    case.at = office.at
    case.edited({"services[1].name": "示例贸易新站"}).signed_again()
    office.hand_over(passed(office, case)).officers("approve")
    assert Service.objects.get().name == "示例贸易新站"
    assert settled_without_doubt()


@pytest.mark.parametrize("kind", ["entity", "service"])
def test_a_cancellation_travels(office, kind):
    case = approved(office, {"entity": 10, "service": 11}[kind])
    row = {"entity": Entity, "service": Service}[kind].objects.get()
    subject = Subject(SubjectKind(kind), row.pk)
    office.hand_over(passed(office, case.cancelling(subject)))
    assert UploadRecord.objects.latest("pk").place == "ICP/ZXBA/Zx_xx"
    office.officers("approve")
    assert case.filing.state_now is State.APPROVED
    row.refresh_from_db()
    assert not row.is_in_force
    assert settled_without_doubt()


def test_the_last_access_is_refused_by_the_machine(office):
    case = approved(office, 12)
    access = Service.objects.get().accesses.get()
    office.hand_over(passed(office, case.cancelling(Subject(SubjectKind.ACCESS, access.pk))))
    assert case.filing.state_now is State.REFUSED
    assert "1025" in Outcome.objects.get(kind="refused").words
    access.refresh_from_db()
    assert access.is_in_force


def test_after_a_cancelled_website_the_other_can_be_changed(office):
    first = approved(office, 13)
    second = second_website(office, first, 13)
    office.hand_over(second).officers("approve")
    first.at = office.at
    website = Service.objects.order_by("sequence")[0]
    cancelled = first.cancelling(Subject(SubjectKind.SERVICE, website.pk))
    office.hand_over(passed(office, cancelled)).officers("approve")
    first.at = office.at
    office.hand_over(passed(office, first.changing({"services[1].name": "示例新商城"})))
    office.officers("approve")
    assert Service.objects.in_force().get().name == "示例新商城"
    assert settled_without_doubt()


def moving_in(office, serial, password):
    """Return the application of a company whose website another provider has filed."""
    first = approved(office, serial)
    number = Service.objects.get().number
    office.officers("elsewhere", "mima2026")
    registry.cancel(
        subject=Subject(SubjectKind.ENTITY, Entity.objects.get().pk),
        cause=registry.Cause(Party.ADMINISTRATION, "迁出", "zh-hans"),
        actor=office.house.operator,
        at=office.at,
    )
    case = Case(office.house, first.applicant, first.declaration, office.at)
    case.id = later.add_access(
        service_number=number, password=password, actor=first.applicant, at=office.at
    ).pk
    return passed(office, case.filled()), number


def test_an_access_is_added_to_what_another_provider_filed(office):
    case, number = moving_in(office, 14, "mima2026")
    office.hand_over(case)
    assert UploadRecord.objects.latest("pk").place == "ICP/XZJR/Xzxx"
    office.officers("approve")
    assert case.filing.state_now is State.APPROVED
    service = Service.objects.in_force().get()
    assert (service.number, service.accesses.in_force().count()) == (number, 1)
    assert None not in service.accesses.values_list("administration_id", flat=True)
    assert settled_without_doubt()
    # another provider has it too, so that ours can end
    access = service.accesses.get()
    case.at = office.at
    leaving = case.cancelling(Subject(SubjectKind.ACCESS, access.pk))
    office.hand_over(passed(office, leaving)).officers("approve")
    access.refresh_from_db()
    assert not access.is_in_force
    assert Service.objects.in_force().exists()


def test_a_wrong_filing_password_is_told(office):
    case, _ = moving_in(office, 15, "falsch")
    office.hand_over(case)
    assert case.filing.state_now is State.REFUSED
    assert "1018" in Outcome.objects.get(kind="refused").words


def test_the_ids_of_somebody_elses_addresses_are_never_taken(office):
    case, other = approved(office, 16), approved(office, 17)
    access = "services[1].access[1]"
    ours = OwnId.objects.get(record__filing=case.id, path=access)
    theirs = OwnId.objects.filter(record__filing=other.id)
    theirs.filter(path=access).update(administration_id=ours.administration_id)
    theirs.filter(path__startswith=f"{access}.").update(administration_id=424242)
    case.changing({"services[1].name": "示例新站"}).submitted()
    known = sending(case.filing, filings.declaration(case.filing)).known
    assert known.ids[access] == ours.administration_id
    assert 424242 not in known.ids.values()
