"""The data files of the registry are complete, and a fault in one is named."""

from datetime import timedelta

import pytest

from openbeian.registry import products, reasons, verdict
from openbeian.registry.reasons import DataFaulty, Reason, Status


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Read the data files from a copy that a test may spoil."""
    for path in reasons.DATA.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for module in (reasons, products, verdict):
        monkeypatch.setattr(module, "DATA", tmp_path)
    readers = (reasons.explanations, products.shop, verdict.fresh_for)
    for reader in readers:
        reader.cache_clear()
    yield tmp_path
    for reader in readers:
        reader.cache_clear()


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_explained(reason):
    explanation = reasons.explain(reason)
    assert explanation.words.zh.endswith("。")
    assert explanation.next_step.en.endswith(".")


def test_every_status_has_a_reason():
    assert {explanation.status for explanation in reasons.explanations().values()} == set(Status)


def test_evidence_is_fresh_for_a_month():
    assert verdict.fresh_for() == timedelta(days=30)


def test_a_reason_without_words_is_a_fault(data):
    spoil(data / "reasons.yaml", "id: linked", "id: no_record")
    with pytest.raises(DataFaulty) as fault:
        reasons.explanations()
    assert fault.value.faults == ("reasons.yaml: linked is not explained",)


def test_a_product_that_accepts_what_no_answer_says_is_a_fault(data):
    spoil(data / "products.yaml", "[filed_here]", "[filed]")
    with pytest.raises(DataFaulty, match="filed, which no answer says"):
        products.products()


def test_an_unknown_key_is_a_fault(data):
    spoil(data / "evidence.yaml", "fresh_for_days: 30", "fresh_for_days: 30\nfresh_for_hours: 1")
    with pytest.raises(DataFaulty, match="unknown key fresh_for_hours"):
        verdict.fresh_for()
