"""What an administration says when asked: kept with its date where it is about a domain."""

from datetime import timedelta

import pytest

from authority.counterpart import FILING_PASSWORD
from openbeian.accounts.actors import NotPermitted
from openbeian.authority.services import connections, status
from openbeian.authority.services.connections import NotConnected
from openbeian.authority.soap_v3.errors import Garbage, Refused, Unreachable
from openbeian.registry.models import Elsewhere
from openbeian.registry.services.marks import DomainUnfit
from openbeian.registry.verdict import fresh_for
from openbeian.wire.replies import Filed, FilingStatus, QueryKind

pytestmark = pytest.mark.django_db

NUMBER = "京ICP备2025001234号"


def filed(line, domain="elsewhere.cn", **changes):
    facts = {
        "kind": QueryKind.DOMAIN,
        "condition": domain,
        "filed": Filed.YES,
        "service_name": "某网",
        "entity_number": NUMBER,
        "service_number": f"{NUMBER}-1",
    }
    line.served.statuses[domain] = FilingStatus(**(facts | changes))


def look(line, domain="elsewhere.cn", **changes):
    facts = {"province": "310000", "actor": line.house.reviewer, "at": line.at}
    return status.filed_elsewhere(domain=domain, **(facts | changes))


class TestADomain:
    def test_an_answer_is_kept_with_its_date(self, line):
        filed(line)
        seen = look(line, "www.elsewhere.cn")
        assert (seen.domain, seen.filed, seen.as_of) == ("elsewhere.cn", True, line.at)
        assert (seen.entity_number, seen.service_number) == (NUMBER, f"{NUMBER}-1")
        assert seen.source == "isp_querybeianstatus 310000"

    def test_that_nothing_is_filed_is_an_answer_too(self, line):
        assert not look(line).filed

    def test_it_is_asked_again_when_it_is_too_old(self, line):
        look(line)
        line.at += fresh_for()
        look(line)
        assert line.served.calls == ["isp_querybeianstatus"]
        filed(line)
        line.at += timedelta(seconds=1)
        assert look(line).filed
        assert Elsewhere.objects.in_force().get().as_of == line.at

    @pytest.mark.parametrize(
        ("fault", "refusal"), [("deaf", Unreachable), ("page", Garbage), ("code:19", Refused)]
    )
    def test_no_answer_is_no_observation(self, line, fault, refusal):
        line.served.faults.append(fault)
        with pytest.raises(refusal):
            look(line)
        assert not Elsewhere.objects.exists()

    @pytest.mark.parametrize(
        "changes",
        [
            {"condition": "another.cn"},
            {"kind": QueryKind.PASSPORT},
            {"entity_number": "", "service_number": ""},
        ],
    )
    def test_an_answer_to_another_question_is_none(self, line, changes):
        filed(line, **changes)
        with pytest.raises(Garbage):
            look(line)
        assert not Elsewhere.objects.exists()

    def test_what_is_no_domain_is_not_asked(self, line):
        with pytest.raises(DomainUnfit):
            look(line, "203.0.113.10")
        assert line.served.calls == []


class TestWho:
    @pytest.mark.parametrize("who", ["operator", "auditor"])
    def test_it_is_not_for_everybody(self, line, who):
        with pytest.raises(NotPermitted):
            look(line, actor=getattr(line.house, who))

    def test_a_province_without_an_interface(self, line):
        with pytest.raises(NotConnected):
            look(line, province="110000")

    def test_a_halted_interface_is_not_asked(self, line):
        connections.halt(province="310000", actor=line.house.operator, at=line.at)
        with pytest.raises(status.Halted):
            look(line)
        assert line.served.calls == []


def test_a_certificate_is_asked_about_and_nothing_kept(line):
    number = "91310115MA1K4E7T9M"
    filed(line, number, kind=QueryKind.BUSINESS_LICENCE, service_name="", service_number="")
    found = status.certificate_status(
        kind=QueryKind.BUSINESS_LICENCE,
        number=number,
        province="310000",
        actor=line.house.reviewer,
    )
    assert (found.filed, found.entity_number) == (Filed.YES, NUMBER)
    assert not Elsewhere.objects.exists()


@pytest.mark.parametrize(("typed", "right"), [(FILING_PASSWORD, True), ("guess", False)])
def test_a_filing_password_is_verified(line, typed, right):
    assert right is status.filing_password_is_right(
        filing_number=NUMBER, password=typed, province="310000", actor=line.house.reviewer
    )


def test_too_many_tries_are_refused(line):
    line.served.faults.append("code:22")
    with pytest.raises(Refused):
        status.filing_password_is_right(
            filing_number=NUMBER, password="x", province="310000", actor=line.house.reviewer
        )
