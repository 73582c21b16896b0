"""A store of its own for each test, and somebody who hands files in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents import corpus
from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Organisation, User
from openbeian.documents import services
from openbeian.procedure.permissions import Role

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def blobs(settings, tmp_path) -> Path:
    settings.OPENBEIAN_BLOBS = tmp_path / "blobs"
    return settings.OPENBEIAN_BLOBS


@pytest.fixture
def company(db) -> Organisation:
    return Organisation.objects.create(name="上海示例合资科技有限公司")


@pytest.fixture
def applicant(company) -> Actor:
    user = User.objects.create_user(email="anna@shili-keji.cn")
    return Actor(user_id=user.pk, organisation_id=company.pk, role=Role.APPLICANT, name="Anna")


@pytest.fixture
def hand_in(blobs, company, applicant):
    """Hand a file in as the applicant, at noon."""

    def receive(content=None, *, name="licence.jpg", organisation=company, by=applicant, **more):
        return services.receive(
            organisation_id=organisation.pk,
            actor=by,
            name=name,
            content=corpus.jpeg() if content is None else content,
            at=NOON,
            **more,
        )

    return receive


@pytest.fixture
def files_on_disk(blobs):
    return lambda: sorted(path for path in blobs.rglob("*") if path.is_file())
