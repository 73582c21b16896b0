"""The values behind the components know what a page has to say."""

from datetime import date

import pytest

from openbeian.declaration.findings import Finding
from openbeian.text import Text
from openbeian.ui import components as c

WORDS = Text("words", "文字")


def finding(field: str, *, blocking: bool) -> Finding:
    return Finding(
        rule="tennis.racket",
        field=field,
        message=WORDS,
        remedy=WORDS,
        source="club rules",
        as_of="2026-01-01",
        blocking=blocking,
    )


@pytest.mark.parametrize(("left", "late"), [(None, 0), (5, 0), (0, 0), (-1, 1), (-7, 7)], ids=str)
def test_a_turn_counts_the_days_past_its_date(left, late) -> None:
    assert c.Turn(WORDS, WORDS, date(2026, 1, 5), left).days_late == late


@pytest.mark.parametrize(
    ("state", "estimated"),
    [
        (c.StepState.DONE, False),
        (c.StepState.STOPPED, False),
        (c.StepState.CURRENT, True),
        (c.StepState.AHEAD, True),
    ],
)
def test_dates_behind_are_real_and_dates_ahead_are_estimates(state, estimated) -> None:
    assert c.Step(WORDS, state, date(2026, 1, 5)).estimated is estimated


def test_what_must_be_mended_comes_before_what_deserves_a_look() -> None:
    found = c.finding_list(
        [finding("a", blocking=False), finding("b", blocking=True), finding("c", blocking=True)],
        label=str.upper,
        href=lambda path: f"#{path}",
    )
    assert [(row.label, row.href) for row in found.must_mend] == [("B", "#b"), ("C", "#c")]
    assert [row.finding.field for row in found.look_at] == ["a"]
    assert found


def test_no_findings_are_false() -> None:
    assert not c.finding_list([], label=str)


def test_a_finding_without_a_place_has_no_link() -> None:
    assert c.finding_list([finding("a", blocking=True)], label=str).must_mend[0].href == ""


def test_the_footer_snippet_links_to_the_filing_site() -> None:
    assert c.footer_snippet("沪ICP备2026900123号-1") == (
        '<a href="https://beian.miit.gov.cn/" target="_blank" rel="noreferrer">'
        "沪ICP备2026900123号-1</a>"
    )


def test_the_footer_snippet_trusts_nobody() -> None:
    assert "<script>" not in c.footer_snippet("<script>", link='"><script>')
