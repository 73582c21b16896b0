"""What is to be corrected: each field with what and how, where it is mended, and the way back."""

import pytest

from openbeian.filings.services import edit, review
from openbeian.filings.services.submit import NotReady
from openbeian.text import Text

ADDRESS = "entity.certificate_address"
NEW_ADDRESS = "上海市浦东新区示例路100号3幢302室"
PHOTO = "services[1].documents[webmaster_photo]"


def ask(case, *fields):
    """Ask for several corrections at once, each in words of its own."""
    asks = [
        review.Ask(path, Text(f"What of {path}", f"{path}有误"), Text("Mend it.", "请更正。"))
        for path in fields
    ]
    review.ask_for_correction(
        filing_id=case.id, actor=case.house.reviewer, asks=asks, at=case._next()
    )
    return case


def send_again(case, path):
    """Take off what is there for a document and upload another file, as the page does."""
    remove(case, path)
    who = {"filing_id": case.id, "actor": case.applicant, "path": path}
    edit.attach(**who, sha256=case.uploaded(path, "another picture"), at=case._next())


def remove(case, path):
    who = {"filing_id": case.id, "actor": case.applicant, "path": path}
    edit.detach(**who, sha256=case.files[path], at=case._next())


def buttons(page) -> dict[str, str]:
    """Return the buttons below the list, each with its kind."""
    found = page.find("//main//a[contains(@class, 'govuk-button')]")
    return {
        link.text_content().strip(): link.get("class").partition("govuk-button--")[2].split(" ")[0]
        for link in found
    }


def tags(page) -> list[str]:
    return page.words("//li[@class='ob-asked__item']//strong[contains(@class, 'govuk-tag')]")


def test_a_field_is_named_with_what_is_wrong_and_how_to_mend_it(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("corrections", case.id)
    [asked] = page.words("//li[@class='ob-asked__item']")
    assert asked == (
        "Address on the certificate 主办者证件住所 To correct"
        " It differs from the business licence. Copy it from the licence."
        " Asked by us, 24 November 2026"
    )


def test_in_chinese_it_is_said_in_chinese(case, visitor, company):
    case.brought_to("correction_requested")
    page = visitor(company, language="zh-hans").get("corrections", case.id)
    [asked] = page.words("//li[@class='ob-asked__item']")
    assert asked.startswith("主办者证件住所 待修改 与营业执照记载不一致。 请按营业执照填写。")
    assert "接入服务商提出" in asked


def test_a_field_leads_to_where_it_is_mended(case, applicant):
    ask(case.brought_to("provider_review").claimed(), ADDRESS, PHOTO)
    page = applicant.get("corrections", case.id)
    field, document = (link.get("href") for link in page.find("//li//h2/a"))
    assert field.startswith(f"/applications/{case.id}/entity/")
    assert "#" in field
    assert document.startswith(f"/applications/{case.id}/documents/#")


def test_after_a_refusal_it_is_the_administration_that_asks(case, applicant):
    case.brought_to("refused").asked()
    assert "Asked by the administration" in applicant.get("corrections", case.id).main


def test_what_was_changed_is_marked_and_counted(case, applicant):
    ask(case.brought_to("provider_review").claimed(), ADDRESS, PHOTO)
    page = applicant.get("corrections", case.id)
    assert tags(page) == ["To correct", "To correct"]
    assert "0 of 2 changed" in page.main
    case.edited({ADDRESS: NEW_ADDRESS})
    page = applicant.get("corrections", case.id)
    assert tags(page) == ["Changed", "To correct"]
    assert "1 of 2 changed" in page.main


def test_a_new_document_counts_as_a_change(case, applicant):
    ask(case.brought_to("provider_review").claimed(), PHOTO)
    case.edited({PHOTO: [case.uploaded(PHOTO, "another picture")]})
    assert tags(applicant.get("corrections", case.id)) == ["Changed"]


def test_a_document_that_is_sent_again_counts_as_a_change(case, applicant):
    ask(case.brought_to("provider_review").claimed(), ADDRESS, PHOTO)
    send_again(case, PHOTO)
    assert tags(applicant.get("corrections", case.id)) == ["To correct", "Changed"]


def test_a_document_that_was_only_taken_off_is_still_to_correct(case, applicant):
    ask(case.brought_to("provider_review").claimed(), PHOTO)
    remove(case, PHOTO)
    assert tags(applicant.get("corrections", case.id)) == ["To correct"]


def test_what_was_changed_back_is_still_to_correct(case, applicant):
    case.brought_to("correction_requested").edited({ADDRESS: NEW_ADDRESS})
    case.edited({ADDRESS: case.declaration.entity.certificate_address})
    assert tags(applicant.get("corrections", case.id)) == ["To correct"]


def test_the_submission_comes_first_only_when_everything_is_changed(case, applicant):
    ask(case.brought_to("provider_review").claimed(), ADDRESS, PHOTO)
    case.edited({ADDRESS: NEW_ADDRESS})
    page = applicant.get("corrections", case.id)
    assert page.links("Go on with the next") == [page.find("//li//h2/a")[1].get("href")]
    assert buttons(page) == {
        "Go on with the next": "",
        "Read it over and submit again": "secondary",
    }
    send_again(case, PHOTO)
    case.signed_again()
    assert buttons(applicant.get("corrections", case.id)) == {"Read it over and submit again": ""}


def forms(page) -> list[str]:
    return page.words("//li[@class='ob-forms__item']")


def test_the_forms_that_state_what_is_corrected_are_signed_again(case, applicant):
    case.brought_to("correction_requested")
    titles = [
        line.removesuffix(" After the correction")
        for line in forms(corrections_of(case, applicant))
    ]
    assert len(titles) == 2
    assert [title.partition(" ")[0] for title in titles] == ["ICP", "Authenticity"]
    case.edited({ADDRESS: NEW_ADDRESS})
    page = corrections_of(case, applicant)
    assert forms(page) == [f"{title} To sign again" for title in titles]
    [first, _] = page.find("//li[@class='ob-forms__item']/a/@href")
    assert page.links("Go on with the next") == [first]
    case.signed_again()
    page = corrections_of(case, applicant)
    assert forms(page) == [f"{title} Signed again" for title in titles]
    assert buttons(page) == {"Read it over and submit again": ""}


def test_a_photo_is_stated_by_no_form(case, applicant):
    ask(case.brought_to("provider_review").claimed(), PHOTO)
    assert forms(corrections_of(case, applicant)) == []


def test_a_form_that_was_itself_refused_stands_among_the_corrections_alone(case, applicant):
    form = "entity.documents[application_form]"
    ask(case.brought_to("provider_review").claimed(), ADDRESS, form)
    [other] = forms(corrections_of(case, applicant))
    assert "核验单" in other


def test_what_is_corrected_is_not_taken_with_forms_of_before(case, applicant):
    case.brought_to("correction_requested").edited({ADDRESS: NEW_ADDRESS})
    page = applicant.get("review", case.id)
    assert "To sign again: " in page.main
    assert not page.find("//input[@name='key']")
    with pytest.raises(NotReady):
        case.submitted()
    case.signed_again().submitted()


def test_an_application_that_was_taken_back_is_signed_again_too(case):
    case.brought_to("provider_review").withdrawn().edited({ADDRESS: NEW_ADDRESS})
    with pytest.raises(NotReady):
        case.submitted()
    case.signed_again().submitted()


def corrections_of(case, applicant):
    return applicant.get("corrections", case.id)


def test_a_change_of_an_earlier_round_does_not_count(case, applicant):
    case.brought_to("resubmitted").asked(ADDRESS)
    assert tags(applicant.get("corrections", case.id)) == ["To correct"]


def test_the_way_on_is_the_first_field_then_the_submission(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("corrections", case.id)
    assert page.links("Begin with the first") == [page.find("//li//h2/a")[0].get("href")]
    case.edited({ADDRESS: NEW_ADDRESS})
    page = applicant.get("corrections", case.id)
    assert page.links("submit again") == [f"/applications/{case.id}/review/"]


@pytest.mark.parametrize("state", ["draft", "provider_review", "resubmitted", "approved"])
def test_where_nothing_is_to_be_corrected_the_status_says_what_is(case, applicant, state):
    case.brought_to(state)
    page = applicant.get("corrections", case.id, status=302)
    assert page.location == f"/applications/{case.id}/"
