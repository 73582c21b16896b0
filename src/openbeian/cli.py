"""The command line: one table of commands, each loaded only when it is asked for."""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openbeian.commands.speech import said
from openbeian.errors import DomainError
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Command:
    """A module of `openbeian.commands` with `configure(parser)` and `run(options) -> int`."""

    module: str
    help: Text
    takes_everything: bool = False  # arguments belong to another program's parser


COMMANDS: Mapping[str, Command] = {
    "start": Command("start", Text("run every program on loopback", "在本机启动全部程序")),
    "stop": Command("stop", Text("end what `start` runs", "停止 start 启动的程序")),
    "demo": Command("demo", Text("play the whole journey", "自动演示完整流程")),
    "verify": Command(
        "verify", Text("may this domain be hosted here?", "查询该域名能否在本地接入")
    ),
    "eligibility": Command(
        "eligibility", Text("may this entity file, and with what?", "查询主体能否备案及所需材料")
    ),
    "rules": Command("rules", Text("check or list the rulebook", "检查或列出规则")),
    "audit": Command("audit", Text("verify the audit log", "校验审计日志")),
    "procedure": Command("procedure", Text("print the procedure's page", "输出流程说明")),
    "glossary": Command("glossary", Text("print the glossary's page", "输出术语表")),
    "notices": Command("notices", Text("print the page of messages", "输出通知一览")),
    "answers": Command("answers", Text("print the page of answers", "输出查询结果说明")),
    "clock": Command("clock", Text("show or advance the demo's clock", "查看或调快演示时钟")),
    "messages": Command(
        "messages", Text("collect or check the Chinese catalogue", "收集或检查中文译文")
    ),
    "seed": Command("seed", Text("fill in the demo's data", "写入演示数据")),
    "migrate": Command("migrate", Text("bring the database up to date", "升级数据库")),
    "web": Command("web", Text("run the web server alone", "仅启动网站")),
    "worker": Command("worker", Text("run the background worker alone", "仅启动后台任务")),
    "gate": Command(
        "gate", Text("answer for host names, or keep its store", "启动域名备案查询服务或同步其数据")
    ),
    "bulk": Command("bulk", Text("verify many host names out of files", "批量查询域名备案情况")),
    "sandbox": Command(
        "sandbox", Text("run a provincial administration to try against", "启动管局模拟系统")
    ),
    "administration": Command(
        "administration", Text("set and check interfaces of administrations", "配置和检查管局接口")
    ),
    "accessor": Command(
        "accessor", Text("make and revoke keys of accessors", "创建和吊销接入方密钥")
    ),
    "webhooks": Command(
        "webhooks", Text("tell others when an answer changes", "管理域名变更通知订阅")
    ),
    "mailbox": Command("mailbox", Text("run the local mail catcher alone", "仅启动本地邮件收集")),
    "new-secrets": Command("secrets", Text("print fresh secrets", "生成新密钥")),
    "manage": Command(
        "manage", Text("run a command of Django's", "运行 Django 管理命令"), takes_everything=True
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a refusal is printed, not raised."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    if name not in COMMANDS:
        _parser().parse_args(words or ["--help"])
        return 2
    command = COMMANDS[name]
    module = importlib.import_module(f"openbeian.commands.{command.module}")
    if command.takes_everything:
        return int(module.run(argparse.Namespace(words=words[1:])))
    parser = argparse.ArgumentParser(prog=f"openbeian {name}", description=said(command.help))
    module.configure(parser)
    options = parser.parse_args(words[1:])
    try:
        return int(module.run(options))
    except BrokenPipeError:
        # who reads our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except DomainError as refusal:
        sys.stderr.write(f"openbeian: {said(refusal.text)} [{refusal.code}]\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openbeian",
        description=said(
            Text(
                "ICP filing for hosting providers in mainland China.",
                "面向境内接入服务商的备案系统。",
            )
        ),
        epilog=said(
            Text(
                "`openbeian COMMAND --help` tells more of each.",
                "运行 openbeian COMMAND --help 查看各命令说明。",
            )
        ),
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=said(command.help), add_help=False)
    return parser
