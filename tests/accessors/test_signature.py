"""Our signature is the SDK's, whatever is asked; and no changed octet is let through."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import urlencode

from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.accessors.signature import ALGORITHM, MUST_BE_SIGNED, Request, claim, is_by

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
names = st.text("abcXYZ.0123456789", min_size=1, max_size=10)


def by_the_sdk(query, nonce, secret):
    """Return a request as the SDK would send it."""
    body = hashlib.sha256(b"").hexdigest()
    request = DaraRequest()
    request.method, request.pathname, request.query = "POST", "/", query
    request.headers = {
        "host": "gate.example.cn",
        "x-acs-action": "GetMainDomain",
        "x-acs-content-sha256": body,
        "x-acs-date": "2026-11-24T04:00:00Z",
        "x-acs-signature-nonce": nonce,
        "x-acs-version": "2016-08-10",
        "accept": "application/json",
    }
    authorization = Utils.get_authorization(request, ALGORITHM, body, "OBkey", secret)
    headers = request.headers | {"authorization": authorization}
    return Request("POST", urlencode(query), headers)


@given(st.dictionaries(names, words, max_size=5), st.uuids(), st.text("abc123", min_size=1))
def test_what_the_sdk_signs_is_true(query, nonce, secret):
    request = by_the_sdk(query, str(nonce), secret)
    made = claim(request)
    assert made.signed_at == datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    assert is_by(request, made, secret=secret)
    assert not is_by(request, made, secret=f"{secret}x")


@given(st.sampled_from(sorted(MUST_BE_SIGNED - {"x-acs-date"})), words.filter(str.strip))
def test_no_signed_header_can_be_exchanged(name, other):
    request = by_the_sdk({"Domain": "a.cn"}, "n", "secret")
    if request.headers[name] != other.strip():
        forged = Request("POST", request.query, request.headers | {name: other})
        assert not is_by(forged, claim(forged), secret="secret")
