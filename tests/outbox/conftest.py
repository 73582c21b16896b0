"""A post office to deliver to, and a hand that puts letters."""

import pytest
from django.db import transaction

from openbeian.outbox import services
from outbox import post


@pytest.fixture(autouse=True)
def office(settings):
    """Let the outbox know only the post office, empty and willing."""
    settings.OPENBEIAN_EFFECTS = post.EFFECTS
    post.OFFICE.__init__()
    return post.OFFICE


@pytest.fixture
def put():
    """Owe a letter in a transaction of its own."""

    def put_letter(reference="letter-1", *, at=post.NOON, **facts):
        with transaction.atomic():
            return services.put(
                **{"kind": "post.letter", "payload": {"letter": 1}, **facts},
                reference=reference,
                at=at,
            )

    return put_letter
