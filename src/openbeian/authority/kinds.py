"""What the log says of the conversation with the administrations."""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

ADMINISTRATION, UPLOAD, DOWNLOAD = "administration", "upload", "download"

CONNECTED = register(
    Kind(
        "authority:administration:connected",
        Text("{actor} set the connection to {province}", "{actor}配置了{province}管局接口"),
        facts=frozenset({"endpoint", "isp"}),
    )
)
HALTED = register(
    Kind(
        "authority:administration:halted",
        Text("{actor} halted the interface of {province}", "{actor}暂停了{province}管局接口"),
        facts=frozenset({"code", "why"}),
    )
)
RELEASED = register(
    Kind(
        "authority:administration:released",
        Text("{actor} released the interface of {province}", "{actor}恢复了{province}管局接口"),
    )
)
ACCEPTED = register(
    Kind(
        "authority:upload:accepted",
        Text("{province} accepted file {sequence}", "{province}管局受理了第{sequence}号文件"),
        facts=frozenset({"sha256", "records"}),
    )
)
REJECTED = register(
    Kind(
        "authority:upload:rejected",
        Text(
            "{province} rejected file {sequence} with code {code}; those after it wait",
            "{province}管局拒收第{sequence}号文件（代码{code}），后续文件暂缓上报",
        ),
    )
)
MISSING = register(
    Kind(
        "authority:upload:missing",
        Text(
            "{province} misses the files {missing} before {sequence}; they are sent again",
            "{province}管局缺少第{sequence}号之前的文件{missing}，现重新上报",
        ),
    )
)
APPLIED = register(
    Kind(
        "authority:download:applied",
        Text(
            "The file {file} of {province} was applied ({records} records)",
            "{province}管局文件{file}已处理（{records}条记录）",
        ),
        facts=frozenset({"sha256"}),
    )
)
QUARANTINED = register(
    Kind(
        "authority:download:quarantined",
        Text(
            "The file {file} of {province} waits for an operator: {why}",
            "{province}管局文件{file}已隔离，待运维人员处理：{why}",
        ),
        facts=frozenset({"sha256"}),
    )
)
SET_ASIDE = register(
    Kind(
        "authority:download:set_aside",
        Text(
            "{actor} set the file {file} of {province} aside",
            "{actor}将{province}管局文件{file}作人工处理完毕",
        ),
        facts=frozenset({"sha256"}),
    )
)
TAKEN = register(
    Kind(
        "authority:download:taken",
        Text(
            "{actor} took the file {file} of {province} out of the quarantine to look into it",
            "{actor}下载了隔离区中{province}管局的文件{file}",
        ),
        facts=frozenset({"sha256"}),
    )
)
