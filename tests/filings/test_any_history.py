"""Whatever three companies and a provider do, in whatever order, a simple model foretells it.

The model knows nothing of the table of moves: it is written from the procedure page by hand. After
every step all that must hold of the house is looked at (catalogue: P1).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import invariants
from cases import AT, Case, declared_by, found_company, found_house
from filings.verbs import ADDRESS, VERBS
from openbeian.filings import queries
from openbeian.filings.services import begin, edit, review, upkeep
from openbeian.filings.services.submit import NotReady
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.registry.services.process import DomainInProcess, DomainTaken
from openbeian.text import Text
from openbeian.workdays import local_day

pytestmark = pytest.mark.django_db

COMPANIES = ("甲", "乙", "丙")
DOMAINS = ("shili-a.cn", "shili-b.cn")
DOMAIN = "services[1].domains[1].name"
IDLE_DAYS = 45
FINAL = {"approved", "declined", "abandoned", "expired"}
HOLDING = {
    *("provider_review", "correction_requested", "ready_to_submit"),
    *("at_administration", "refused"),
}
# verb -> from where to where, as the procedure page has it
MOVES = {
    "withdraw": ({"provider_review", "ready_to_submit"}, "draft"),
    "abandon": ({"draft", "correction_requested"}, "abandoned"),
    "pass_review": ({"provider_review"}, "ready_to_submit"),
    "decline": ({"provider_review", "refused"}, "declined"),
    "hand_over": ({"ready_to_submit"}, "at_administration"),
    "record_refusal": ({"at_administration"}, "refused"),
    "record_approval": ({"at_administration"}, "approved"),
    "ask_for_correction": (
        {"provider_review", "ready_to_submit", "refused"},
        "correction_requested",
    ),
}
OFFICERS = {"decline": "senior"}
BY_APPLICANT = {"withdraw", "abandon", "submit", "edit"}


@dataclass
class Model:
    """What an application should be."""

    domain: str
    touched: datetime
    state: str = "draft"
    version: int = 0
    verifying: bool = False
    verified: bool = False
    asked: set[str] = field(default_factory=set)
    # what the last version said, and whether its forms were signed anew since
    submitted: str | None = None
    signed_again: bool = False

    @property
    def outdated(self):
        """Whether the forms that were signed state another domain than the draft does."""
        return self.submitted not in {None, self.domain} and not self.signed_again


class World(RuleBasedStateMachine):
    """The house, three companies with a finished draft each, and what the model makes of it."""

    cases: tuple[Case, ...]

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint_create()
        self.at = AT + timedelta(hours=12)
        self.numbers = 0
        # which domains are registered, and which each company submitted last
        self.taken = set()
        self.held = {}
        self.models = {}
        for name, case in zip(COMPANIES, self.cases, strict=True):
            filing = queries.of_organisation(case.applicant).get()
            case.id = filing.pk
            self.models[name] = Model(filing.domain, filing.moved_at)

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def case(self, name):
        case = self.cases[COMPANIES.index(name)]
        case.at = self.at
        return case

    def act(self, name, verb):
        case = self.case(name)
        actor = (
            case.applicant
            if verb in BY_APPLICANT
            else getattr(case.house, OFFICERS.get(verb, "reviewer"))
        )
        return VERBS[verb](case, actor)

    def some(self, *states):
        return [name for name, model in self.models.items() if model.state in states]

    @rule(name=st.sampled_from(COMPANIES), verb=st.sampled_from(sorted(MOVES)))
    def try_a_move(self, name, verb):
        """Try it whether or not it can be made."""
        model = self.models[name]
        sources, target = MOVES[verb]
        possible = model.state in sources and not (verb == "record_approval" and model.verifying)
        if not possible:
            with pytest.raises(MoveNotAllowed):
                self.act(name, verb)
            return
        self.make_a_move(name, verb, target)

    @rule(data=st.data())
    def go_on(self, data):
        """Make a move that can be made: most random tries are refused."""
        possible = [
            (name, verb)
            for name, model in self.models.items()
            for verb, (sources, _) in MOVES.items()
            if model.state in sources and not (verb == "record_approval" and model.verifying)
        ]
        if possible:
            name, verb = data.draw(st.sampled_from(possible))
            self.make_a_move(name, verb, MOVES[verb][1])

    def make_a_move(self, name, verb, target):
        model, case = self.models[name], self.case(name)
        if verb == "record_approval":
            self.numbers += 1
            case.entity_number = f"沪ICP备2026{self.numbers:06d}号"
            self.taken.add(model.domain)
        self.act(name, verb)
        model.state, model.touched = target, self.at
        model.verifying = model.verified = False
        model.asked = {"services[1].name"} if verb == "ask_for_correction" else set()

    @precondition(lambda self: self.some("provider_review", "ready_to_submit", "refused"))
    @rule(data=st.data(), path=st.sampled_from([ADDRESS, DOMAIN]))
    def ask_for(self, data, path):
        name = data.draw(
            st.sampled_from(self.some("provider_review", "ready_to_submit", "refused"))
        )
        ask = review.Ask(path, Text("Look again.", "请核对。"))
        case, model = self.case(name), self.models[name]
        review.ask_for_correction(
            filing_id=case.id, actor=case.house.reviewer, asks=[ask], at=self.at
        )
        model.state, model.asked, model.touched = "correction_requested", {path}, self.at
        model.verifying = model.verified = False

    @precondition(lambda self: self.some("draft", "correction_requested"))
    @rule(data=st.data(), domain=st.sampled_from(DOMAINS))
    def declare_a_domain(self, data, domain):
        name = data.draw(st.sampled_from(self.some("draft", "correction_requested")))
        model, case = self.models[name], self.case(name)
        changes = {DOMAIN: domain}
        closed = model.state == "correction_requested" and DOMAIN not in model.asked
        if closed and domain != model.domain:
            with pytest.raises(edit.FieldNotOpen):
                edit.edit(filing_id=case.id, actor=case.applicant, changes=changes, at=self.at)
            return
        edit.edit(filing_id=case.id, actor=case.applicant, changes=changes, at=self.at)
        if domain != model.domain:
            model.domain, model.touched = domain, self.at

    @precondition(lambda self: self.unsigned())
    @rule(data=st.data())
    def sign_again(self, data):
        name = data.draw(st.sampled_from(self.unsigned()))
        self.at = self.case(name).signed_again().at
        self.models[name].signed_again, self.models[name].touched = True, self.at

    def unsigned(self):
        open_ones = self.some("draft", "correction_requested")
        return [name for name in open_ones if self.models[name].outdated]

    @rule(name=st.sampled_from(COMPANIES))
    def submit_at_any_time(self, name):
        self.submit(name)

    @precondition(lambda self: self.some("draft", "correction_requested"))
    @rule(data=st.data())
    def submit_in_time(self, data):
        self.submit(data.draw(st.sampled_from(self.some("draft", "correction_requested"))))

    def submit(self, name):
        model = self.models[name]
        others = [other for other in self.models if other != name]
        held = any(
            self.models[other].state in HOLDING and self.held[other] == model.domain
            for other in others
        )
        refusal = None
        if model.state not in {"draft", "correction_requested"}:
            refusal = MoveNotAllowed
        elif model.outdated:
            refusal = NotReady
        elif model.domain in self.taken:
            refusal = DomainTaken
        elif held:
            refusal = DomainInProcess
        if refusal is not None:
            with pytest.raises(refusal):
                self.act(name, "submit")
            return
        self.act(name, "submit")
        self.held[name] = model.domain
        model.state, model.version = "provider_review", model.version + 1
        model.submitted, model.signed_again = model.domain, False
        model.asked, model.touched = set(), self.at

    @precondition(lambda self: self.some("at_administration"))
    @rule(data=st.data(), outcome=st.sampled_from(["asked", "passed", "failed"]))
    def verify_by_sms(self, data, outcome):
        name = data.draw(st.sampled_from(self.some("at_administration")))
        model, verb = self.models[name], f"record_sms_{outcome}"
        possible = (
            not (model.verifying or model.verified) if outcome == "asked" else model.verifying
        )
        if not possible:
            with pytest.raises(MoveNotAllowed):
                self.act(name, verb)
            return
        self.act(name, verb)
        model.verifying, model.verified = outcome == "asked", outcome == "passed"
        if outcome == "failed":
            model.state, model.touched = "ready_to_submit", self.at

    @precondition(lambda self: self.some(*FINAL))
    @rule(data=st.data())
    def begin_another(self, data):
        name = data.draw(st.sampled_from(self.some(*FINAL)))
        case = self.case(name)
        draft = queries.draft(case.filing)
        case.id = begin.begin(actor=case.applicant, at=self.at, draft=draft).pk
        self.models[name] = Model(self.models[name].domain, self.at)

    @rule(days=st.sampled_from([1, 1, 3, 20, 46]))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        upkeep.tick(at=self.at)
        for model in self.models.values():
            idle = (local_day(self.at) - local_day(model.touched)).days
            if model.state in {"draft", "correction_requested"} and idle > IDLE_DAYS:
                model.state = "expired"

    @invariant()
    def the_model_foretold_it(self):
        for name, model in self.models.items():
            filing = self.case(name).filing
            assert (filing.state, filing.version) == (model.state, model.version), name
            assert queries.draft(filing)[DOMAIN] == model.domain

    @invariant()
    def the_house_is_in_order(self):
        invariants.hold()


@pytest.fixture
def companies():
    """Three companies; two of them want the same domain."""
    house = found_house()
    wanted = (*DOMAINS, DOMAINS[0])
    World.cases = tuple(
        Case(
            house,
            found_company(f"上海{name}例贸易有限公司", email=f"{number}@lingli.cn"),
            declared_by(f"上海{name}例贸易有限公司", domain=domain, serial=number),
        ).drafted()
        for number, (name, domain) in enumerate(zip(COMPANIES, wanted, strict=True))
    )


ASIDE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]


@pytest.mark.usefixtures("companies")
def test_the_house_does_what_a_simple_model_foretells():
    run_state_machine_as_test(
        World,
        settings=settings(max_examples=12, stateful_step_count=25, suppress_health_check=ASIDE),
    )


@pytest.mark.slow
@pytest.mark.usefixtures("companies")
def test_the_house_does_so_for_longer():
    run_state_machine_as_test(
        World,
        settings=settings(max_examples=150, stateful_step_count=40, suppress_health_check=ASIDE),
    )
