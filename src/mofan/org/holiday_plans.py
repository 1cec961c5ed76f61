"""A year's plan of days off as it reaches an agency (放假安排): a table, the JSON of holiday-cn, or the notice itself.
Pure.

A notice says it in sentences: «元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。»
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from mofan.org.reading_days import NotADay, read_day
from mofan.org.sheets import Cell, NotASheet, read_sheets, said
from mofan.org.working_days import DayOff, NotACalendar

_OFF = frozenset("off 放假 休 休息 节假日 假 假期 法定节假日 调休 否 false n".split())  # noqa: SIM905
_WORK = frozenset("work 上班 班 调休上班 补班 工作日 工作 是 true y".split())  # noqa: SIM905
_DAY = ("日期", "date", "放假日期", "时间", "day")
_FIRST = ("开始日期", "开始", "起", "自", "start")
_LAST = ("结束日期", "结束", "止", "至", "end")
_NAME = ("名称", "节日", "节假日", "节日名称", "name", "说明", "备注")
_KIND = ("类型", "kind", "安排", "是否上班", "上班", "性质", "状态", "类别", "是否放假", "type")
_WEEKDAY = r"(?:\s*\([^)]*\))?"
_POINT = rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})[日号]{_WEEKDAY}"
_SPAN = re.compile(rf"{_POINT}(?:\s*[至到\-—~～]+\s*{_POINT})?")
_NAMED = re.compile(
    r"(?:^|[、.)\s])((?:国庆节[、和]?)?(?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)(?:[、和]国庆节|[、和]中秋节)?)"
)
_REST = re.compile(r"放假|休息|休假|调休")
_LONGEST_SPAN = 20


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What was read of a plan (读出的安排): its days in order, and a sentence for whatever could not be understood."""

    days: tuple[DayOff, ...]
    problems: tuple[str, ...]


def read_plan_file(data: bytes, name: str, year: int | None = None) -> PlanRead:
    """The plan in a file: .xlsx, .csv, .json, or .txt with the notice. `year` stands in where days name none.

    Raises NotACalendar when nothing of it is a plan.
    """
    if data.lstrip()[:1] == b"{":
        return _json(data)
    if name.lower().endswith(".txt"):
        return read_notice(data.decode("utf-8", "replace"), year)
    try:
        rows = [row for sheet in read_sheets(data, name) for row in sheet.rows]
    except NotASheet as error:
        raise NotACalendar(str(error)) from error
    return _table(rows, year)


def read_notice(text: str, year: int | None = None) -> PlanRead:
    """The plan that a notice tells in sentences; a year in its heading (2027年) stands in where `year` is not given.

    Raises NotACalendar when no day off is found.
    """
    text = normalize("NFKC", text)
    if year is None and (found := re.search(r"(20\d\d)年(?:部分)?节假日", text) or re.search(r"(20\d\d)年", text)):
        year = int(found[1])
    if year is None:
        raise NotACalendar("没有看到是哪一年的安排，请选年份。")
    name, days, problems = "", list[DayOff](), list[str]()
    for sentence in re.split(r"[。;\n]", text):
        if named := _NAMED.search(sentence):
            name = named[1]
        for clause, worked in _clauses(sentence):
            try:
                days += [DayOff(day, name, worked) for day in _spans(clause, year)]
            except (NotADay, ValueError):
                problems.append(f"“{sentence.strip()[:40]}”里的日期没有看懂，请手工补上。")
    return _settled(days, problems, "没有从文字里读出放假的日期。请核对是不是放假通知，或改用表格。")


def _clauses(sentence: str) -> Iterator[tuple[str, bool]]:
    """Each stretch up to a word that says whether its days are off or worked, and which."""
    waiting = ""
    for clause in sentence.split(","):
        waiting += f"{clause},"
        if "上班" in clause or _REST.search(clause):
            yield waiting, "上班" in clause
            waiting = ""


def _spans(part: str, year: int) -> Iterator[date]:
    month = 0
    for found in _SPAN.finditer(part):
        first_year, month = int(found[1] or year), int(found[2] or month)
        first = date(first_year, month, int(found[3]))
        last = first
        if found[6]:
            last_month = int(found[5] or month)
            last_year = int(found[4] or (first_year + 1 if last_month < month else first_year))
            last = date(last_year, last_month, int(found[6]))
            month = last_month
        yield from _from_to(first, last)


def _from_to(first: date, last: date) -> Iterator[date]:
    if not first <= last <= first + timedelta(days=_LONGEST_SPAN):
        raise NotADay("起止日期前后颠倒或相隔太久。")
    yield from (first + timedelta(days=step) for step in range((last - first).days + 1))


def _json(data: bytes) -> PlanRead:
    try:
        listed = json.loads(data)["days"]
        days = [DayOff(date.fromisoformat(one["date"]), str(one["name"]), not one["isOffDay"]) for one in listed]
    except (ValueError, KeyError, TypeError) as error:
        raise NotACalendar("这个 .json 不是放假安排：要有 days，每天有 date、name、isOffDay。") from error
    return _settled(days, [], "文件里没有放假的日期，这一年的安排可能还没有公布。")


def _table(rows: Sequence[Sequence[Cell]], year: int | None) -> PlanRead:
    start = 0
    for row in rows[:10]:
        start += 1
        heads = [said(cell).lower() for cell in row]
        day, first, last = (_column(heads, names) for names in (_DAY, _FIRST, _LAST))
        kind = _column(heads, _KIND)
        if kind is not None and (day is not None or (first is not None and last is not None)):
            break
    else:
        raise NotACalendar("没有看到表头。表头要有“日期”（或“开始日期、结束日期”）和“类型”（放假或上班）两列。")
    name = _column(heads, _NAME)
    days, problems = list[DayOff](), list[str]()
    for at, line in enumerate(rows[start:], start + 1):
        cells = [*line, *[None] * (len(heads) - len(line))]
        if not any(said(cell) for cell in cells):
            continue
        try:
            worked = _worked(said(cells[kind]), heads[kind])
            called = said(cells[name]) if name is not None else ""
            days += [DayOff(one, called, worked) for one in _days_of(cells, day, first, last, year)]
        except NotADay as error:
            problems.append(f"第 {at} 行：{error}")
    return _settled(days, problems, "表格里没有读出放假的日期。")


def _days_of(
    cells: Sequence[Cell], day: int | None, first: int | None, last: int | None, year: int | None
) -> list[date]:
    if day is None:
        assert first is not None
        assert last is not None
        begin = read_day(cells[first], year)
        finish = read_day(cells[last], year) or begin
        if begin is None or finish is None:
            raise NotADay("没有写日期。")
        return list(_from_to(begin, finish))
    text = normalize("NFKC", said(cells[day]))
    if year is not None and re.search(r"[至到~]", text):
        return list(_spans(text, year))
    one = read_day(cells[day], year)
    if one is None:
        raise NotADay("没有写日期。")
    return [one]


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(one) for one in names if one in heads), None)


def _worked(text: str, head: str) -> bool:
    """Whether a day of that kind is worked. Under 是否放假 yes means a day off."""
    text = text.lower()
    if text in _WORK:
        return "放假" not in head or text not in ("是", "true", "y")
    if text in _OFF:
        return "放假" in head and text in ("否", "false", "n")
    raise NotADay(f"类型“{text[:10]}”认不出，请填“放假”或“上班”。")


def _settled(days: list[DayOff], problems: list[str], empty: str) -> PlanRead:
    """The days in order, each once; one that is said to be both is a problem."""
    if not days:
        raise NotACalendar(problems[0] if problems else empty)
    kept: dict[date, DayOff] = {}
    for one in days:
        was = kept.setdefault(one.day, one)
        if was.worked != one.worked:
            problems.append(f"{one.day:%Y-%m-%d} 既写了放假又写了上班，请核对。")
    for day in sorted(kept):
        if kept[day].worked and day.weekday() < 5:
            problems.append(f"{day:%Y-%m-%d} 不是周末，本来就上班，请核对。")
    return PlanRead(tuple(kept[day] for day in sorted(kept)), tuple(dict.fromkeys(problems)))
