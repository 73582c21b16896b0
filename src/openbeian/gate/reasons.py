"""What the gate says of itself: that it has no data yet, or that its data is too old.

Beside the reasons of the registry, which travel with the store; no code is in both.
"""

from openbeian.gate.vocabulary import Reason
from openbeian.text import Text

UNKNOWN = "unknown"

STORE_MISSING = Reason(
    "store_missing",
    UNKNOWN,
    Text(
        "The gate has no data at the moment; nothing is known of the domain.",
        "查询服务暂无可用数据，无法认定该域名的备案情况。",
    ),
    Text(
        "Ask again in a moment; the data is being built.",
        "数据正在生成，请稍后重新查询。",
    ),
)
STORE_OLD = Reason(
    "store_old",
    UNKNOWN,
    Text(
        "The gate's data is {seconds} seconds old; that is too old to rely on.",
        "查询服务的数据更新于{seconds}秒前，已超过有效期限，无法据以认定。",
    ),
    Text(
        "Ask again in a moment; if this lasts, the provider looks after the follower of the gate.",
        "请稍后重新查询；如持续出现，请接入服务商检查数据同步程序。",
    ),
)
OWN = (STORE_MISSING, STORE_OLD)
