"""What is a person's own is shown against a row in the log, and to whom it may be shown."""

import pytest

from cases import POST_TO, found_member
from everything import untouched
from examples import WEBMASTER
from openbeian.accounts.actors import NotPermitted
from openbeian.audit.queries import history, sentence
from openbeian.cases.access import OwnCase
from openbeian.filings.models import Request
from openbeian.filings.services import reveal
from openbeian.filings.services.backdrop import NothingToPost
from openbeian.filings.services.reveal import NobodyThere
from openbeian.procedure.permissions import Role
from openbeian.text import Text

pytestmark = pytest.mark.django_db

LOOKS = {
    "numbers": lambda case, actor: reveal.numbers(
        filing_id=case.id, actor=actor, person="services[1].leader", at=case.at
    ),
    "documents": lambda case, actor: reveal.documents(filing_id=case.id, actor=actor, at=case.at),
    "a document": lambda case, actor: reveal.document(
        filing_id=case.id,
        actor=actor,
        title=Text("Business licence", "营业执照"),
        sha256="0" * 64,
        at=case.at,
    ),
    "the package": lambda case, actor: reveal.package(
        filing_id=case.id, actor=actor, sha256="0" * 64, at=case.at
    ),
    "the address": lambda case, actor: reveal.address(filing_id=case.id, actor=actor, at=case.at),
}
KINDS = {
    "numbers": "filing:personal:reveal",
    "documents": "filing:documents:view",
    "a document": "filing:document:download",
    "the package": "filing:package:download",
    "the address": "filing:backdrop:label",
}


@pytest.fixture
def submitted(case):
    return case.brought_to("draft").backdrop_ordered().submitted()


@pytest.mark.parametrize("what", LOOKS)
def test_a_look_leaves_a_row_that_says_who_and_what(submitted, house, what):
    LOOKS[what](submitted, house.reviewer)
    event = history(submitted.filing.subject).latest("id")
    assert (event.kind, event.actor_user_id) == (KINDS[what], house.reviewer.user_id)
    assert WEBMASTER.mobile not in str(event.facts)
    assert sentence(event).zh.startswith("审核员")


@pytest.mark.parametrize("what", LOOKS)
def test_it_is_for_whoever_decides_on_the_case_alone(submitted, house, what):
    insider = found_member(submitted.filing.organisation, "in@shili-keji.cn", Role.REVIEWER)
    with untouched():
        for nobody in (submitted.applicant, house.auditor, house.operator):
            with pytest.raises(NotPermitted):
                LOOKS[what](submitted, nobody)
        with pytest.raises(OwnCase):
            LOOKS[what](submitted, insider)


def test_the_numbers_are_those_of_the_latest_version(submitted, house):
    declared = LOOKS["numbers"](submitted, house.reviewer)
    assert declared.services[0].leader.mobile == WEBMASTER.mobile


def test_the_address_is_that_of_the_open_order(submitted, house):
    order, address = LOOKS["the address"](submitted, house.reviewer)
    assert (address, order.filing_id) == (POST_TO, submitted.id)


def test_documents_looked_at_again_leave_one_row_for_each_version(submitted, house):
    LOOKS["documents"](submitted, house.reviewer)
    with untouched():
        LOOKS["documents"](submitted, house.reviewer)
    submitted.claimed().asked().corrected()
    assert not reveal.has_viewed(submitted.filing, house.reviewer)
    LOOKS["documents"](submitted, house.reviewer)
    assert reveal.has_viewed(submitted.filing, house.reviewer)


def test_nobody_is_shown_who_is_not_there(case, house):
    case.brought_to("draft")
    with untouched(), pytest.raises(NobodyThere):
        LOOKS["numbers"](case, house.reviewer)
    case.submitted()
    with untouched(), pytest.raises(NobodyThere):
        reveal.numbers(
            filing_id=case.id, actor=house.reviewer, person="services[2].leader", at=case.at
        )


def test_without_an_order_there_is_no_address(case, house):
    case.brought_to("draft")
    with untouched(), pytest.raises(NothingToPost):
        LOOKS["the address"](case, house.reviewer)


def test_rows_are_called_by_names_that_tell_nothing(submitted, house):
    """What a log line or a traceback would show of a row."""
    submitted.claimed().asked().corrected().passed().handed_over()
    filing = submitted.filing
    shown = [
        str(row)
        for manager in ("versions", "corrections", "outcomes", "search_terms", "backdrops")
        for row in getattr(filing, manager).all()
    ]
    shown += [str(filing), *map(str, Request.objects.all())]
    assert f"{filing.pk} v1" in shown
    assert all("Beispiel" not in words and "王示例" not in words for words in shown)
    assert house.reviewer.user_id == filing.reviewer_id
