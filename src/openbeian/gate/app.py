"""The gate as a WSGI callable, without a framework: it does nothing that no answer needs."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from openbeian.errors import DomainError
from openbeian.gate import asking, metrics, moments, pages, rendering, replies
from openbeian.gate.asking import HOST_OF, Environ
from openbeian.gate.counters import Counters
from openbeian.gate.limits import Limits
from openbeian.gate.looking import Gate
from openbeian.gate.quick import Quick
from openbeian.gate.reasons import OWN
from openbeian.gate.replies import NO_STORE, SOON, Headers, Reply
from openbeian.gate.settings import Settings

type StartResponse = Callable[[str, Headers], Any]

OK = "200 OK"
FORBIDDEN = "403 Forbidden"
UNAVAILABLE = "503 Service Unavailable"
_EDGE = "/edge/"
_JSON: Headers = [("Content-Type", replies.JSON), NO_STORE]
_PAGE = ("Content-Type", "text/html; charset=utf-8")


class App:
    """Answers askers at `/v1/verify` and servers at `/edge/PRODUCT/SERVER`."""

    def __init__(self, settings: Settings) -> None:
        self.gate = Gate(settings.store, old_after=settings.old_after)
        self._quick = Quick(self.gate)
        self._open_for = settings.open_for
        self._limits = Limits(settings.keys, workers=settings.workers)
        self._counters = Counters(settings.counters)
        self.gate.ask("example.cn")  # what is read once is read before anybody waits for it
        self._routes: Mapping[str, Callable[[Environ], Reply]] = {
            "/v1/verify": self._verify,
            "/healthz": self._health,
            "/metrics": self._metrics,
        }

    def __call__(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Answer one request."""
        try:
            route = self._routes.get(environ["PATH_INFO"], self._at_the_edge)
            status, headers, body = route(environ)
        except DomainError as error:
            self._counters.refuse(error.code)
            status, headers, body = replies.refusal(error)
        start_response(status, headers)
        return [body]

    def _verify(self, environ: Environ) -> Reply:
        method = environ["REQUEST_METHOD"]
        if method == "GET":
            return self._verify_one(environ)
        if method == "POST":
            return self._verify_many(environ)
        raise replies.MethodUnknown(allowed="GET, POST")

    def _verify_one(self, environ: Environ) -> Reply:
        self._limits.charge(environ.get("HTTP_AUTHORIZATION", ""), 1)
        quick = self._quick.verify(environ.get("QUERY_STRING", ""))
        if quick is not None:
            reason, body = quick
            self._counters.count("verify", reason.status)
            return OK, _JSON, body
        answer = self.gate.ask(asking.domain(environ))
        self._counters.count("verify", answer.reason.status)
        return _answered(rendering.whole(answer), known=answer.reason not in OWN)

    def _verify_many(self, environ: Environ) -> Reply:
        names = asking.domains(environ)
        self._limits.charge(environ.get("HTTP_AUTHORIZATION", ""), len(names))
        answers = self.gate.ask_all(names)
        for answer in answers:
            self._counters.count("batch", answer.reason.status)
        known = all(answer.reason not in OWN for answer in answers)
        return _answered(rendering.listed(answers), known=known)

    def _at_the_edge(self, environ: Environ) -> Reply:
        """Tell a server by 200, 403 or 503 whether this host may be served as this product."""
        product, server = _edge(environ["PATH_INFO"])
        host = HOST_OF[server](environ)
        reason = self._quick.reason(host)
        if reason is None or reason.status not in self._accepted(product):
            return self._decide(host, product, server)
        self._counters.count(server, reason.status)
        return OK, _said(reason.status, reason.code), b""

    def _decide(self, host: str, product: str, server: str) -> Reply:
        is_open = server in self._open_for
        answer = self.gate.ask(host, however_old=is_open)
        reason = answer.reason
        if reason in OWN:
            status = OK if is_open else UNAVAILABLE
        else:
            status = OK if reason.status in self._accepted(product) else FORBIDDEN
        self._counters.count(server, reason.status)
        headers = _said(reason.status, reason.code)
        if status is OK:
            return status, headers, b""
        more = [_PAGE, NO_STORE, *([SOON] if status is UNAVAILABLE else [])]
        return status, [*headers, *more], pages.refusal(answer)

    def _accepted(self, product: str) -> frozenset[str]:
        accepted = self.gate.products().get(product)
        if accepted is None:
            raise replies.ProductUnknown(product=product)
        return accepted

    def _health(self, _environ: Environ) -> Reply:
        """Answer whether answers can be given, and from what."""
        store = self.gate.store()
        if store is None:
            return UNAVAILABLE, [*_JSON, SOON], b'{"status":"store_missing"}'
        header, age = store.header, self.gate.age(store)
        is_old = age > self.gate.old_after
        body = {
            "status": "store_old" if is_old else "ok",
            "store": header.store.hex(),
            "built_at": moments.stamp(header.built_at),
            "as_of": moments.stamp(header.as_of),
            "age_seconds": round(age / moments.SECOND, 3),
            "position": header.position,
            "domains": store.count(),
        }
        return UNAVAILABLE if is_old else OK, _JSON, json.dumps(body).encode()

    def _metrics(self, _environ: Environ) -> Reply:
        body = metrics.page(self.gate, self._counters)
        return OK, [("Content-Type", metrics.CONTENT_TYPE), NO_STORE], body


def load(settings: Settings, _target: str = "") -> App:
    """Return the callable; a worker calls this once, in its own process."""
    return App(settings)


def _answered(body: bytes, *, known: bool) -> Reply:
    return (OK, _JSON, body) if known else (UNAVAILABLE, [*_JSON, SOON], body)


@lru_cache(maxsize=256)
def _edge(path: str) -> tuple[str, str]:
    """Return the product and the server that a path names. Raises RouteUnknown."""
    product, _, rest = path.removeprefix(_EDGE).partition("/")
    server = rest.partition("/")[0]  # Envoy puts the visitor's own path behind it
    if not path.startswith(_EDGE) or server not in HOST_OF:
        raise replies.RouteUnknown
    return product, server


@lru_cache(maxsize=256)
def _said(status: str, code: str) -> Headers:
    """Return the headers by which a server's log can tell why."""
    return [("X-Openbeian-Status", status), ("X-Openbeian-Reason", code)]
