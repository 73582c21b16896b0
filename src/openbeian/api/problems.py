"""Refusals of the interface as problem documents (RFC 9457), in both languages."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja import Schema
from ninja.errors import ValidationError

from openbeian.api.schemas import Words
from openbeian.errors import DomainError
from openbeian.text import Text

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 10


class ParameterUnfit(DomainError):
    """A query parameter is missing or cannot be read."""

    code = "api.parameter_unfit"
    message = Text(
        "The parameter {parameter} is missing or cannot be read.",
        "参数{parameter}缺失或无法识别。",
    )


class HostTooLong(DomainError):
    """No domain name is that long."""

    code = "api.host_too_long"
    message = Text(
        "A domain name has at most 253 octets; this one is longer.",
        "域名最长为253个字节，所查询的内容超过该长度。",
    )


class RouteUnknown(DomainError):
    """Nothing answers at this address."""

    code = "api.route_unknown"
    message = Text(
        "Nothing answers at this address. The routes are listed in openapi.json.",
        "该地址没有对应的接口，可用接口见openapi.json。",
    )


class MethodUnknown(DomainError):
    """The route does not answer this method."""

    code = "api.method_unknown"
    message = Text("This route answers {allowed} only.", "该接口仅支持{allowed}方法。")


class OutOfReach(DomainError):
    """The database did not answer; nothing may be concluded."""

    code = "api.out_of_reach"
    message = Text(
        "The registry cannot be read at the moment. Take nothing for filed and ask again.",
        "暂时无法读取备案数据，请勿据此认定已备案，并稍后重试。",
    )


class Problem(Schema):
    """A refusal: `code` is stable, `detail` is in the language asked for, `words` in both."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    words: Words


TITLES = {
    404: Text("Not found", "未找到"),
    405: Text("Method not allowed", "不支持该方法"),
    422: Text("The request cannot be answered as asked", "请求内容不符合要求"),
    503: Text("Out of reach for a moment", "暂时无法访问"),
}


def problem(error: DomainError, *, status: int) -> HttpResponse:
    """Return a refusal in the reader's language, with the words of both."""
    language = get_language() or "en"
    body = Problem(
        type=f"urn:openbeian:problem:{error.code}",
        title=TITLES[status].within(language),
        status=status,
        detail=error.text.within(language),
        code=error.code,
        words=Words(en=error.text.en, zh=error.text.zh),
    )
    return JsonResponse(
        body.model_dump(),
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def unfit(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a request whose parameters could not be read."""
    found: list[dict[str, Any]] = error.errors
    names = ", ".join(sorted({str(one["loc"][-1]) for one in found}))
    return problem(ParameterUnfit(parameter=names), status=422)


def refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer a request that the registry refused."""
    return problem(error, status=422)


def out_of_reach(_request: HttpRequest, _error: DatabaseError) -> HttpResponse:
    """Answer while the database does not: never with a guess."""
    response = problem(OutOfReach(), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def not_found(_request: HttpRequest) -> HttpResponse:
    """Answer where there is no route."""
    return problem(RouteUnknown(), status=404)
