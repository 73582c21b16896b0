"""Writes: people and their organisations."""

from django.db import transaction

from openbeian.accounts.models import Founding, Membership, Organisation, OrganisationKind, User
from openbeian.procedure.permissions import Role


@transaction.atomic
def found_organisation(
    *, user: User, name: str, mobile: str = "", language: str = "en"
) -> Organisation:
    """Make the applicant's organisation with this person as its first member."""
    organisation = Organisation.objects.create(name=name, kind=OrganisationKind.APPLICANT)
    Membership.objects.create(user=user, organisation=organisation, role=Role.APPLICANT.value)
    user.language = language
    user.set_mobile(mobile)
    user.save(update_fields=["language", "mobile_sealed"])
    return organisation


def found_database(*, mode: str) -> None:
    """Write down what kind of house the database belongs to, unless that is done already."""
    Founding.objects.get_or_create(pk=1, defaults={"mode": mode})


@transaction.atomic
def join(*, user: User, organisation: Organisation, role: Role) -> Membership:
    """Make a person a member of an organisation in a role."""
    return Membership.objects.create(user=user, organisation=organisation, role=role.value)


@transaction.atomic
def remember_language(*, user: User, language: str) -> None:
    """Keep the language that a person chose, so that messages reach them in it."""
    User.objects.filter(pk=user.pk).update(language=language)
