"""The traps of the interface by name: codes that contradict each other, faults of the schema."""

import pytest

from openbeian.wire import errors
from openbeian.wire.elements import elements_of
from openbeian.wire.messages.cancellation import Cancelled
from openbeian.wire.messages.change import ChangedCertificate, ChangedService
from openbeian.wire.messages.code_tables import AttachmentPurpose, CodeTables, Tables
from openbeian.wire.messages.decision import Review
from openbeian.wire.messages.filing import FirstFiling, NewAttachmentSubject
from openbeian.wire.messages.meanings import (
    AttachmentOwner,
    CancellationKind,
    PurposeOwner,
    ReportedBy,
    ReviewOutcome,
    ServiceAudit,
    VerificationOutcome,
)
from openbeian.wire.messages.parts import Certificate
from openbeian.wire.messages.verification import VerificationResult
from openbeian.wire.writing import write
from wire.schemas import FAULTS, all_complaints, complaints, needs_schemas
from wire.written import download_read, downloaded


def letters(message: object, tag: str) -> str | None:
    return write(message, "x", "x").findtext(tag)


def test_a_verification_that_passed_is_0_but_a_review_that_approved_is_1():
    assert (VerificationOutcome.PASSED, VerificationOutcome.REJECTED) == (0, 1)
    assert (ReviewOutcome.REJECTED, ReviewOutcome.APPROVED) == (0, 1)
    assert elements_of(VerificationResult)["Hsjg"].content.codes is VerificationOutcome
    assert elements_of(Review)["Shjg"].content.codes is ReviewOutcome


def test_an_audited_website_that_lives_is_0():
    assert (ServiceAudit.ALIVE, ServiceAudit.DEAD) == (0, 1)


def test_an_attachment_counts_its_owner_from_1_but_the_table_of_purposes_from_0():
    uploaded = NewAttachmentSubject(kind=AttachmentOwner.ENTITY, record_id=5)
    listed = AttachmentPurpose(id=1, name="主体", valid=True, owner=PurposeOwner.ENTITY)
    assert (letters(uploaded, "Ssdxlx"), letters(listed, "Ssdxlx")) == ("1", "0")
    assert (AttachmentOwner.SERVICE, PurposeOwner.SERVICE) == (2, 1)


def test_the_entity_itself_reports_as_0_and_a_provider_as_1():
    assert (ReportedBy.ENTITY_ITSELF, ReportedBy.PROVIDER) == (0, 1)


def test_an_access_that_the_administration_cancelled_is_understood():
    cancelled = Cancelled(kind=CancellationKind.ACCESS, administration_id=7)
    assert download_read(downloaded(cancelled)) == [cancelled]


@needs_schemas
def test_though_the_published_schema_knows_no_such_cancellation():
    raw = downloaded(Cancelled(kind=CancellationKind.ACCESS, administration_id=7))
    assert complaints("download", raw) == []
    assert len(all_complaints("download", raw)) == 1


@needs_schemas
def test_nor_a_purpose_that_is_meant_for_an_entity():
    purpose = AttachmentPurpose(id=1, name="主体", valid=True, owner=PurposeOwner.ENTITY)
    raw = downloaded(CodeTables(tables=Tables(attachment_purposes=(purpose,))))
    assert complaints("download", raw) == []
    assert len(all_complaints("download", raw)) == 1


def test_these_are_all_the_faults_of_the_schema_that_we_pass_over():
    assert len(FAULTS) == 2


def test_a_change_knows_the_first_eleven_types_of_certificate_only():
    newer = {"type_id": 27, "number": "310000500000000", "address": "上海市"}
    assert letters(Certificate(**newer), "Zjlx") == "27"
    with pytest.raises(errors.OutOfRange) as caught:
        write(ChangedCertificate(**newer), "Zj", "Zj")
    assert caught.value.facts == {"path": "Zj/Zjlx", "least": 1, "most": 11}


def test_a_mobile_number_has_another_tag_in_a_verification():
    leader = elements_of(elements_of(FirstFiling)["Zt_xx"].content)["Fzr"].content
    filing = elements_of(VerificationResult)["Baxx"].content
    verified = elements_of(elements_of(filing)["Zt_xx"].content)["Fzr"].content
    assert elements_of(leader)["Fzr_sjhm"].name == elements_of(verified)["sjhm"].name == "mobile"


def test_the_one_remark_without_a_type_keeps_the_bounds_of_the_others():
    assert elements_of(ChangedService)["Wz_Bz"].content.most == 1024
