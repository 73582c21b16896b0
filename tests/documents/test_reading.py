"""Documents are found within their organisation, shown as pictures and served as downloads."""

import io

import pytest
from PIL import Image

from documents import corpus
from openbeian.accounts.models import Organisation
from openbeian.documents import queries, serving


def size_of(content):
    return Image.open(io.BytesIO(content)).size


def test_a_document_of_another_organisation_is_not_found(hand_in):
    document = hand_in()
    stranger = Organisation.objects.create(name="苏州示例商贸有限公司")
    with pytest.raises(queries.DocumentUnknown):
        queries.get(organisation_id=stranger.pk, sha256=document.sha256)


def test_several_documents_are_found_at_once(hand_in, company):
    picture, paper = hand_in(), hand_in(corpus.pdf())
    found = queries.several(
        organisation_id=company.pk, hashes=[picture.sha256, paper.sha256, "0" * 64]
    )
    assert found == {picture.sha256: picture, paper.sha256: paper}


def test_a_missing_blob_is_said_to_be_missing(hand_in, files_on_disk):
    document = hand_in()
    files_on_disk()[0].unlink()
    with pytest.raises(queries.ContentDamaged):
        queries.content(document)


def test_content_that_is_not_what_was_handed_in_is_not_given_out(hand_in, files_on_disk):
    from openbeian import vault

    document = hand_in()
    files_on_disk()[0].write_bytes(vault.seal(b"another file", context=document.context))
    with pytest.raises(queries.ContentDamaged):
        queries.content(document)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        pytest.param(60, (64, 43), id="too small is enlarged to the least"),
        pytest.param(90, (90, 60), id="as asked for"),
        pytest.param(9000, (120, 80), id="never larger than the picture"),
    ],
)
def test_a_picture_is_shown_at_the_width_asked_for(hand_in, width, expected):
    assert size_of(queries.preview(hand_in(), width)) == expected


def test_the_first_page_of_a_pdf_is_shown_as_a_picture(hand_in):
    shown = queries.preview(hand_in(corpus.pdf(pages=2)), 400)
    page = Image.open(io.BytesIO(shown)).convert("RGB")
    assert page.size == (400, 566)
    red, green, blue = page.getpixel((200, 500))
    assert green > red
    assert green > blue
    assert page.getpixel((200, 50)) == (255, 255, 255)


def test_what_was_typed_into_a_form_is_seen(hand_in):
    shown = queries.preview(hand_in(corpus.filled_form()), 595)
    red, green, blue = Image.open(io.BytesIO(shown)).getpixel((300, 421))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("box", "size"),
    [
        pytest.param(b"0 0 20 20000", (1, 1600), id="a ribbon"),
        pytest.param(b"0 0 20000 20", (400, 1), id="a beam"),
        pytest.param(b"0 0 600000 600000", (400, 400), id="200 metres a side"),
    ],
)
def test_a_page_of_any_size_is_drawn_within_bounds(hand_in, box, size):
    across, down = size_of(queries.preview(hand_in(corpus.pdf(box=box)), 400))
    assert abs(across - size[0]) <= 2
    assert abs(down - size[1]) <= 2


def test_a_download_is_named_and_guarded(hand_in):
    response = serving.download(hand_in(corpus.pdf(), name="域名证书.pdf"))
    assert response.content == corpus.pdf()
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''"
        "%E5%9F%9F%E5%90%8D%E8%AF%81%E4%B9%A6.pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_a_name_cannot_add_a_header(hand_in):
    response = serving.download(hand_in(name='a"\r\nSet-Cookie: x=1.jpg'))
    assert "Set-Cookie" not in response.headers
    assert response["Content-Disposition"] == 'attachment; filename="a_Set-Cookie_ x=1.jpg"'


def test_a_generated_file_without_a_name_is_still_a_download():
    assert serving.attachment(b"x", "application/pdf", "")["Content-Disposition"] == "attachment"


def test_a_preview_is_a_picture_and_guarded(hand_in):
    response = serving.preview(hand_in(corpus.pdf()), 300)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert size_of(response.content)[0] == 300
