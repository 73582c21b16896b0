"""The three services and their six methods, declared once: the WSDL and the reader walk this.

Names, order and types of the parameters: interface specification V3.0, section 3.
"""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The types that parameters have."""

    TEXT = "string"
    LONG = "long"
    INT = "int"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method."""

    name: str
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Method:
    """One method; every one answers a string."""

    name: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """One service: `path` is where it stands below the administration's address."""

    name: str
    path: str
    methods: tuple[Method, ...]

    def method(self, name: str) -> Method | None:
        """Return a method by name, or None."""
        return next((each for each in self.methods if each.name == name), None)


_CALLER = (
    Parameter("ispId", Type.LONG),
    Parameter("userName"),
    Parameter("randVal"),
    Parameter("pwdHash"),
)

DATA = Service(
    "UpDownLoad",
    "ISPWebService/upDownLoad",
    (
        Method(
            "isp_upload",
            (
                *_CALLER,
                Parameter("beianInfo"),
                Parameter("beianInfoHash"),
                Parameter("dataSequence", Type.LONG),
                Parameter("encryptAlgorithm", Type.INT),
                Parameter("hashAlgorithm", Type.INT),
                Parameter("compressionFormat", Type.INT),
            ),
        ),
        Method("isp_download", (*_CALLER, Parameter("hashAlgorithm", Type.INT))),
        Method("isp_downloadack", (*_CALLER, Parameter("fileName"))),
        Method("isp_querypreviousupload", _CALLER),
    ),
)
STATUS = Service(
    "QueryBeianStatus",
    "BeianStatusWebService/queryBeianStatus",
    (
        Method(
            "isp_querybeianstatus",
            (*_CALLER, Parameter("queryConditionType", Type.INT), Parameter("queryCondition")),
        ),
    ),
)
PASSWORD = Service(
    "VerifyBamm",
    "BeianStatusWebService/verifyBamm",
    (Method("isp_verifybamm", (*_CALLER, Parameter("baxh"), Parameter("bamm"))),),
)
SERVICES = (DATA, STATUS, PASSWORD)
