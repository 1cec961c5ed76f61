"""`mofan up`: rows ready, the worker beside, the pages served by Waitress until it is stopped.

Python runs one thread at a time, so the pages are served by as many processes as there are cores, on one socket.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.utils import timezone

from mofan.ops.doors import shared_counts
from mofan.ops.keeping import kept, python
from mofan.ops.page_process import BACKLOG, server_on, stop
from mofan.ops.wording import why
from mofan.org.actions import first_start


def open_first_account() -> None:
    """Open the administrator's account at the first start and print its password; a demonstration has its own."""
    if settings.DEMO:
        return
    if made := first_start(at=timezone.now()):
        print(
            f"已建立管理员账号：{made.account}　一次性密码：{made.password}（只显示这一次，登录后须修改）", flush=True
        )


def serve(host: str, port: int) -> int:
    """Serve until interrupted; 1 when the port is taken."""
    try:
        sockets = list(_listen(host, port))
    except OSError as error:
        print(f"端口 {port} 用不了（{why(error)}）。换一个：mofan up --port {port + 1}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, stop)
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS and "MOFAN_HOSTS" not in os.environ:
        print("别的机器要打开，请先写明本机的名称或地址再启动，如：MOFAN_HOSTS=10.1.2.3,127.0.0.1", flush=True)
    with contextlib.suppress(KeyboardInterrupt, SystemExit), worker():
        print(f"模范已启动：http://{host}:{port}/　按 Ctrl+C 停止。资料在 {settings.MOFAN_HOME}", flush=True)
        if settings.PROCESSES > 1 and sys.platform != "win32":  # sockets are not handed on there
            with pages(sockets, settings.PROCESSES):
                threading.Event().wait()
        else:
            server_on(sockets).run()
    for one in sockets:
        one.close()
    print("已停止。", flush=True)
    return 0


def _listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket for every address of `host`. Raises OSError where one is taken."""
    for family, _, _, _, address in dict.fromkeys(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)):
        yield socket.create_server(address[:2], family=family, backlog=BACKLOG)


@contextlib.contextmanager
def pages(sockets: list[socket.socket], count: int) -> Iterator[None]:
    """So many processes that serve the pages on sockets that they share."""
    lifeline, held = os.pipe()  # only this process holds the writing end
    listening = [one.fileno() for one in sockets]

    def start(number: int, counts: int) -> subprocess.Popen[bytes]:
        arguments = (lifeline, counts, number, *listening)
        return python("mofan.ops.page_process", *map(str, arguments), inherits=(lifeline, counts, *listening))

    try:
        with (
            shared_counts(count) as counts,
            kept("网页进程", [partial(start, number, counts) for number in range(count)]),
        ):
            yield
    finally:
        os.close(held)
        os.close(lifeline)


def worker() -> contextlib.AbstractContextManager[None]:
    """The background worker as a child process; it ends with the pages, also when they die."""
    return kept("后台处理", [lambda: python("mofan.config", "work")])
