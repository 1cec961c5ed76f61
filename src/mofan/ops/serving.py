"""`mofan up`: rows ready, the worker beside, the pages served by Waitress until it is stopped."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from types import FrameType

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from mofan.ops.wording import why
from mofan.org.actions import first_start

THREADS = 8


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
    with worker():
        print(f"模范已启动：http://{host}:{port}/　按 Ctrl+C 停止。资料在 {settings.MOFAN_HOME}", flush=True)
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            server.run()
    server.close()
    print("已停止。", flush=True)
    return 0


@contextlib.contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """The background worker as a child process; it ends with the pages, also when they die."""
    process = subprocess.Popen([sys.executable, "-m", "mofan.config", "work"])
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
