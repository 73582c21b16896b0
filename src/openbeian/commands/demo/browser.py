"""A browser without a screen: keeps cookies, follows redirects, fills in forms, uploads files."""

import http.cookiejar
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin
from uuid import uuid4

from openbeian.commands.demo.pages import Answers, Form, NotOnThePage, Page, read

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person chose in a form."""

    control: str
    name: str
    content: bytes
    media_type: str


class Browser:
    """One person's browser; errors come back as pages, as they would on a screen."""

    def __init__(self, address: str, *, language: str = "en") -> None:
        self.address = address
        self._language = language
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # this machine only, whatever its settings say
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def get(self, path: str) -> Page:
        """Open an address of the house."""
        return self._open(urljoin(self.address, path))

    def send(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        button: str = "",
        files: Sequence[Upload] = (),
    ) -> Page:
        """Fill in a form, press a button and return the page that follows.

        Raises NotOnThePage where an answer is not among the choices.
        """
        form.fill(answers or {})
        pairs = form.sent(button)
        if form.method == "get":
            return self.get(f"{form.action.partition('?')[0]}?{urlencode(pairs)}")
        headers, body = _multipart(pairs, files) if files else _urlencoded(pairs)
        headers["Referer"] = form.action
        return self._open(form.action, body, headers)

    def _open(
        self, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        if not address.startswith(f"{self.address}/"):
            raise NotOnThePage(f"{address} is not of this house")
        told = {"Accept-Language": self._language, **(headers or {})}
        request = urllib.request.Request(address, body, told)  # noqa: S310 - of this house only
        try:
            answer = self._opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return read(answer.geturl(), answer.status, answer.headers, answer.read())


def _urlencoded(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], bytes]:
    return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(pairs).encode()


def _multipart(
    pairs: Sequence[tuple[str, str]], files: Sequence[Upload]
) -> tuple[dict[str, str], bytes]:
    boundary = uuid4().hex
    parts = [_part(boundary, {"name": name}, value.encode()) for name, value in pairs]
    for file in files:
        facts = {"name": file.control, "filename": file.name}
        parts.append(_part(boundary, facts, file.content, media_type=file.media_type))
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, body


def _part(
    boundary: str, facts: Mapping[str, str], content: bytes, *, media_type: str = ""
) -> bytes:
    told = "; ".join(f'{name}="{value}"' for name, value in facts.items())
    head = f"--{boundary}\r\nContent-Disposition: form-data; {told}\r\n"
    if media_type:
        head += f"Content-Type: {media_type}\r\n"
    return head.encode() + b"\r\n" + content + b"\r\n"
