"""One e-mail over a real SMTP connection, and what each answer of the other side means."""

import pytest

from notices.conftest import AT, mail_through
from notices.postbox import Postbox, PostboxServer, free_port, refuse_everybody
from openbeian.notices.mail import message_id, send
from openbeian.notices.models import Channel, Notice
from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.procedure.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(applicant, company, write) -> Notice:
    write("refused", organisation=company)
    return Notice.objects.get(channel=Channel.EMAIL)


def test_a_message_arrives_as_text_and_as_a_page(postbox, notice) -> None:
    send(notice, AT)
    [letter] = postbox.letters
    assert postbox.envelopes[0][1] == ("lin@shili-keji.cn",)
    assert letter["To"] == "lin@shili-keji.cn"
    assert letter["Subject"] == "备案申请被通信管理局驳回（OB-2026-000123）"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "zh-Hans, en"
    assert letter["Date"].datetime == AT
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    page = letter.get_body(("html",)).get_content()
    assert text == notice.letter.text
    assert '<html lang="zh-Hans">' in page
    assert "证件照片不清晰。" in page


def test_the_message_id_follows_from_the_reference(postbox, notice) -> None:
    answer = send(notice, AT)
    send(notice, AT)
    assert postbox.message_ids == [answer, answer] == [message_id(notice.reference)] * 2
    assert postbox.letters[0]["X-Openbeian-Reference"] == notice.reference
    assert message_id(notice.reference) != message_id(f"{notice.reference}x")


def test_the_longest_reference_still_makes_a_whole_header(postbox, notice) -> None:
    letter = notice.letter
    notice.reference = "tell:" + "9" * 190
    notice.seal(address="lin@shili-keji.cn", words=letter)
    send(notice, AT)
    assert postbox.message_ids == [message_id(notice.reference)]
    assert postbox.letters[0]["X-Openbeian-Reference"] == notice.reference


def test_what_is_urgent_is_marked(postbox, applicant, company, write) -> None:
    write("sms_verification_asked", organisation=company)
    send(Notice.objects.get(channel=Channel.EMAIL), AT)
    assert postbox.letters[0]["Importance"] == "high"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("refuse_sender", "421 4.3.2 the service is closing"),
        ("greylist", "450 4.7.1 come back later"),
        ("drop_after_data", "SMTPServerDisconnected"),
        ("stuck", "SMTPServerDisconnected"),
    ],
)
def test_a_fault_that_may_pass_is_tried_again(postbox, notice, fault, said) -> None:
    postbox.faults.append(fault)
    with pytest.raises(TryAgain) as answer:
        send(notice, AT)
    assert said in answer.value.reason
    assert send(notice, AT) == message_id(notice.reference)


def test_a_letter_that_arrived_before_a_lost_answer_has_the_same_id(postbox, notice) -> None:
    postbox.faults.append("drop_after_data")
    with pytest.raises(TryAgain):
        send(notice, AT)
    send(notice, AT)
    assert len(postbox.letters) == 2
    assert len(set(postbox.message_ids)) == 1
    assert postbox.letters[0].get_body(("plain",)).get_content() == (
        postbox.letters[1].get_body(("plain",)).get_content()
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("unknown_mailbox", "550 5.1.1 <…>: no such mailbox"),
        ("refuse_content", "554 5.7.1 looks like spam"),
    ],
)
def test_a_refusal_for_good_is_final_and_does_not_repeat_the_address(
    postbox, notice, fault, said
) -> None:
    postbox.faults.append(fault)
    with pytest.raises(GiveUp) as answer:
        send(notice, AT)
    assert answer.value.reason == said
    assert postbox.letters == []


def test_a_slow_server_is_waited_for(postbox, notice) -> None:
    postbox.faults.append("slow")
    send(notice, AT)
    assert len(postbox.letters) == 1


def test_a_server_that_stumbles_over_goodbye_has_the_message(postbox, notice) -> None:
    postbox.faults.append("stumble")
    assert send(notice, AT) == message_id(notice.reference)
    assert len(postbox.letters) == 1


def test_nobody_at_home_is_tried_again(settings, notice) -> None:
    mail_through(settings, "127.0.0.1", free_port())
    with pytest.raises(TryAgain, match="ConnectionRefusedError"):
        send(notice, AT)


@pytest.mark.parametrize(
    ("encryption", "said"),
    [("use_tls", "SMTPNotSupportedError"), ("use_ssl", "SSLError")],
    ids=["the offer of STARTTLS was stripped", "plain text where TLS was agreed"],
)
def test_a_server_that_does_not_encrypt_gets_nothing(
    postbox, settings, notice, encryption, said
) -> None:
    options = settings.MAILERS["default"]["OPTIONS"]
    mail_through(settings, options["host"], options["port"], **{encryption: True})
    with pytest.raises(TryAgain, match=said):
        send(notice, AT)
    assert postbox.letters == []


def test_a_wrong_password_is_ours_to_mend_not_the_recipients_fault(settings, notice) -> None:
    box = Postbox()
    server = PostboxServer(box, authenticator=refuse_everybody, auth_require_tls=False)
    server.start()
    mail_through(settings, *server.address, username="house", password="wrong")
    with pytest.raises(TryAgain, match="535"):
        send(notice, AT)
    server.stop(no_assert=True)
    assert box.letters == []


@pytest.mark.parametrize(
    "address", ["lin@shili-keji.cn\r\nBcc: x@example.cn", "a@b.cn, c@d.cn", "林@", "", "@"]
)
def test_an_address_that_is_none_is_given_up_and_nothing_is_sent(postbox, notice, address) -> None:
    notice.seal(address=address, words=notice.letter)
    with pytest.raises(GiveUp):
        send(notice, AT)
    assert postbox.letters == []


def test_a_company_with_a_line_break_adds_no_header(postbox, provider, person, write) -> None:
    person(provider, "zhao@provider.example", role=Role.REVIEWER)
    write("new_case", audience="provider", company="甲公司\r\nBcc: x@example.cn")
    send(Notice.objects.get(), AT)
    [letter] = postbox.letters
    assert letter["Bcc"] is None
    assert letter["Subject"].endswith("甲公司 Bcc: x@example.cn")
    assert postbox.envelopes[0][1] == ("zhao@provider.example",)
