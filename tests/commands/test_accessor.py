"""Keys of accessors, made and revoked from the terminal."""

import pytest

from openbeian import cli
from openbeian.accessors.models import AccessKey

pytestmark = pytest.mark.django_db
STATUS = "QueryAccessorDomainStatus"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_a_key_is_made_its_secret_shown_once_and_revoked(capsys):
    assert cli.main(["accessor", "create", "cdn", "--allow", STATUS]) == 0
    made = capsys.readouterr().out
    key = AccessKey.objects.get()
    assert key.key_id in made
    assert key.secret in made
    assert cli.main(["accessor", "show"]) == 0
    assert cli.main(["accessor", "revoke", key.key_id]) == 0
    told = capsys.readouterr().out
    assert told.splitlines() == [
        f"{key.key_id}  cdn  in force  {STATUS}",
        f"{key.key_id}  cdn  revoked  {STATUS}",
    ]
    assert key.secret not in told


def test_a_refusal_is_printed(capsys):
    assert cli.main(["accessor", "create", "cdn", "--allow", "Everything"]) == 1
    assert cli.main(["accessor", "revoke", "OBnobody"]) == 1
    told = capsys.readouterr().err
    assert "[accessors.accessor_unfit]" in told
    assert "[accessors.key_unknown]" in told
    assert not AccessKey.objects.exists()
