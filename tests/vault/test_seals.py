"""A seal opens in its own place, with a key of the ring, unchanged; and never otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian import vault
from openbeian.vault import KeyUnknown, SealBroken

OLD = ("k1", bytes(range(32)))
NEW = ("k2", bytes(range(32, 64)))
HERE = "accounts.user.mobile:17"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.OPENBEIAN_KEYS = (OLD,)


@given(plaintext=st.binary(max_size=300), context=st.text(min_size=1, max_size=40))
def test_what_was_sealed_opens_in_its_place(plaintext, context):
    assert vault.open_sealed(vault.seal(plaintext, context=context), context=context) == plaintext


def test_a_sealed_value_shows_nothing_of_the_plaintext():
    assert b"13800138000" not in vault.seal(b"13800138000", context=HERE)


def test_the_same_plaintext_never_seals_to_the_same_bytes():
    assert len({vault.seal(b"same", context=HERE) for _ in range(50)}) == 50


def test_a_seal_adds_the_header_the_nonce_and_the_tag_only():
    assert len(vault.seal(b"", context=HERE)) == 3 + 1 + len("k1") + 12 + 16


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_anywhere_is_noticed(place, bit):
    blob = bytearray(vault.seal(b"110101199003074477", context=HERE))
    blob[place % len(blob)] ^= 1 << bit
    with pytest.raises((SealBroken, KeyUnknown)):
        vault.open_sealed(bytes(blob), context=HERE)


@given(length=st.integers(min_value=0))
def test_a_shortened_seal_does_not_open(length):
    blob = vault.seal(b"110101199003074477", context=HERE)
    with pytest.raises(SealBroken):
        vault.open_sealed(blob[: length % len(blob)], context=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    ["accounts.user.mobile:18", "accounts.user.email:17", "accounts.user.mobile:1", "17"],
    ids=["another row", "another column", "a shorter row id", "the row alone"],
)
def test_a_seal_that_was_moved_does_not_open(elsewhere):
    blob = vault.seal(b"13800138000", context=HERE)
    with pytest.raises(SealBroken):
        vault.open_sealed(blob, context=elsewhere)


def test_a_seal_without_a_place_is_refused():
    with pytest.raises(ValueError, match="context"):
        vault.seal(b"13800138000", context="")


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key(settings):
    blob = vault.seal(b"kept", context=HERE)
    settings.OPENBEIAN_KEYS = (NEW, OLD)
    assert vault.open_sealed(blob, context=HERE) == b"kept"
    assert vault.key_id_of(blob) == "k1"
    assert vault.key_id_of(vault.seal(b"new", context=HERE)) == "k2"


def test_resealing_moves_a_value_to_the_new_key_so_that_the_old_key_can_go(settings):
    blob = vault.seal(b"kept", context=HERE)
    settings.OPENBEIAN_KEYS = (NEW, OLD)
    resealed = vault.reseal(blob, context=HERE)
    settings.OPENBEIAN_KEYS = (NEW,)
    assert vault.open_sealed(resealed, context=HERE) == b"kept"


def test_resealing_leaves_a_value_of_the_current_key_alone():
    blob = vault.seal(b"kept", context=HERE)
    assert vault.reseal(blob, context=HERE) is blob


def test_a_key_that_left_the_ring_is_named_in_the_refusal(settings):
    blob = vault.seal(b"kept", context=HERE)
    settings.OPENBEIAN_KEYS = (NEW,)
    with pytest.raises(KeyUnknown) as refusal:
        vault.open_sealed(blob, context=HERE)
    assert "k1" in refusal.value.text.en
    assert "k1" in refusal.value.text.zh


def test_a_wrong_key_under_the_right_name_does_not_open(settings):
    blob = vault.seal(b"kept", context=HERE)
    settings.OPENBEIAN_KEYS = (("k1", NEW[1]),)
    with pytest.raises(SealBroken):
        vault.open_sealed(blob, context=HERE)


@pytest.mark.parametrize(
    "keys",
    [
        (),
        (("k1", b"short"),),
        (("", OLD[1]),),
        (("key one", OLD[1]),),
        (("k" * 33, OLD[1]),),
        (OLD, ("k1", NEW[1])),
    ],
    ids=["none", "too short", "no id", "blank in the id", "long id", "one id twice"],
)
def test_an_unfit_ring_seals_nothing(settings, keys):
    settings.OPENBEIAN_KEYS = keys
    with pytest.raises(vault.KeysUnfit):
        vault.seal(b"", context=HERE)


def test_a_new_key_is_fit_and_never_the_same(settings):
    assert len({vault.new_key() for _ in range(20)}) == 20
    settings.OPENBEIAN_KEYS = (("fresh", vault.new_key()),)
    assert vault.open_sealed(vault.seal(b"ok", context=HERE), context=HERE) == b"ok"
