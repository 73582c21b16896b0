"""Applicants at their browsers: each submits, and sends the form again until it is answered."""

import http.client
import random
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from openbeian.commands.demo.pages import Form, read

PATIENCE = 120
AGAIN_AFTER = 0.2
HANGS_UP = 0.2  # how many close the browser before the answer is there, and come back
CLICKS_TWICE = 0.2
UNAVAILABLE = 503
FOUND = 302


class NoAnswer(Exception):
    """The connection broke, or the house is not up again yet."""


class Crowd:
    """Threads that submit the applications let in; `done` are the acknowledged ones."""

    def __init__(self, address: str, companies: Iterable[dict[str, str]], *, seed: int) -> None:
        self.host = urlsplit(address).netloc
        self.waiting = list(companies)
        self.done: list[str] = []
        self.faults: list[BaseException] = []
        self.seed = seed
        self._turn = threading.Lock()
        self._tickets = threading.Semaphore(0)
        self._let_in = 0

    def start(self, threads: int) -> list[threading.Thread]:
        crowd = [threading.Thread(target=self._work, args=(one,)) for one in range(threads)]
        for thread in crowd:
            thread.start()
        return crowd

    def let_in(self, count: int) -> None:
        """Let `count` more applications be submitted; with none left, whoever waits goes home."""
        self._let_in += count
        self._tickets.release(count)

    @property
    def inside(self) -> int:
        """How many were let in and are not acknowledged."""
        return self._let_in - len(self.done)

    @property
    def over(self) -> bool:
        """Nothing more will be begun."""
        return bool(self.faults) or not self.waiting

    def _work(self, number: int) -> None:
        dice = random.Random(f"{self.seed}/{number}")
        try:
            while company := self._next():
                Applicant(self.host, company, dice).submit()
                with self._turn:
                    self.done.append(company["filing"])
        except BaseException as fault:  # noqa: BLE001 - the test raises it again
            self.faults.append(fault)

    def _next(self) -> dict[str, str] | None:
        self._tickets.acquire()
        with self._turn:
            return None if self.over else self.waiting.pop()


class Applicant:
    """One of them."""

    def __init__(self, host: str, company: dict[str, str], dice: random.Random) -> None:
        self.host = host
        self.filing = company["filing"]
        self.dice = dice
        self.cookies = {"sessionid": company["session"]}
        self.deadline = time.monotonic() + PATIENCE

    def submit(self) -> None:
        """Open the review page, press the button, and press it again until there is an answer."""
        form = self._until_answered(self._open)
        if self.dice.random() < HANGS_UP:
            self._hang_up(form)
        self._until_answered(lambda: self._press(form))
        if self.dice.random() < CLICKS_TWICE:
            self._until_answered(lambda: self._press(form))

    def _until_answered(self, ask):
        while True:
            try:
                return ask()
            except (NoAnswer, OSError, http.client.HTTPException):
                assert time.monotonic() < self.deadline, f"no answer about {self.filing}"
                time.sleep(AGAIN_AFTER * (1 + self.dice.random()))

    def _open(self) -> Form:
        path = f"/applications/{self.filing}/review/"
        status, headers, content = self._ask("GET", path)
        assert status == http.client.OK, (status, headers.get("Location"), content.decode()[:2000])
        return read(f"http://{self.host}{path}", status, headers, content).form("key")

    def _press(self, form: Form) -> None:
        status, _headers, content = self._ask("POST", *self._body(form))
        assert status == FOUND, (status, content.decode()[:2000])

    def _hang_up(self, form: Form) -> None:
        """Send the form and leave before the answer; whether it arrived, nobody here knows."""
        connection = http.client.HTTPConnection(self.host, timeout=10)
        try:
            path, body = self._body(form)
            connection.request("POST", path, body, self._headers())
            time.sleep(self.dice.random() * 0.05)
        except OSError:
            pass
        finally:
            connection.close()

    def _body(self, form: Form) -> tuple[str, str]:
        return urlsplit(form.action).path, urlencode(form.sent())

    def _headers(self) -> dict[str, str]:
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def _ask(self, method: str, path: str, body: str | None = None):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, self._headers())
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status == UNAVAILABLE:
            raise NoAnswer
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content
