"""`mofan reseal`: what is sealed in the rows is sealed anew with another key (更换数据密钥).

The new key is written before the first row is touched, and the old one is kept beside it until nobody needs it: killed
at any moment and run again, it goes on where it was.
"""

import argparse
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from mofan.cases.models import Party
from mofan.cases.parties import whole
from mofan.ops.answering import FAILED, refuse
from mofan.ops.terminal import Line
from mofan.org.models import PersonalData
from mofan.org.sealing import SealBroken, digest, is_current, seal, unseal

KEY, OLD_KEYS = "data_key", "old_data_keys"
AT_ONCE: Final = 500
"""Rows that are sealed anew in one transaction."""


def _of_personal_data(row: Any) -> dict[str, str]:
    assert isinstance(row, PersonalData)
    number = row.id_number
    return {"id_number_digest": "" if "*" in number else digest(number)}


def _of_party(row: Any) -> dict[str, str]:
    assert isinstance(row, Party)
    facts = whole(row)
    return {"phone_digest": digest(facts.phone), "id_digest": digest(facts.id_number)}


def _nothing(row: Any) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column that is sealed, and the digests that its rows are found by."""

    model: str
    column: str
    digests: Callable[[Any], Mapping[str, str]] = _nothing


SEALED: Final = (
    Sealed("org.PersonalData", "id_number_sealed", _of_personal_data),
    Sealed("cases.Party", "sealed", _of_party),
    Sealed("cases.Letter", "sealed"),
    Sealed("cases.Mail", "sealed"),
)
"""Every column that is sealed; a test finds one that is missing here."""


@dataclass(slots=True)
class Resealed:
    """What came of it: rows that were looked at, sealed anew, and those that no key opens."""

    rows: int = 0
    anew: int = 0
    broken: int = 0


def reseal(asked: argparse.Namespace) -> int:
    """`mofan reseal [--new-key] [--forget]`."""
    if asked.new_key and os.environ.get("MOFAN_DATA_KEY"):
        return refuse(
            "密钥由 MOFAN_DATA_KEY 给出：请把新密钥写进它、原来的写进 MOFAN_OLD_DATA_KEYS，再运行 mofan reseal。"
        )
    if asked.new_key:
        replace_key(settings.MOFAN_HOME)
    with Line() as line:
        done = reseal_all(lambda count: line.show(f"已核对 {count:,} 行"))
    print(f"核对 {done.rows:,} 行，换用新密钥重新加密 {done.anew:,} 行。")
    if done.broken:
        print(f"有 {done.broken:,} 行用现有的密钥都打不开，没有改动。请找回当时的密钥，写进 {OLD_KEYS} 再运行一次。")
        return FAILED
    if asked.forget:
        (settings.MOFAN_HOME / OLD_KEYS).unlink(missing_ok=True)
        print("旧密钥已经删去。从前的备份要用旧密钥才能打开，请和那些备份分开保存。")
    elif settings.OLD_DATA_KEYS:
        print(f"旧密钥还在 {OLD_KEYS}，已经没有哪一行用到它；确认无误后运行 mofan reseal --forget 删去。")
    return 0


def replace_key(home: Path) -> None:
    """Another key from here on; the one before is kept first. In this order nothing is ever sealed with a key that
    stands nowhere."""
    known = dict.fromkeys((*settings.OLD_DATA_KEYS, settings.DATA_KEY))
    _write(home / OLD_KEYS, "\n".join(known) + "\n")
    made = secrets.token_urlsafe(50)
    _write(home / KEY, made)
    settings.OLD_DATA_KEYS, settings.DATA_KEY = tuple(known), made


def _write(path: Path, text: str) -> None:
    """The whole file or, killed meanwhile, the one before."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(made, path)


def reseal_all(say: Callable[[int], None] = lambda count: None) -> Resealed:
    """Every row that another key sealed, or that is found by a digest of another, is written anew."""
    done = Resealed()
    for sealed in SEALED:
        for keys in _batches(sealed):
            _reseal(sealed, keys, done)
            say(done.rows)
    return done


def _batches(sealed: Sealed) -> Iterator[list[int]]:
    rows, last = _rows(sealed), 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield keys
        last = keys[-1]


def _rows(sealed: Sealed) -> Any:
    model: type[Model] = apps.get_model(sealed.model)
    return model._default_manager.all()


@transaction.atomic
def _reseal(sealed: Sealed, keys: list[int], done: Resealed) -> None:
    for row in _rows(sealed).filter(pk__in=keys).select_for_update():
        done.rows += 1
        text = getattr(row, sealed.column)
        try:
            wanted = {} if is_current(text) else {sealed.column: seal(unseal(text))}
            wanted |= {name: value for name, value in sealed.digests(row).items() if getattr(row, name) != value}
        except SealBroken:
            done.broken += 1
            continue
        if wanted:
            done.anew += 1
            _rows(sealed).filter(pk=row.pk).update(**wanted)
