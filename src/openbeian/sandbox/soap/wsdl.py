"""Writes the WSDL of a service: document/literal wrapped over SOAP 1.1."""

from collections.abc import Iterable, Mapping

from lxml import etree

from openbeian.sandbox.soap.services import Method, Parameter, Service, Type

WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
SCHEMA = "http://www.w3.org/2001/XMLSchema"
HTTP = "http://schemas.xmlsoap.org/soap/http"


def wsdl(service: Service, namespace: str, address: str) -> bytes:
    """Return the description of a service that answers at an address."""
    prefixes = {"wsdl": WSDL, "soap": SOAP, "xs": SCHEMA, "tns": namespace}
    root = etree.Element(
        f"{{{WSDL}}}definitions", name=service.name, targetNamespace=namespace, nsmap=prefixes
    )
    root.extend(
        [
            _wsdl("types", _schema(service, namespace)),
            *_messages(service),
            _port_type(service),
            _binding(service),
            _service(service, address),
        ]
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _schema(service: Service, namespace: str) -> etree._Element:
    elements = []
    for method in service.methods:
        elements += [
            _wrapper(method.name, method.parameters),
            _wrapper(f"{method.name}Response", [Parameter("return", Type.TEXT)]),
        ]
    return _xs("schema", *elements, targetNamespace=namespace, elementFormDefault="unqualified")


def _wrapper(name: str, parameters: Iterable[Parameter]) -> etree._Element:
    inside = (_xs("element", name=each.name, type=f"xs:{each.type}") for each in parameters)
    return _xs("element", _xs("complexType", _xs("sequence", *inside)), name=name)


def _messages(service: Service) -> list[etree._Element]:
    return [
        _wsdl("message", _wsdl("part", name="parameters", element=f"tns:{name}"), name=name)
        for method in service.methods
        for name in (method.name, f"{method.name}Response")
    ]


def _port_type(service: Service) -> etree._Element:
    return _wsdl(
        "portType",
        *(
            _wsdl(
                "operation",
                _wsdl("input", message=f"tns:{each.name}"),
                _wsdl("output", message=f"tns:{each.name}Response"),
                name=each.name,
            )
            for each in service.methods
        ),
        name=f"{service.name}PortType",
    )


def _binding(service: Service) -> etree._Element:
    return _wsdl(
        "binding",
        _soap("binding", style="document", transport=HTTP),
        *(_bound(each) for each in service.methods),
        name=f"{service.name}Binding",
        type=f"tns:{service.name}PortType",
    )


def _bound(method: Method) -> etree._Element:
    return _wsdl(
        "operation",
        _soap("operation", soapAction=""),
        _wsdl("input", _soap("body", use="literal")),
        _wsdl("output", _soap("body", use="literal")),
        name=method.name,
    )


def _service(service: Service, address: str) -> etree._Element:
    port = _wsdl(
        "port",
        _soap("address", location=address),
        name=f"{service.name}Port",
        binding=f"tns:{service.name}Binding",
    )
    return _wsdl("service", port, name=service.name)


def _wsdl(tag: str, *inside: etree._Element, **attributes: str) -> etree._Element:
    return _node(f"{{{WSDL}}}{tag}", inside, attributes)


def _soap(tag: str, **attributes: str) -> etree._Element:
    return _node(f"{{{SOAP}}}{tag}", (), attributes)


def _xs(tag: str, *inside: etree._Element, **attributes: str) -> etree._Element:
    return _node(f"{{{SCHEMA}}}{tag}", inside, attributes)


def _node(
    tag: str, inside: Iterable[etree._Element], attributes: Mapping[str, str]
) -> etree._Element:
    node = etree.Element(tag, dict(attributes))
    node.extend(inside)
    return node
