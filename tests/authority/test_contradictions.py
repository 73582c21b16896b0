"""A sandbox that says what cannot be: nothing of it is applied, and the truth is when it comes."""

import base64

import pytest

from openbeian.authority.models import Download

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def sent(sides):
    """One application that was approved, whose answers nobody fetched yet."""
    return sides.hand_over().run().approve()


def filed_at(served_sandbox, sides):
    """Return the answer that carries the data as filed, and its document."""
    return served_sandbox.ask(
        "SELECT a.id, a.document FROM sandbox_answer a"
        " JOIN sandbox_provider p ON p.id = a.provider_id"
        " WHERE a.place = 'ICP/BASJ/Baxx' AND p.unit_id = ?",
        sides.unit,
    )[0]


def write_at(served_sandbox, answer, document):
    """Let the administration say something else, in a file of another name."""
    served_sandbox.ask("UPDATE sandbox_answer SET document = ? WHERE id = ?", document, answer)
    (packed,) = served_sandbox.ask("SELECT file_id FROM sandbox_answer WHERE id = ?", answer)[0]
    if packed is not None:
        served_sandbox.ask("UPDATE sandbox_answer SET file_id = NULL WHERE file_id = ?", packed)
        served_sandbox.ask("DELETE FROM sandbox_datafile WHERE id = ?", packed)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("fault-", "other-"),
        ("<Zjhm>9131", "<Zjhm>9132"),
        ("<Baxh>沪ICP", "<Baxh>京ICP"),
    ],
    ids=["domain", "certificate", "province"],
)
def test_what_is_filed_is_not_what_we_sent(sent, served_sandbox, right, wrong):
    answer, document = filed_at(served_sandbox, sent)
    assert right in document
    write_at(served_sandbox, answer, document.replace(right, wrong))
    sent.run(3)
    assert Download.objects.get().state == "quarantined"
    assert sent.states() == ["at_administration"]
    write_at(served_sandbox, answer, document)
    sent.hold()
    assert Download.objects.filter(state="quarantined").count() == 1


def test_other_bytes_come_under_a_name_that_was_applied(sent, served_sandbox):
    served_sandbox.arm("forgotten_ack", "isp_downloadack")
    sent.run()
    (download,) = Download.objects.all()
    file = served_sandbox.ask("SELECT content FROM sandbox_datafile WHERE name = ?", download.name)
    other = base64.b64encode(base64.b64decode(file[0][0])[:-1]).decode()
    put = "UPDATE sandbox_datafile SET content = ? WHERE name = ?"
    served_sandbox.ask(put, other, download.name)
    sent.run()
    assert sent.halted
    served_sandbox.ask(put, file[0][0], download.name)
    sent.release()
    sent.hold()
    assert Download.objects.count() == 1
