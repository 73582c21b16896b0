"""The data files are whole, and what is wrong with a file is named with file and id."""

import shutil

import pytest
import yaml

from openbeian import rulebook
from openbeian.rulebook.loader import FOLDER


def test_our_own_files_are_whole():
    assert rulebook.check_data() == ()


@pytest.fixture
def data(tmp_path):
    """A copy of the data that a test may spoil; call it with a file and what to do to it."""
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)

    def spoil(file, change):
        path = folder / f"{file}.yaml"
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        change(content)
        with path.open("w", encoding="utf-8") as file_:
            yaml.dump(content, file_, Dumper=yaml.CSafeDumper, allow_unicode=True)
        return rulebook.check_data(folder=folder)

    return spoil


def row(content, key, identity, name="id"):
    return next(each for each in content[key] if each[name] == identity)


def rule(content, identity="webmaster.photo_on_backdrop"):
    return row(content, "rules", identity)


def set_in(*path):
    """Return a change that puts the last of the path at the rest of it."""

    def change(content):
        *way, key, value = path
        for step in way:
            content = row(content, *step) if isinstance(step, tuple) else content[step]
        content[key] = value

    return change


RULE = ("rules", "webmaster.photo_on_backdrop")
VERSION = (RULE, "versions", 0)
PHOTO = ("documents", "webmaster_photo")
PHOTO_WHEN = (PHOTO, "required", "founding-document", "when")
NEWS = ("categories", "news")
BEIJING = ("provinces", "beijing")
FAULTS = [
    pytest.param("rules", set_in(RULE, "colour", 1), "unknown key colour", id="unknown key"),
    pytest.param("rules", set_in(*VERSION, "colour", 1), "unknown key colour", id="in a version"),
    pytest.param(
        "rules",
        set_in(RULE, "message", {"en": "Only English."}),
        "zh is missing",
        id="one language",
    ),
    pytest.param("rules", set_in(RULE, "id", "document.missing"), "given twice", id="id twice"),
    pytest.param("rules", set_in(RULE, "versions", []), "there is no version", id="no version"),
    pytest.param(
        "rules",
        lambda content: rule(content)["versions"].append(rule(content)["versions"][0]),
        "founding-document: two versions hold on",
        id="overlap",
    ),
    pytest.param("rules", set_in(RULE, "concerns", "weather"), "no topic weather", id="topic"),
    pytest.param(
        "rules", set_in(RULE, "difference", "weather"), "no difference weather", id="difference"
    ),
    pytest.param("rules", set_in(RULE, "field", "Domains!"), "has the path 'Domains!'", id="path"),
    pytest.param(
        "rules",
        set_in(RULE, "when", {"fact": "service.colour", "equals": "red"}),
        "no fact service.colour",
        id="no such fact",
    ),
    pytest.param(
        "rules",
        set_in(RULE, "when", {"fact": "domain.holder_is_entity", "equals": True}),
        "no fact domain.holder_is_entity",
        id="a fact of another scope",
    ),
    pytest.param(
        "rules",
        set_in(RULE, "when", {"fact": "service.domain_count", "more_than": {"param": "most"}}),
        "no parameter in founding-document: most",
        id="no such parameter",
    ),
    pytest.param(
        "rules",
        set_in(RULE, "remedy", {"en": "Keep {most}.", "zh": "保留{most}个。"}),
        "no fact or parameter in founding-document: most",
        id="no such name in a text",
    ),
    pytest.param(
        "rules",
        set_in(*VERSION, "params", {"most": None}),
        "most cannot be a parameter: None",
        id="no parameter",
    ),
    pytest.param("rules", set_in(RULE, "when", "perhaps"), "cannot be read", id="no condition"),
    pytest.param("rules", set_in(RULE, "stages", []), "stages is []", id="no stage"),
    pytest.param("rules", set_in(RULE, "scope", "galaxy"), "scope is 'galaxy'", id="scope"),
    pytest.param(
        "entity_kinds",
        set_in(("kinds", "wfoe"), "nature_ids", [7]),
        "entity_kinds.yaml: wfoe: there is no code of entity_natures 7",
        id="no such nature",
    ),
    pytest.param(
        "entity_kinds",
        set_in(("kinds", "wfoe"), "filing", "founding-document", "value", "perhaps"),
        "value is 'perhaps'",
        id="no such standing",
    ),
    pytest.param(
        "entity_kinds",
        lambda content: row(content, "kinds", "wfoe")["filing"].pop("current-regulation"),
        "current-regulation is missing",
        id="an edition is missing",
    ),
    pytest.param(
        "provinces",
        lambda content: content["provinces"].pop(),
        "no province with code 650000",
        id="thirty provinces",
    ),
    pytest.param(
        "provinces",
        set_in(BEIJING, "code", "990000"),
        "no server place for 990000",
        id="no such province",
    ),
    pytest.param(
        "provinces",
        set_in(BEIJING, "abbreviation_variants", ["燕"]),
        "beijing: the filing abbreviation is not among the variants",
        id="abbreviation",
    ),
    pytest.param(
        "provinces",
        set_in(BEIJING, "rules", 0, "key", "weather"),
        "there is no key weather",
        id="no such key",
    ),
    pytest.param(
        "provinces",
        set_in(BEIJING, "rules", 0, "value", "perhaps"),
        "the value is not of the type boolean",
        id="value of another type",
    ),
    pytest.param(
        "provinces",
        set_in("national", 1, "id", "national.leader_must_be_legal_representative.org"),
        "the id is given twice",
        id="rule id twice",
    ),
    pytest.param(
        "provinces",
        lambda content: row(content, "provinces", "beijing")["rules"].append(
            {**row(content, "provinces", "beijing")["rules"][0]}
        ),
        "the id is given twice",
        id="provincial rule id twice",
    ),
    pytest.param(
        "provinces",
        lambda content: row(content, "provinces", "beijing")["rules"].append(
            {
                **row(content, "provinces", "beijing")["rules"][0],
                "id": "beijing.extra",
                "key": "extra_documents",
                "value": ["horoscope"],
            }
        ),
        "beijing.extra: there is no document horoscope",
        id="no such provincial document",
    ),
    pytest.param(
        "preapprovals",
        set_in(NEWS, "administration_id", 8),
        "no code of preapproval_types 8",
        id="no such type",
    ),
    pytest.param(
        "preapprovals",
        set_in(NEWS, "editions", "founding-document", "document", "horoscope"),
        "news: there is no document horoscope",
        id="no such approval document",
    ),
    pytest.param(
        "documents", set_in(PHOTO, "group", "weather"), "no group weather", id="no such group"
    ),
    pytest.param(
        "documents",
        set_in(PHOTO, "accepts", "anything"),
        "a file names what its upload takes",
        id="no such upload",
    ),
    pytest.param(
        "documents",
        set_in(PHOTO, "form", "task"),
        "a file names what its upload takes",
        id="a task with an upload",
    ),
    pytest.param(
        "documents",
        set_in(
            PHOTO, "required", "founding-document", "when", {"fact": "text.chinese", "equals": 1}
        ),
        "webmaster_photo: there is no fact text.chinese",
        id="a document on another scope's fact",
    ),
    pytest.param(
        "documents",
        set_in(
            PHOTO,
            "required",
            "founding-document",
            "when",
            {"fact": "commercial", "equals": {"param": "x"}},
        ),
        "webmaster_photo: there is no parameter x",
        id="a document with a parameter",
    ),
    pytest.param(
        "documents",
        set_in(PHOTO, "attachment_purpose", 99),
        "no code of attachment_purposes 99",
        id="no such purpose",
    ),
    pytest.param(
        "rejections",
        set_in(("reasons", "ENT001"), "fields", ["entity.documents[horoscope]", "Entity"]),
        "ENT001: there is no document horoscope",
        id="no such document",
    ),
    pytest.param(
        "rejections",
        set_in(("reasons", "ENT001"), "fields", ["Entity"]),
        "ENT001: No field has the path 'Entity'.",
        id="no such field",
    ),
    pytest.param(
        "glossary",
        set_in(("terms", "psb"), "category", "weather"),
        "psb: there is no category weather",
        id="no such category",
    ),
    pytest.param(
        "editions",
        set_in(("points", "licence_wfoe"), "see", ["entity_kinds.martian", "weather"]),
        "licence_wfoe: there is no row in entity_kinds: martian",
        id="no such row",
    ),
    pytest.param(
        "editions",
        set_in(("points", "licence_wfoe"), "see", ["weather.today"]),
        "licence_wfoe: there is no file weather",
        id="no such file",
    ),
    pytest.param(
        "editions",
        set_in(("points", "licence_wfoe"), "when", {"fact": "service.kind", "equals": "app"}),
        "licence_wfoe: there is no fact service.kind",
        id="a difference on a fact out of reach",
    ),
    pytest.param(
        "deadlines",
        set_in(("deadlines", "psb_filing"), "versions", 0, "after", "lunch"),
        "psb_filing: there is no event or limit lunch",
        id="no such event",
    ),
    pytest.param(
        "deadlines",
        set_in(("deadlines", "psb_filing"), "versions", 0, "province_key", "weather"),
        "psb_filing: there is no key weather",
        id="no such provincial key",
    ),
]


@pytest.mark.parametrize(("file", "change", "fault"), FAULTS)
def test_a_fault_is_named(data, file, change, fault):
    told = data(file, change)
    assert any(line.startswith(f"{file}.yaml") and fault in line for line in told), told


def test_every_fault_is_told_at_once(data):
    data("rules", set_in(RULE, "colour", 1))
    told = data("entity_kinds", set_in(("kinds", "wfoe"), "colour", 1))
    assert len([line for line in told if "unknown key colour" in line]) == 2
