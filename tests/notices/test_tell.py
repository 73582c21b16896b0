"""An order becomes one message per person and channel, sealed, with an outbox row each."""

import pytest
from django.db import connection, transaction

from notices.conftest import AT
from notices.samples import least
from openbeian.notices import handlers, queries, services
from openbeian.notices.catalogue import TEMPLATES, FactMissing
from openbeian.notices.models import Channel, Notice
from openbeian.notices.services import NobodyToTell
from openbeian.outbox.handlers import GiveUp
from openbeian.outbox.models import Effect
from openbeian.procedure.permissions import Role

pytestmark = pytest.mark.django_db


def references() -> list[str]:
    return list(Notice.objects.values_list("reference", flat=True))


def order(template, organisation, **facts):
    return services.tell(
        template=template,
        audience="applicant",
        organisation_id=organisation.pk,
        subject=("filing", "41"),
        event=7,
        facts=least(TEMPLATES[template]) | facts,
        at=AT,
    )


def test_an_applicant_gets_an_email_and_an_sms(applicant, company, write) -> None:
    write("approved", organisation=company)
    assert references() == [
        f"tell:7:approved:applicant:{applicant.pk}:email",
        f"tell:7:approved:applicant:{applicant.pk}:sms",
    ]
    letter, short = Notice.objects.all()
    assert (letter.address, short.address) == ("lin@shili-keji.cn", "13800000003")
    assert letter.letter.subject.startswith("备案申请已通过")
    assert short.short_message.text.startswith("备案已通过，备案号沪ICP备2026047949号")


def test_each_message_has_its_own_effect_under_the_same_reference(
    applicant, company, write
) -> None:
    notices = write("approved", organisation=company)
    effects = {effect.reference: effect for effect in Effect.objects.all()}
    assert effects.keys() == set(references())
    for notice in notices:
        assert effects[notice.reference].kind == f"notice.{notice.channel}"
        assert effects[notice.reference].payload == {"notice": notice.pk}


def test_every_contact_is_told_in_their_own_language(applicant, company, person, write) -> None:
    person(company, "anna@shili-keji.cn", language="en")
    write("passed_review", organisation=company)
    subjects = {n.address: n.letter.subject for n in Notice.objects.filter(channel=Channel.EMAIL)}
    assert subjects == {
        "lin@shili-keji.cn": "备案申请已通过初审（OB-2026-000123）",
        "anna@shili-keji.cn": "OB-2026-000123: passed our review",
    }


def test_strangers_and_people_who_left_are_not_told(
    applicant, company, provider, person, write
) -> None:
    person(provider, "zhao@provider.example", role=Role.REVIEWER)
    gone = person(company, "gone@shili-keji.cn")
    gone.is_active = False
    gone.save()
    write("passed_review", organisation=company)
    assert {notice.address for notice in Notice.objects.all()} == {
        "lin@shili-keji.cn",
        "13800000003",
    }


@pytest.mark.parametrize("number", ["", "+49 30 123456", "85291234567"])
def test_only_a_mainland_mobile_gets_an_sms(company, person, write, number) -> None:
    person(company, "anna@shili-keji.cn", mobile=number)
    write("approved", organisation=company)
    assert [notice.channel for notice in Notice.objects.all()] == [Channel.EMAIL]


def test_reviewers_are_told_by_email_only(provider, person, company, write) -> None:
    zhao = person(provider, "zhao@provider.example", role=Role.REVIEWER, mobile="13900000001")
    qian = person(provider, "qian@provider.example", role=Role.SENIOR_REVIEWER)
    person(provider, "auditor@provider.example", role=Role.AUDITOR)
    write("turn_reminder", audience="provider", organisation=company)
    assert references() == [
        f"tell:7:turn_reminder:provider:{zhao.pk}:email",
        f"tell:7:turn_reminder:provider:{qian.pk}:email",
    ]


def test_a_case_that_a_reviewer_took_is_told_to_that_reviewer(
    provider, person, company, write
) -> None:
    person(provider, "zhao@provider.example", role=Role.REVIEWER)
    qian = person(provider, "qian@provider.example", role=Role.REVIEWER)
    write("resubmitted", audience="provider", organisation=company, reviewer=qian.pk)
    assert [notice.address for notice in Notice.objects.all()] == ["qian@provider.example"]


def test_a_reviewer_who_left_is_stood_in_for_by_all(provider, person, company, write) -> None:
    person(provider, "zhao@provider.example", role=Role.REVIEWER)
    qian = person(provider, "qian@provider.example", role=Role.REVIEWER)
    qian.memberships.all().delete()
    write("resubmitted", audience="provider", organisation=company, reviewer=qian.pk)
    assert [notice.address for notice in Notice.objects.all()] == ["zhao@provider.example"]


def test_writing_an_order_twice_changes_nothing(applicant, company, write) -> None:
    first = write("approved", organisation=company)
    again = write("approved", organisation=company)
    assert again == first
    assert Notice.objects.count() == Effect.objects.count() == 2


def test_nobody_to_tell_is_said(company, write) -> None:
    with pytest.raises(NobodyToTell):
        write("approved", organisation=company)


def test_if_one_message_cannot_be_written_none_is(
    applicant, company, person, write, monkeypatch
) -> None:
    monkeypatch.setattr(services, "EFFECTS", {Channel.EMAIL: "notice.email"})
    with pytest.raises(KeyError):
        write("approved", organisation=company)
    assert Notice.objects.count() == Effect.objects.count() == 0


def test_an_order_is_one_effect_per_event_template_and_audience(applicant, company) -> None:
    effect = order("refused", company)
    assert (effect.kind, effect.reference) == ("notice.tell", "tell:7:refused:applicant")
    assert order("refused", company) == effect
    assert Effect.objects.count() == 1


def test_what_the_officer_wrote_is_not_in_the_outbox_in_clear(applicant, company) -> None:
    order("refused", company, reason="王示例的证件照片不清晰")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload, sealed FROM outbox_effect")
        stored = str(cursor.fetchall())
    assert "refused" in stored
    assert "不清晰" not in stored
    assert "\\u4e0d" not in stored


def test_an_order_that_cannot_be_carried_out_is_not_accepted(company) -> None:
    with pytest.raises(FactMissing):
        services.tell(
            template="refused",
            audience="applicant",
            organisation_id=company.pk,
            subject=("filing", "41"),
            event=7,
            facts={},
            at=AT,
        )
    assert not Effect.objects.exists()


def test_an_order_for_later_waits(applicant, company) -> None:
    later = AT.replace(day=25)
    effect = services.tell(
        template="psb_reminder",
        audience="applicant",
        organisation_id=company.pk,
        subject=("psb", "3"),
        event=8,
        facts=least(TEMPLATES["psb_reminder"]),
        at=AT,
        due=later,
    )
    assert effect.due_at == later


def test_carrying_out_an_order_writes_its_messages(applicant, company) -> None:
    handlers.tell(order("refused", company, remedy="请扫描原件。"), at=AT)
    letter = Notice.objects.get(channel=Channel.EMAIL)
    assert "办理建议：请扫描原件。" in letter.letter.text
    assert (letter.subject_type, letter.subject_id, letter.event) == ("filing", "41", "7")


@pytest.mark.parametrize(
    "payload", [{}, {"template": "refused"}, {"event": 1, "to": "x"}], ids=["empty", "half", "odd"]
)
def test_a_malformed_order_is_given_up(db, payload) -> None:
    effect = Effect(kind="notice.tell", reference="tell:9", payload=payload, put_at=AT, due_at=AT)
    with pytest.raises(GiveUp, match=r"notices\.tell_malformed"):
        handlers.tell(effect, at=AT)


def test_an_order_to_nobody_is_given_up_for_a_person_to_see(company) -> None:
    with pytest.raises(GiveUp, match=r"notices\.nobody_to_tell"):
        handlers.tell(order("refused", company), at=AT)


def test_addresses_and_words_are_not_in_the_database_in_clear(applicant, company, write) -> None:
    write("refused", organisation=company)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_notice")
        stored = str(cursor.fetchall())
    for secret in ("lin@shili-keji.cn", "13800000003", "不清晰", "not readable"):
        assert secret not in stored
        assert secret.encode().hex() not in stored
        assert str(secret.encode())[2:-1] not in stored


def test_a_message_is_found_by_its_address(applicant, company, write) -> None:
    write("refused", organisation=company)
    assert [n.channel for n in queries.to_address("lin@shili-keji.cn")] == [Channel.EMAIL]
    assert [n.channel for n in queries.to_address("13800000003")] == [Channel.SMS]
    assert not queries.to_address("nobody@shili-keji.cn")


def test_messages_are_listed_by_case_and_by_person(applicant, company, person, write) -> None:
    anna = person(company, "anna@shili-keji.cn")
    write("passed_review", organisation=company)
    write("approved", organisation=company, event=8)
    assert [n.template for n in queries.for_subject(("filing", "41"))][-1] == "approved"
    assert queries.for_subject(("filing", "41")).count() == 6
    assert [n.template for n in queries.for_user(anna.pk)] == ["approved", "passed_review"]


def test_a_letter_leads_to_the_case(applicant, company, write, settings) -> None:
    settings.OPENBEIAN_BASE_URL = "https://provider.example"
    settings.OPENBEIAN_NOTICE_LINKS = {"applicant:filing": "/applications/{id}/"}
    write("passed_review", organisation=company)
    assert "https://provider.example/applications/41/" in Notice.objects.earliest("id").letter.text


def test_a_case_without_a_page_leads_to_the_front_door(applicant, company, write, settings) -> None:
    settings.OPENBEIAN_BASE_URL = "https://provider.example"
    settings.OPENBEIAN_NOTICE_LINKS = {}
    write("passed_review", organisation=company)
    assert "： https://provider.example/\n" in Notice.objects.earliest("id").letter.text


def test_a_message_outlives_the_account_of_its_reader(applicant, company, write) -> None:
    write("passed_review", organisation=company)
    with transaction.atomic():
        applicant.delete()
    notice = Notice.objects.earliest("id")
    assert notice.recipient is None
    assert notice.address == "lin@shili-keji.cn"
