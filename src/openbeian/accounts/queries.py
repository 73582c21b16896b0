"""Reads: who somebody is."""

from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Founding, Membership, Organisation, User
from openbeian.procedure.permissions import Role


def actor_of(user: User) -> Actor | None:
    """Return who this person acts as, read afresh so that a removed member is out at once."""
    membership = Membership.objects.filter(user=user, user__is_active=True).first()
    if membership is None:
        return None
    return Actor(
        user_id=user.pk,
        organisation_id=membership.organisation_id,
        role=Role(membership.role),
        name=user.email,
    )


def founded_as() -> str | None:
    """Return the mode that the database was founded in; None where it has not been set up."""
    return Founding.objects.values_list("mode", flat=True).first()


def contacts(organisation_id: UUID) -> list[User]:
    """Return the active members of an organisation, oldest first."""
    return list(
        User.objects.filter(memberships__organisation_id=organisation_id, is_active=True).order_by(
            "pk"
        )
    )


def reviewers() -> list[User]:
    """Return everybody who reviews for the provider, oldest first."""
    roles = [Role.REVIEWER.value, Role.SENIOR_REVIEWER.value]
    return list(User.objects.filter(memberships__role__in=roles, is_active=True).order_by("pk"))


def operators() -> list[User]:
    """Return the operators of the house, oldest first."""
    return list(
        User.objects.filter(memberships__role=Role.OPERATOR.value, is_active=True).order_by("pk")
    )


def organisation(organisation_id: UUID) -> Organisation:
    """Return one organisation."""
    return Organisation.objects.get(pk=organisation_id)
