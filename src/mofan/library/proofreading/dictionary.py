"""The unit's dictionary (词典): words that are right as they stand. Added, voided, taken in and given out as sheets."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zipfile import BadZipFile

import openpyxl
from django.db import transaction
from django.db.models import QuerySet
from openpyxl.utils.exceptions import InvalidFileException

from mofan.library.proofreading.models import DictionaryEntry, EntryKind
from mofan.library.proofreading.texts import ProofreadText
from mofan.org.actions import note
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.text.proofread import Finding
from mofan.text.read import Unreadable, read_bytes

MOST = 5000
"""Words that are taken in at once."""
HEADINGS = ("词语", "类别", "缘由")
_EVERYBODY = "全体单位"
_VOIDED = "作废时间"
_SHEET = (b"PK",)


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word to be added, with why."""

    word: str
    kind: EntryKind = EntryKind.WORD
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the words of a sheet."""

    added: int
    known: int
    wrong: tuple[str, ...]
    """Lines that hold no word, each with why."""


def entries_visible_to(person: Person) -> QuerySet[DictionaryEntry]:
    """The words that this person may see, newest first, voided ones too."""
    return DictionaryEntry.objects.visible_to(person).select_related("unit", "added_by", "voided_by")


def may_change(person: Person, unit: Unit | None) -> bool:
    """Whether this person may change the dictionary of a unit; without a unit it is everybody's."""
    if person.may(Right.ADMINISTER):
        return True
    return person.may(Right.CURATE) and person.unit_id == (unit.pk if unit else None)


def proposed_word(text: str, finding: Finding) -> str:
    """What to write into the dictionary for a finding: its words, or, where they are too short to stand alone, with
    their neighbours up to the next mark or break."""
    start, end = finding.start, finding.end
    while end - start < 3 or not _is_word(text[start:end]):
        left = start > 0 and (text[start - 1].isalnum() or not text[start:end].strip())
        right = end < len(text) and text[end].isalnum()
        if not (left or right) or end - start > 6:
            break
        start, end = start - left, end + right
    return text[start:end].strip()[: DictionaryEntry.LONGEST]


@transaction.atomic
def add(new: NewWord, *, unit: Unit | None, by: Person, at: datetime) -> DictionaryEntry:
    """Write a word into the dictionary of a unit (收入词典); without a unit it holds for everybody.

    Raises RuleBroken without leave, for no word, for one that says too much, and for one that is there.
    """
    return _add(new, unit, by=by, at=at)


@transaction.atomic
def refuse_for_unit(text: ProofreadText, finding: Finding, word: str, *, by: Person, at: datetime) -> DictionaryEntry:
    """A finding is refused for every text of the person's unit: the word goes into its dictionary (收入词典). `word`
    holds the words of the finding. Raises RuleBroken as `add` does, and where it does not stand over the finding."""
    word = word.strip()
    if not _covers(text.text, finding, word):
        raise RuleBroken(f"要收入的词语须包含“{finding.quote}”，并与文中这一处一致。请改过再收。")
    return _add(NewWord(word, why=finding.message[:200]), by.unit, by=by, at=at, found_in=text)


@transaction.atomic
def void(entry: DictionaryEntry, *, by: Person, at: datetime, why: str) -> None:
    """The word holds no longer; the entry stays, with the reason (作废). Raises RuleBroken without leave, without a
    reason, and when it was voided before."""
    _allow(by, entry.unit)
    if not why.strip():
        raise RuleBroken("作废要写明缘由。")
    rows = DictionaryEntry.objects.standing().filter(pk=entry.pk)
    if not rows.update(voided_by=by, voided_at=at, void_reason=why.strip()[:200]):
        raise RuleBroken("这个词条已经作废了。")
    entry.refresh_from_db()
    note(entry, "词条作废", by=by, at=at, why=f"{entry.word}：{why.strip()}")


@transaction.atomic
def take_in(lines: Iterable[NewWord | str], *, unit: Unit | None, by: Person, at: datetime) -> TakenIn:
    """Add the words of a sheet (导入); those that are there already are passed over. A `str` is a line that holds no
    word, and says why. Raises RuleBroken without leave, for no words and for too many."""
    _allow(by, unit)
    given = list(lines)
    if not any(isinstance(one, NewWord) for one in given):
        raise RuleBroken("没有读到词语。每行一个词语，或用表头为“词语、类别、缘由”的表。")
    if len(given) > MOST:
        raise RuleBroken(f"一次最多导入 {MOST} 个词语，请分几次。")
    known = set(DictionaryEntry.objects.standing().filter(unit=unit).values_list("word", flat=True))
    rows: list[DictionaryEntry] = []
    wrong, passed = [], 0
    for one in given:
        problem = one if isinstance(one, str) else _problem(one.word)
        if problem or isinstance(one, str):
            wrong.append(problem)
        elif one.word in known:
            passed += 1
        else:
            known.add(one.word)
            rows.append(_row(one, unit, by=by, at=at))
    DictionaryEntry.objects.bulk_create(rows)
    if rows:
        first = DictionaryEntry.objects.filter(unit=unit, word=rows[0].word, voided_at=None).get()
        note(first, "导入词典", by=by, at=at, why=f"新收 {len(rows)} 个，已有 {passed} 个，从“{first.word}”起")
    return TakenIn(len(rows), passed, tuple(wrong))


def words_of_sheet(data: bytes, name: str) -> Iterator[NewWord | str]:
    """The words of a handed-in sheet: .xlsx, .csv, or text with a word a line; what a sheet that was
    given out says is voided is left out. Raises RuleBroken for another file."""
    voided: int | None = None
    for number, row in enumerate(_rows(data, name), 1):
        cells = [cell.strip().removeprefix("'") for cell in row] + ["", "", ""]
        if cells[0] == HEADINGS[0]:
            voided = cells.index(_VOIDED) if _VOIDED in cells else None
        if not any(cells) or cells[0] == HEADINGS[0] or (voided and cells[voided : voided + 1] > [""]):
            continue
        kind = next((kind for kind in EntryKind if cells[1] in (kind.label, kind.value)), None)
        if cells[1] and kind is None:
            yield f"第 {number} 行：没有“{cells[1]}”这个类别。"
        else:
            yield NewWord(cells[0], kind or EntryKind.WORD, cells[2][:200])


def sheet_of(entries: Iterable[DictionaryEntry]) -> bytes:
    """The words as a .csv that table programs open (导出), with who added each and when, and what was voided."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*HEADINGS, "单位", "何人收入", "收入时间", _VOIDED, "作废缘由"])
    for one in entries:
        writer.writerow(
            [
                *(_harmless(cell) for cell in (one.word, EntryKind(one.kind).label, one.why)),
                one.unit.name if one.unit else _EVERYBODY,
                one.added_by.name,
                f"{one.added_at:%Y-%m-%d}",
                f"{one.voided_at:%Y-%m-%d}" if one.voided_at else "",
                _harmless(one.void_reason),
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _rows(data: bytes, name: str) -> Iterator[list[str]]:
    if data.startswith(_SHEET):
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise RuleBroken("这个文件打不开。请用 .xlsx、.csv，或每行一个词语的 .txt。") from error
        for row in next(iter(book.worksheets)).iter_rows(values_only=True, max_row=MOST + 1, max_col=8):
            yield ["" if cell is None else str(cell) for cell in row]
        return
    try:
        text = read_bytes(data, name if name.lower().endswith((".txt", ".csv")) else "词典.txt").text
    except Unreadable as refusal:
        raise RuleBroken(str(refusal)) from refusal
    yield from csv.reader(io.StringIO(text.replace("\t", ",").replace("\x00", "")))


def _add(
    new: NewWord, unit: Unit | None, *, by: Person, at: datetime, found_in: ProofreadText | None = None
) -> DictionaryEntry:
    _allow(by, unit)
    new = NewWord(new.word.strip(), new.kind, new.why.strip()[:200])
    if problem := _problem(new.word):
        raise RuleBroken(problem)
    if DictionaryEntry.objects.standing().filter(unit=unit, word=new.word).exists():
        raise RuleBroken(f"词典里已有“{new.word}”。")
    entry = _row(new, unit, by=by, at=at)
    if found_in is not None:
        entry.subject, entry.subject_id = found_in.row._meta.label_lower, found_in.row.pk
    entry.save()
    note(entry, "收入词典", by=by, at=at, why=new.word)
    return entry


def _row(new: NewWord, unit: Unit | None, *, by: Person, at: datetime) -> DictionaryEntry:
    return DictionaryEntry(unit=unit, word=new.word, kind=new.kind, why=new.why, added_by=by, added_at=at)


def _problem(word: str) -> str:
    """What speaks against a word; empty where nothing does."""
    if not word:
        return "请写明要收入的词语。"
    if len(word) > DictionaryEntry.LONGEST:
        return f"“{word[:20]}……”太长，一个词条最多 {DictionaryEntry.LONGEST} 个字。"
    if not _is_word(word):
        return f"“{word}”太短。词条至少两个字符，其中要有文字：单个字或标点收进词典，别处真错也看不到了。"
    return "" if word.isprintable() else "词条里有换行或不能用的字符。"


def _is_word(word: str) -> bool:
    return len(word) > 1 and any(char.isalnum() for char in word)


def _covers(text: str, finding: Finding, word: str) -> bool:
    """Whether `word` stands in the text over the whole finding."""
    if not word:
        return False
    first = max(0, finding.end - len(word))
    return any(text.startswith(word, at) for at in range(first, finding.start + 1))


def _allow(by: Person, unit: Unit | None) -> None:
    if not may_change(by, unit):
        whose = f"“{unit.name}”的" if unit else "全体单位共用的"
        raise RuleBroken(f"您没有改动{whose}词典的权限，请找该单位的素材库管理员或系统管理员。")
