"""The system on the command line: up, work, ingest, search, reindex, demo. Each loads Django when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from mofan.ops.answering import FAILED, print_json, refuse, say_warnings
from mofan.ops.wording import port, why

Command = Callable[[argparse.Namespace], int]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the system commands to the command line."""
    up = commands.add_parser("up", help="启动系统：建库、后台处理、网页")
    up.add_argument("--host", default="127.0.0.1", help="监听地址，默认只在本机")
    up.add_argument("--port", type=port, default=8000, help="端口，默认 8000")
    up.add_argument("--demo", action="store_true", help="载入演示县的账号和材料")
    up.add_argument("--load-only", action="store_true", help="只建库和载入，不启动网页")
    up.set_defaults(command=bring_up)

    work = commands.add_parser("work", help="后台处理：收件夹和排队的文件（up 会自动启动）")
    work.add_argument("--once", action="store_true", help="处理完排队的就退出")
    work.set_defaults(command=work_off)

    ingest = commands.add_parser("ingest", help="把文件、文件夹、压缩包、JSON Lines 收入素材库")
    ingest.add_argument("paths", metavar="路径", nargs="+")
    ingest.add_argument("--by", default="", metavar="账号", help="以谁的名义入库，默认为命令行")
    ingest.add_argument("--json", action="store_true", help="最后输出一个 JSON 对象")
    ingest.set_defaults(command=take_in)

    search = commands.add_parser("search", help="检索素材库；引号里的词原样匹配")
    search.add_argument("query", metavar="检索词")
    search.add_argument("--limit", type=int, default=20, help="最多列出几篇，默认 20")
    search.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    search.set_defaults(command=look_up)

    export = commands.add_parser("export", help="把素材库里的篇目写成文件")
    export.add_argument("ids", metavar="编号", type=int, nargs="+", help="mofan search 列出的编号")
    export.add_argument("--format", choices=("docx", "pdf", "md", "txt"), default="docx", help="格式，默认 docx")
    export.add_argument("--to", metavar="文件夹", default=".", help="写到哪个文件夹，默认当前文件夹；不改写已有文件")
    export.set_defaults(command=hand_out)

    verify = commands.add_parser("verify", help="核对库、原件和索引是否一致")
    verify.add_argument("--repair", action="store_true", help="修复能修复的，然后再核对一遍")
    verify.add_argument("--files", action="store_true", help="逐个重算原件指纹")
    verify.add_argument("--texts", action="store_true", help="逐篇重算净文指纹")
    verify.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    verify.set_defaults(command=check_agreement)

    again = commands.add_parser("reindex", help="丢掉索引，从库里重建")
    again.set_defaults(command=make_index_anew)

    reseal = commands.add_parser("reseal", help="更换数据密钥：把加密保存的身份证号等用新密钥重新加密，可中断后再运行")
    reseal.add_argument("--new-key", action="store_true", help="先换一把新密钥（旧的留在 old_data_keys）")
    reseal.add_argument("--forget", action="store_true", help="全部换完以后删去旧密钥")
    reseal.set_defaults(command=seal_anew)

    learn = commands.add_parser("learn", help="让校对学习库里的写法（库增长后自动进行）")
    learn.set_defaults(command=learn_library)


def start_django() -> None:
    """Load the settings and the models, and have the tables ready."""
    import django

    django.setup()
    from mofan.ops.home import make_ready

    make_ready()


def told(command: Command) -> Command:
    """What the index or a setting cannot do is said in one sentence, not in a traceback."""

    @wraps(command)
    def run(asked: argparse.Namespace) -> int:
        try:
            return command(asked)
        except Exception as error:
            if not _is_a_sentence(error):
                raise
            print(error, file=sys.stderr)
            return FAILED

    return run


def _is_a_sentence(error: Exception) -> bool:
    from mofan.library.ingestion.indexing import SearchUnknown
    from mofan.library.storage import StorageUnknown
    from mofan.search import SearchError

    return isinstance(error, SearchError | SearchUnknown | StorageUnknown)


def manage(arguments: list[str]) -> int:
    """Any Django management command."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["mofan manage", *arguments])
    return 0


@told
def bring_up(asked: argparse.Namespace) -> int:
    """`mofan up`: rows and files ready, the worker running, the pages served, until it is stopped."""
    if asked.demo:
        if asked.host not in LOOPBACK:
            return refuse("演示账号的密码是公开的，演示只能在本机运行：请去掉 --host 或去掉 --demo。")
        os.environ["MOFAN_DEMO"] = "1"
    start_django()
    from mofan.ops import serving

    serving.open_first_account()
    if asked.demo:
        from mofan.ops.demo import load_demo

        load_demo()
    if asked.load_only:
        return 0
    return serving.serve(asked.host, asked.port)


@told
def work_off(asked: argparse.Namespace) -> int:
    """`mofan work`: what waits is carried to its end, again and again."""
    start_django()
    from mofan.ops.working import work

    work(once=asked.once)
    return 0


@told
def take_in(asked: argparse.Namespace) -> int:
    """`mofan ingest PATH…`: receive every file, then carry them through, with progress on the terminal."""
    start_django()
    from mofan.ops.ingesting import Nobody, ingest
    from mofan.org.rules import RuleBroken

    missing = [path for path in asked.paths if not Path(path).exists()]
    if missing:
        return refuse(f"找不到“{missing[0]}”，请检查路径。什么都没有入库。")
    try:
        report = ingest([Path(path) for path in asked.paths], account=asked.by)
    except (Nobody, RuleBroken) as broken:
        return refuse(str(broken))
    if asked.json:
        print_json(report.as_json())
    else:
        print(report.sentence())
    return 0


@told
def look_up(asked: argparse.Namespace) -> int:
    """`mofan search QUERY`: the pieces that hold every word and phrase."""
    start_django()
    from mofan.ops.searching import answer, lines

    if asked.limit < 1:
        return refuse("--limit 至少是 1。")
    result = answer(asked.query, limit=asked.limit)
    if asked.json:
        print_json(result)
    else:
        print("\n".join(lines(result)))
    return 0


@told
def hand_out(asked: argparse.Namespace) -> int:
    """`mofan export ID…`: pieces of the library as files; prints each path."""
    start_django()
    from mofan.ops.exporting import NotThere, export

    try:
        for path, said in export(asked.ids, Path(asked.to), asked.format):
            print(path)
            say_warnings((said,) if said else ())
    except NotThere as missing:
        return refuse(str(missing))
    except OSError as error:
        return refuse(f"写不进“{asked.to}”（{why(error)}），请检查文件夹和权限。")
    return 0


@told
def seal_anew(asked: argparse.Namespace) -> int:
    """`mofan reseal`: what is sealed in the rows, sealed with another key."""
    start_django()
    from mofan.ops.resealing import reseal

    return reseal(asked)


@told
def make_index_anew(asked: argparse.Namespace) -> int:
    """`mofan reindex`: the index, the lexicon and the likenesses of all pieces from the rows. Waits for a driver."""
    start_django()
    from mofan.library.ingestion.indexing import reindex
    from mofan.library.ingestion.locking import held
    from mofan.library.ingestion.relating import relate_all
    from mofan.library.quick_find import filling as quick_find
    from mofan.ops.terminal import Line

    with Line() as line, held(line.show):
        done = reindex(lambda count: line.show(f"已索引 {count:,} 篇"))
        quick_find.fill(lambda count: line.show(f"联想词库已收 {count:,} 篇"))
        pairs = relate_all(lambda count: line.show(f"已查重 {count:,} 篇"))
    print(f"索引和联想词库已重建，共 {done:,} 篇；全库查重，相似的有 {pairs:,} 对。")
    return 0


@told
def learn_library(asked: argparse.Namespace) -> int:
    """`mofan learn`: counts of what the library writes, for the proofreader."""
    start_django()
    from mofan.ops.learning import learn

    return learn(asked)


@told
def check_agreement(asked: argparse.Namespace) -> int:
    """`mofan verify`: whether rows, originals, texts and index agree; `--repair` makes them, where it can."""
    start_django()
    from mofan.ops.verifying import check

    report = check(repairing=asked.repair, files=asked.files, texts=asked.texts)
    if asked.json:
        print_json(report.as_json())
    else:
        print(report.sentence())
    return 0 if report.agrees else FAILED
