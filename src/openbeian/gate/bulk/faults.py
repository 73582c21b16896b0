"""What a person who asks in bulk may have to mend, in both languages."""

from openbeian.errors import DomainError
from openbeian.text import Text


class ExtraMissing(DomainError):
    """What was asked for needs packages that are not installed."""

    code = "bulk.extra_missing"
    message = Text(
        "This needs the extra: pip install 'openbeian[{extra}]'.",
        "该功能需要安装扩展组件：pip install 'openbeian[{extra}]'。",
    )


class IndexUnwritable(DomainError):
    """The index cannot be written beside the store."""

    code = "bulk.index_unwritable"
    message = Text(
        "The index of the store cannot be written in {folder}: {why}. Run as a user of the store's "
        "group, or with --way plain.",
        "无法在{folder}中写入索引：{why}。请使用数据目录所属用户组的账号运行，或指定--way plain。",
    )


class NothingToGoBy(DomainError):
    """There is no store, or it is too old to rely on."""

    code = "bulk.nothing_to_go_by"
    message = Text(
        "{words} Run `openbeian gate feed`, or state --however-old to go by old data.",
        "{words}请运行openbeian gate feed，或指定--however-old按旧数据查询。",
    )


class SourceUnreadable(DomainError):
    """A file cannot be read as what it is said to be."""

    code = "bulk.source_unreadable"
    message = Text("{path} cannot be read: {why}.", "无法读取{path}：{why}。")


class ColumnUnknown(DomainError):
    """A table has no such column."""

    code = "bulk.column_unknown"
    message = Text(
        "{path} has no column {column}; it has: {columns}. Name one by --column.",
        "{path}中没有名为{column}的列，现有列：{columns}。请用--column指定。",
    )


class FormatUnknown(DomainError):
    """The name of a file does not tell what it is."""

    code = "bulk.format_unknown"
    message = Text(
        "{path}: its name does not tell what it is. State --format ({formats}).",
        "无法根据文件名识别{path}的格式，请用--format指定（{formats}）。",
    )


class NoHostInLog(DomainError):
    """A log format names no variable that holds a host."""

    code = "bulk.no_host_in_log"
    message = Text(
        "The log format holds no host: it needs one of {variables}.",
        "日志格式中没有主机名，须包含以下变量之一：{variables}。",
    )


class TargetUnwritable(DomainError):
    """The output cannot be written."""

    code = "bulk.target_unwritable"
    message = Text("{path} cannot be written: {why}.", "无法写入{path}：{why}。")
