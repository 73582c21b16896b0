"""What is handed over is held against an operator's copy of the published schemas."""

import pytest

from openbeian.authority.models import UploadRecord
from openbeian.authority.soap_v3 import schemas
from openbeian.authority.soap_v3.schemas import AgainstSchema
from openbeian.procedure.filing import State
from wire.schemas import FOLDER, needs_schemas

# knows nothing but an empty file
STRICT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="UploadData"><xs:complexType><xs:sequence>
    <xs:element name="ICP" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="Qqdwid" type="xs:string"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture
def strict(settings, tmp_path):
    (tmp_path / "upload.xsd").write_text(STRICT, encoding="utf-8")
    settings.OPENBEIAN_INTERFACE_XSD = tmp_path


def test_what_the_schema_refuses_is_not_handed_over(line, strict):
    case = line.case()
    with pytest.raises(AgainstSchema) as refusal:
        line.hand_over(case)
    assert refusal.value.facts["path"].startswith("/UploadData/ICP/")
    assert case.declaration.entity.name not in str(refusal.value)
    assert case.filing.state_now is State.READY_TO_SUBMIT
    assert UploadRecord.objects.get().package == ""


def test_without_a_copy_our_own_bounds_guard_alone(settings):
    settings.OPENBEIAN_INTERFACE_XSD = None
    schemas.check(b"no XML at all")


@needs_schemas
def test_what_we_hand_over_keeps_to_the_published_schema(line, settings):
    settings.OPENBEIAN_INTERFACE_XSD = FOLDER
    assert line.hand_over().filing.state_now is State.AT_ADMINISTRATION
