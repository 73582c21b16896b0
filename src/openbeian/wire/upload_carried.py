"""What the interface V3.0 does not carry of a Declaration, as data; everything else travels."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from openbeian.declaration.values import Declaration
from openbeian.text import Text

_SINCE_2013 = Text(
    "Asked of applicants only since V3.0 was written.", "V3.0发布之后才要求填报的内容。"
)
_OURS = Text("Our own question, to find the rules that apply.", "本系统用于判断适用规则的问题。")
_PAPERS = Text(
    "Papers travel as attachments, by purpose and not by kind.", "材料以附件形式按用途上报。"
)

# by pattern of the field path
NOT_CARRIED: Mapping[str, Text] = MappingProxyType(
    {
        "province": Text(
            "Each administration has its own address, so no file names it.",
            "各省管局接口地址不同，报文本身不含备案省份。",
        ),
        "entity.kind": _OURS,
        "entity.registered_province": _OURS,
        "entity.registered_capital_cny": _OURS,
        "entity.certificate.valid_until": _SINCE_2013,
        "entity.leader.nationality": _SINCE_2013,
        "entity.leader.certificate.valid_until": _SINCE_2013,
        "entity.leader.emergency_phone": _SINCE_2013,
        "entity.documents": _PAPERS,
        "services[*].domains[*].holder": _SINCE_2013,
        "services[*].commercial": _OURS,
        "services[*].industries": _OURS,
        "services[*].leader.nationality": _SINCE_2013,
        "services[*].leader.certificate.valid_until": _SINCE_2013,
        "services[*].leader.emergency_phone": _SINCE_2013,
        "services[*].photo_on_backdrop": _OURS,
        "services[*].documents": _PAPERS,
    }
)

_BLANK: Mapping[type, Any] = MappingProxyType({str: "", bool: False, tuple: ()})


def carried(declaration: Declaration) -> Declaration:
    """Return a Declaration as it arrives: what is not carried is empty, False or None."""
    arrived: Declaration = _kept(declaration, "")
    return arrived


def _kept(value: Any, at: str) -> Any:
    if at in NOT_CARRIED:
        return _BLANK.get(type(value))
    if isinstance(value, tuple):
        return tuple(_kept(item, f"{at}[*]") for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        inside = {name: _kept(part, f"{at}.{name}".lstrip(".")) for name, part in parts.items()}
        return replace(value, **inside)
    return value
