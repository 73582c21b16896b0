"""The local mail catcher keeps what it accepts, once for each acceptance."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest

from openbeian.commands import mailbox, ports


def a_message(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "beian@openbeian.example"
    message["To"] = "applicant@company.example"
    message["Subject"] = "备案进度通知"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("您的备案申请已提交。")
    return message


@pytest.fixture
def port(tmp_path: Path):
    chosen = ports.free_from(18025)
    with mailbox.catching(tmp_path, port=chosen):
        yield chosen


def send(message: EmailMessage, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.send_message(message)


def test_an_accepted_message_can_be_read_again(port: int, tmp_path: Path) -> None:
    send(a_message(), port)
    [kept] = mailbox.messages(tmp_path)
    assert kept["Subject"] == "备案进度通知"
    assert kept.get_content().strip() == "您的备案申请已提交。"


def test_the_message_id_is_in_the_name(port: int, tmp_path: Path) -> None:
    send(a_message(Message_ID="<effect-7@openbeian.example>"), port)
    [path] = tmp_path.glob("*.eml")
    assert path.stem.endswith("_effect-7@openbeian.example")


def test_a_message_accepted_twice_is_kept_twice(port: int, tmp_path: Path) -> None:
    for _ in range(2):
        send(a_message(Message_ID="<effect-7@openbeian.example>"), port)
    assert [m["Message-ID"] for m in mailbox.messages(tmp_path)] == [
        "<effect-7@openbeian.example>"
    ] * 2


def test_messages_come_oldest_first(port: int, tmp_path: Path) -> None:
    for number in range(3):
        send(a_message(Message_ID=f"<{number}@openbeian.example>"), port)
    assert [m["Message-ID"][1] for m in mailbox.messages(tmp_path)] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "reference",
    ["../../etc/passwd", "a/b", "x" * 500, "", "\x00"],
    ids=["climbing", "slash", "endless", "empty", "null"],
)
def test_a_hostile_message_id_stays_in_the_folder(reference: str, tmp_path: Path) -> None:
    content = f"Message-ID: <{reference}>\r\n\r\nhello".encode()
    kept = mailbox.Ledger(tmp_path).keep(content)
    assert kept.parent == tmp_path
    assert kept.read_bytes() == content


def test_too_large_a_message_is_refused(port: int, tmp_path: Path) -> None:
    message = a_message()
    message.set_content("x" * (mailbox.MAX_BYTES + 1))
    with pytest.raises(smtplib.SMTPResponseException, match="552"):
        send(message, port)
    assert mailbox.messages(tmp_path) == []
