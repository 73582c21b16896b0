"""An operator's own rules and calendars are laid over ours at the start; a fault stops it."""

from datetime import date

import pytest
from django.apps import apps

from openbeian import rulebook, workdays
from openbeian.rulebook import RulebookError

CALENDAR = """
years:
  - year: 2040
    source: 国务院办公厅关于2040年部分节假日安排的通知
    as_of: '2039-11-01'
    confidence: verified
    days_off:
      - {holiday: new_year, from: 2040-01-01, to: 2040-01-02}
    days_worked: []
"""
RULES = """
rules:
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


@pytest.fixture(autouse=True)
def ours_afterwards():
    book, calendar = rulebook.default(), workdays.default()
    yield
    rulebook.use(book)
    workdays.use(calendar)


@pytest.fixture
def start(settings, tmp_path):
    """Start the house with files of these contents."""

    def with_files(*, rules="", calendar=""):
        for name, content in (("rules", rules), ("calendar", calendar)):
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        settings.OPENBEIAN_RULEBOOK_OVERRIDES = (tmp_path / "rules.yaml",) if rules else ()
        settings.OPENBEIAN_CALENDARS = (tmp_path / "calendar.yaml",) if calendar else ()
        apps.get_app_config("filings").ready()

    return with_files


def test_a_rule_of_the_operator_holds(start):
    assert "own.remark" not in rulebook.default().rules
    start(rules=RULES)
    assert "own.remark" in rulebook.default().rules


def test_a_year_of_the_operator_is_no_longer_provisional(start):
    assert workdays.add_workdays(date(2040, 3, 1), 1).provisional
    start(calendar=CALENDAR)
    assert not workdays.add_workdays(date(2040, 3, 1), 1).provisional


def test_without_files_everything_stays_as_it_is(start):
    book, calendar = rulebook.default(), workdays.default()
    start()
    assert rulebook.default() is book
    assert workdays.default() is calendar


def test_a_fault_in_a_file_stops_the_start(start):
    with pytest.raises(RulebookError):
        start(rules="rules: [{id: own.remark, unknown: yes}]")
