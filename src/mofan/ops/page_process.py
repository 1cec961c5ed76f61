"""One of the processes that serve the pages: `python -m mofan.ops.page_process LIFELINE COUNTS NUMBER SOCKET…`.

LIFELINE, COUNTS (see `doors`) and SOCKET are descriptors that `mofan up` hands on: it shares the sockets among several
such processes, this being the one of that NUMBER. They end when it does, or at SIGTERM.
"""

import gc
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING, Any

from mofan.ops.doors import Door

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer, MultiSocketServer

THREADS = 4
"""Pages that one process makes at a time: more of them only take the interpreter from one another (a tenth of all pages
a second with eight)."""
TOLD = 2
"""Up to so many times the limit an upload comes as far as the page that says, in our words, that it is too large."""
BACKLOG = 1024
"""Visitors that may stand at the door."""
GARBAGE_FROM = 50_000
"""New objects after which Python looks for garbage that refers to itself: a page of a long list makes tens of
thousands, and a look at all that the modules made takes longer than most pages."""
FIRST = 3.0
"""Seconds in which the first pages are made before what is asked for later is got ready."""


def main(lifeline: int, counts: int, number: int, *sockets: int) -> None:
    """Serve until the other end of `lifeline` is closed."""
    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    server_on([socket.socket(fileno=one) for one in sockets], Door(counts, number)).run()


def server_on(sockets: list[socket.socket], door: Door | None = None) -> "BaseWSGIServer | MultiSocketServer":
    """The pages on these sockets; `run` serves them. `door`: where other processes wait at them, too."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from waitress.server import BaseWSGIServer, create_server

    application = get_wsgi_application()
    _look_for_garbage_seldom()
    threading.Thread(target=_get_ready, daemon=True).start()
    held: dict[int, Any] = {}
    server = create_server(
        application, held, sockets=sockets, threads=THREADS, ident="mofan", backlog=BACKLOG,
        max_request_body_size=TOLD * settings.UPLOAD_LIMIT, channel_timeout=300,
    )  # fmt: skip
    if door:
        for one in held.values():
            if isinstance(one, BaseWSGIServer):
                door.hold(one, held.__len__)
    return server


def _get_ready() -> None:
    """Have in memory, before somebody asks for it, what suggestions read and the tables of the proofreader: it takes a
    second and a half."""
    from mofan.library.proofreading import evidence
    from mofan.library.quick_find import suggesting

    time.sleep(FIRST)
    suggesting.get_ready()
    evidence.renew()
    _look_for_garbage_seldom()


def _look_for_garbage_seldom() -> None:
    """What there is by now stays for good and is not looked at any more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)


def stop(number: int, frame: FrameType | None) -> None:
    """Leave whatever loop is running."""
    raise SystemExit(0)


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)  # nothing is ever written: it returns when `mofan up` is gone, however it went
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
