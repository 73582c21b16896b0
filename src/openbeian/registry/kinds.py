"""The kinds of events of the registry, as the audit log tells them.

The reason of a standing is somebody's own words and may name a person: the log keeps only its
commitment, the words themselves stay with the standing.
"""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

ENTITY = "entity"
DOMAIN = "domain"

ENTITY_REGISTERED = register(
    Kind(
        "registry:entity:registered",
        Text("{actor} registered the entity {number}", "{actor}登记了备案主体{number}"),
        facts=frozenset({"filing", "province"}),
    )
)
ENTITY_AMENDED = register(
    Kind(
        "registry:entity:amended",
        Text("{actor} changed the facts of {number}", "{actor}变更了{number}的主体信息"),
        facts=frozenset({"filing"}),
    )
)
SERVICE_REGISTERED = register(
    Kind(
        "registry:service:registered",
        Text(
            "{actor} registered {number} with the domains {domains}",
            "{actor}登记了{number}，域名：{domains}",
        ),
        facts=frozenset({"filing", "accesses"}),
    )
)
SERVICE_AMENDED = register(
    Kind(
        "registry:service:amended",
        Text(
            "{actor} changed the facts of {number}, with the domains {domains}",
            "{actor}变更了{number}的信息，域名：{domains}",
        ),
        facts=frozenset({"filing", "accesses"}),
    )
)
SUSPENDED = register(
    Kind(
        "registry:standing:suspended",
        Text("{item} was suspended by {party}", "{party}暂停了{item}"),
        facts=frozenset({"standing"}),
        committed=frozenset({"reason"}),
    )
)
LIFTED = register(
    Kind(
        "registry:standing:lifted",
        Text("The suspension of {item} by {party} was lifted", "{party}解除了对{item}的暂停"),
        facts=frozenset({"standing"}),
        committed=frozenset({"reason"}),
    )
)
CANCELLED = register(
    Kind(
        "registry:standing:cancelled",
        Text("{item} was cancelled by {party}", "{party}注销了{item}"),
        facts=frozenset({"standing"}),
        committed=frozenset({"reason"}),
    )
)
REVOKED = register(
    Kind(
        "registry:standing:revoked",
        Text("{item} was revoked by {party}", "{party}撤销了{item}"),
        facts=frozenset({"standing"}),
        committed=frozenset({"reason"}),
    )
)
PSB_RECORDED = register(
    Kind(
        "registry:psb_number:recorded",
        Text("{actor} recorded {psb_number} for {number}", "{actor}为{number}登记了{psb_number}"),
        facts=frozenset({"superseded"}),
    )
)
LICENCE_RECORDED = register(
    Kind(
        "registry:licence:recorded",
        Text(
            "{actor} recorded the licence {licence} for {number}",
            "{actor}为{number}登记了许可证{licence}",
        ),
        facts=frozenset({"valid_until"}),
    )
)
BLACK_LISTED = register(
    Kind(
        "registry:domain:black_listed",
        Text(
            "{actor} put {subject} on the black list ({source})",
            "{actor}将{subject}列入黑名单（{source}）",
        ),
        committed=frozenset({"reason"}),
    )
)
CLEARED = register(
    Kind(
        "registry:domain:cleared",
        Text(
            "{actor} took {subject} off the black list",
            "{actor}将{subject}移出黑名单",
        ),
        committed=frozenset({"reason"}),
    )
)
SEEN_ELSEWHERE = register(
    Kind(
        "registry:domain:looked_up",
        Text(
            "{actor} recorded what the administration says of {subject}: {number} ({source})",
            "{actor}登记了通信管理局对{subject}的查询结果：{number}（{source}）",
        ),
        facts=frozenset({"as_of"}),
    )
)
FACTS_ASKED = register(
    Kind(
        "registry:facts:asked",
        Text(
            "{number} was asked whether its facts are still true, by {due}",
            "请{number}于{due}前核对备案信息",
        ),
    )
)
FACTS_ANSWERED = register(
    Kind(
        "registry:facts:answered",
        Text("{actor} answered for {number}: {answer}", "{actor}答复{number}的信息核对：{answer}"),
    )
)
FACTS_OVERDUE = register(
    Kind(
        "registry:facts:overdue",
        Text(
            "{number} had not answered by {due} and was reminded",
            "{number}未在{due}前答复，已提醒",
        ),
    )
)
