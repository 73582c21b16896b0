"""An accessor that signs by hand, so that it can also sign wrongly."""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client

from openbeian.accessors.signature import ALGORITHM, Request, sign

HOST = "testserver"


def real_now():
    """Return the present of the machine; signatures know no other."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass
class Accessor:
    """Somebody with a key; what is overridden replaces what an honest program would send."""

    key_id: str
    secret: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def signed(self, action, *, query=None, body=b"", unsigned=(), method="POST", **override):
        """Return the query and the headers of a signed request."""
        headers = {
            "host": HOST,
            "x-acs-action": action,
            "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
            "x-acs-date": real_now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": uuid4().hex,
            "x-acs-version": "2016-08-10",
        }
        headers |= {name.replace("_", "-"): value for name, value in override.items()}
        names = tuple(sorted(set(headers) - set(unsigned)))
        text = urlencode(query or {})
        signature = sign(Request(method, text, headers, body), names, secret=self.secret)
        headers["authorization"] = (
            f"{ALGORITHM} Credential={self.key_id},SignedHeaders={';'.join(names)},"
            f"Signature={signature}"
        )
        return text, headers

    def send(self, text, headers, *, body=b"", kind="application/octet-stream", method="POST"):
        """Send what was signed, or something else."""
        return self.client.generic(
            method, f"/?{text}", data=body, content_type=kind, headers=headers
        )

    def ask(self, action, **query):
        """Sign and send."""
        return self.send(*self.signed(action, query=query))
