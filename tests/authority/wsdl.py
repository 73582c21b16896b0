"""The WSDLs of the three services, document/literal wrapped, as Java services publish them."""

from openbeian.authority.soap_v3.client import DATA_WSDL, PASSWORD_WSDL, STATUS_WSDL

NAMESPACE = "http://webservice.isp.example/"

_PROOF = "ispId:long userName:string randVal:string pwdHash:string"
METHODS = {
    "isp_upload": f"{_PROOF} beianInfo:string beianInfoHash:string dataSequence:long"
    " encryptAlgorithm:int hashAlgorithm:int compressionFormat:int",
    "isp_download": f"{_PROOF} hashAlgorithm:int",
    "isp_downloadack": f"{_PROOF} fileName:string",
    "isp_querypreviousupload": _PROOF,
    "isp_querybeianstatus": f"{_PROOF} queryConditionType:int queryCondition:string",
    "isp_verifybamm": f"{_PROOF} baxh:string bamm:string",
}
SERVICES = {
    DATA_WSDL: ("isp_upload", "isp_download", "isp_downloadack", "isp_querypreviousupload"),
    STATUS_WSDL: ("isp_querybeianstatus",),
    PASSWORD_WSDL: ("isp_verifybamm",),
}

ANSWER = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    f'<ns:{{method}}Response xmlns:ns="{NAMESPACE}"><return>{{answer}}</return>'
    "</ns:{method}Response></soap:Body></soap:Envelope>"
)
FAULT = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>null</faultstring></soap:Fault>"
    "</soap:Body></soap:Envelope>"
)


def document(path: str, address: str, names: str) -> str | None:
    """Return the WSDL at a path; `names` spells the first argument, or numbers all as `arg0`."""
    methods = SERVICES.get(path)
    if methods is None:
        return None
    parts = "".join(_message(method) for method in methods)
    port = "".join(_operation(method) for method in methods)
    bound = "".join(_binding(method) for method in methods)
    return f"""<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:tns="{NAMESPACE}"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="{NAMESPACE}">
  <wsdl:types><xsd:schema targetNamespace="{NAMESPACE}" elementFormDefault="unqualified">
  {"".join(_elements(method, names) for method in methods)}
  </xsd:schema></wsdl:types>
  {parts}
  <wsdl:portType name="Port">{port}</wsdl:portType>
  <wsdl:binding name="Binding" type="tns:Port">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="document"/>{bound}
  </wsdl:binding>
  <wsdl:service name="Service"><wsdl:port name="Port" binding="tns:Binding">
    <soap:address location="{address}{path.partition("?")[0]}"/>
  </wsdl:port></wsdl:service>
</wsdl:definitions>"""


def _elements(method: str, names: str) -> str:
    arguments = [argument.split(":") for argument in METHODS[method].split()]
    spelled = [
        f"arg{number}" if names == "arg0" else name.replace("ispId", names)
        for number, (name, _) in enumerate(arguments)
    ]
    rows = "".join(
        f'<xsd:element name="{name}" type="xsd:{kind}" minOccurs="0"/>'
        for name, (_, kind) in zip(spelled, arguments, strict=True)
    )
    answer = '<xsd:element name="return" type="xsd:string" minOccurs="0"/>'
    return _element(method, rows) + _element(f"{method}Response", answer)


def _element(name: str, rows: str) -> str:
    return (
        f'<xsd:element name="{name}"><xsd:complexType><xsd:sequence>{rows}</xsd:sequence>'
        "</xsd:complexType></xsd:element>"
    )


def _message(method: str) -> str:
    return "".join(
        f'<wsdl:message name="{name}"><wsdl:part name="parameters" element="tns:{name}"/>'
        "</wsdl:message>"
        for name in (method, f"{method}Response")
    )


def _operation(method: str) -> str:
    return (
        f'<wsdl:operation name="{method}"><wsdl:input message="tns:{method}"/>'
        f'<wsdl:output message="tns:{method}Response"/></wsdl:operation>'
    )


def _binding(method: str) -> str:
    return (
        f'<wsdl:operation name="{method}"><soap:operation soapAction=""/>'
        '<wsdl:input><soap:body use="literal"/></wsdl:input>'
        '<wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>'
    )
