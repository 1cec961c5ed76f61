"""`mofan up`: rows ready, the worker beside, the pages served by Waitress until it is stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from mofan.ops.wording import why
from mofan.org.actions import first_start

THREADS = 8
LOOK_EVERY = 0.3
"""Seconds between two looks at the worker."""
BREATH = 3.0
"""Seconds before a worker that ended is started again."""


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
    from waitress.server import create_server

    try:
        server = create_server(
            get_wsgi_application(), host=host, port=port, threads=THREADS, ident="mofan",
            max_request_body_size=settings.UPLOAD_LIMIT, channel_timeout=300,
        )  # fmt: skip
    except OSError as error:
        print(f"端口 {port} 用不了（{why(error)}）。换一个：mofan up --port {port + 1}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, _stop)
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS and "MOFAN_HOSTS" not in os.environ:
        print("别的机器要打开，请先写明本机的名称或地址再启动，如：MOFAN_HOSTS=10.1.2.3,127.0.0.1", flush=True)
    with worker():
        print(f"模范已启动：http://{host}:{port}/　按 Ctrl+C 停止。资料在 {settings.MOFAN_HOME}", flush=True)
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            server.run()
    server.close()
    print("已停止。", flush=True)
    return 0


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """The background worker as a child process; it ends with the pages, also when they die, and is started again
    should it end before them."""
    closing = threading.Event()
    keeper = threading.Thread(target=_keep, args=(closing,))
    keeper.start()
    try:
        yield
    finally:
        closing.set()
        keeper.join()


def _keep(closing: threading.Event) -> None:
    while not closing.is_set():
        process = subprocess.Popen([sys.executable, "-m", "mofan.config", "work"])
        while process.poll() is None and not closing.wait(LOOK_EVERY):
            pass
        if process.poll() is None:
            _end(process)
        elif not closing.is_set():
            print(f"后台处理意外停止（退出码 {process.returncode}），马上重新启动。", file=sys.stderr, flush=True)
            closing.wait(BREATH)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
