"""An operator adds rules, and dated versions of ours, by a file of their own."""

from datetime import date

import pytest

from openbeian import rulebook
from openbeian.rulebook import Edition, RulebookError
from openbeian.text import Text

OVERRIDE = """
rules:
  - id: licence.capital
    versions:
      - edition: founding-document
        from: 2027-01-01
        blocking: true
        params:
          minimum_cny: 50000000
          minimum: {en: RMB 50 million, zh: 人民币5000万元}
        source: Decision of the provider
        as_of: '2026-12-01'
        confidence: verified
  - id: own.remark
    concerns: language
    scope: service
    stages: [declaration]
    procedure: filing
    field: remark
    when: {fact: service.domain_count, more_than: 0}
    demand: {en: A remark is given., zh: 须填写备注。}
    message: {en: We ask for a remark., zh: 请填写备注。}
    remedy: {en: Write one., zh: 请补充。}
    versions:
      - edition: founding-document
        from: 2027-01-01
        blocking: false
        source: Decision of the provider
        as_of: '2026-12-01'
        confidence: verified
"""


def test_an_operator_adds_a_version_and_a_rule_by_date(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(OVERRIDE, encoding="utf-8")
    book = rulebook.load([file])
    before, after = date(2026, 12, 31), date(2027, 1, 1)

    def minimum(on):
        version = book.rule("licence.capital").version(Edition.FOUNDING, on)
        return version.parameters["minimum"]

    assert minimum(before) == Text("RMB 100 million", "人民币1亿元")
    assert minimum(after) == Text("RMB 50 million", "人民币5000万元")
    assert book.rule("own.remark").version(Edition.FOUNDING, before) is None
    assert book.rule("own.remark").version(Edition.FOUNDING, after) is not None
    assert book.rule("own.remark").version(Edition.CURRENT, after) is None
    assert book.fingerprint != rulebook.default().fingerprint
    assert "own.remark" not in rulebook.default().rules


def test_the_rulebook_in_use_can_be_replaced(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(OVERRIDE, encoding="utf-8")
    ours = rulebook.default()
    rulebook.use(rulebook.load([file]))
    try:
        assert "own.remark" in rulebook.default().rules
    finally:
        rulebook.use(ours)
    assert rulebook.default() is ours


FAULTY_OVERRIDE = """
rules:
  - id: licence.capital
    message: {en: Other words., zh: 其他文字。}
    versions:
      - edition: founding-document
        blocking: true
        params: {minimum_cny: 1, minimum: little}
        source: Decision of the provider
        as_of: '2026-12-01'
        confidence: verified
  - id: own.rule
    scope: service
  - id: document.missing
    scope: document
documents: []
"""


def test_an_operators_faults_stop_the_start(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(FAULTY_OVERRIDE, encoding="utf-8")
    with pytest.raises(RulebookError) as stopped:
        rulebook.load([file])
    told = "\n".join(stopped.value.faults)
    for part in (
        "ours.yaml: licence.capital: unknown key message",
        "ours.yaml: licence.capital: a version that is added needs a day",
        "ours.yaml: licence.capital: founding-document: two versions hold on",
        "ours.yaml: own.rule: message is missing",
        "ours.yaml: document.missing: the id is given twice",
        "ours.yaml: unknown key documents",
    ):
        assert part in told
    assert rulebook.check_data([file]) == stopped.value.faults
    assert stopped.value.code == "rulebook.faulty"


def test_a_version_that_begins_before_ours_does_not_end_ours(tmp_path):
    file = tmp_path / "ours.yaml"
    text = OVERRIDE.replace("founding-document", "current-regulation").replace(
        "from: 2027-01-01", "from: 2017-08-01", 1
    )
    file.write_text(text, encoding="utf-8")
    (fault,) = rulebook.check_data([file])
    assert "current-regulation: two versions hold on 2017-09-01" in fault


def test_the_fingerprint_is_of_the_content():
    assert rulebook.load().fingerprint == rulebook.default().fingerprint
    assert len(rulebook.default().fingerprint) == 64
