"""How a version is laid out, and how findings and changes are named, without a page."""

from examples import DECLARATION, declaration
from openbeian.console.casefile import WHOLE, Found, changed
from openbeian.console.forms.correction import reasons
from openbeian.console.sheet import Noted, remarks, sheet
from openbeian.declaration.diff import diff
from openbeian.declaration.findings import Finding
from openbeian.text import Text
from openbeian.ui.templatetags.ui import short_moment

TROUBLE = Text("trouble", "问题")
PHOTO = "services[1].documents[webmaster_photo]"


def finding(field: str) -> Finding:
    return Finding("a.rule", field, TROUBLE, TROUBLE, "a source", "2026-11-24", blocking=False)


def test_a_finding_about_the_whole_is_named_so():
    assert Found(Noted(0, finding(""))).label == WHOLE
    assert Found(Noted(0, finding("entity.name"))).anchor == "entity-name"


def test_a_finding_about_a_document_stands_with_it():
    laid_out = sheet(DECLARATION, remarks((), [finding(PHOTO)], ()))
    [paper] = [paper for paper in laid_out.papers if paper.path == PHOTO]
    assert [noted.finding.field for noted in paper.findings] == [PHOTO]


def test_changed_files_are_counted_and_what_the_form_does_not_ask_is_left_out():
    after = declaration(**{PHOTO: ("0" * 64, "1" * 64)})
    [photo] = changed(diff(DECLARATION, after), {})
    assert photo.label == Text(
        "Photo of the webmaster before the official backdrop", "网站负责人幕布核验照片"
    )
    assert [photo.before, photo.after] == [
        (Text("1 file(s)", "1个文件"),),
        (Text("2 file(s)", "2个文件"),),
    ]
    assert photo.replaced


def test_files_are_called_by_their_names_where_they_may_be_seen():
    after = declaration(**{PHOTO: ("0" * 64, "1" * 64)})
    names = {"0" * 64: "front.jpg", "1" * 64: "side.jpg"}
    [photo] = changed(diff(DECLARATION, after), names)
    assert photo.before == (Text("1 file(s)", "1个文件"),)
    assert photo.after == ("front.jpg", "side.jpg")


def test_a_document_that_was_added_had_nothing_before():
    further = {"entity.documents[rename_letter]": ("0" * 64,)}
    [added] = changed(diff(DECLARATION, declaration(**further)), {})
    assert added.before == ()
    assert not added.replaced


def test_no_reason_is_about_what_has_no_path():
    assert [group for group, _ in reasons("not a path!")] == ["", "Other reasons"]


def test_a_moment_that_has_not_come_is_nothing():
    assert short_moment(None) == ""
