"""What the log keeps of documents: hashes, types and sizes, never names of files."""

from openbeian.audit.kinds import Kind, register
from openbeian.text import Text

RECEIVED = register(
    Kind(
        "document:file:received",
        Text(
            "{actor} handed in a file ({media_type}, {size} bytes, SHA-256 {sha256}).",
            "{actor}提交了一份文件（{media_type}，{size}字节，SHA-256：{sha256}）。",
        ),
    )
)
REFUSED = register(
    Kind(
        "document:file:refused",
        Text(
            "A file of {actor} was turned away ({code}, {size} bytes, SHA-256 {sha256}).",
            "{actor}提交的一份文件未被接收（{code}，{size}字节，SHA-256：{sha256}）。",
        ),
    )
)
