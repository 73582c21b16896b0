"""What the log says of effects: only what a person must know, the rest is in the outbox itself."""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

GIVEN_UP = register(
    Kind(
        "outbox:effect:given_up",
        Text(
            "Delivery of {effect} was given up after {attempts} attempts",
            "{effect} 经 {attempts} 次尝试后放弃发送",
        ),
    )
)
RETRIED = register(
    Kind(
        "outbox:effect:retried",
        Text("{actor} set {effect} to be delivered again", "{actor}重新发送 {effect}"),
    )
)
