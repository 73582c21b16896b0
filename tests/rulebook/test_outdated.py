"""A signed form that states what was changed has to be signed again."""

from datetime import date

import pytest

from examples import DECLARATION, declaration
from openbeian import forms, rulebook
from openbeian.declaration.diff import flatten
from openbeian.declaration.fields import by_pattern
from openbeian.declaration.paths import pattern_of
from openbeian.forms import application, verification
from openbeian.rulebook import Edition

TODAY = date(2026, 11, 24)
APPLICATION = "entity.documents[application_form]"
VERIFICATION = "services[1].documents[verification_form]"
NEW_NAME = {"services[1].name": "示例合资科技商城"}
ANSWERS = {
    "entity.kind": "wfoe",
    "entity.nature_id": 5,
    "entity.certificate.type_id": 13,
    "entity.certificate.valid_until": date(2040, 1, 1),
    "entity.leader.certificate.type_id": 14,
    "entity.leader.certificate.valid_until": date(2040, 1, 1),
    "entity.leader.nationality": "FR",
    "entity.registered_province": "320000",
    "entity.registered_capital_cny": 1,
    "entity.address.province": "320000",
    "entity.address.city": "320100",
    "entity.address.district": "310104",
    "province": "320000",
    "services[1].access[1].ip_addresses": ("203.0.113.11",),
    "services[1].access[1].method_ids": (1,),
    "services[1].access[1].server_place_ids": (1,),
    "services[1].commercial": True,
    "services[1].content_ids": (1,),
    "services[1].industries": ("news",),
    "services[1].language_ids": (1,),
    "services[1].leader.certificate.type_id": 14,
    "services[1].leader.certificate.valid_until": date(2040, 1, 1),
    "services[1].leader.nationality": "FR",
    "services[1].photo_on_backdrop": False,
    "services[1].preapprovals[news].number": "沪新办1号",
}


FORMS = sorted(
    (
        need
        for need in rulebook.default().documents_for(
            DECLARATION, edition=Edition.FOUNDING, on=TODAY
        )
        if need.kind in {"application_form", "verification_form"}
    ),
    key=lambda need: need.kind,
)


def to_sign_again(now, before=DECLARATION, edition=Edition.FOUNDING):
    findings = rulebook.default().check(now, edition=edition, on=TODAY, before=before)
    found = [one for one in findings if one.rule == "document.out_of_date"]
    assert all(one.blocking for one in found)
    return {one.field for one in found}


def test_at_the_first_submission_every_form_is_as_it_was_signed():
    assert to_sign_again(declaration(**NEW_NAME), before=None) == set()


def test_what_was_not_changed_needs_no_other_signature():
    assert to_sign_again(DECLARATION) == set()


def test_both_forms_state_the_name_of_the_website():
    assert to_sign_again(declaration(**NEW_NAME)) == {APPLICATION, VERIFICATION}


def test_a_form_that_was_handed_in_again_is_as_it_should_be():
    assert to_sign_again(declaration(**NEW_NAME, **{APPLICATION: ["ab" * 32]})) == {VERIFICATION}


def test_a_form_states_what_was_changed_whether_or_not_it_was_handed_in_again():
    now = declaration(**NEW_NAME, **{APPLICATION: ["ab" * 32]})
    assert rulebook.default().stating_changes(DECLARATION, now) == {APPLICATION, VERIFICATION}


def test_a_form_that_was_taken_off_is_missing_and_not_out_of_date():
    assert to_sign_again(declaration(**NEW_NAME, **{APPLICATION: []})) == {VERIFICATION}


def test_another_document_makes_no_form_old():
    change = {"services[1].documents[webmaster_photo]": ["ab" * 32]}
    assert to_sign_again(declaration(**change)) == set()


def test_where_the_regulation_asks_for_no_form_none_is_signed_again():
    assert to_sign_again(declaration(**NEW_NAME), edition=Edition.CURRENT) == set()


def test_the_form_of_a_website_states_no_other_website():
    _, form = FORMS
    book = rulebook.default()
    assert book.stating(form, ["services[1].name"])
    assert book.stating(form, ["entity.name"])
    assert not book.stating(form, ["services[2].name"])
    assert not book.stating(form, [])


def printed(made) -> tuple[set[str], set[str]]:
    """Return what the two forms of a declaration say."""
    title = forms.words.administration(made.province)
    whole = [
        (cell.label.zh, cell.value) for part in application.sections(made) for cell in part.cells
    ]
    of_site = verification.sections(made, made.services[0], "接入服务商")
    return (
        {title, *map(str, whole)},
        {str((cell.label.zh, cell.value)) for part in of_site for cell in part.cells},
    )


def answers():
    """Yield every answer of the example, and two that it leaves out, with another in its place."""
    for path, said in flatten(DECLARATION).items():
        if pattern_of(path) in by_pattern() and ".documents[" not in path:
            yield path, ANSWERS.get(path, f"{said}另")
    for path in ("services[1].preapprovals[news].number", "services[1].industries"):
        yield path, ANSWERS[path]


# a postal address is printed by its narrowest division
NARROWEST = {
    "entity.address.city": {"entity.address.district": ""},
    "entity.address.province": {"entity.address.district": "", "entity.address.city": ""},
}


@pytest.mark.parametrize(("path", "other"), [pytest.param(*row, id=row[0]) for row in answers()])
def test_exactly_the_answers_that_a_form_prints_make_it_old(path, other):
    """The list in documents.yaml is held against the forms themselves."""
    rest = NARROWEST.get(path, {})
    before, after = printed(declaration(**rest)), printed(declaration(**rest, **{path: other}))
    stating = [rulebook.default().stating(form, [path]) for form in FORMS]
    assert stating == [old != new for old, new in zip(before, after, strict=True)]
