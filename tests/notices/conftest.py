"""People to write to, a mail server to write through, and orders to carry out."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from notices.postbox import Postbox, PostboxServer
from notices.samples import COMPANY, least
from openbeian.accounts.models import Organisation, OrganisationKind, User
from openbeian.accounts.services import join
from openbeian.notices import payload, services
from openbeian.notices.catalogue import TEMPLATES, Audience
from openbeian.procedure.permissions import Role

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


@pytest.fixture
def company(db) -> Organisation:
    return Organisation.objects.create(name=COMPANY)


@pytest.fixture
def provider(db) -> Organisation:
    return Organisation.objects.create(name="示例云", kind=OrganisationKind.PROVIDER)


@pytest.fixture
def person():
    """Make a member of an organisation."""

    def make(organisation, email, *, role=Role.APPLICANT, language="en", mobile="") -> User:
        user = User.objects.create_user(email, language=language)
        user.set_mobile(mobile)
        user.save()
        join(user=user, organisation=organisation, role=role)
        return user

    return make


@pytest.fixture
def applicant(company, person) -> User:
    return person(company, "lin@shili-keji.cn", language="zh-hans", mobile="13800000003")


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    server = PostboxServer(box)
    server.start()
    host, port = server.address
    mail_through(settings, host, port)
    yield box
    server.stop(no_assert=True)


def mail_through(settings, host: str, port: int, **options) -> None:
    """Let Django's own SMTP backend send to a server, with little patience."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": host, "port": port, "timeout": 1, **options},
        }
    }


@pytest.fixture
def write():
    """Write the messages of an order about a case."""

    def order(
        template, *, audience=Audience.APPLICANT, organisation=None, event=7, reviewer=None, **facts
    ):
        told = payload.read(
            {
                "event": event,
                "template": template,
                "audience": audience,
                "organisation": organisation and str(organisation.pk),
                "reviewer": reviewer,
                "subject_type": "filing",
                "subject_id": "41",
            },
            least(TEMPLATES[template]) | facts,
        )
        reference = f"tell:{event}:{template}:{audience}"
        return services.write(told, reference=reference, at=AT)

    return order
