"""`mofan mail [PATH…]`: mails to the centre become letters that somebody decides on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mofan.ops.answering import FAILED, print_json, refuse
from mofan.ops.system_commands import start_django, told


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    mail = commands.add_parser("mail", help="收信：.eml 文件、文件夹，或者已设的收信文件夹和邮箱")
    mail.add_argument("paths", metavar="路径", nargs="*", help=".eml 文件或文件夹；不写就看已设的文件夹和邮箱")
    mail.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    mail.set_defaults(command=collect)


@told
def collect(asked: argparse.Namespace) -> int:
    """`mofan mail`: what came is kept, once; the worker does the same every minute."""
    start_django()
    from django.conf import settings

    from mofan.cases.channels.mailing import mail_centre
    from mofan.ops.mailing import NO_CENTRE, BoxFailed, Report, take_box, take_files, take_folder

    missing = [path for path in asked.paths if not Path(path).exists()]
    if missing:
        return refuse(f"找不到“{missing[0]}”，请检查路径。")
    if (unit := mail_centre()) is None:
        return refuse(NO_CENTRE)
    report, failed = Report(), ""
    if asked.paths:
        take_files([Path(path) for path in asked.paths], unit, report)
    else:
        take_folder(settings.MAIL_FOLDER, unit, report)
        try:
            take_box(unit, report)
        except BoxFailed as failure:
            failed = str(failure)
    if asked.json:
        print_json(report.as_json())
    else:
        print(report.sentence())
    if failed:
        print(failed, file=sys.stderr)
    return FAILED if failed else 0
