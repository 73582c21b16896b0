"""The package to enter by hand: complete, the same every time, and for the provider alone."""

import hashlib
import io
import json
import zipfile

import pytest

from cases import HOUR, Case, found_company, found_house, found_member
from openbeian import rulebook
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.authority import queries
from openbeian.authority.by_hand import ByHand
from openbeian.authority.port import NothingToPack
from openbeian.cases.access import OwnCase
from openbeian.declaration import canonical
from openbeian.documents import queries as documents
from openbeian.filings import queries as filings
from openbeian.procedure.permissions import Role

pytestmark = pytest.mark.django_db

MANIFEST = "SHA256.json"
FORMS = ["forms/备案申请表.pdf", "forms/真实性核验单-1.pdf"]


@pytest.fixture
def passed():
    return Case(found_house(), found_company()).brought_to("ready_to_submit")


def packed(case, actor=None):
    return queries.package(case.filing, actor=actor or case.house.reviewer, at=case.at)


def entries(package):
    with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_named_for_the_application_and_its_version(passed):
    package = packed(passed)
    assert package.name == f"{passed.filing.reference}-v1.zip"
    assert package.sha256 == hashlib.sha256(package.content).hexdigest()


def test_it_holds_the_declaration_as_it_was_frozen(passed):
    content = entries(packed(passed))["declaration.json"]
    assert canonical.load(content) == filings.declaration(passed.filing)


def test_it_holds_the_chinese_forms(passed):
    held = entries(packed(passed))
    assert all(held[name].startswith(b"%PDF") for name in FORMS)


def test_it_holds_every_document_under_a_name_that_says_what_it_is(passed):
    held = entries(packed(passed))
    kept = {
        sha256: documents.content(
            documents.get(organisation_id=passed.applicant.organisation_id, sha256=sha256)
        )
        for sha256 in passed.files.values()
    }
    packed_files = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in held.items()
        if name.startswith("documents/")
    }
    assert sorted(packed_files.values()) == sorted(kept)
    title = rulebook.default().document("business_licence").text.zh
    assert f"documents/entity/business_licence-{title}-1.jpg" in packed_files
    assert all(name.count("/") == 2 for name in packed_files)


def test_two_files_of_one_document_are_numbered(passed):
    path = "entity.documents[business_licence]"
    passed.withdrawn().edited({path: [passed.files[path], passed.uploaded(path, "第二页")]})
    held = entries(packed(passed.submitted()))
    pages = [name for name in held if "/business_licence-" in name]
    assert [name[-5:] for name in pages] == ["1.jpg", "2.jpg"]


def test_the_sheet_has_each_field_in_the_words_of_the_form(passed):
    sheet = entries(packed(passed))["填报信息.txt"].decode()
    assert "【主办者信息】\n主办者名称\t上海示例合资科技有限公司\n" in sheet
    for line in (
        "注册资本\t人民币120,000,000元",
        "注册登记地\t上海市",
        "国籍（地区）\t德国",
        "域名\tshili-keji.cn　持有者：上海示例合资科技有限公司",
        "接入方式\t",
        "IP地址\t203.0.113.10",
    ):
        assert line in sheet
    told = [line for line in sheet.splitlines() if line and line[0] != "【"]
    assert {line.count("\t") for line in told} == {1}


def test_the_manifest_has_the_hash_of_everything_else(passed):
    held = entries(packed(passed))
    manifest = json.loads(held.pop(MANIFEST))
    assert manifest == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}


def test_the_same_version_gives_the_same_bytes_whenever_and_by_whomever_it_is_packed(passed):
    first = packed(passed)
    passed.at += 100 * HOUR
    assert packed(passed, passed.house.senior) == first


def test_a_later_version_is_another_package(passed):
    first = packed(passed)
    passed.asked().corrected()
    assert packed(passed).sha256 != first.sha256
    assert packed(passed).name.endswith("-v2.zip")


def test_whoever_unpacks_it_can_read_it(passed):
    with zipfile.ZipFile(io.BytesIO(packed(passed).content)) as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@pytest.mark.parametrize("who", ["applicant", "operator", "auditor"])
def test_it_is_not_for_everybody(passed, who):
    actor = passed.applicant if who == "applicant" else getattr(passed.house, who)
    with pytest.raises(NotPermitted):
        packed(passed, actor)


def test_the_system_packs_nothing(passed):
    with pytest.raises(NotPermitted):
        packed(passed, SYSTEM)


def test_nobody_packs_an_application_of_their_own_organisation(passed):
    organisation = passed.filing.organisation
    insider = found_member(organisation, "insider@shili-keji.cn", Role.REVIEWER)
    with pytest.raises(OwnCase):
        packed(passed, insider)


def test_a_draft_that_was_never_submitted_is_no_package():
    case = Case(found_house(), found_company()).brought_to("draft")
    with pytest.raises(NothingToPack):
        packed(case)


def test_no_document_has_a_name_that_would_be_a_folder():
    titles = [kind.text.zh for kind in rulebook.default().documents.values()]
    assert [title for title in titles if "/" in title or "\\" in title] == []


def test_the_adapter_is_the_one_of_the_settings():
    assert isinstance(queries.authority(), ByHand)
