"""The registry desk: find an entity, see all that is registered of it, suspend, lift, end."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openbeian.accounts import access
from openbeian.audit import queries as audit
from openbeian.config import clock
from openbeian.console import dossier
from openbeian.console.forms.registry import DeskForm, LiftForm, StandingForm, first_language
from openbeian.console.frame import conflict, page
from openbeian.console.record import told
from openbeian.errors import DomainError
from openbeian.gate import hosts
from openbeian.procedure.permissions import Permission
from openbeian.registry import desk, kinds, services
from openbeian.registry.answers import answer
from openbeian.registry.models import Entity
from openbeian.registry.reasons import Status
from openbeian.registry.subjects import NotRegistered, Row, Subject, SubjectKind, named
from openbeian.text import Text

UNPROCESSABLE = 422
STATUSES = {
    Status.FILED_HERE: Text("filed, with access here", "已备案，本接入服务商接入"),
    Status.FILED_ELSEWHERE: Text("filed elsewhere", "已在其他接入服务商备案"),
    Status.IN_PROCESS: Text("application under way", "备案办理中"),
    Status.UNFILED: Text("not filed", "未备案"),
    Status.SUSPENDED: Text("suspended", "备案已暂停"),
    Status.BLOCKED: Text("blocked", "禁止接入"),
    Status.NOT_REQUIRED: Text("no filing required", "无需备案"),
    Status.UNKNOWN: Text("unknown", "无法确认"),
}
LIFT = Text("Lift the suspension", "解除暂停")
_SERVICES: Mapping[str, Callable[..., object]] = {
    dossier.SUSPEND: services.suspend,
    dossier.CANCEL: services.cancel,
    dossier.REVOKE: services.revoke,
}


@require_safe
@access.requires(Permission.REVIEW_READ)
def registry(request: HttpRequest) -> HttpResponse:
    """Find entities by number, domain or name; of a domain say what a look-up would answer."""
    at = clock.now()
    asked = request.GET.get("q", "").strip()
    rows = [
        (entity, desk.name_of(entity, at), _domains(entity))
        for entity in (desk.find(asked) if asked else ())
    ]
    is_host = bool(asked) and hosts.read(asked).fault is None
    verdict = answer(asked, at=at) if is_host else None
    stands = STATUSES[verdict.status] if verdict else None
    return page(request, "registry.html", asked=asked, rows=rows, verdict=verdict, stands=stands)


@require_safe
@access.requires(Permission.REVIEW_READ)
def entity(request: HttpRequest, entity_id: int) -> HttpResponse:
    """Show everything that is registered of an entity."""
    try:
        found = desk.dossier(entity_id)
    except NotRegistered as unknown:
        raise Http404 from unknown
    events = audit.history((kinds.ENTITY, str(entity_id))).order_by("-id")
    return page(
        request,
        "entity.html",
        entity=found.entity,
        sheet=dossier.laid_out(found, clock.now()),
        history=told(events),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.REGISTRY_STANDING)
def put(request: HttpRequest, kind: str, subject_id: int, verb: str) -> HttpResponse:
    """Suspend, cancel or revoke something registered, with its reason."""
    owner, row, subject = _subject(kind, subject_id)
    if verb not in _SERVICES:
        raise Http404
    first = {"by": "administration", "language": first_language()}
    form = StandingForm(request.POST or None, initial=first)
    title = dossier.REMOVE if (kind, verb) == ("access", dossier.CANCEL) else dossier.VERBS[verb]

    def perform() -> object:
        return _SERVICES[verb](
            subject=subject,
            cause=form.cause(),
            actor=access.actor(request),
            at=clock.now(),
        )

    return _decide(request, form, perform, owner=owner, row=row, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.REGISTRY_STANDING)
def lift(request: HttpRequest, standing_id: int) -> HttpResponse:
    """Lift a suspension, with its reason."""
    try:
        standing = desk.standing(standing_id)
    except NotRegistered as unknown:
        raise Http404 from unknown
    row = desk.row_of(standing)
    form = LiftForm(request.POST or None)

    def perform() -> object:
        return services.lift(
            standing_id=standing_id,
            because=form.cleaned_data["because"],
            actor=access.actor(request),
            at=clock.now(),
        )

    return _decide(request, form, perform, owner=desk.entity_of(row), row=row, title=LIFT)


def _decide(
    request: HttpRequest,
    form: DeskForm,
    perform: Callable[[], object],
    *,
    owner: Entity,
    row: Row,
    title: Text,
) -> HttpResponse:
    """Ask, or make the decision; what belongs beside a field comes back with it."""
    back = reverse("console:entity", args=[owner.pk])
    context: dict[str, Any] = {"entity": owner, "what": named(row), "title": title, "back": back}
    if request.method != "POST":
        return page(request, "standing.html", form=form, **context)
    if form.is_valid():
        try:
            perform()
        except DomainError as refusal:
            if refusal.code not in form.BESIDE:
                return conflict(request, refusal, back)
            form.blame(refusal)
        else:
            messages.success(request, _("Recorded. The applicant is told."))
            return redirect(back)
    return page(request, "standing.html", form=form, status=UNPROCESSABLE, **context)


def _subject(kind: str, subject_id: int) -> tuple[Entity, Row, Subject]:
    if kind not in set(SubjectKind):
        raise Http404
    wanted = Subject(SubjectKind(kind), subject_id)
    try:
        owner, row = desk.subject(wanted)
    except NotRegistered as unknown:
        raise Http404 from unknown
    return owner, row, wanted


def _domains(found: Entity) -> list[str]:
    return [domain.name for service in found.services.all() for domain in service.domains.all()]
