"""No number, name, telephone or address of a person lies in the database in clear."""

from pathlib import Path

import pytest
from django.db import connection

from cases import POST_TO, Case, found_company, found_house
from everything import rows
from examples import COMPANY_NUMBER, OWNER, OWNER_PASSPORT, WEBMASTER, WEBMASTER_ID
from openbeian.accounts.models import User
from openbeian.filings.services import backdrop
from openbeian.licences import services as licences
from openbeian.outbox.services import deliver_due
from openbeian.psb import services as psb

pytestmark = pytest.mark.django_db(transaction=True)

LOGIN = "lin@shili-keji.cn"
SMS_TO = "13811112222"
SAID = f"{WEBMASTER.name}（{WEBMASTER_ID}，{WEBMASTER.mobile}）不是本单位人员。"
SECRETS = {
    "the owner's passport": OWNER_PASSPORT,
    "the owner's name": OWNER.name,
    "the owner's mobile": OWNER.mobile,
    "the owner's emergency telephone": OWNER.emergency_phone,
    "the owner's e-mail": OWNER.email,
    "the webmaster's resident id": WEBMASTER_ID,
    "the webmaster's name": WEBMASTER.name,
    "the webmaster's mobile": WEBMASTER.mobile,
    "the webmaster's office telephone": WEBMASTER.office_phone,
    "the webmaster's emergency telephone": WEBMASTER.emergency_phone,
    "the unit's number": COMPANY_NUMBER,
    "where the backdrop goes": POST_TO,
    "who gets the backdrop": "李示例",
    "where decisions are sent": SMS_TO,
}


@pytest.fixture
def a_whole_life():
    """One company with everything that the house ever writes of one."""
    house = found_house()
    case = Case(house, found_company(email=LOGIN))
    user = User.objects.get(email=LOGIN)
    user.set_mobile(SMS_TO)
    user.save()
    case.drafted().backdrop_ordered().submitted().claimed().asked().corrected()
    backdrop.post(filing_id=case.id, actor=house.reviewer, tracking="SF1", at=case.at)
    case.passed().handed_over().received().sms_asked().sms_passed().refused(SAID)
    case.asked("services[1].leader.name").corrected().passed().handed_over().approved()
    public_security = case.public_security()
    psb.record_applied(case_id=public_security.pk, actor=case.applicant, at=case.at)
    psb.record_refusal(case_id=public_security.pk, actor=case.applicant, words=SAID, at=case.at)
    licence = licences.begin(actor=case.applicant, at=case.at)
    proof = case.uploaded("entity.documents[capital_proof]")
    licences.attach(
        case_id=licence.pk, actor=case.applicant, kind="capital_proof", sha256=proof, at=case.at
    )
    licences.submit(case_id=licence.pk, actor=case.applicant, at=case.at)
    licences.ask_for_correction(case_id=licence.pk, actor=house.reviewer, reason=SAID, at=case.at)
    for _ in range(2):
        deliver_due(at=case.at)
    return case


def spellings(secret):
    """Return how a database may hold text: plain, escaped as JSON, in two bytes a character."""
    escaped = secret.encode("unicode_escape")
    return {secret.encode(), escaped, secret.encode("utf-16-le"), secret.encode("gb18030")}


def test_no_row_of_any_table_holds_personal_data_in_clear(a_whole_life):
    dump = b"\n".join(
        _bytes(value) for table in rows().values() for row in table for value in row.values()
    )
    assert LOGIN.encode() in dump, "the dump is of the right database"
    found = {name for name, secret in SECRETS.items() if any(s in dump for s in spellings(secret))}
    assert found == set()


def test_the_files_of_the_database_hold_none_either(a_whole_life):
    if connection.vendor != "sqlite":
        return
    name = Path(connection.settings_dict["NAME"])
    dump = b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
    assert LOGIN.encode() in dump
    found = {name for name, secret in SECRETS.items() if any(s in dump for s in spellings(secret))}
    assert found == set()


def _bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()
