"""The doors of the services: GET describes, POST calls."""

from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.views.decorators.csrf import csrf_exempt

from openbeian.sandbox import clock
from openbeian.sandbox.models import Administration
from openbeian.sandbox.soap import answering, reading, writing
from openbeian.sandbox.soap.failing import NotAnswered
from openbeian.sandbox.soap.refusals import MessageTooLarge, NotACall
from openbeian.sandbox.soap.services import Service
from openbeian.sandbox.soap.wsdl import wsdl

_XML = "text/xml; charset=utf-8"
_PIECE = 64 * 1024


@csrf_exempt
def door(request: HttpRequest, service: Service, province: str | None = None) -> HttpResponseBase:
    """Describe a service, or answer a call of it, for the administration of a province.

    Without a province it is the administration that was opened first.
    """
    administration = _administration(province)
    if request.method == "POST":
        return _call(request, service, administration)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET", "POST"])
    if "wsdl" not in map(str.lower, request.GET):
        raise Http404
    address = request.build_absolute_uri(request.path)
    return HttpResponse(wsdl(service, settings.SANDBOX_NAMESPACE, address), content_type=_XML)


def failed(_request: HttpRequest) -> HttpResponse:
    """Answer what went wrong on our side as a fault that tells nothing of it."""
    return _fault(writing.SERVER, "系统内部错误", HTTPStatus.INTERNAL_SERVER_ERROR)


def _call(
    request: HttpRequest, service: Service, administration: Administration
) -> HttpResponseBase:
    most = settings.SANDBOX_MOST_BODY_BYTES
    try:
        method, arguments = reading.read(_pieces(request), service, most_bytes=most)
    except MessageTooLarge as refusal:
        return _fault(writing.CLIENT, refusal.text.zh, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except NotACall as refusal:
        return _fault(writing.CLIENT, refusal.text.zh, HTTPStatus.INTERNAL_SERVER_ERROR)
    try:
        reply = answering.answer(administration, method, arguments, clock.now())
    except NotAnswered as silence:
        return _torn() if silence.done else failed(request)
    answer = writing.answer(method.name, reply, settings.SANDBOX_NAMESPACE)
    return HttpResponse(answer, content_type=_XML)


def _torn() -> StreamingHttpResponse:
    """Return an answer whose connection breaks, as when the server dies after its work.

    It announces more than it holds, so the web server has to give the connection up.
    """
    headers = {"Content-Length": str(_PIECE)}
    return StreamingHttpResponse((b"<?xml",), content_type=_XML, headers=headers)


def _administration(province: str | None) -> Administration:
    administrations = Administration.objects.order_by("pk")
    if province is not None:
        administrations = administrations.filter(province=province)
    found = administrations.first()
    if found is None:
        raise Http404
    return found


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(_PIECE):
        yield piece


def _fault(side: str, words: str, status: HTTPStatus) -> HttpResponse:
    """Return a fault; SOAP 1.1 sends every one with 500, except where HTTP itself has a word."""
    return HttpResponse(writing.fault(side, words), content_type=_XML, status=status)
