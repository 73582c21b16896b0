"""Pages for what cannot be done: each says what happened, what it means, and the next step."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from openbeian.errors import DomainError
from openbeian.text import Text

CONFLICT = 409
UNAVAILABLE = 503
RETRY_AFTER_SECONDS = 10


GO_HOME = Text("Go to the start page", "返回首页")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of one such page."""

    status: int
    heading: Text
    paragraphs: tuple[Text, ...]
    action: Text = GO_HOME
    href: str = "/"
    code: str = ""


BAD_REQUEST = Refusal(
    400,
    Text("We could not read this request", "无法识别该请求"),
    (
        Text(
            "Part of what your browser sent was missing or damaged, so nothing was changed.",
            "浏览器提交的内容不完整或已损坏，未作任何更改。",
        ),
        Text(
            "Go back, check what you typed, and send it again.",
            "请返回上一页，核对填写内容后重新提交。",
        ),
    ),
)
NO_PERMISSION = Refusal(
    403,
    Text("You may not see this page", "您无权查看该页面"),
    (
        Text(
            "You are signed in, but your role does not include this page. Nothing was changed.",
            "您已登录，但您的角色不包含该页面的权限，未作任何更改。",
        ),
        Text(
            "Ask the person who manages your organisation's account, or sign in as somebody else.",
            "请联系本单位账号管理员，或使用其他账号登录。",
        ),
    ),
)
ACTS_FOR_NOBODY = Refusal(
    403,
    Text("Your account does not stand for a unit yet", "您的账号尚未关联单位"),
    (
        Text(
            "You are signed in, but only members of a unit see this page. Nothing was changed.",
            "您已登录，但该页面仅供已关联单位的用户使用，未作任何更改。",
        ),
        Text(
            "Name the unit that files. If you belonged to one before, ask the person who manages "
            "its account.",
            "请填写申请备案的单位名称；如您曾属于某单位，请联系该单位账号管理员。",
        ),
    ),
    action=Text("Name the unit", "填写单位名称"),
)
EXPIRED = Refusal(
    403,
    Text("This page was open too long", "页面已过期"),
    (
        Text(
            "For your safety the form could no longer be accepted. Nothing was changed.",
            "为保障您的账号安全，该表单已失效，未作任何更改。",
        ),
        Text(
            "Go back, reload the page, and send the form again. Sign in first if you are asked to.",
            "请返回并刷新页面后重新提交；如有提示，请先登录。",
        ),
    ),
)
NOT_FOUND = Refusal(
    404,
    Text("There is no page at this address", "该地址没有对应的页面"),
    (
        Text(
            "It may have been mistyped, or what was here belongs to another organisation.",
            "地址可能有误，或者该内容属于其他单位。",
        ),
        Text(
            "If you followed a link in one of our messages, sign in and open your cases.",
            "如果您是通过通知中的链接进入，请登录后在“我的事项”中查看。",
        ),
    ),
)
CONFLICTED = Refusal(
    CONFLICT,
    Text("This cannot be done now", "当前状态不能进行该操作"),
    (),
    action=Text("See where the case stands", "查看当前状态"),
)
TOO_MANY = Refusal(
    429,
    Text("Too many attempts", "操作过于频繁"),
    (
        Text(
            "To protect accounts, we stop after several attempts in a short time.",
            "为保障账号安全，短时间内多次尝试后系统将暂停受理。",
        ),
        Text("Wait five minutes, then try again.", "请等待5分钟后重试。"),
    ),
)
BROKEN = Refusal(
    500,
    Text("Something on our side failed", "系统出现故障"),
    (
        Text(
            "It is not your fault, and what you saved before is safe.",
            "故障与您的操作无关，此前已保存的内容不受影响。",
        ),
        Text(
            "The fault was recorded. Go back and try again in a few minutes.",
            "故障已记录，请数分钟后返回重试。",
        ),
    ),
)
OUT_OF_REACH = Refusal(
    UNAVAILABLE,
    Text("The service is busy or being maintained", "服务繁忙或正在维护"),
    (
        Text(
            "What you saved before is safe. What you just sent may not have arrived.",
            "此前已保存的内容不受影响，刚才提交的内容可能尚未送达。",
        ),
        Text(
            "Reload this page in a minute. Sending the same form twice makes one application only.",
            "请一分钟后刷新本页。同一表单重复提交只会产生一份申请。",
        ),
    ),
)


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a refusal's page in the reader's language."""
    return _in_main(
        render(request, "ui/errors/page.html", {"refusal": refusal}, status=refusal.status)
    )


def bare_page(refusal: Refusal) -> HttpResponse:
    """Return the page in both languages without a session or a database, which may be gone."""
    content = render_to_string("ui/errors/bare.html", {"refusal": refusal})
    response = _in_main(HttpResponse(content, status=refusal.status))
    if refusal.status == UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _in_main(response: HttpResponse) -> HttpResponse:
    """Have htmx show the page in place of the main part, whatever it had asked for."""
    response["HX-Retarget"] = "#main"
    response["HX-Reselect"] = "#main > *"
    response["HX-Reswap"] = "innerHTML"
    return response


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return the page of a domain error, with its code.

    403 for want of permission, 404 for what is unknown (`….unknown`), else 409.
    """
    if error.code.startswith("access."):
        return page(request, replace(NO_PERMISSION, paragraphs=(error.text,), code=error.code))
    if error.code.endswith(".unknown"):
        return page(request, replace(NOT_FOUND, paragraphs=(error.text,), code=error.code))
    back = request.headers.get("Referer", "")
    href = back if back.startswith(f"{settings.OPENBEIAN_BASE_URL}/") else "/"
    return page(request, replace(CONFLICTED, paragraphs=(error.text,), code=error.code, href=href))


class RefusalMiddleware:
    """Turns an anticipated error that no view has handled into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a domain error or of an unreachable database."""
        if isinstance(error, DomainError):
            return refused(request, error)
        if isinstance(error, OperationalError):
            return bare_page(OUT_OF_REACH)
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - by name
    """`handler400`."""
    return page(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - by name
    """`handler403`."""
    stranger = not request.user.is_authenticated
    acts = stranger or getattr(request, "actor", None) is not None
    return page(request, NO_PERMISSION if acts else ACTS_FOR_NOBODY)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """`CSRF_FAILURE_VIEW`."""
    return page(request, EXPIRED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - by name
    """`handler404`."""
    return page(request, NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """`handler429`, which the sign-in asks for."""
    return page(request, TOO_MANY)


def server_error(_request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return bare_page(BROKEN)
