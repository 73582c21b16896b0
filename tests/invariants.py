"""What must hold of the whole house after whatever happened, however it was interrupted."""

from collections import Counter
from itertools import pairwise

from openbeian.audit.models import Event
from openbeian.audit.queries import history
from openbeian.audit.services import verify
from openbeian.cases.models import Case
from openbeian.declaration import canonical
from openbeian.filings.models import Correction, Filing, Outcome, Request
from openbeian.filings.sealing import open_declaration, open_draft
from openbeian.licences.models import LicenceCase
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import DECLINE, FILING, Flag, State
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.procedure.permissions import Permission
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.models import Domain, Entity, InProcess, Service

SUBMISSIONS = ("filing:application:submit", "filing:application:resubmit")
SOURCES = {"filing": "filing:application", "licence": "licence:case", "psb": "psb:case"}
# where an application holds its domains against others
IN_PROCESS = {
    State.PROVIDER_REVIEW,
    State.CORRECTION_REQUESTED,
    State.READY_TO_SUBMIT,
    State.AT_ADMINISTRATION,
    State.REFUSED,
}
ANSWERS = [
    f"filing:application:{move.name}"
    for move in FILING.moves
    if move.permission is Permission.AUTHORITY_RECORD or move is DECLINE
]


def hold() -> None:
    """Check all of them."""
    outcome = verify()
    assert outcome.ok, outcome
    for case in every_case():
        assert (case.state_now, case.flags_now) == folded(case)
        assert_times_go_forward(case)
        assert_everybody_was_told(case)
    for filing in Filing.objects.all():
        assert_versions_are_events(filing)
        assert_answers_are_events(filing)
        assert_domains_are_held(filing)
    assert_one_open_application_each()
    assert_numbers_are_of_approved()


def every_case() -> list[Case]:
    return [*Filing.objects.all(), *LicenceCase.objects.all(), *PublicSecurityCase.objects.all()]


def folded(case: Case) -> tuple[object, frozenset[object]]:
    """Return state and flags that follow from the events of a case alone."""
    procedure = case.procedure
    moves = {f"{SOURCES[procedure.name]}:{move.name}": move for move in procedure.moves}
    state, flags = procedure.initial, began_with(case)
    for event in history(case.subject):
        move = moves.get(event.kind)
        if move is not None:
            procedure.check(move, state, flags)
            state, flags = procedure.after(move, state, flags)
            if event.facts.get("source") == Correction.Source.ADMINISTRATION:
                flags |= {Flag.ASKED_BY_ADMINISTRATION}
    return state, flags


def began_with(case: Case) -> frozenset[object]:
    """Return the flags that stay with a case from its beginning."""
    return case.kind_now.flags if isinstance(case, Filing) else frozenset()


def assert_times_go_forward(case: Case) -> None:
    times = [event.at for event in history(case.subject)]
    assert all(earlier <= later for earlier, later in pairwise(times))


def assert_everybody_was_told(case: Case) -> None:
    """Each event of a move owes exactly the messages that the table names."""
    moves = {f"{SOURCES[case.procedure.name]}:{move.name}": move for move in case.procedure.moves}
    for event in history(case.subject):
        if event.kind in moves:
            owed = {
                f"tell:{event.pk}:{to.template}:{to.audience}" for to in moves[event.kind].tells
            }
            put = Effect.objects.filter(reference__startswith=f"tell:{event.pk}:")
            orders = put.filter(kind="notice.tell").values_list("reference", flat=True)
            assert set(orders) == owed


def assert_versions_are_events(filing: Filing) -> None:
    submitted = history(filing.subject).filter(kind__in=SUBMISSIONS)
    versions = list(filing.versions.filter(number__gt=0).order_by("number"))
    assert [version.number for version in versions] == list(range(1, filing.version + 1))
    assert [(event.facts["version"], event.facts["digest"]) for event in submitted] == [
        (version.number, version.digest) for version in versions
    ]
    for version in versions:
        assert canonical.digest(open_declaration(version)) == version.digest
    assert Request.objects.filter(filing=filing).count() == filing.version
    assert isinstance(open_draft(filing), dict)


def assert_answers_are_events(filing: Filing) -> None:
    assert filing.outcomes.count() == history(filing.subject).filter(kind__in=ANSWERS).count()
    asked = history(filing.subject).filter(kind="filing:application:ask_for_correction")
    named = Counter(field for event in asked for field in event.facts["fields"])
    assert Counter(filing.corrections.values_list("field", flat=True)) == named


def assert_domains_are_held(filing: Filing) -> None:
    held = set(
        InProcess.objects.in_force().filter(filing_id=filing.pk).values_list("domain", flat=True)
    )
    declared = set()
    if filing.state_now in IN_PROCESS and filing.kind_now.names_new_domains:
        latest = open_declaration(filing.versions.get(number=filing.version))
        declared = {domain.name for service in latest.services for domain in service.domains}
    assert held == declared


def assert_one_open_application_each() -> None:
    final = [state.value for state in State if Filing.procedure.is_final(state)]
    owners = Filing.objects.exclude(state__in=final).values_list("organisation", flat=True)
    assert max(Counter(owners).values(), default=0) <= 1


def assert_numbers_are_of_approved() -> None:
    """No number without an approval, none twice, and each new website owes its public security."""
    approved = Filing.objects.filter(state=State.APPROVED.value)
    outcomes = Outcome.objects.filter(kind=Outcome.Kind.APPROVED).select_related("filing")
    assert outcomes.count() == approved.count()
    issued = [row.numbers for row in outcomes if row.filing.kind_now.names_new_domains]
    services = [number for numbers in issued for number in numbers["services"].values()]
    assert Counter(services) == Counter(Service.objects.values_list("number", flat=True))
    assert set(Entity.objects.values_list("number", flat=True)) == {row["entity"] for row in issued}
    assert_new_websites_owe_their_public_security()
    in_force = Domain.objects.in_force().values_list("name", flat=True)
    assert max(Counter(in_force).values(), default=0) <= 1


def assert_new_websites_owe_their_public_security() -> None:
    moved_here = Filing.objects.filter(kind=FilingKind.ADD_ACCESS).values("pk")
    owed = Effect.objects.filter(kind="psb.open").values_list("payload__service", flat=True)
    new = Service.objects.exclude(filing_id__in=moved_here).values_list("pk", flat=True)
    assert sorted(owed) == sorted(new)


def events_of(case: Case, kind: str) -> int:
    """Return how many events of a kind a case has."""
    return Event.objects.filter(subject_id=case.subject[1], kind=kind).count()
