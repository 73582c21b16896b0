"""Of many who do the same at the same moment one succeeds, and the others are told so."""

import random
from collections import Counter

import pytest

import invariants
from cases import AT, Case, declared_by, found_company, found_house, found_member
from filings.verbs import VERBS
from openbeian.accounts.models import Organisation
from openbeian.audit.models import Event
from openbeian.filings.models import DeclarationVersion, Filing, Request
from openbeian.filings.services import begin, edit, review, submit
from openbeian.filings.services.review import TakenByOther
from openbeian.licences import services as licences
from openbeian.licences.models import LicenceCase
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import State
from openbeian.procedure.permissions import Role
from openbeian.registry.services.process import DomainInProcess
from together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 20


@pytest.fixture
def case():
    return Case(found_house(), found_company())


def rival(case, number, domain):
    name = f"上海另例{number}贸易有限公司"
    applicant = found_company(name, email=f"bao{number}@linglimaoyi.cn")
    return Case(case.house, applicant, declared_by(name, domain=domain, serial=number))


def handing_in(case, key):
    return lambda: (
        submit.submit(filing_id=case.id, actor=case.applicant, key=key, at=case.at).version
    )


def test_twenty_requests_with_one_key_are_one_submission(case):
    case.drafted()
    assert at_once(*[handing_in(case, "one")] * CROWD) == [1] * CROWD
    assert DeclarationVersion.objects.count() == Request.objects.count() == 1
    templates = Effect.objects.values_list("payload__template", flat=True)
    assert Counter(templates) == {"application_submitted": 1, "new_case": 1}
    invariants.hold()


def test_two_requests_with_two_keys_are_one_submission_and_one_conflict(case):
    case.drafted()
    outcomes = at_once(handing_in(case, "a"), handing_in(case, "b"))
    assert sorted(map(str, outcomes)) == sorted(map(str, [1, MoveNotAllowed]))
    invariants.hold()


def test_an_organisation_that_begins_twenty_times_has_one_application(case):
    begun = at_once(*[lambda: begin.begin(actor=case.applicant, at=AT).pk] * CROWD)
    assert len(set(begun)) == Filing.objects.count() == 1
    invariants.hold()


def test_an_organisation_has_one_licence_case(case):
    case.brought_to("approved")
    begun = at_once(*[lambda: licences.begin(actor=case.applicant, at=case.at).pk] * 10)
    assert len(set(begun)) == LicenceCase.objects.count() == 1


def test_of_two_tenants_that_name_one_domain_one_goes_on(case):
    """And the other is told why, whoever was the first (catalogue: L3)."""
    first, second = (rival(case, number, "shili-a.cn").drafted() for number in (1, 2))
    outcomes = at_once(handing_in(first, "a"), handing_in(second, "a"))
    assert sorted(map(str, outcomes)) == sorted(map(str, [1, DomainInProcess]))
    loser = first if outcomes[0] is DomainInProcess else second
    assert (loser.filing.state_now, loser.filing.version) == (State.DRAFT, 0)
    invariants.hold()


def test_people_of_one_company_who_edit_different_fields_lose_nothing(case):
    case.drafted()
    organisation = Organisation.objects.get(pk=case.applicant.organisation_id)
    fields = ("services[1].remark", "entity.investor", "services[1].name", "entity.name")
    editors = [
        found_member(organisation, f"editor{number}@shili-keji.cn", Role.APPLICANT)
        for number, _ in enumerate(fields)
    ]

    def editing(editor, path):
        return lambda: (
            edit.edit(
                filing_id=case.id, actor=editor, changes={path: f"由{path}填写"}, at=case.at
            ).pk
        )

    at_once(*map(editing, editors, fields))
    filled = edit.open_draft(case.filing)
    assert [filled[path] for path in fields] == [f"由{path}填写" for path in fields]


def reviewers_of(case, number=CROWD):
    provider = Organisation.objects.get(pk=case.house.reviewer.organisation_id)
    return [
        found_member(provider, f"reviewer{one}@provider.example", Role.REVIEWER)
        for one in range(number)
    ]


def test_twenty_reviewers_decide_on_twenty_cases_once_each(case):
    """Each presses something on each case, in an order of their own (catalogue: L4)."""
    cases = [rival(case, number, f"shili-{number}.cn") for number in range(CROWD)]
    for one in cases:
        one.drafted().submitted()
    dice = random.Random(20261124)

    def pressing(reviewer, verb, order):
        def press_all():
            outcomes = Counter()
            for number in order:
                try:
                    VERBS[verb](cases[number], reviewer)
                    outcomes["done"] += 1
                except (MoveNotAllowed, TakenByOther) as refusal:
                    outcomes[refusal.code] += 1
            return outcomes

        return press_all

    verbs = ("pass_review", "ask_for_correction")
    outcomes = at_once(
        *[
            pressing(reviewer, verbs[number % 2], dice.sample(range(CROWD), CROWD))
            for number, reviewer in enumerate(reviewers_of(case))
        ]
    )
    total = sum(outcomes, Counter())
    assert total["done"] == CROWD
    assert total.total() == CROWD * CROWD
    decided = [f"filing:application:{verb}" for verb in verbs]
    assert Event.objects.filter(kind__in=decided).count() == CROWD
    winners = {
        event.subject_id: event.actor_user_id for event in Event.objects.filter(kind__in=decided)
    }
    assert winners == {str(one.id): one.filing.reviewer_id for one in cases}
    invariants.hold()


def test_twenty_reviewers_reach_for_one_case(case):
    case.drafted().submitted()
    works = [
        lambda actor=actor: review.claim(filing_id=case.id, actor=actor, at=case.at).reviewer_id
        for actor in reviewers_of(case)
    ]
    outcomes = at_once(*works)
    assert outcomes.count(TakenByOther) == CROWD - 1
    assert case.filing.reviewer_id in outcomes
    invariants.hold()
