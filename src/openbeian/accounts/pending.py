"""What somebody told at sign-up, kept in their own browser's session until it may count.

Anybody can sign up with anybody's address. So until the address is confirmed, in the same session,
there is neither an organisation nor a mobile number: whoever proves the address by another way,
such as a new password, finds an account without either and names their own.
"""

from typing import TypedDict

from django.db import transaction
from django.http import HttpRequest

from openbeian.accounts.models import User
from openbeian.accounts.queries import actor_of
from openbeian.accounts.services import found_organisation

KEY = "accounts.pending"


class Details(TypedDict):
    """The name of the organisation, and a mobile number or nothing."""

    name: str
    mobile: str


def remember(request: HttpRequest, user: User, *, name: str, mobile: str) -> None:
    """Keep what a person told until their address is confirmed."""
    request.session[KEY] = {"user": user.pk, "details": Details(name=name, mobile=mobile)}


@transaction.atomic
def fulfil(request: HttpRequest, user: User) -> None:
    """Found the organisation that this browser told of, if it told of this person's."""
    kept = request.session.pop(KEY, None)
    if kept is not None and kept["user"] == user.pk and actor_of(user) is None:
        found_organisation(user=user, **kept["details"], language=user.language)
