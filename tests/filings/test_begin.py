"""An organisation begins one application at a time."""

import re

import pytest

from cases import AT, HOUR, found_company
from declaration.drafts import draft_of
from everything import untouched
from invariants import events_of
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.declaration.paths import PathUnreadable
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.sealing import DraftTooLarge
from openbeian.filings.services.begin import begin
from openbeian.filings.services.papers import NoSuchDocument
from openbeian.procedure.filing import State

pytestmark = pytest.mark.django_db


def test_an_application_begins_as_an_empty_draft_that_expires_in_45_days(company):
    filing = begin(actor=company, at=AT)
    assert (filing.state_now, filing.version) == (State.DRAFT, 0)
    assert re.fullmatch(r"OB-[2-9A-Z]{4}-[2-9A-Z]{4}", filing.reference)
    assert filing.due_on.isoformat() == "2027-01-08"
    assert queries.draft(filing) == {}
    assert events_of(filing, "filing:application:begin") == 1


def test_beginning_again_finds_the_open_application(company):
    first = begin(actor=company, at=AT)
    with untouched():
        assert begin(actor=company, at=AT + HOUR) == first


def test_after_one_has_ended_another_can_begin(case):
    first = case.brought_to("abandoned").filing
    second = begin(actor=case.applicant, at=case.at)
    assert second != first
    assert list(queries.of_organisation(case.applicant)) == [second, first]


def test_two_organisations_begin_two(company):
    other = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
    assert begin(actor=company, at=AT) != begin(actor=other, at=AT)


def test_what_is_known_already_is_in_the_draft_and_found_by_a_search(company):
    known = {path: raw for path, raw in draft_of().items() if ".documents[" not in path}
    filing = begin(actor=company, at=AT, draft={**known, "services[1].remark": ""})
    assert queries.draft(filing) == {
        path: raw for path, raw in known.items() if path != "services[1].remark"
    }
    assert (filing.title, filing.domain) == ("上海示例合资科技有限公司", "shili-keji.cn")
    assert filing.province == "310000"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        pytest.param({"entity.hobby": "棋"}, PathUnreadable, id="no such field"),
        pytest.param({"services[x].name": "官网"}, PathUnreadable, id="a row without a number"),
        pytest.param({"entity.documents[business_licence]": ["0" * 64]}, NoSuchDocument, id="file"),
        pytest.param({"entity.name": "名" * 100_000}, DraftTooLarge, id="too much text"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(company, draft, refusal):
    with untouched(), pytest.raises(refusal):
        begin(actor=company, at=AT, draft=draft)


@pytest.mark.parametrize("who", ["reviewer", "senior", "operator", "auditor"])
def test_the_provider_begins_none(house, who):
    with untouched(), pytest.raises(NotPermitted):
        begin(actor=getattr(house, who), at=AT)


def test_the_system_begins_none():
    with pytest.raises(NotPermitted):
        begin(actor=SYSTEM, at=AT)
    assert not Filing.objects.exists()
