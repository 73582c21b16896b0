"""What the log says of subscriptions: who set them, never their secrets or whole addresses."""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

ADDED = register(
    Kind(
        "webhooks:subscription:added",
        Text("{actor} subscribed {origin} to changes", "{actor}为{origin}创建了变更通知订阅"),
        facts=frozenset({"types"}),
    )
)
ROTATED = register(
    Kind(
        "webhooks:subscription:rotated",
        Text("{actor} gave {origin} a new secret", "{actor}更换了{origin}的签名密钥"),
    )
)
DISABLED = register(
    Kind(
        "webhooks:subscription:disabled",
        Text("The subscription of {origin} was disabled", "{origin}的变更通知订阅已停用"),
        facts=frozenset({"because"}),
    )
)
ENABLED = register(
    Kind(
        "webhooks:subscription:enabled",
        Text("{actor} enabled the subscription of {origin}", "{actor}启用了{origin}的变更通知订阅"),
    )
)
