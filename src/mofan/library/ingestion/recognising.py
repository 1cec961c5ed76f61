"""The lane of scans and pictures (识别道): whatever has to be recognised goes beside the rest, one file at a time.

Recognising takes seconds a page, so a pack of scans must not hold up texts that came with it or after it. A file that
turns out to need it waits again, at the step READ; nothing but that step tells it, so a driver that is killed loses
nothing.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Final

from mofan.library.ingestion.digesting import PutOff, Work, digest_file
from mofan.library.ingestion.receiving import store
from mofan.library.models import Source, SourceKind, State, Step

Store = Callable[[Source, Work], None]
TO_RECOGNISE: Final = {"kind": SourceKind.FILE, "step": Step.READ}
"""What a file that waits to be recognised is told by."""


def put_off(source: Source) -> None:
    """Let a file that has to be recognised wait for the lane."""
    Source.objects.filter(pk=source.pk).update(state=State.WAITING, step=Step.READ)


class Lane:
    """Recognises what was put off, in a thread that waits for the recognising process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "recognise")
        self._now: tuple[Source, Future[Work]] | None = None
        self._closed = False
        self.page = ""
        """The page that is recognised now, for whoever watches."""

    def carry_on(self, store_one: Store) -> bool:
        """Store what is ready and begin with the next; whether something is under way."""
        if self._now and self._now[1].done():
            (ready, done), self._now = self._now, None
            store_one(ready, done.result())
        if self._now is None and (
            source := Source.objects.filter(state=State.WAITING, **TO_RECOGNISE).order_by("pk").first()
        ):
            Source.objects.filter(pk=source.pk).update(state=State.WORKING)
            source.state = State.WORKING
            path = store().path(source.sha256)
            self._now = source, self._thread.submit(self._digest, path, source.name)
        return self._now is not None

    def wait(self, seconds: float) -> None:
        """Wait until what is under way is ready, at most so long."""
        if self._now:
            wait([self._now[1]], seconds)

    def close(self) -> None:
        """Stop before the next page; the file waits as before."""
        self._closed = True
        self._thread.shutdown(cancel_futures=True)

    def _digest(self, path: Path, name: str) -> Work:
        def on_page(page: int, pages: int) -> None:
            if self._closed:
                raise PutOff
            self.page = f"{name} 第 {page}/{pages} 页"

        return digest_file(path, name, on_page)
