"""The words of the administration's pages, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from openbeian.sandbox.models import FaultKind, OrderState
from openbeian.text import Text
from openbeian.ui.components import Tone
from openbeian.wire.messages.meanings import Operation

STATES: Mapping[str, tuple[Text, Tone]] = MappingProxyType(
    {
        OrderState.WITH_OFFICER: (Text("Waiting for a decision", "待审核"), Tone.WAITING),
        OrderState.SMS_PENDING: (Text("Waiting for the SMS", "待短信核验"), Tone.PLAIN),
        OrderState.APPROVED: (Text("Approved", "审核通过"), Tone.DONE),
        OrderState.REFUSED: (Text("Refused", "审核拒绝"), Tone.BLOCKED),
        OrderState.RETURNED: (Text("Returned", "已退回"), Tone.BLOCKED),
        OrderState.ENTERED: (Text("Entered", "已入库"), Tone.QUIET),
    }
)
OPERATIONS: Mapping[int, Text] = MappingProxyType(
    {
        Operation.FIRST_FILING: Text("First filing", "新增备案"),
        Operation.ADD_SERVICE: Text("Website added", "新增网站"),
        Operation.ADD_ACCESS: Text("Access added", "新增接入"),
        Operation.CHANGE: Text("Change", "变更备案"),
        Operation.CANCEL_ACCESS: Text("Access cancelled", "取消接入"),
        Operation.CANCEL_ENTITY: Text("Entity cancelled", "注销主体"),
        Operation.CANCEL_SERVICE: Text("Website cancelled", "注销网站"),
    }
)
FAULTS: Mapping[str, Text] = MappingProxyType(
    {
        FaultKind.DELAY: Text("The answer comes late", "延迟应答"),
        FaultKind.SERVER_ERROR: Text("HTTP 500, nothing carried out", "HTTP 500，未处理"),
        FaultKind.LOST_REPLY: Text("Carried out, then the answer is lost", "已处理，应答丢失"),
        FaultKind.GARBAGE: Text("Carried out, then answered with garbage", "已处理，返回乱码"),
        FaultKind.MAINTENANCE: Text("Under maintenance (901, 902)", "系统维护（901、902）"),
        FaultKind.OUTSIDE_HOURS: Text("Outside reporting hours (20)", "不在报备时间（20）"),
        FaultKind.TOO_MANY: Text("Too many pending (15)", "超过最大受理数量（15）"),
        FaultKind.TOO_LARGE: Text("Said to be too large (18)", "数据文件过大（18）"),
        FaultKind.GAP: Text("The file before is said to be missing (14)", "要求补报上一文件（14）"),
        FaultKind.TRUNCATED_ZIP: Text("The downloaded file is cut off", "下载文件残缺"),
        FaultKind.WRONG_HASH: Text("The downloaded file has a wrong hash", "下载文件哈希值错误"),
        FaultKind.FORGOTTEN_ACK: Text(
            "An acknowledgement is forgotten: the file comes again", "下载确认未生效，文件重复下发"
        ),
        FaultKind.OUT_OF_ORDER: Text("The newest result comes first", "结果乱序下发"),
        FaultKind.CLOCK_SHIFT: Text(
            "The clock is wrong until taken away", "系统时钟偏差（清除前一直有效）"
        ),
    }
)
ACTS: Mapping[str, Text] = MappingProxyType(
    {
        "verify": Text("Have the provider verify it", "下发核实任务"),
        "audit": Text("Report that its facts are wrong", "下发主体核查结果"),
        "rectify": Text("Ask for rectification", "下发整改通知"),
        "list": Text("Put on the black list", "列入主体黑名单"),
        "cancel_entity": Text("Cancel the entity and all its websites", "注销主体及其全部网站"),
    }
)
OTHER_RECORD = Text("Record without a decision", "无需审核的数据")
SAID: Mapping[str, Text] = MappingProxyType(
    {
        "sandbox": Text("sandbox", "模拟系统"),
        "inbox": Text("Orders", "备案审核"),
        "sms": Text("SMS verification", "短信核验"),
        "query": Text("Public query", "公共查询"),
        "messages": Text("Short messages", "短信发送记录"),
        "registry": Text("Filed", "备案信息"),
        "lists": Text("Black lists", "黑名单"),
        "listed": Text("Entity's certificate or domain", "主体证件号码或域名"),
        "reason": Text("Reason", "理由"),
        "no_list": Text("The black lists are empty.", "黑名单为空。"),
        "list": Text("Put on the list", "列入黑名单"),
        "unlist": Text("Take off", "移出"),
        "act": Text("Carry out", "提交"),
        "faults": Text("Faults", "故障演练"),
        "arm": Text("Arm", "设置故障"),
        "disarm": Text("Take all away", "清除全部故障"),
        "officer": Text("Automatic officer", "自动审核"),
        "engage": Text("Let it decide", "启用自动审核"),
        "dismiss": Text("Leave orders to people", "停用自动审核"),
        "decide": Text("Decision", "审核"),
        "approve": Text("Approve", "审核通过"),
        "refuse": Text("Refuse", "审核拒绝"),
        "give_back": Text("Return", "退回"),
        "attachments": Text("Attachments", "附件"),
        "verify": Text("Verify", "提交核验"),
        "search": Text("Search", "查询"),
        "footer": Text(
            "A sandbox for tests, training and demonstrations. It is no administration, and the "
            "numbers that it gives out are worth nothing.",
            "本系统仅供测试、培训和演示使用，并非通信管理局系统，所发备案号无任何效力。",
        ),
        "sms_help": Text(
            "Enter the code that was sent to you, your mobile number, and the last six characters "
            "of your certificate. There are 24 hours; five entries may be wrong.",
            "请填写收到的验证码、手机号码及证件号码后六位。须在24小时内完成，最多可填错5次。",
        ),
        "query_help": Text(
            "A domain, a filing number, or the name of the unit.",
            "请输入域名、备案号或主办单位名称。",
        ),
    }
)
