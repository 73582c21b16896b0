"""Who sets, halts and releases a connection, and what an operator finds to do."""

from datetime import time

import pytest

from authority.counterpart import ISP_ID, PASSWORD, USER
from authority.officer import codes
from everything import untouched
from openbeian.accounts.actors import NotPermitted
from openbeian.audit.models import Event
from openbeian.authority import queries
from openbeian.authority.models import Administration
from openbeian.authority.services import connections, queue
from openbeian.authority.services.connections import EndpointUnfit, HoursUnfit, NotConnected
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.cases.access import OwnCase
from openbeian.numbers import NumberError
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import State
from openbeian.wire.gbk import Unsendable
from openbeian.wire.upload_refusals import OnlyIpv4

pytestmark = pytest.mark.django_db


class TestSetting:
    @pytest.mark.parametrize("who", ["reviewer", "senior", "auditor"])
    def test_it_is_for_operators(self, line, who):
        actor = getattr(line.house, who)
        for verb in (connections.halt, connections.release):
            with untouched(), pytest.raises(NotPermitted):
                verb(province="310000", actor=actor, at=line.at)
        with untouched(), pytest.raises(NotPermitted):
            line.connect(actor=actor)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"province": "999999"}, NumberError),
            ({"endpoint": "ftp://beian.example"}, EndpointUnfit),
            ({"endpoint": "http://user@beian.example"}, EndpointUnfit),
            ({"endpoint": "http://"}, EndpointUnfit),
            ({"hours": (time(17), time(9))}, HoursUnfit),
            ({"credentials": Credentials(ISP_ID, USER, "𠮷")}, Unsendable),
        ],
    )
    def test_what_cannot_be_is_refused(self, line, changes, refusal):
        with untouched(), pytest.raises(refusal):
            line.connect(**changes)

    def test_a_change_keeps_the_sequence(self, line):
        line.hand_over()
        line.connect(credentials=Credentials(ISP_ID, USER, "other"), first_sequence=9)
        assert line.administration.next_sequence == 2
        assert line.administration.credentials.password == "other"

    def test_the_log_knows_no_secret(self, line):
        facts = [str(event.facts) for event in Event.objects.all()]
        assert any(line.served.address in words for words in facts)
        assert not any(PASSWORD in words for words in facts)

    def test_halting_twice_is_told_once(self, line):
        for _ in range(2):
            connections.halt(province="310000", actor=line.house.operator, at=line.at)
        assert Event.objects.filter(kind="authority:administration:halted").count() == 1

    def test_a_province_without_one(self, line):
        with pytest.raises(NotConnected):
            connections.halt(province="110000", actor=line.house.operator, at=line.at)
        assert queries.is_connected("310000")
        assert not queries.is_connected("110000")


class TestHandingOver:
    def test_a_province_without_an_interface_goes_by_hand(self, line):
        case = line.case()
        Administration.objects.update(province="110000")
        with untouched(), pytest.raises(NotConnected):
            line.hand_over(case)

    def test_what_the_interface_cannot_carry_is_said_before_anybody_waits(self, line):
        case = line.case().asked("services[1].access[1].ip_addresses")
        case.edited({"services[1].access[1].ip_addresses": "2001:db8::1"})
        case.signed_again().submitted().claimed().passed()
        line.at = case.at
        with pytest.raises(OnlyIpv4):
            line.hand_over(case)
        assert case.filing.state_now is State.READY_TO_SUBMIT
        assert line.states() == []

    @pytest.mark.parametrize("who", ["operator", "auditor"])
    def test_it_is_for_reviewers(self, line, who):
        case = line.case()
        with untouched(), pytest.raises(NotPermitted):
            queue.hand_over(filing_id=case.id, actor=getattr(line.house, who), at=line.at)

    def test_it_happens_once(self, line):
        case = line.hand_over()
        with untouched(), pytest.raises(MoveNotAllowed):
            line.hand_over(case)

    def test_a_withdrawn_version_is_never_sent(self, line):
        case = line.case()
        queue._write(queue._record(case.filing, line.administration, line.at), case.filing)
        case.withdrawn().edited({"services[1].name": "示例贸易商城"})
        case.signed_again().submitted().claimed().passed()
        line.at = case.at
        line.run()
        assert line.states() == []
        line.hand_over(case)
        line.run()
        assert line.taken()[0].services[0].name == "示例贸易商城"

    def test_after_a_failed_verification_it_goes_again(self, line):
        from openbeian.filings.services import administration

        case = line.hand_over()
        line.run()
        facts = {"filing_id": case.id, "actor": line.house.reviewer, "at": line.at}
        administration.record_sms_asked(**facts)
        administration.record_sms_failed(**facts)
        line.hand_over(case)
        line.run(minutes=1)
        first, second = line.taken(1)[0], line.taken(2)[0]
        assert first.entity.record_id != second.entity.record_id
        assert first.entity.name == second.entity.name


def test_an_operator_finds_what_waits(line):
    line.hand_over()
    line.served.faults.append("code:7")
    line.run()
    assert [row.sequence for row in queries.rejected_uploads()] == [1]
    connections.release(province="310000", actor=line.house.operator, at=line.at)
    line.run()
    line.answer(codes(line.taken()[0], 4321))
    assert [row.name for row in queries.quarantine()] == ["r1.xml"]
    assert not queries.rejected_uploads()
    assert [row.province for row in queries.connections()] == ["310000"]


def test_nobody_hands_over_what_is_their_own(line):
    case = line.case()
    case.filing.__class__.objects.filter(pk=case.id).update(
        organisation=line.house.reviewer.organisation_id
    )
    with untouched(), pytest.raises(OwnCase):
        line.hand_over(case)


def test_a_client_serves_again_while_the_connection_is_the_same(line):
    client = connections.client_of(line.administration)
    assert connections.client_of(line.administration, like=client) is client
    line.connect(credentials=Credentials(ISP_ID, USER, "another"))
    other = connections.client_of(line.administration, like=client)
    assert other is not client
    line.connect(endpoint="http://127.0.0.1:9")
    assert connections.client_of(line.administration, like=client) is not client
