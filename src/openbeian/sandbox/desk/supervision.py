"""The officer's other desk: what is filed, to be cancelled or mended, and the black lists."""

from collections.abc import Callable, Iterable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openbeian.errors import DomainError
from openbeian.sandbox import clock
from openbeian.sandbox.desk.document import sections
from openbeian.sandbox.desk.forms import ActForm, ListingForm, QueryForm
from openbeian.sandbox.desk.frame import opened, page
from openbeian.sandbox.models import Administration, Entity, ListedDomain, ListedEntity
from openbeian.sandbox.queries.filed import filed
from openbeian.sandbox.queries.search import websites
from openbeian.sandbox.services import listing, supervising
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table
from openbeian.wire.messages.parts import ListedCertificate

CONFLICT = 409
_ENTITY = Text("Entity", "主办者信息")


@require_safe
def registry(request: HttpRequest, province: str) -> HttpResponse:
    """Find what is filed; the newest entities where nothing is asked for."""
    administration = opened(province)
    form = QueryForm(request.GET if request.GET.get("q") else None)
    entities = Entity.objects.filter(administration=administration)
    if form.is_bound and form.is_valid():
        found = {each.entity_id for each in websites(form.cleaned_data["q"])}
        entities = entities.filter(pk__in=found)
    shown = entities.order_by("-pk")[:100]
    return page(request, "registry.html", administration, form=form, table=_table(shown, province))


@require_http_methods(["GET", "HEAD", "POST"])
def entity(request: HttpRequest, province: str, entity_id: int) -> HttpResponseBase:
    """Show what is filed of an entity; POST cancels it, asks to mend it, or black-lists it."""
    administration = opened(province)
    found = Entity.objects.filter(administration=administration, pk=entity_id).first()
    if found is None:
        raise Http404
    services = found.services.filter(cancelled_at=None).order_by("pk")
    form = ActForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid():
        try:
            _act(found, **form.cleaned_data)
        except DomainError as refusal:
            return _shown(request, found, form, refusal=refusal.text, status=CONFLICT)
        return redirect("desk:entity", province=province, entity_id=entity_id)
    return _shown(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest, province: str) -> HttpResponseBase:
    """Show the black lists; POST puts a domain on, or takes a row off."""
    administration = opened(province)
    form = ListingForm(request.POST if "domain" in request.POST else None)
    try:
        if _unlisted(request) or _listed(form):
            return redirect("desk:lists", province=province)
    except DomainError as refusal:
        return _lists(request, administration, form, refusal=refusal.text, status=CONFLICT)
    return _lists(request, administration, form)


def _act(found: Entity, *, act: str, officer: str, reason: str) -> None:
    """Carry out what an officer chose; raises what the services raise."""
    at = clock.now()
    verb, _, number = act.partition(":")
    acts: Mapping[str, Callable[[], object]] = {
        "rectify": lambda: supervising.ask_for_rectification(
            entity_id=found.pk, content=reason, at=at
        ),
        "verify": lambda: supervising.ask_for_verification(
            entity_id=found.pk, remark=reason, at=at
        ),
        "audit": lambda: supervising.find_wrong(entity_id=found.pk, reason=reason, at=at),
        "list": lambda: listing.list_entity(
            name=found.name,
            certificate=ListedCertificate(
                type_id=found.certificate_type, number=found.certificate_number
            ),
            reason=reason,
            at=at,
        ),
        "cancel_entity": lambda: supervising.cancel_entity(
            entity_id=found.pk, officer=officer, reason=reason, at=at
        ),
        "cancel_service": lambda: supervising.cancel_service(
            service_id=int(number), officer=officer, reason=reason, at=at
        ),
    }
    acts[verb]()


def _shown(
    request: HttpRequest,
    found: Entity,
    form: ActForm,
    *,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "entity.html",
        found.administration,
        status=status,
        entity=found,
        sections=list(sections(filed(found, found.provider), _ENTITY)),
        form=form if found.cancelled_at is None else None,
        refusal=refusal,
    )


def _table(entities: Iterable[Entity], province: str) -> Table:
    return Table(
        Text("Filed entities", "已备案主体"),
        (
            Column(Text("Entity number", "主体备案号")),
            Column(Text("Name of the unit", "主办单位名称")),
            Column(Text("Filed", "审核通过日期")),
            Column(Text("Cancelled", "注销日期")),
        ),
        tuple(
            (
                Cell(each.number, href=reverse("desk:entity", args=[province, each.pk])),
                Cell(each.name),
                Cell(each.filed_at),
                Cell(each.cancelled_at),
            )
            for each in entities
        ),
        nothing=Text("Nothing is filed under this.", "未查询到符合条件的备案信息。"),
    )


def _listed(form: ListingForm) -> bool:
    """Put a domain on the black list where one was sent; whether that was so."""
    if not form.is_bound or not form.is_valid():
        return False
    listing.list_domain(**form.cleaned_data, at=clock.now())
    return True


def _unlisted(request: HttpRequest) -> bool:
    """Take a row off a black list where one was named; whether that was so."""
    kind, _, number = request.POST.get("unlist", "").partition(":")
    unlist: Mapping[str, Callable[..., None]] = {
        "entity": listing.unlist_entity,
        "domain": listing.unlist_domain,
    }
    if kind not in unlist or not number.isdecimal():
        return False
    unlist[kind](listed_id=int(number), at=clock.now())
    return True


def _lists(
    request: HttpRequest,
    administration: Administration,
    form: ListingForm,
    *,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    rows: list[tuple[str, str, str]] = [
        *((f"entity:{e.pk}", e.certificate_number, e.reason) for e in ListedEntity.objects.all()),
        *((f"domain:{d.pk}", d.name, d.reason) for d in ListedDomain.objects.all()),
    ]
    return page(
        request,
        "lists.html",
        administration,
        status=status,
        form=form,
        rows=rows,
        refusal=refusal,
    )
