"""Files as honest people and as attackers send them, made here and invented throughout."""

import base64
import io
import itertools
import random
import struct
import zipfile
import zlib

import pypdf
from PIL import Image, PngImagePlugin

PAPER, JADE = (251, 250, 247), (31, 111, 92)

# A picture of 64 × 48 pixels as phones write it; encoding HEIC needs more than the house carries.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
    "AAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAACQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEA"
    "GEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAA"
    "AwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAAB"
    "AAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACxt"
    "ZGF0AAAAICgBrxOA5ZKa/+gUYxpvkWp/9YHAcx8v4PRwAoWld3mA"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>'
SECRET_PLACE = b"31 deg 14 min north"


def picture(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Draw a picture whose upper half is paper and whose lower half is jade."""
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(JADE, (0, height // 2, width, height))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(**options: object) -> bytes:
    return saved(picture(), "JPEG", **options)


def png(**options: object) -> bytes:
    return saved(picture(), "PNG", **options)


def webp() -> bytes:
    return saved(picture(), "WEBP", lossless=True)


def photo_with_place(orientation: int = 1) -> bytes:
    """A JPEG as a phone writes it: position, maker's thumbnail, comment and orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Invented Phones"
    exif.get_ifd(0x8825)[0x001D] = SECRET_PLACE.decode()
    return jpeg(exif=exif, comment=b"taken at home")


def talkative_png() -> bytes:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", "Wang Shili", zip=True)
    chunks.add_text("Software", "a scanner")
    return png(pnginfo=chunks, icc_profile=b"\0" * 256)


def moving_png() -> bytes:
    frames = [picture(), Image.new("RGB", (120, 80), "black")]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def png_of_zeros(width: int, height: int) -> bytes:
    """A PNG of many pixels, all of them zeros that take next to no room."""
    row = b"\0" * (1 + width // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def archive(name: str = "run.php", content: bytes = b"<?php system($_GET[0]);") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


def pdf(
    *objects: bytes,
    catalog: bytes = b"",
    pages: int = 1,
    box: bytes = b"0 0 595 842",
    shows: bytes = b"/Contents 3 0 R",
    remark: bytes = b"\xe2\xe3\xcf\xd3",
) -> bytes:
    """Write a plain PDF: further entries of its catalog, and further objects from number 100 on.

    `shows` are the entries of each page that say what is on it; `remark` stands at the beginning.
    """
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (box, shows)
    numbered = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        3: stream(b"0.12 0.44 0.36 rg 0 0 595 421 re f"),
        **{10 + n: page for n in range(pages)},
        **{100 + n: body for n, body in enumerate(objects)},
    }
    return written(numbered, remark)


def filled_form() -> bytes:
    """Write a PDF with one field whose typed-in value is drawn as a red square in the middle."""
    look = stream(b"1 0 0 rg 0 0 200 200 re f", b"/Subtype/Form/BBox[0 0 200 200]")
    field = (
        b"<</Subtype/Widget/FT/Tx/T(a)/V(x)/F 4/Rect[200 321 400 521]/AP<</N 100 0 R>>/P 10 0 R>>"
    )
    fields = b"/AcroForm<</Fields[101 0 R]>>"
    return pdf(look, field, catalog=fields, shows=b"/Annots[101 0 R]")


def stream(data: bytes, dictionary: bytes = b"", end_of_line: bytes = b"\n") -> bytes:
    return b"<<%s/Length %d>>\nstream%s%s\nendstream" % (
        dictionary,
        len(data),
        end_of_line,
        data,
    )


def written(numbered: dict[int, bytes], remark: bytes = b"") -> bytes:
    """Join objects to a file with an old-style cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%" + remark + b"\n")
    places = {}
    for number, body in numbered.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(numbered) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def packed_pdf(
    action: bytes, *, name: bytes = b"ObjStm", more: bytes = b"", end_of_line: bytes = b"\n"
) -> bytes:
    """Write a PDF whose catalog, with an action in it, lies in a compressed object stream.

    `more` are further entries of that stream's dictionary; `end_of_line` follows each `stream`.
    """
    catalog = b"<</Type/Catalog/Pages 2 0 R%s>>" % action
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    head = b"1 0 11 %d " % (len(catalog) + 1)
    data = zlib.compress(head + catalog + b" " + page)
    out = bytearray(b"%PDF-1.7\n")
    places = {2: len(out)}
    out += b"2 0 obj\n<</Type/Pages/Count 1/Kids[11 0 R]>>\nendobj\n"
    places[5] = len(out)
    dictionary = b"/Type/%s%s/N 2/First %d/Filter/FlateDecode" % (name, more, len(head))
    out += b"5 0 obj\n%s endobj\n" % stream(data, dictionary, end_of_line)
    start = places[6] = len(out)
    out += b"6 0 obj\n%s endobj\n" % _cross_references(places, end_of_line)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def harmless_looking_stream() -> bytes:
    """Return an entry of a dictionary in whose text an object stream seems to begin."""
    level = next(n for n in range(10) if not set(zlib.compress(b"9 0 null", n)) & set(b"()\\\r"))
    return b"/Note(stream\n%s)" % zlib.compress(b"9 0 null", level)


def bare_pdf(remark: bytes) -> bytes:
    """Write a PDF of an empty page, without any stream, with a remark at its beginning."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages, 3: page}, remark)


def unpacking_pdf(size: int, *, times: int = 1, unit: bytes = b"0 0 m ") -> bytes:
    """Write a PDF whose page is drawn by one stream of this size, named several times."""
    packer = zlib.compressobj(9)
    block = unit * (1024 * 1024 // len(unit))
    drawing = b"".join(packer.compress(block) for _ in range(size // len(block) + 1))
    squeezed = stream(drawing + packer.flush(), b"/Filter/FlateDecode")
    return pdf(squeezed, shows=b"/Contents[%s]" % (b"100 0 R " * times))


def doubling_pdf(depth: int) -> bytes:
    """Write a PDF whose page shows a form twice, which shows another twice, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [
        stream(b"/X Do /X Do", form + b"/Resources<</XObject<</X %d 0 R>>>>" % (101 + n))
        for n in range(depth)
    ]
    forms[0] = stream(b"/X Do /X Do")
    shows = b"/Contents 100 0 R/Resources<</XObject<</X 101 0 R>>>>"
    return pdf(*forms, stream(b"0 0 1 1 re f", form), shows=shows)


def noise(width: int, height: int) -> Image.Image:
    """Draw a picture of which every pixel is a surprise."""
    tile = Image.frombytes("L", (500, 500), random.Random(7).randbytes(250_000))
    image = Image.new("L", (width, height))
    for place in itertools.product(range(0, width, 500), range(0, height, 500)):
        image.paste(tile, place)
    return image


def _cross_references(places: dict[int, int], end_of_line: bytes) -> bytes:
    rows = {0: (0, 0, 0), 1: (2, 5, 0), 11: (2, 5, 1)}
    rows |= {number: (1, place, 0) for number, place in places.items()}
    table = b"".join(struct.pack(">BHB", *rows.get(number, (0, 0, 0))) for number in range(12))
    return stream(table, b"/Type/XRef/Size 12/W[1 2 1]/Root 1 0 R", end_of_line)


def locked_pdf(to_open: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(user_password=to_open, owner_password="another", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_attachment() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.add_attachment("invoice.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
