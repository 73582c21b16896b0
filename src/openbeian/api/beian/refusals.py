"""Refusals in the shape that the SDKs read: `Code`, `Message`, `RequestId`, `HostId`."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest, JsonResponse

from openbeian.accessors import services as accessors
from openbeian.accessors.signature import SignatureIncomplete
from openbeian.api.problems import OutOfReach
from openbeian.errors import DomainError
from openbeian.text import Text


class ActionUnknown(DomainError):
    """Nothing is answered under this name and version."""

    code = "api.action_unknown"
    message = Text(
        "The action {action} of the version {version} is not answered here.",
        "不支持版本{version}的操作{action}。",
    )


class ActionNotAllowed(DomainError):
    """The key was not made for this action, or belongs to another caller."""

    code = "api.action_not_allowed"
    message = Text("This key is not allowed to do that.", "该密钥无权执行此操作。")


class FieldMissing(DomainError):
    """A parameter that the action needs is missing."""

    code = "api.field_missing"
    message = Text("The parameter {name} is missing.", "缺少参数{name}。")


class FieldUnfit(DomainError):
    """A parameter is not as the action needs it."""

    code = "api.field_unfit"
    message = Text("The parameter {name} is not valid.", "参数{name}无效。")


class BodyUnfit(DomainError):
    """The body is too large, or no form."""

    code = "api.body_unfit"
    message = Text(
        "The body is empty or a form (application/x-www-form-urlencoded) of at most 64 KiB.",
        "请求正文应为空，或不超过64 KiB的表单（application/x-www-form-urlencoded）。",
    )


class VerbUnknown(DomainError):
    """Neither GET nor POST."""

    code = "api.verb_unknown"
    message = Text("Ask with GET or POST.", "仅支持GET和POST方法。")


class _Said(NamedTuple):
    status: int
    code: str


_SAID: Mapping[type[DomainError], _Said] = {
    SignatureIncomplete: _Said(400, "IncompleteSignature"),
    accessors.KeyUnknown: _Said(404, "InvalidAccessKeyId.NotFound"),
    accessors.RequestExpired: _Said(400, "InvalidTimeStamp.Expired"),
    accessors.SignatureDiffers: _Said(400, "SignatureDoesNotMatch"),
    accessors.NonceUsed: _Said(400, "SignatureNonceUsed"),
    ActionUnknown: _Said(404, "InvalidAction.NotFound"),
    ActionNotAllowed: _Said(403, "NoPermission"),
    FieldMissing: _Said(400, "MissingParameter"),
    FieldUnfit: _Said(400, "InvalidParameter"),
    BodyUnfit: _Said(413, "RequestBodyUnfit"),
    VerbUnknown: _Said(405, "UnsupportedHTTPMethod"),
    OutOfReach: _Said(503, "ServiceUnavailable"),
}


def refusal(request: HttpRequest, error: DomainError, request_id: str) -> JsonResponse:
    """Return a refusal; its code is Alibaba's word for the same thing, where there is one."""
    status, code = _SAID[type(error)]
    body = {
        "RequestId": request_id,
        "HostId": request.get_host(),
        "Code": code,
        "Message": error.text.en,
    }
    return JsonResponse(body, status=status)
