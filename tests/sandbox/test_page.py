"""The page about the sandbox says what there is, and nothing that there is not."""

import re
from pathlib import Path

from openbeian.sandbox.environment import PREFIX
from openbeian.sandbox.models import FaultKind
from openbeian.sandbox.soap.services import SERVICES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")


def test_every_setting_is_explained():
    code = (ROOT / "src/openbeian/sandbox/environment.py").read_text(encoding="utf-8")
    read = {PREFIX + name for name in re.findall(r"\{PREFIX\}([A-Z_]+)", code)}
    assert set(re.findall(rf"`({PREFIX}[A-Z_]+)`", PAGE)) == read


def test_every_fault_and_method_is_named():
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    methods = {method.name for service in SERVICES for method in service.methods}
    assert named >= {kind.value for kind in FaultKind} | methods


def test_every_service_stands_where_the_page_says():
    assert all(f"/310000/{service.path}?wsdl" in PAGE for service in SERVICES)
