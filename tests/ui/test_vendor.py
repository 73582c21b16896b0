"""What others wrote is served as the manifest says, and asks for nothing that is not there."""

import hashlib
import io
import json
import re
import tarfile
from pathlib import Path

import pytest
from django.core.management import call_command

from openbeian.ui import vendoring
from openbeian.ui.vendoring import VENDOR, Edit, UnexpectedContent, Wanted

STATIC = VENDOR.parent
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
SHEETS = sorted(STATIC.rglob("*.css"))


@pytest.mark.parametrize("record", MANIFEST, ids=lambda record: record["file"])
def test_a_file_is_the_one_of_the_manifest(record) -> None:
    content = (VENDOR / record["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == record["sha256"]
    changed = record["sha256"] != record["upstream_sha256"]
    assert changed is bool(record["edits"])


def test_every_file_is_in_the_manifest_and_every_package_has_its_licence() -> None:
    here = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    named = {record["file"] for record in MANIFEST} | {"MANIFEST.json"}
    licences = {f"{record['package']}/LICENSE" for record in MANIFEST}
    assert here == named | licences


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_asks_for_nothing_that_is_not_there(sheet) -> None:
    asked = re.findall(r"url\(['\"]?([^)'\"]+)", sheet.read_text("utf-8"))
    assert [url for url in asked if not (sheet.parent / url).exists()] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_of_another_publisher_s_identity(sheet) -> None:
    text = sheet.read_text("utf-8")
    assert "GDS Transport" not in text
    assert "crest" not in text


@pytest.mark.parametrize("script", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_loads_nothing_from_elsewhere(script) -> None:
    text = script.read_text("utf-8")
    assert "sourceMappingURL" not in text
    assert not re.search(r"""(?:import|fetch)\(?["'`]https?:""", text)


def test_production_can_collect_and_fingerprint_everything(settings, tmp_path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]
    assert {"ui/tokens.css", "ui/mark.svg", "ui/openbeian.js"} <= collected.keys()


def archive(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "club-1.0.0.tgz"
    files = {"package.json": '{"name": "club", "version": "1.0.0", "license": "MIT"}', **files}
    with tarfile.open(path, "w:gz") as packed:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
        packed.addfile(_folder("package/dist"))
    return path


def _folder(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = tarfile.DIRTYPE
    return member


@pytest.fixture
def club(monkeypatch) -> dict[str, tuple[Wanted, ...]]:
    edits = (Edit("white clothes only", "red", "white", 2),)
    wanted = {"club": (Wanted("dist/club.css", edits), Wanted("LICENSE"))}
    monkeypatch.setattr(vendoring, "WANTED", wanted)
    return wanted


def test_files_are_taken_edited_and_recorded(club, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(vendoring, "VENDOR", tmp_path)
    packed = archive(tmp_path, {"dist/club.css": "red red", "LICENSE": "free"})
    records = vendoring.take(packed, tmp_path)
    vendoring.write_manifest(records, tmp_path)
    assert (tmp_path / "club" / "club.css").read_text() == "white white"
    rows = json.loads((tmp_path / "MANIFEST.json").read_text("utf-8"))
    assert [(row["file"], row["edits"]) for row in rows] == [
        ("club/LICENSE", []),
        ("club/club.css", ["white clothes only"]),
    ]
    assert rows[1]["sha256"] == hashlib.sha256(b"white white").hexdigest()
    assert rows[1]["upstream_sha256"] == hashlib.sha256(b"red red").hexdigest()


def test_an_edit_that_no_longer_fits_is_refused(club, tmp_path) -> None:
    packed = archive(tmp_path, {"dist/club.css": "red", "LICENSE": "free"})
    with pytest.raises(UnexpectedContent, match="white clothes only: 1 places instead of 2"):
        vendoring.take(packed, tmp_path)


def test_a_folder_is_not_a_file(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(vendoring, "WANTED", {"club": (Wanted("dist"),)})
    with pytest.raises(UnexpectedContent, match="dist is not a file"):
        vendoring.take(archive(tmp_path, {}), tmp_path)


def test_taking_nothing_writes_an_empty_manifest(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(vendoring.write_manifest, "__defaults__", (tmp_path,))
    vendoring.main([])
    assert (tmp_path / "MANIFEST.json").read_text() == "[]\n"
