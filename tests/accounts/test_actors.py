"""Who acts: one member of one organisation in one role, or the house itself."""

import pytest
from django.db import IntegrityError, transaction

from cases import found_company, found_house, found_member, user_of
from openbeian.accounts import queries
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.accounts.models import Membership, Organisation, OrganisationKind, User
from openbeian.accounts.services import found_organisation, join, remember_language
from openbeian.procedure.permissions import GRANTS, Permission, Role, may
from openbeian.vault import SealBroken

pytestmark = pytest.mark.django_db


class TestActors:
    def test_a_member_acts_in_their_role_for_their_organisation(self):
        actor = found_company()
        membership = Membership.objects.get()
        assert queries.actor_of(user_of(actor)) == actor
        assert (actor.person, actor.tenant) == (membership.user_id, membership.organisation_id)

    def test_who_has_no_membership_acts_for_nobody(self):
        assert queries.actor_of(User.objects.create_user("nobody@example.cn")) is None

    def test_whose_account_is_closed_acts_for_nobody(self):
        user = user_of(found_company())
        User.objects.update(is_active=False)
        assert queries.actor_of(user) is None

    def test_the_house_signs_nothing_and_owns_nothing(self):
        for attribute in ("person", "tenant"):
            with pytest.raises(NotPermitted):
                getattr(SYSTEM, attribute)

    @pytest.mark.parametrize("role", Role)
    def test_a_role_may_what_it_was_granted_and_nothing_else(self, role):
        assert {permission for permission in Permission if may(role, permission)} == GRANTS[role]

    def test_nobody_holds_both_sides_of_the_procedure(self):
        """Who may submit may not decide, and who may decide may not submit."""
        applying = {Permission.FILING_SUBMIT, Permission.FILING_EDIT}
        deciding = {Permission.REVIEW_DECIDE, Permission.AUTHORITY_RECORD}
        for granted in GRANTS.values():
            assert not (granted & applying and granted & deciding)


class TestMemberships:
    def test_a_person_acts_for_one_organisation(self):
        user = user_of(found_company())
        other = Organisation.objects.create(name="上海另例贸易有限公司")
        with pytest.raises(IntegrityError), transaction.atomic():
            join(user=user, organisation=other, role=Role.APPLICANT)

    def test_nobody_is_the_system(self):
        organisation = Organisation.objects.create(name="上海另例贸易有限公司")
        user = User.objects.create_user("root@example.cn")
        with pytest.raises(IntegrityError), transaction.atomic():
            join(user=user, organisation=organisation, role=Role.SYSTEM)

    def test_an_address_belongs_to_one_person(self):
        User.objects.create_user("Li.Na@Example.CN")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user("li.na@example.cn")

    def test_words_about_people_name_no_person(self):
        actor = found_company()
        assert str(user_of(actor)) == f"user {actor.user_id}"
        assert str(Membership.objects.get()) == f"applicant of {actor.organisation_id}"
        assert str(Organisation.objects.get()) == "上海示例合资科技有限公司"


class TestPeople:
    def test_a_mobile_number_is_sealed_for_its_own_row(self):
        first, second = (User.objects.create_user(f"{name}@example.cn") for name in "ab")
        first.set_mobile("13811112222")
        assert first.mobile == "13811112222"
        assert b"13811112222" not in first.mobile_sealed
        second.mobile_sealed = first.mobile_sealed
        with pytest.raises(SealBroken):
            _ = second.mobile

    def test_a_mobile_number_can_be_taken_back(self):
        user = User.objects.create_user("a@example.cn")
        user.set_mobile("13811112222")
        user.set_mobile("")
        assert (user.mobile, user.mobile_sealed) == ("", b"")

    def test_without_a_password_nobody_signs_in_by_one(self):
        assert not User.objects.create_user("a@example.cn").has_usable_password()

    def test_an_organisation_is_founded_with_its_first_member(self):
        user = User.objects.create_user("a@example.cn")
        organisation = found_organisation(
            user=user, name="上海示例", mobile="13811112222", language="zh-hans"
        )
        user.refresh_from_db()
        assert organisation.kind == OrganisationKind.APPLICANT
        assert queries.actor_of(user).role is Role.APPLICANT
        assert (user.mobile, user.language) == ("13811112222", "zh-hans")

    def test_the_language_of_messages_is_remembered(self):
        user = User.objects.create_user("a@example.cn")
        remember_language(user=user, language="zh-hans")
        user.refresh_from_db()
        assert user.language == "zh-hans"


class TestQueries:
    def test_the_people_to_write_to(self):
        house = found_house()
        company = found_company()
        organisation = queries.organisation(company.organisation_id)
        colleague = found_member(organisation, "chen@shili-keji.cn", Role.APPLICANT)
        left = found_member(organisation, "left@shili-keji.cn", Role.APPLICANT)
        User.objects.filter(pk=left.user_id).update(is_active=False)
        ids = lambda people: [person.pk for person in people]  # noqa: E731
        assert ids(queries.contacts(company.organisation_id)) == [
            company.user_id,
            colleague.user_id,
        ]
        assert ids(queries.reviewers()) == [
            house.reviewer.user_id,
            house.colleague.user_id,
            house.senior.user_id,
        ]
        assert ids(queries.operators()) == [house.operator.user_id]
