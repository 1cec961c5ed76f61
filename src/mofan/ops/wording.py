"""What the command line says in Chinese where Python and the system would speak English (措辞)."""

import argparse
import errno
import re
from typing import Any, NoReturn

WRITTEN_WRONG = (
    (r"the following arguments are required: (.+)", r"没有写明“\1”"),
    (r"unrecognized arguments: (.+)", r"不认识“\1”"),
    (r"argument 命令: invalid choice: '(.*?)'.*", r"没有“\1”这个命令"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"\1 没有“\2”，可选 \3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 要写整数，“\2”不是"),
    (r"argument (.+?): invalid float value: '(.*)'", r"\1 要写数字，“\2”不是"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 后面要写内容"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)
"""What argparse says → the same in Chinese; the first that fits."""

FAILED = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "只能读，不能写",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
"""What the system could not do; anything else is said in its own words."""


def why(error: OSError) -> str:
    """Why the system could not do it, without a full stop."""
    return FAILED.get(error.errno or 0) or str(error.strerror or error)


def said_of_usage(message: str) -> str:
    """What is wrong with how a command was written."""
    for pattern, sentence in WRITTEN_WRONG:
        if re.fullmatch(pattern, message, re.S):
            return re.sub(pattern, sentence, message, flags=re.S)
    return message


def port(given: str) -> int:
    """A port that can be listened on. Raises ArgumentTypeError for anything else."""
    if not (given.isdecimal() and len(given) < 6 and 0 < int(given) < 65_536):
        raise argparse.ArgumentTypeError(f"端口是 1 到 65535 的整数，“{given}”不是")
    return int(given)


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one Chinese sentence (exit code 2), and whose help is Chinese."""

    def __init__(self, *, add_help: bool = True, **kwargs: Any) -> None:
        super().__init__(add_help=False, **kwargs)
        self._positionals.title, self._optionals.title = "要写明的", "可加的"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="看这个命令怎么写")

    def error(self, message: str) -> NoReturn:
        """End with the sentence."""
        self.exit(2, f"{said_of_usage(message)}。写法见 {self.prog} --help\n")

    def format_help(self) -> str:
        """The help, with its first word in Chinese."""
        return super().format_help().replace("usage: ", "用法：", 1)
