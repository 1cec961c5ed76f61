"""`mofan …`: one table of commands. The text commands need no database and load no Django."""

import argparse
import os
import sys
from collections.abc import Sequence

from mofan import __version__
from mofan.ops import (
    classify_command,
    compare_command,
    draft_command,
    figure_command,
    inspect_command,
    mail_command,
    pdf_command,
    proofread_command,
    system_commands,
    text_commands,
)
from mofan.ops.wording import Parser


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code: 0 done, 1 failed, 2 refused (with one Chinese sentence on standard error)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if arguments[:1] == ["manage"]:
        return system_commands.manage(list(arguments[1:]))
    asked = parser().parse_args(arguments)
    command: system_commands.Command = asked.command
    try:
        return command(asked)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command with its options; docs/commands.md is checked against it."""
    top: argparse.ArgumentParser = Parser(prog="mofan", description="模范：机关工作系统与素材库")
    top.add_argument("--version", action="version", version=f"mofan {__version__}", help="看版本")
    commands = top.add_subparsers(required=True, metavar="命令")
    text_commands.declare(commands)
    compare_command.declare(commands)
    proofread_command.declare(commands)
    inspect_command.declare(commands)
    pdf_command.declare(commands)
    system_commands.declare(commands)
    figure_command.declare(commands)
    draft_command.declare(commands)
    classify_command.declare(commands)
    mail_command.declare(commands)
    commands.add_parser("manage", help="Django 的管理命令（迁移、检查等）", add_help=False)
    return top
