"""What the administration's codes mean, who acts, and which fields a refusal opens."""

import csv
import re
from dataclasses import replace

import pytest

from architecture.tree import ROOT
from examples import DECLARATION, declaration
from openbeian.declaration.fields import field_at, reopened_with
from openbeian.wire import envelope_refusals, results
from openbeian.wire.results import Actor, Family, Meaning, UnknownResult, all_results, result
from openbeian.wire.results_corrections import corrections
from openbeian.wire.results_loader import ResultsFaulty, load

CODES = ROOT.parent / "shared" / "interface-v3" / "error_codes.tsv"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_code_of_the_published_table_is_known_and_no_other():
    if not CODES.exists():
        pytest.skip("the published table lies beside the checkout only where it may")
    with CODES.open(encoding="utf-8") as file:
        published = {int(row["code"]) for row in csv.DictReader(file, delimiter="\t")}
    assert set(all_results()) == published


def test_there_are_as_many_codes_as_the_specification_lists():
    by_family = [found.family for found in all_results().values()]
    counts = {family: by_family.count(family) for family in Family}
    assert counts == {"call": 26, "icp": 69, "ip": 58, "domain": 39, "common": 12}


@pytest.mark.parametrize("number", [15, 18, 20, 901, 902])
def test_what_only_asks_for_patience_is_no_failure(number):
    assert (result(number).meaning, result(number).acts) == (Meaning.WAITING, Actor.SYSTEM)


def test_a_file_that_is_too_large_waits_but_is_never_sent_again_as_it_is():
    again = {n for n in (14, 15, 18, 20, 901) if result(n).same_file}
    assert again == {14, 15, 20, 901}


@pytest.mark.parametrize("number", [0, 1, 2, 3, 1001, 1060, 1062, 2998, 3998])
def test_what_is_done_is_done(number):
    assert result(number).meaning is Meaning.DONE


@pytest.mark.parametrize(
    "number",
    [*range(4, 15), 16, 17, 19, 21, 999, 1016, 1045, 1057, 1999, 2003, 3006, 5001, 5003, 5999],
)
def test_what_our_file_settings_or_records_caused_is_ours(number):
    assert result(number).meaning is Meaning.OURS


def test_every_refusal_of_an_envelope_has_the_meaning_that_the_code_has():
    refusals = envelope_refusals.EnvelopeRefused.__subclasses__()
    assert {result(refusal.msg_code).family for refusal in refusals} == {Family.CALL}


@pytest.mark.parametrize(
    ("number", "fields"),
    [
        (1003, ("entity.name", "entity.certificate.number")),
        (1004, ("services[*].domains[*].name",)),
        (1009, ("entity.leader.email", "services[*].leader.email")),
        (1014, ("entity.nature_id", "entity.certificate.type_id")),
        (1020, ("services[*].name",)),
        (1022, ("services[*].home_url",)),
        (1034, ("services[*].content_ids",)),
        (1044, ("entity.leader.name",)),
        (1055, ("services[*].documents[verification_form]",)),
        (1063, ("services[*].access[*].ip_addresses",)),
        (1066, ("services[*].language_ids",)),
    ],
)
def test_a_refusal_names_the_fields_it_concerns(number, fields):
    assert (result(number).meaning, result(number).fields) == (Meaning.REFUSED, fields)


def test_a_refusal_without_a_field_is_the_applicants_to_act_on():
    bare = {
        found.code: found.acts
        for found in all_results().values()
        if found.meaning is Meaning.REFUSED and not found.fields
    }
    assert set(bare) == {1002, 1018, 1025, 1049, 1050}
    assert set(bare.values()) == {Actor.APPLICANT}


def test_every_code_speaks_both_languages_and_names_its_source():
    for found in all_results().values():
        for words in (found.text, found.remedy):
            assert HAN.search(words.zh)
            assert not HAN.search(words.en)
        assert found.remedy.zh.endswith("。")
        assert found.remedy.en.endswith(".")
        assert (found.evidence.as_of, found.evidence.confidence) == ("2013-10", "old")
        assert "V3.0" in found.evidence.source


def test_the_official_wording_is_short():
    assert max(len(found.text.zh) for found in all_results().values()) <= 32
    assert not [found for found in all_results().values() if "再次报备" in found.text.zh]


def test_an_unknown_code_is_not_guessed():
    with pytest.raises(UnknownResult, match="1069"):
        result(1069)


def two_services():
    """Return the example with a second service, which has an approval and no access."""
    changed = declaration(**{"services[1].preapprovals[news].number": "沪新办1号"})
    second = replace(changed.services[0], id=2, access=())
    return replace(DECLARATION, services=(*DECLARATION.services, second))


def test_a_result_opens_the_fields_of_every_row_it_may_mean():
    assert corrections(result(1005), two_services()) == (
        "services[1].domains[1].name",
        "services[2].domains[1].name",
    )


def test_a_result_of_one_service_leaves_the_others_closed():
    assert corrections(result(1005), two_services(), rows={"services": "2"}) == (
        "services[2].domains[1].name",
    )
    assert corrections(result(1009), two_services(), rows={"services": "2"}) == (
        "entity.leader.email",
        "services[2].leader.email",
    )


def test_a_service_without_such_rows_opens_none():
    assert corrections(result(1063), two_services(), rows={"services": "2"}) == ()
    assert corrections(result(1033), two_services()) == (
        "services[1].industries",
        "services[2].industries",
        "services[2].preapprovals[news].number",
    )


def test_a_document_can_be_opened_that_was_not_there_yet():
    without = declaration(**{"services[1].documents[verification_form]": None})
    assert corrections(result(1055), without) == ("services[1].documents[verification_form]",)


def test_a_result_without_fields_opens_none():
    assert corrections(result(1002), DECLARATION) == ()


def test_whatever_is_opened_is_a_field_that_corrections_know():
    for found in all_results().values():
        for path in corrections(found, two_services()):
            assert field_at(path)
            assert reopened_with(path)[0] == path


FAULTY = """
families:
  - id: icp
    en: Results
    zh: 结果
    lowest: 1001
    highest: 1999
    source: A specification
    as_of: '2013'
    confidence: old
    results:
      - {code: 1, en: a, zh: 甲, meaning: done, acts: nobody, remedy: {en: b, zh: 乙}}
      - {code: 1001, en: a, zh: 甲, meaning: fine, acts: nobody, remedy: {en: b, zh: 乙}}
      - {code: 1001, en: a, zh: 甲, meaning: done, acts: king, remedy: {en: b, zh: 乙}}
      - {code: 1002, en: a, zh: 甲, meaning: refused, acts: provider, remedy: {en: b, zh: 乙}}
      - {code: 1003, en: a, zh: 甲, meaning: ours, acts: nobody, remedy: {en: b, zh: 乙},
         fields: [entity.name]}
      - {code: 1004, en: a, zh: 甲, meaning: refused, acts: nobody, remedy: {en: b, zh: 乙},
         fields: [entity.colour, 'entity..name', 3]}
      - {code: 1005, en: a, zh: 甲, meaning: done, acts: nobody, remedy: {en: b, zh: 乙},
         same_file: true}
      - {code: 1006, en: a, zh: 甲, meaning: ours, acts: nobody, remedy: {en: b}, colour: red}
    colour: red
  - id: weather
    en: Weather
    zh: 天气
    lowest: 1
    highest: 2
    source: A specification
    as_of: '2013'
    confidence: old
    results: []
colour: red
"""


def test_every_fault_of_a_file_is_named(tmp_path):
    file = tmp_path / "results.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(ResultsFaulty) as caught:
        load(file)
    told = "\n".join(caught.value.faults)
    for part in (
        "icp: 1: the code is not one of 1001 to 1999",
        "1001: meaning is 'fine'",
        "1001: acts is 'king'",
        "1001: the code is given twice",
        "1002: a refusal names a field, or the applicant acts",
        "1003: only a refusal names fields",
        "1004: there is no field entity.colour",
        "1004: there is no field entity..name",
        "1004: fields holds int, not str",
        "1005: what is done is not sent again",
        "1006.remedy: zh is missing",
        "1006: unknown key colour",
        "icp: unknown key colour",
        "weather: id is 'weather'",
        "results.yaml: unknown key colour",
    ):
        assert part in told


def test_the_file_that_is_shipped_is_sound():
    assert load(results.OWN_FILE) == all_results()
