"""Why an envelope or its credentials are refused, each with the interface's own `msg_code`."""

from typing import ClassVar

from openbeian.errors import DomainError
from openbeian.text import Text


class EnvelopeRefused(DomainError):
    """The base of what can be wrong with a call; `msg_code` is what the interface answers."""

    code = "wire.envelope"
    message = Text("The envelope of the data file was refused.", "数据文件封装未被受理。")
    msg_code: ClassVar[int] = 999


class NotDecrypted(EnvelopeRefused):
    """The content is not what the agreed key and IV encrypt to."""

    code = "wire.not_decrypted"
    message = Text(
        "The data file cannot be decrypted with the agreed key and IV.",
        "数据文件无法以约定的密钥和偏移量解密。",
    )
    msg_code = 6


class HashMismatch(EnvelopeRefused):
    """The content is not what was hashed."""

    code = "wire.hash_mismatch"
    message = Text(
        "The data file does not match its hash value.", "数据文件与其哈希值不符，验证未通过。"
    )
    msg_code = 7


class NotUnzipped(EnvelopeRefused):
    """The content is no plain zip of one file; `why` names what is wrong with it."""

    code = "wire.not_unzipped"
    message = Text("The data file cannot be decompressed: {why}.", "数据文件解压缩失败：{why}。")
    msg_code = 8

    def __init__(self, why: Text) -> None:
        super().__init__(why=why)


class EncryptionUnknown(EnvelopeRefused):
    """The type of encryption is neither 0 nor the agreed 1."""

    code = "wire.encryption_unknown"
    message = Text(
        "The encryption algorithm {number} was not agreed.", "加密算法类型{number}不在约定范围内。"
    )
    msg_code = 9


class HashUnknown(EnvelopeRefused):
    """The type of hash is not 0 (MD5)."""

    code = "wire.hash_unknown"
    message = Text(
        "The hash algorithm {number} is not known.", "哈希算法类型{number}不在约定范围内。"
    )
    msg_code = 10


class CompressionUnknown(EnvelopeRefused):
    """The format of compression is not 0 (zip)."""

    code = "wire.compression_unknown"
    message = Text(
        "The compression format {number} is not known.", "压缩格式{number}不在约定范围内。"
    )
    msg_code = 11


class RandValueUnusable(EnvelopeRefused):
    """The random string has a length or signs that the interface does not know."""

    code = "wire.rand_value_unusable"
    message = Text(
        "The random string must be {length} letters and digits.",
        "随机字符串应为{length}位字母和数字。",
    )
    msg_code = 12


class RandValueTooShort(RandValueUnusable):
    """The random string is shorter than 20 characters."""

    code = "wire.rand_value_too_short"
    message = Text(
        "The random string is shorter than {length} characters.", "随机字符串不足{length}个字符。"
    )
    msg_code = 16


class NotOneFile(EnvelopeRefused):
    """The zip holds no file or several."""

    code = "wire.not_one_file"
    message = Text(
        "The zip holds {count} files; there must be exactly one.",
        "压缩包内有{count}个文件，每次必须且只能上报1个文件。",
    )
    msg_code = 17


class FileTooLarge(EnvelopeRefused):
    """The data file is over the interface's limit."""

    code = "wire.file_too_large"
    message = Text(
        "The data file is larger than {limit} bytes. Divide its records over several files.",
        "数据文件超过{limit}字节，请将记录拆分为多个文件。",
    )
    msg_code = 18


class KeysUnusable(DomainError):
    """The configured key or IV does not fit AES-CBC."""

    code = "wire.keys_unusable"
    message = Text(
        "The AES key must have 16, 24 or 32 bytes and the IV 16.",
        "AES密钥应为16、24或32字节，偏移量应为16字节。",
    )


class FileNameRefused(DomainError):
    """A name that the interface does not allow for a data file."""

    code = "wire.file_name"
    message = Text(
        "The name of a data file must be letters and digits, with at most one extension, and at "
        "most {limit} bytes.",
        "数据文件名应由字母和数字组成（可含一个扩展名），长度不超过{limit}字节。",
    )
