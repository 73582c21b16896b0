"""The documents of a licence case are shown against a row in the log."""

import pytest

from cases import Case, found_company, found_house
from everything import untouched
from invariants import events_of
from openbeian.accounts.actors import NotPermitted
from openbeian.licences import reveal, services
from openbeian.licences.queries import NoSuchCase
from openbeian.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    return Case(found_house(), found_company()).brought_to("approved")


@pytest.fixture
def licence(filed):
    return services.begin(actor=filed.applicant, at=filed.at)


def look(filed, licence, actor=None):
    reveal.documents(case_id=licence.pk, actor=actor or filed.house.reviewer, at=filed.at)


def test_a_look_leaves_one_row_while_the_case_does_not_move(filed, licence):
    look(filed, licence)
    with untouched():
        look(filed, licence)
    assert events_of(licence, "licence:documents:view") == 1
    assert reveal.has_viewed(licence, filed.house.reviewer)
    assert not reveal.has_viewed(licence, filed.house.colleague)


def test_each_download_leaves_a_row(filed, licence):
    for _ in range(2):
        reveal.document(
            case_id=licence.pk,
            actor=filed.house.reviewer,
            title=Text("Proof of capital", "注册资本证明"),
            sha256="0" * 64,
            at=filed.at,
        )
    assert events_of(licence, "licence:document:download") == 2


def test_it_is_for_the_provider_alone(filed, licence):
    stranger = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
    with untouched():
        for nobody in (filed.applicant, stranger, filed.house.auditor):
            with pytest.raises((NotPermitted, NoSuchCase)):
                look(filed, licence, nobody)
