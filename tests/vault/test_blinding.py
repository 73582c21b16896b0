"""A blind index finds equal values, tells nothing else, and survives a rotation of sealing keys."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from openbeian import vault

INDEX_KEY = bytes(range(100, 132))
COLUMN = "filings.projection.certificate"


@pytest.fixture(autouse=True)
def index_key(settings):
    settings.OPENBEIAN_INDEX_KEY = INDEX_KEY


def test_equal_values_in_one_column_are_found():
    first = vault.blind("110101199003074477", context=COLUMN)
    assert first == vault.blind("110101199003074477", context=COLUMN)
    assert len(first) == 64


def test_the_digest_is_what_the_standards_say():
    extracted = hmac.digest(bytes(32), INDEX_KEY, "sha256")
    key = HKDFExpand(SHA256(), 32, b"openbeian blind index 1").derive(extracted)
    message = len(COLUMN).to_bytes(4, "big") + COLUMN.encode() + b"13800138000"
    expected = hmac.new(key, message, hashlib.sha256).hexdigest()
    assert vault.blind("13800138000", context=COLUMN) == expected


@given(
    one=st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9)),
    other=st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9)),
)
def test_different_columns_or_values_are_unrelated(one, other):
    same = vault.blind(one[1], context=one[0]) == vault.blind(other[1], context=other[0])
    assert same == (one == other)


def test_a_value_cannot_lend_letters_to_its_column():
    assert vault.blind("bc", context="a") != vault.blind("c", context="ab")


def test_rotating_the_sealing_keys_leaves_every_look_up_intact(settings):
    settings.OPENBEIAN_KEYS = (("k1", bytes(32)),)
    before = vault.blind("13800138000", context=COLUMN)
    settings.OPENBEIAN_KEYS = (("k2", bytes(range(32))),)
    assert vault.blind("13800138000", context=COLUMN) == before


def test_another_index_key_gives_another_index(settings):
    before = vault.blind("13800138000", context=COLUMN)
    settings.OPENBEIAN_INDEX_KEY = bytes(32)
    assert vault.blind("13800138000", context=COLUMN) != before


def test_an_index_without_a_column_is_refused():
    with pytest.raises(ValueError, match="context"):
        vault.blind("13800138000", context="")
