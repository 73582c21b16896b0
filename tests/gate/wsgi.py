"""Requests to the app without a network, as granian hands them over."""

import json
from io import BytesIO
from typing import NamedTuple

from openbeian.gate.app import App
from openbeian.gate.settings import Settings


class Response(NamedTuple):
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


class Client:
    """One gate over one folder."""

    def __init__(self, store, **settings):
        self.app = App(Settings(store=store, **settings))

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, body, **headers):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", path, content, **headers)

    def send(self, method, path, body=b"", **headers):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "gate",
            "wsgi.input": BytesIO(body),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        said = []
        parts = self.app(environ, lambda status, sent: said.append((status, sent)))
        [(status, sent)] = said
        assert len({name for name, _ in sent}) == len(sent), "a header twice"
        return Response(int(status.split()[0]), dict(sent), b"".join(parts))

    def figures(self):
        """Return the figures that are not zero, by name and labels."""
        lines = self.get("/metrics").text.splitlines()
        rows = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {name: float(value) for name, _, value in rows if float(value)}
