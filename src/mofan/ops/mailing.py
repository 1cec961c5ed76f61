"""Mails to the centre (收信): fetched from a folder or a box of the intranet, kept for somebody to decide on. One that
is broken never stops the rest."""

import imaplib
import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, unquote

from django.conf import settings
from django.utils import timezone

from mofan.cases.channels.mail_reading import LARGEST
from mofan.cases.channels.mailing import Kept, keep_mail, mail_centre
from mofan.ops.lying import lying
from mofan.org.models import Unit

EVERY: Final = 60.0
"""Seconds between two looks."""
SETTLED: Final = 3.0
"""Seconds that a file must lie unchanged: it may still be written."""
AT_ONCE: Final = 200
"""Mails fetched from the box at one look."""
PATIENCE: Final = 20
"""Seconds that the box has to answer in."""
TAKEN, NOT_TAKEN = "已收", "没有收"
_MAILDIR: Final = ("new", "cur")
NO_CENTRE: Final = "还没有受理中心，邮件没有收。请先在“单位”里建好社会治理中心，或者核对 MOFAN_MAIL_CENTRE。"

log = logging.getLogger(__name__)


class BoxFailed(Exception):
    """The box could not be asked; the message is a Chinese sentence."""


@dataclass
class Report:
    """What became of the mails (收信情况)."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0
    """Files that could not be read from the disk, and lie where they lay."""

    def add(self, source: str, kept: Kept) -> None:
        """Count one."""
        self.counts[kept.what] += 1
        if kept.why:
            self.reasons.append((source, kept.why))

    def sentence(self) -> str:
        """The report for people."""
        told = [
            f"{name} {self.counts[what]:,} 封"
            for what, name in (("waiting", "待定"), ("aside", "不登记"), ("refused", "没有收"), ("known", "原来就有"))
        ]
        lines = [f"来信：{'，'.join(told)}。"] + [f"  {source}：{why}" for source, why in self.reasons[:20]]
        if self.left:
            lines.append(f"  {self.left:,} 个文件读不了，还在原处。请检查权限。")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        counted = {what: self.counts[what] for what in ("waiting", "aside", "refused", "known")}
        reasons = [{"source": source, "reason": why} for source, why in self.reasons]
        return {**counted, "left": self.left, "reasons": reasons}


class Postman:
    """Looks once a minute at the folder and the box, as far as they are set up."""

    def __init__(self) -> None:
        self._looked: float | None = None

    def look(self) -> Report | None:
        """Keep what came; None where it was not time yet, or nobody takes mails here."""
        now = time.monotonic()
        if self._looked is not None and now - self._looked < EVERY:
            return None
        self._looked = now
        if not (settings.MAIL_FOLDER.is_dir() or settings.IMAP.hostname) or (unit := mail_centre()) is None:
            return None
        report = Report()
        take_folder(settings.MAIL_FOLDER, unit, report, settled=SETTLED)
        try:
            take_box(unit, report)
        except BoxFailed as failure:
            log.warning("%s", failure)
        return report


def take_folder(folder: Path, unit: Unit, report: Report, *, settled: float = 0) -> None:
    """Keep the mails that lie in the folder and move them to 已收 or 没有收."""
    for path in list(_mails(folder)) if folder.is_dir() else ():
        try:
            if time.time() - path.stat().st_mtime < settled:
                continue
            kept = _keep(path, path.relative_to(folder).as_posix(), unit, report)
            _move(path, folder / (NOT_TAKEN if kept.what == "refused" else TAKEN))
        except OSError as error:
            log.warning("来信 %s 读不了：%s", path.name, error)
            report.left += 1


def take_files(paths: Iterable[Path], unit: Unit, report: Report) -> None:
    """Keep the mails of these files and folders; the files stay where they are."""
    for path in paths:
        for one in _mails(path) if path.is_dir() else (path,):
            try:
                _keep(one, one.name, unit, report)
            except OSError:
                report.left += 1


def _keep(path: Path, source: str, unit: Unit, report: Report) -> Kept:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    kept = keep_mail(data, source, unit, at=timezone.now())
    report.add(source, kept)
    return kept


def _mails(folder: Path) -> Iterator[Path]:
    """Files that end in .eml, and what lies in a maildir, but for what was dealt with."""
    for path in lying(folder, TAKEN, NOT_TAKEN):
        in_maildir = path.parent.name in _MAILDIR and all((path.parent.parent / one).is_dir() for one in _MAILDIR)
        if path.suffix.lower() == ".eml" or in_maildir:
            yield path


def _move(path: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    target, no = to / path.name, 1
    while target.exists():
        no += 1
        target = to / f"{path.stem}-{no}{path.suffix}"
    shutil.move(path, target)


def take_box(unit: Unit, report: Report) -> None:
    """Keep the mails of the box that nobody has read, and mark them as read there once they are kept; nothing is taken
    out of the box. Without a box nothing is done. Raises BoxFailed."""
    if not settings.IMAP.hostname:
        return
    with _opened(settings.IMAP) as box:
        for number in _unread(box)[:AT_ONCE]:
            data = _bytes_of(box, number)
            if data is None:
                report.left += 1
                continue
            source = f"邮箱 {number}"
            report.add(source, keep_mail(data, source, unit, at=timezone.now()))
            box.uid("STORE", number, "+FLAGS", r"(\Seen)")


Box = imaplib.IMAP4


@contextmanager
def _opened(address: SplitResult, connect: Callable[[SplitResult], Box] | None = None) -> Iterator[Box]:
    """The box, signed in. Raises BoxFailed."""
    try:
        box = (connect or _connect)(address)
        try:
            box.login(unquote(address.username or ""), unquote(address.password or ""))
            box.select(unquote(address.path.strip("/")) or "INBOX")
            yield box
        finally:
            box.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise BoxFailed(
            f"收信邮箱没有连上（{error}）。请核对 MOFAN_IMAP 的地址、账号和密码；已收的不受影响。"
        ) from error


def _connect(address: SplitResult) -> Box:
    host = address.hostname or ""
    if address.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, address.port or 993, timeout=PATIENCE)
    return imaplib.IMAP4(host, address.port or 143, timeout=PATIENCE)


def _unread(box: Box) -> list[str]:
    _, found = box.uid("SEARCH", "UNSEEN")
    return found[0].decode("ascii").split() if found and isinstance(found[0], bytes) else []


def _bytes_of(box: Box, number: str) -> bytes | None:
    """The mail, without marking it as read; None where the box gives none."""
    _, parts = box.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST + 1}>)")
    return next((part[1] for part in parts or () if isinstance(part, tuple) and len(part) > 1), None)
