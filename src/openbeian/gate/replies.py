"""What the gate sends back: a reply, or a refusal as a problem document (RFC 9457)."""

import json
from collections.abc import Mapping

from openbeian.errors import DomainError
from openbeian.gate.limits import AskedTooMuch, KeyUnknown
from openbeian.text import Text

JSON = "application/json"
PROBLEM = "application/problem+json"
NO_STORE = ("Cache-Control", "no-store")
SOON = ("Retry-After", "1")

type Headers = list[tuple[str, str]]
type Reply = tuple[str, Headers, bytes]


class RouteUnknown(DomainError):
    """Nothing answers at this address."""

    code = "gate.route_unknown"
    message = Text(
        "Nothing answers at this address. The endpoints are listed in docs/gate.md.",
        "该地址没有对应的接口，可用接口见 docs/gate.md。",
    )


class MethodUnknown(DomainError):
    """The endpoint does not answer this method."""

    code = "gate.method_unknown"
    message = Text("This endpoint answers {allowed} only.", "该接口仅支持{allowed}方法。")


class ProductUnknown(DomainError):
    """No product of the mainland has this id."""

    code = "gate.product_unknown"
    message = Text(
        "There is no product {product} of the mainland.",
        "没有名为{product}的中国内地（大陆）产品。",
    )


class DomainMissing(DomainError):
    """The request names no host."""

    code = "gate.domain_missing"
    message = Text("State the host name as ?domain=.", "请以参数 domain 提供域名。")


class BodyUnfit(DomainError):
    """The body of the request is not what the endpoint reads."""

    code = "gate.body_unfit"
    message = Text(
        'Send {{"domains": ["…"]}} as JSON.',
        '请以JSON格式提交 {{"domains": ["…"]}}。',
    )


class TooManyNames(DomainError):
    """More names than one request may ask."""

    code = "gate.too_many_names"
    message = Text("Ask at most {most} names at a time.", "每次最多查询{most}个域名。")


STATUS_OF: Mapping[type[DomainError], str] = {
    BodyUnfit: "400 Bad Request",
    KeyUnknown: "401 Unauthorized",
    RouteUnknown: "404 Not Found",
    ProductUnknown: "404 Not Found",
    MethodUnknown: "405 Method Not Allowed",
    TooManyNames: "413 Content Too Large",
    DomainMissing: "422 Unprocessable Content",
    AskedTooMuch: "429 Too Many Requests",
}


def refusal(error: DomainError) -> Reply:
    """Return the problem document of a refusal, in both languages."""
    status = STATUS_OF[type(error)]
    number, _, title = status.partition(" ")
    body = {
        "type": f"urn:openbeian:problem:{error.code}",
        "title": title,
        "status": int(number),
        "detail": error.text.en,
        "code": error.code,
        "words": {"en": error.text.en, "zh": error.text.zh},
    }
    headers = [("Content-Type", PROBLEM), NO_STORE]
    match error:
        case KeyUnknown():
            headers.append(("WWW-Authenticate", "Bearer"))
        case AskedTooMuch():
            headers.append(("Retry-After", str(error.seconds)))
        case MethodUnknown():
            headers.append(("Allow", str(error.facts["allowed"])))
    return status, headers, json.dumps(body, ensure_ascii=False).encode(errors="replace")
