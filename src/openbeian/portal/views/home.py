"""The front door, the guide, and the applicant's own desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from openbeian import rulebook
from openbeian.accounts import access
from openbeian.config import clock
from openbeian.filings import queries as filings
from openbeian.licences import queries as licences
from openbeian.portal import overview
from openbeian.portal.answers import may_file, recall
from openbeian.portal.differences import by_topic
from openbeian.portal.drafting import is_on_the_desk
from openbeian.portal.duties import duties
from openbeian.portal.frame import edition, is_applicant, page
from openbeian.portal.turnline import turn
from openbeian.portal.views.eligibility import FILING as FILING_TITLE
from openbeian.portal.views.eligibility import summary
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries as psb
from openbeian.registry import queries as registry
from openbeian.rulebook import Answers
from openbeian.text import Text
from openbeian.ui.components import Step, StepState
from openbeian.workdays import local_day

PATH = tuple(
    Step(title, StepState.AHEAD, note=note)
    for title, note in (
        (
            Text("Prepare", "填报材料"),
            Text("forms and documents in Chinese", "以中文填报并上传材料"),
        ),
        (Text("Our review", "接入服务商初审"), Text("1 to 2 working days", "1至2个工作日")),
        (Text("SMS verification", "短信核验"), Text("within 24 hours", "24小时内")),
        (Text("Administration", "管局审核"), Text("up to 20 working days", "20个工作日内")),
        (Text("ICP number", "核发备案号"), Text("told by SMS and e-mail", "以短信和邮件告知")),
        (Text("Public security", "公安联网备案"), Text("within 30 days", "30日内")),
    )
)

# where people meet it first it has its full name
LICENCE_TITLE = Text("ICP Commercial Licence", "增值电信业务经营许可证（ICP许可证）")
# the applicant whose documents stand for all: a foreign-invested company that sells
USUAL = Answers("joint_venture", "310000", "310000", commercial=True)


@access.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front door to strangers; whoever is signed in goes to their own."""
    if is_applicant(request):
        return redirect("portal:dashboard")
    if request.actor is not None:  # type: ignore[attr-defined]  # set by AccessMiddleware
        return redirect("console:queue")
    if request.user.is_authenticated:
        return redirect("portal:organisation")
    return page(request, "home/home.html", path=PATH, filing=FILING_TITLE, licence=LICENCE_TITLE)


@access.public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the filing, the licence, the documents and the duties, as the rulebook has them."""
    here, book = edition(), rulebook.default()
    found = book.eligibility(USUAL, edition=here, on=local_day(clock.now()))
    return page(
        request,
        "home/about.html",
        path=PATH,
        filing=FILING_TITLE,
        licence=LICENCE_TITLE,
        kinds=overview.kinds_of_entity(here),
        documents=found.documents,
        licence_documents=found.licence_documents,
        industries=overview.industries(here),
        screened=overview.screened(here),
        differences=by_topic(book.differences_told(), here),
    )


@access.requires(Permission.FILING_READ)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what the organisation has, and what is to be done next."""
    actor, at = access.actor(request), clock.now()
    applications = list(filings.of_organisation(actor))
    present = next((one for one in applications if not FILING.is_final(one.state_now)), None)
    security = list(psb.of_organisation(actor))
    entities = registry.registered(organisation_id=actor.tenant, at=at)
    carried = recall(request.session)
    context: dict[str, Any] = {
        "refused": may_file(carried, edition(), local_day(at)) is False,
        "answer": reverse("portal:eligibility") + carried.address(),
        "present": present,
        "editable": present is not None and is_on_the_desk(present),
        "turn": turn(present, at) if present else None,
        "entities": entities,
        "duties": duties(entities, security, at),
        "registered": overview.registrations(entities, security),
        "licences": overview.licences(list(licences.of_organisation(actor))),
        "applications": overview.applications(applications),
        "carried": list(summary(carried)) if carried.complete() else [],
    }
    return page(request, "home/dashboard.html", **context)
