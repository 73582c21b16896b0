"""Strict reading: every fault is named with its file and row, and nothing is guessed."""

from datetime import date

import pytest

from openbeian.datafiles import DataError, Evidence, Faults, Row, check_overlap, read
from openbeian.text import Text


def row_of(value):
    faults = Faults()
    return Row(value, "clubs.yaml: tennis", faults), faults


def told(faults):
    return [fault.removeprefix("clubs.yaml: tennis: ") for fault in faults]


def test_a_row_gives_what_was_written():
    row, faults = row_of(
        {
            "id": "tennis",
            "members": 40,
            "open": True,
            "since": date(1925, 5, 1),
            "until": None,
            "en": "Tennis",
            "zh": "网球",
            "note": {"en": "Clay.", "zh": "红土。"},
            "days": ["saturday", "sunday"],
        }
    )
    assert row.text("id") == "tennis"
    assert row.whole("members") == 40
    assert row.truth("open") is True
    assert (row.maybe_day("since"), row.maybe_day("until")) == (date(1925, 5, 1), None)
    assert row.own_words() == Text("Tennis", "网球")
    assert row.maybe_words("note") == Text("Clay.", "红土。")
    assert row.choices("days", ("saturday", "sunday")) == ("saturday", "sunday")
    assert (row.maybe_text("motto"), row.maybe_whole("courts"), row.maybe_words("x")) == (None,) * 3
    row.close()
    assert told(faults) == []


@pytest.mark.parametrize(
    ("take", "fault"),
    [
        pytest.param(lambda row: row.text("name"), "name is missing", id="missing"),
        pytest.param(lambda row: row.raw("name"), "name is missing", id="missing of any kind"),
        pytest.param(lambda row: row.text("number"), "number is int, not str", id="another kind"),
        pytest.param(lambda row: row.whole("flag"), "flag is bool, not int", id="truth"),
        pytest.param(lambda row: row.text("blank"), "blank is empty", id="empty"),
        pytest.param(lambda row: row.text("nothing"), "nothing is nothing, not str", id="null"),
        pytest.param(
            lambda row: row.choice("word", ("red", "blue")),
            "word is 'green', not one of red, blue",
            id="no such choice",
        ),
        pytest.param(
            lambda row: row.choices("words", ("red", "blue")),
            "words is ['green', 'red'], not some of red, blue",
            id="one choice too many",
        ),
        pytest.param(
            lambda row: row.choices("none", ("red",)), "none is [], not some of red", id="no choice"
        ),
        pytest.param(
            lambda row: row.list_of("mixed", str), "mixed holds int, not str", id="mixed list"
        ),
        pytest.param(lambda row: row.words("gone"), "gone is missing", id="no words"),
        pytest.param(lambda row: row.words("word"), "word: is str, not a mapping", id="no mapping"),
        pytest.param(lambda row: row.words("half"), "half: zh is missing", id="one language"),
        pytest.param(
            lambda row: row.evidence(),
            "as_of is '{document.as_of}', not a year, month, day or 'undated'",
            id="a date by name where none may be",
        ),
    ],
)
def test_a_fault_is_named_and_reading_goes_on(take, fault):
    row, faults = row_of(
        {
            "number": 3,
            "flag": True,
            "blank": "  ",
            "nothing": None,
            "word": "green",
            "words": ["green", "red"],
            "none": [],
            "mixed": ["a", 1],
            "half": {"en": "Half"},
            "source": "A page",
            "as_of": "{document.as_of}",
            "confidence": "verified",
        }
    )
    take(row)
    assert fault in [line.removeprefix("clubs.yaml: tennis.") for line in told(faults)]


def test_evidence_says_where_a_fact_is_from():
    row, faults = row_of({"source": "A page", "as_of": "2026-05", "confidence": "old"})
    assert row.evidence() == Evidence("A page", "2026-05", "old")
    named, _ = row_of({"source": "A page", "as_of": "{a.b}", "confidence": "old"})
    assert named.evidence(may_name=True).as_of == "{a.b}"
    assert told(faults) == []


def test_a_value_can_be_looked_at_and_everything_left_be_taken():
    row, faults = row_of({"id": "tennis", "colour": "white"})
    assert (row.peek("id"), row.peek("absent"), row.has("id")) == ("tennis", "None", True)
    assert dict(row.items()) == {"id": "tennis", "colour": "white"}
    row.close()
    assert told(faults) == []


def test_what_nobody_took_is_a_fault():
    row, faults = row_of({"id": "tennis", "colour": "white"})
    row.text("id")
    row.close()
    assert told(faults) == ["unknown key colour"]


def test_faults_stop_the_start_together():
    _, faults = row_of("tennis")
    faults.add("clubs.yaml: golf", "the id is given twice")
    with pytest.raises(DataError) as stopped:
        faults.stop(DataError)
    assert stopped.value.faults == (
        "clubs.yaml: tennis: is str, not a mapping",
        "clubs.yaml: golf: the id is given twice",
    )
    assert stopped.value.text.zh.startswith("数据文件存在2处错误")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"a: 1\nb: 2\na: 3\n", "key given twice: a", id="a key given twice"),
        pytest.param(b"a: [1\n", "clubs.yaml: ", id="broken YAML"),
        pytest.param(b"a: \xff\n", "clubs.yaml: ", id="not UTF-8"),
        pytest.param(b"- a\n", "clubs.yaml: is list, not a mapping", id="a list"),
        pytest.param(b"", "clubs.yaml: is nothing, not a mapping", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, content, fault):
    file = tmp_path / "clubs.yaml"
    file.write_bytes(content)
    faults = Faults()
    read(file, faults).close()
    assert fault in "\n".join(faults)


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    faults = Faults()
    read(tmp_path / "clubs.yaml", faults).close()
    assert [line.partition(":")[0] for line in faults] == ["clubs.yaml"]


@pytest.mark.parametrize(
    ("periods", "wrong"),
    [
        pytest.param([(None, date(2020, 1, 1)), (date(2020, 1, 1), None)], None, id="side by side"),
        pytest.param([], None, id="none"),
        pytest.param(
            [(date(2019, 1, 1), None), (None, date(2019, 1, 2))],
            "two versions hold on 2019-01-01",
            id="one day too long",
        ),
        pytest.param(
            [(date(2019, 1, 1), date(2019, 1, 1))],
            "the period from 2019-01-01 to 2019-01-01 is empty",
            id="empty",
        ),
    ],
)
def test_periods_must_not_overlap(periods, wrong):
    assert check_overlap(periods) == wrong
