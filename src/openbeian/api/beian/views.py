"""One request: signed, fresh, once, allowed, and then answered."""

from uuid import uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from openbeian.accessors.models import AccessKey
from openbeian.accessors.services import Action, admit
from openbeian.accessors.signature import Request, parameters
from openbeian.api.beian.actions import Data, Fields, perform
from openbeian.api.beian.refusals import (
    ActionNotAllowed,
    ActionUnknown,
    BodyUnfit,
    VerbUnknown,
    refusal,
)
from openbeian.api.problems import OutOfReach
from openbeian.config import clock
from openbeian.errors import DomainError

VERSION = "2016-08-10"
MOST_BODY_BYTES = 64 * 1024
FORM = "application/x-www-form-urlencoded"
# the one action whose code is a word by its model, not a number
_CODES = {Action.GET_MAIN_DOMAIN: "200"}


def ask(request: HttpRequest) -> HttpResponse:
    """Answer one action, or refuse it in the shape that the SDKs read."""
    request_id = str(uuid4()).upper()
    response: HttpResponse
    try:
        action, data = _answered(request)
    except DatabaseError:
        response = refusal(request, OutOfReach(), request_id)
    except DomainError as error:
        response = refusal(request, error, request_id)
    else:
        code = _CODES.get(action, 200)
        body = {"RequestId": request_id, "Code": code, "Message": "OK", "Data": data}
        response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _answered(request: HttpRequest) -> tuple[Action, Data]:
    if request.method not in {"GET", "POST"}:
        raise VerbUnknown
    signed = _signed(request)
    at = clock.now()
    key = admit(signed, at=at - clock.offset())
    action = _action(request)
    fields = dict([*parameters(signed.query), *parameters(_form(signed))])
    _require_allowed(key, action, fields)
    return action, perform(action, fields, at=at)


def _signed(request: HttpRequest) -> Request:
    """Return the request as it was signed. Raises BodyUnfit before a large body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or int(length) > MOST_BODY_BYTES:
        raise BodyUnfit
    return Request(
        method=request.method or "",
        query=request.META.get("QUERY_STRING", ""),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
    )


def _form(signed: Request) -> str:
    """Return the body as a form. Raises BodyUnfit for any other."""
    if not signed.body:
        return ""
    kind = signed.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM or not signed.body.isascii():
        raise BodyUnfit
    return signed.body.decode("ascii")


def _action(request: HttpRequest) -> Action:
    named, version = request.headers["X-Acs-Action"], request.headers["X-Acs-Version"]
    if named not in set(Action) or version != VERSION:
        raise ActionUnknown(action=named[:60], version=version[:20])
    return Action(named)


def _require_allowed(key: AccessKey, action: Action, fields: Fields) -> None:
    """Nothing is allowed that the key was not made for, and nobody asks as somebody else."""
    is_own = action is Action.GET_MAIN_DOMAIN or fields.get("Caller") == key.accessor
    if action not in key.actions or not is_own:
        raise ActionNotAllowed
