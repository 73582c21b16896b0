"""The page of settings names every variable that the house reads, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"OPENBEIAN_[A-Z_]+[A-Z]")


def test_every_variable_of_the_environment_is_explained():
    readers = ("config/environment.py", "gate/settings.py")
    code = "".join((ROOT / "src/openbeian" / reader).read_text("utf-8") for reader in readers)
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    read = {name for name in NAME.findall(code) if name != "OPENBEIAN_SMS"}
    assert read <= set(NAME.findall(page))
    assert set(NAME.findall(page)) - read <= {"OPENBEIAN_SMS_SIGN"}
