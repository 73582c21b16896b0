"""The routes of the interface, version 1."""

from typing import Annotated, Any

from django.db import DatabaseError
from django.http import HttpRequest
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from openbeian.api import problems
from openbeian.api.schemas import AnswerBody, PurchaseBody
from openbeian.config import clock
from openbeian.errors import DomainError
from openbeian.registry.answers import Answer, answer
from openbeian.registry.purchases import purchase
from openbeian.registry.reasons import Reason

HOST = (
    "Host name in any shape: www.example.cn, EXAMPLE.CN., 例子.中国, *.example.cn, example.cn:8443"
)
REFUSALS = {422: problems.Problem, 503: problems.Problem}


class Interface(NinjaAPI):
    """The interface, whose refusals are problem documents."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI document, with the media type that refusals really have."""
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) in problems.TITLES:
                        response["content"] = {
                            problems.MEDIA_TYPE: response["content"]["application/json"]
                        }
        return schema


api = Interface(
    title="Openbeian",
    version="1",
    description="Is this host name registered, here, in force? 域名是否已备案、已接入。",
    urls_namespace="api",
    docs_url=None,  # the viewer would come from somebody else's server
)
api.exception_handler(ValidationError)(problems.unfit)
api.exception_handler(DomainError)(problems.refused)
api.exception_handler(DatabaseError)(problems.out_of_reach)


@api.get(
    "/verify",
    response={200: AnswerBody, **REFUSALS},
    operation_id="verify",
    url_name="verify",
    summary="What is known of a host name",
)
def verify(
    request: HttpRequest,  # noqa: ARG001 - ninja calls it so
    domain: Annotated[str, Query(description=HOST)],
) -> Answer:
    """Answer for one host name. A status of `unknown` is never to be taken for filed."""
    found = answer(domain, at=clock.now())
    if found.reason is Reason.TOO_LONG:
        raise problems.HostTooLong
    return found


@api.get(
    "/purchase",
    response={200: PurchaseBody, **REFUSALS},
    operation_id="purchase",
    url_name="purchase",
    summary="May this product be sold for this host name",
)
def may_buy(
    request: HttpRequest,  # noqa: ARG001
    product: Annotated[str, Query(description="hosting_mainland, cdn_mainland, …")],
    domain: Annotated[str, Query(description=HOST)],
) -> dict[str, Any]:
    """Answer the purchase question from the verification answer and the product's rule."""
    found = purchase(product, domain, at=clock.now())
    if found.answer.reason is Reason.TOO_LONG:
        raise problems.HostTooLong
    return {
        "product": product,
        "allowed": found.allowed,
        "why": found.why,
        "next_step": found.next_step,
        "answer": found.answer,
    }
