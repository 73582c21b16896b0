"""Why an upload is turned away at the door; nothing of a refused file is kept."""

from openbeian.errors import DomainError
from openbeian.text import Text


class DocumentRefused(DomainError):
    """An upload that is not stored; each subclass says why and how to mend it."""

    code = "documents.refused"
    message = Text("The file was not accepted.", "文件未被接收。")


class Empty(DocumentRefused):
    """A file without content."""

    code = "documents.empty"
    message = Text("The file is empty. Choose the file again.", "文件内容为空，请重新选择文件。")


class TooLarge(DocumentRefused):
    """A file over the size limit."""

    code = "documents.too_large"
    message = Text(
        "The file is larger than {limit}. Save it smaller, for instance with less resolution.",
        "文件超过{limit}，请降低分辨率或者压缩后重新上传。",
    )


class TypeNotAccepted(DocumentRefused):
    """A file whose content is none of the accepted types, whatever its name says."""

    code = "documents.type_not_accepted"
    message = Text(
        "The content of the file is not of an accepted type. Accepted here: {accepted}.",
        "文件内容不属于可接收的格式。此处可接收：{accepted}。",
    )


class Unreadable(DocumentRefused):
    """A damaged or incomplete file."""

    code = "documents.unreadable"
    message = Text(
        "The file is damaged or incomplete and cannot be opened. Save or scan it again.",
        "文件已损坏或者不完整，无法打开，请重新保存或者扫描。",
    )


class TooDemanding(DocumentRefused):
    """A file that broke whatever tried to open it, or takes more memory or time than we give."""

    code = "documents.too_demanding"
    message = Text(
        "The file is damaged or takes too much to open. Scan it again, with less resolution, or "
        "print it to a new PDF.",
        "文件已损坏或者过于复杂，无法在限定的时间和内存内打开，请降低分辨率重新扫描，或者打印为新的PDF文件后上传。",
    )


class Busy(DocumentRefused):
    """Too many files are being looked through; this one was not looked at."""

    code = "documents.busy"
    message = Text(
        "Many files are being checked at the moment. This one was not kept; send it again in a "
        "minute.",
        "当前正在检查的文件较多，该文件未保存，请一分钟后重新上传。",
    )


class TooManyFilesKept(DocumentRefused):
    """An organisation that already keeps as many files as one may."""

    code = "documents.too_many_files_kept"
    message = Text(
        "Your organisation already keeps {limit} files, which is as many as it may. Nothing was "
        "lost, and this file was not kept. Use a file that is already there, or ask us for more "
        "room.",
        "贵单位保存的文件已达上限（{limit}个）。已有文件不受影响，该文件未保存，请使用已上传的文件，或者联系我们增加额度。",
    )


class NoRoomLeft(DocumentRefused):
    """An organisation whose files take as much room as they may."""

    code = "documents.no_room_left"
    message = Text(
        "The files of your organisation would take more than {limit} together. Nothing was lost, "
        "and this file was not kept. Save it smaller, or ask us for more room.",
        "贵单位保存的文件合计将超过{limit}。已有文件不受影响，该文件未保存，请压缩后重新上传，或者联系我们增加额度。",
    )


class TooManyPixels(DocumentRefused):
    """An image that would fill the memory of whoever opens it."""

    code = "documents.too_many_pixels"
    message = Text(
        "The image has more than {limit} million pixels. Save it with less resolution.",
        "图片像素超过{limit}百万，请降低分辨率后重新上传。",
    )


class TooManyPages(DocumentRefused):
    """A PDF with more pages than a reviewer can be asked to read."""

    code = "documents.too_many_pages"
    message = Text(
        "The PDF has more than {limit} pages. Hand in only the pages that are asked for.",
        "PDF文件超过{limit}页，请仅上传所需页面。",
    )


class Encrypted(DocumentRefused):
    """A PDF behind a password or with restricted rights."""

    code = "documents.encrypted"
    message = Text(
        "The PDF is protected by a password or by restrictions. Save it without protection.",
        "PDF文件设有密码或者使用限制，请取消保护后重新上传。",
    )


class ActiveContent(DocumentRefused):
    """A PDF that can do something by itself: scripts, launches, attachments, forms with code."""

    code = "documents.active_content"
    message = Text(
        "The PDF contains active content ({found}). Print it to a new PDF and hand in that one.",
        "PDF文件含有可执行或者嵌入内容（{found}），请打印为新的PDF文件后上传。",
    )


class HiddenContent(DocumentRefused):
    """A PDF with something before its beginning or after its end."""

    code = "documents.hidden_content"
    message = Text(
        "The PDF contains further data outside the document. Print it to a new PDF and hand in "
        "that one.",
        "PDF文件在正文之外含有其他数据，请打印为新的PDF文件后上传。",
    )
