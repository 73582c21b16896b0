"""What the log says of the keys of accessors: who has which, never the secret."""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

KEY_MADE = register(
    Kind(
        "accessors:key:made",
        Text("{actor} made the key {key} for {accessor}", "{actor}为{accessor}创建了密钥{key}"),
        facts=frozenset({"actions"}),
    )
)
KEY_REVOKED = register(
    Kind(
        "accessors:key:revoked",
        Text("{actor} revoked the key {key} of {accessor}", "{actor}吊销了{accessor}的密钥{key}"),
    )
)
