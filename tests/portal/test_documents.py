"""The documents: what is wanted, uploads and their refusals, downloads, and the forms to sign."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cases import user_of
from openbeian.documents import chamber
from openbeian.documents.models import Document
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services.papers import MOST_FILES_PER_DOCUMENT
from openbeian.portal.forms.declared import id_of
from papers import paper

LICENCE = "entity.documents[business_licence]"
PHOTO = "services[1].documents[webmaster_photo]"
LICENCE_ID = "f-entity-documents-business-licence"


def picture(name: str = "photo.jpg", *, shade: int = 200) -> SimpleUploadedFile:
    """Return a small picture; another shade is another file."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, shade, shade)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def files_of(case, path: str) -> list[str]:
    found = queries.draft(Filing.objects.get(pk=case.id)).get(path, [])
    return found if isinstance(found, list) else found.split(",")


def said(page, anchor: str = LICENCE_ID) -> str:
    """Return what is said beside the files of a document."""
    return " ".join(page.words(f"//*[@id='{anchor}-file_error']"))


class TestWhileACorrectionIsOpen:
    def said(self, page, path: str) -> str:
        [section] = page.words(f"//section[@id='{id_of(path)}']")
        return section

    def test_what_was_refused_is_said_on_the_document_and_the_others_are_folded(
        self, case, applicant
    ):
        case.brought_to("provider_review").claimed().asked(PHOTO)
        page = applicant.get("documents", case.id)
        said = self.said(page, PHOTO)
        assert "To correct It differs from the business licence." in said
        assert "Copy it from the licence." in said
        assert page.words("//details[contains(@class, 'ob-kept')]/summary") == [
            "6 other documents, which stay as submitted"
        ]
        [first, *_] = page.find("//section[contains(@class, 'ob-paper')]")
        assert not first.xpath("ancestor::details")
        assert page.find("//div[@class='ob-progress']/progress/@max") == ["7"]

    def test_another_file_marks_it_as_changed(self, case, applicant):
        case.brought_to("provider_review").claimed().asked(PHOTO)
        case.edited({PHOTO: [case.uploaded(PHOTO, "another picture")]})
        said = self.said(applicant.get("documents", case.id), PHOTO)
        assert "Changed" in said
        assert "To correct" not in said

    def test_a_form_that_went_out_of_date_is_to_be_signed_again(self, case, applicant):
        form = "entity.documents[application_form]"
        case.brought_to("correction_requested")
        case.edited({"entity.certificate_address": "上海市浦东新区示例路100号3幢302室"})
        said = self.said(applicant.get("documents", case.id), form)
        assert "To sign again It was signed before answers that it states were changed." in said
        case.signed_again()
        assert "To sign again" not in applicant.get("documents", case.id).main


@pytest.fixture
def wanting(case):
    """An application that lacks its business licence."""
    return case.drafted().edited({LICENCE: []})


def test_what_is_wanted_is_what_the_rulebook_says(case, applicant):
    case.drafted()
    page = applicant.get("documents", case.id)
    titles = [title.split(" ")[0] for title in page.words("//h2[@class='ob-paper__title']")]
    assert titles == [
        "Domain",
        "Passport",
        "Temporary",
        "Photo",
        "ICP",
        "Authenticity",
        "Certificate",
    ]
    assert page.find("//div[@class='ob-progress']/progress/@value") == ["7"]


def test_an_industry_adds_its_approval(case, applicant):
    case.drafted().edited({"services[1].industries": ["education"]})
    page = applicant.get("documents", case.id)
    assert page.words("//h2[@class='ob-paper__title']")[-1].endswith("To upload")
    assert "前置或专项审批文件" in page.words("//h2[@class='ob-paper__title']")[-1]


def test_an_owner_with_an_identity_card_hands_in_that(case, applicant):
    case.drafted().edited({"entity.leader.certificate.type_id": "2"})
    titles = applicant.get("documents", case.id).words("//h2[@class='ob-paper__title']")
    assert any(title.startswith("Resident identity card") for title in titles)
    assert not any(title.startswith("Passport") for title in titles)


def test_before_it_is_known_who_applies_the_page_says_what_to_do(applicant):
    applicant.post("begin")
    filing = Filing.objects.get()
    page = applicant.get("documents", filing.pk)
    assert "The list depends on who applies, and where" in page.main
    assert page.links("To the section about the entity") == [f"/applications/{filing.pk}/entity/"]


def test_a_picture_is_taken_in_and_listed(wanting, applicant):
    answer = applicant.post("documents", wanting.id, path=LICENCE, file=picture("执照.jpg"))
    assert answer.location == f"/applications/{wanting.id}/documents/#{LICENCE_ID}"
    page = applicant.get("documents", wanting.id)
    assert page.words(f"//section[@id='{LICENCE_ID}']//a[@download]") == ["执照.jpg"]
    assert "1 file was added." in page.main


def test_several_files_come_at_once(wanting, applicant):
    applicant.post(
        "documents",
        wanting.id,
        path=LICENCE,
        file=[picture("front.jpg"), picture("back.jpg", shade=90)],
    )
    assert len(files_of(wanting, LICENCE)) == 2
    assert "2 files were added." in applicant.get("documents", wanting.id).main


def test_the_same_file_twice_is_one(wanting, applicant):
    for _ in range(2):
        applicant.post("documents", wanting.id, path=LICENCE, file=picture())
    assert len(files_of(wanting, LICENCE)) == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (SimpleUploadedFile("letter.txt", b"hello", "text/plain"), "not of an accepted type"),
        (SimpleUploadedFile("empty.jpg", b"", "image/jpeg"), "The file is empty."),
        (SimpleUploadedFile("half.jpg", paper("business_licence")[:900], "image/jpeg"), "damaged"),
        (
            SimpleUploadedFile("big.jpg", b"\xff\xd8\xff\xe0" + bytes(9 * 1024 * 1024)),
            "larger than 8 MB",
        ),
    ],
    ids=["text", "nothing", "half a picture", "too large"],
)
def test_what_cannot_be_taken_is_refused_beside_the_document(wanting, applicant, sent, why):
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE, file=sent)
    assert why in said(page)
    assert sent.name in said(page)
    assert page.find("//div[@class='govuk-error-summary']//a/@href") == [f"#{LICENCE_ID}-file"]
    assert page.find("//title/text()")[0].startswith("Error:")
    assert files_of(wanting, LICENCE) == []


def test_a_pdf_is_no_photo_of_a_person(case, applicant):
    case.drafted().edited({PHOTO: []})
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(200, 200)
    out = io.BytesIO()
    empty.save(out)
    sent = SimpleUploadedFile("photo.pdf", out.getvalue(), "application/pdf")
    page = applicant.post("documents", case.id, status=422, path=PHOTO, file=sent)
    assert "Accepted here: JPEG / HEIC / WebP / PNG" in said(
        page, "f-services-1-documents-webmaster-photo"
    )


def test_of_several_the_good_ones_stay_and_the_bad_one_is_named(wanting, applicant):
    bad = SimpleUploadedFile("notes.txt", b"hello", "text/plain")
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE, file=[picture(), bad])
    assert "notes.txt" in said(page)
    assert len(files_of(wanting, LICENCE)) == 1


def test_sending_nothing_is_said(wanting, applicant):
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE)
    assert said(page) == "Error: Choose a file first."


def test_a_document_has_only_so_many_files(wanting, applicant):
    for shade in range(MOST_FILES_PER_DOCUMENT):
        applicant.post("documents", wanting.id, path=LICENCE, file=picture(shade=20 * shade))
    page = applicant.post(
        "documents", wanting.id, status=422, path=LICENCE, file=picture(shade=249)
    )
    assert f"at most {MOST_FILES_PER_DOCUMENT} files" in said(page)


def test_a_file_that_finds_no_room_on_the_document_is_not_stored_either(wanting, applicant):
    before = Document.objects.count()
    several = [picture(f"{shade}.jpg", shade=9 * shade) for shade in range(6)]
    applicant.post("documents", wanting.id, path=LICENCE, file=several)
    more = [picture(f"{shade}.jpg", shade=9 * shade) for shade in range(6, 12)]
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE, file=more)
    assert "10.jpg" in said(page)
    assert "11.jpg" in said(page)
    assert len(files_of(wanting, LICENCE)) == MOST_FILES_PER_DOCUMENT
    assert Document.objects.count() - before == MOST_FILES_PER_DOCUMENT


def test_a_file_that_is_turned_away_takes_no_room_on_the_document(wanting, applicant):
    for shade in range(MOST_FILES_PER_DOCUMENT - 1):
        applicant.post("documents", wanting.id, path=LICENCE, file=picture(shade=20 * shade))
    bad = SimpleUploadedFile("notes.txt", b"hello", "text/plain")
    sent = [bad, picture(shade=249)]
    assert "notes.txt" in said(
        applicant.post("documents", wanting.id, status=422, path=LICENCE, file=sent)
    )
    assert len(files_of(wanting, LICENCE)) == MOST_FILES_PER_DOCUMENT


def test_an_organisation_that_keeps_too_much_is_told_beside_the_field(wanting, applicant, settings):
    settings.OPENBEIAN_ORGANISATION_FILES = Document.objects.count()
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE, file=picture())
    assert f"already keeps {Document.objects.count()} files" in said(page)


def test_a_file_that_breaks_what_opens_it_is_refused_beside_the_field(
    wanting, applicant, monkeypatch
):
    narrow = chamber.Chambers(limits=chamber.Limits(memory=1), rooms=1)
    monkeypatch.setattr(chamber, "ask", narrow.ask)
    page = applicant.post("documents", wanting.id, status=422, path=LICENCE, file=picture())
    assert "damaged or takes too much to open" in said(page)
    assert files_of(wanting, LICENCE) == []
    narrow.end()


@pytest.mark.parametrize(
    "path",
    ["", "entity.documents[nonsense]", "entity.name", "entity.documents[capital_proof]"],
    ids=["none", "unknown", "no document", "not wanted"],
)
def test_a_document_that_nobody_wants_is_not_taken(wanting, applicant, path):
    assert applicant.post("documents", wanting.id, status=404, path=path, file=picture())


def test_a_file_is_removed(case, applicant):
    case.drafted()
    [sha256] = files_of(case, LICENCE)
    answer = applicant.post("remove", case.id, path=LICENCE, sha256=sha256)
    assert answer.location.endswith(f"#{LICENCE_ID}")
    assert files_of(case, LICENCE) == []
    assert Document.objects.filter(sha256=sha256).exists()
    assert "The file was removed." in applicant.get("documents", case.id).main


def test_a_file_comes_back_as_a_download_that_no_browser_runs(case, applicant):
    case.drafted()
    [sha256] = files_of(case, LICENCE)
    answer = applicant.get("file", case.id, sha256).answer
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_of_somebody_else_is_not_there(case, other, other_company, applicant):
    case.drafted()
    [sha256] = files_of(case, LICENCE)
    assert other.get("file", case.id, sha256, status=404)
    other.post("begin")
    theirs = Filing.objects.get(organisation_id=other_company.organisation_id)
    assert other.get("file", theirs.pk, sha256, status=404)
    assert applicant.get("file", case.id, "0" * 64, status=404)


def test_nobody_uploads_to_somebody_elses_application(case, other):
    case.drafted()
    [sha256] = files_of(case, LICENCE)
    assert other.post("documents", case.id, status=404, path=LICENCE, file=picture())
    assert other.post("remove", case.id, status=404, path=LICENCE, sha256=sha256)
    assert files_of(case, LICENCE) == [sha256]


def words_of(content: bytes) -> str:
    """Return the text of a PDF."""
    found = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_bounded() for page in found)


def test_the_application_form_comes_filled_in(case, applicant):
    case.drafted()
    answer = applicant.get("form", case.id).answer
    assert answer["Content-Type"] == "application/pdf"
    said_in_it = words_of(answer.content)
    assert "上海示例合资科技有限公司" in said_in_it
    assert case.filing.reference in said_in_it


def test_the_verification_form_comes_filled_in(case, applicant):
    case.drafted()
    answer = applicant.get("verification", case.id, 1).answer
    assert "示例合资科技官网" in words_of(answer.content)
    assert applicant.get("verification", case.id, 2, status=404)


@pytest.mark.parametrize(("route", "more"), [("form", []), ("verification", [1])])
def test_before_the_answers_are_complete_there_is_no_form_yet(case, applicant, route, more):
    case.drafted().edited({"entity.name": ""})
    answer = applicant.get(route, case.id, *more, status=302)
    assert answer.location == f"/applications/{case.id}/review/"
    page = applicant.get("review", case.id)
    assert "fill in the sections first" in page.main
    assert "once every section is filled in" in applicant.get("documents", case.id).main


def test_after_the_submission_the_form_is_that_of_what_was_submitted(case, applicant):
    case.brought_to("at_administration")
    assert applicant.get("form", case.id).content.startswith(b"%PDF")
    assert applicant.post("documents", case.id, status=409).code == "move.not_allowed"


def test_a_correction_opens_one_document_only(case, applicant):
    case.brought_to("provider_review").claimed().asked(PHOTO)
    page = applicant.get("documents", case.id)
    forms = page.find("//form[@data-upload]/input[@name='path']/@value")
    assert forms == [PHOTO]
    assert applicant.post("documents", case.id, status=404, path=LICENCE, file=picture())
    applicant.post("documents", case.id, path=PHOTO, file=picture())
    assert page.links("Continue") == [f"/applications/{case.id}/corrections/"]


def test_without_the_token_of_the_page_nothing_is_taken(wanting, company):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(company))
    address = reverse("portal:documents", args=[wanting.id])
    assert client.post(address, {"path": LICENCE, "file": picture()}).status_code == 403
    assert files_of(wanting, LICENCE) == []


def test_in_chinese_the_page_is_chinese(wanting, visitor, company):
    page = visitor(company, language="zh-hans").post(
        "documents", wanting.id, status=422, path=LICENCE
    )
    assert page.heading == "备案材料"
    assert said(page) == "错误： 请先选择文件。"
