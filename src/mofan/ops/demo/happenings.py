"""What happens in an agency of the county over two years (两年里的事): rhythms, chances and words. Pure: no Django.

Every text is fiction. Nothing is uniform: units differ in zeal, summers are quiet, some things are entered late.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

YEARS = 2


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One kind of record, and how it comes about."""

    kind: str
    of: str
    """branch: of a Party branch; agency: of the agency."""
    days: int
    """From one to the next, about."""
    titles: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → what may stand in it."""
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Field → from, to."""
    people: tuple[str, ...] = ()
    """Fields that name somebody."""
    items: tuple[str, ...] = ()
    """Titles of agenda items, with conclusions behind a bar."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened."""

    rhythm: Rhythm
    unit: int
    held_on: date
    title: str
    texts: Mapping[str, str]
    numbers: Mapping[str, int]
    items: tuple[tuple[str, str], ...]
    away: tuple[float, ...]
    """Chances to draw the absent by."""
    entered_after: int
    """Days until somebody entered it."""


RHYTHMS = (
    Rhythm(
        "themed_party_day",
        "branch",
        31,
        ("清理灌渠义务劳动", "重温入党志愿书", "走进红色教育馆", "政策宣讲进村组", "机关环境整治", "给老党员送学上门"),
        {
            "place": ("机关会议室", "柳湾村", "县红色教育馆", "河东灌区"),
            "content": (
                "全体党员分成三组清理渠道淤泥，收工后逐人谈体会。",
                "集体重温入党志愿书，三名党员谈入党初心。",
                "听讲解员讲安澜渠修建的故事，在展板前重温誓词。",
                "分头到联系户宣讲用水补贴办法，收集意见。",
            ),
        },
        people=("organiser",),
    ),
    Rhythm(
        "committee_meeting",
        "branch",
        33,
        ("支部委员会会议",),
        {"place": ("支部活动室",)},
        people=("chair", "minute_taker"),
        items=(
            "研究下月主题党日安排|定在第三周周五，组织委员准备材料。",
            "讨论党费收缴情况|本月全部按时交纳。",
            "听取党小组工作情况|两个小组的学习记录补齐后报支部。",
            "研究困难党员慰问|慰问两名，书记带队。",
        ),
    ),
    Rhythm(
        "general_meeting",
        "branch",
        92,
        ("支部党员大会",),
        {"place": ("机关大会议室",)},
        people=("chair", "minute_taker"),
        items=(
            "听取支部委员会季度工作情况|同意，下季度把入户走访排到周。",
            "通报党费使用情况|无异议。",
            "学习上级文件|各小组分头落实。",
        ),
    ),
    Rhythm(
        "party_lecture",
        "branch",
        95,
        ("守住一渠清水，守好一颗初心", "从一张派工单看作风", "把群众的小事办成自己的大事"),
        {
            "place": ("机关大会议室",),
            "lecturer_post": ("leader", "leading_body", "member"),
            "outline": ("从三件群众来信讲起，谈办事的分寸和速度。", "结合本年督查发现的问题，讲责任怎么落到人。"),
        },
        {"hours": (1, 2)},
        ("lecturer",),
    ),
    Rhythm(
        "first_agenda_item",
        "agency",
        16,
        ("“第一议题”学习",),
        {
            "meeting": ("党组会议",),
            "material": (
                "学习关于基层减负的有关要求。",
                "学习关于粮食安全和水利建设的有关论述。",
                "学习关于加强机关建设的有关要求。",
            ),
            "measures": ("办公室两周内清理重复报表。", "各科室月底前报一项减负措施。"),
        },
        people=("reader",),
    ),
    Rhythm(
        "study_group_session",
        "agency",
        88,
        ("理论学习中心组集体学习",),
        {"place": ("机关大会议室",)},
        {"hours": (2, 4)},
        ("chair",),
        ("专题研讨|每人结合分管工作发言。", "交流学习体会|整理成清单交办公室。"),
    ),
    Rhythm(
        "cautionary_education",
        "agency",
        150,
        ("观看警示教育片", "旁听职务犯罪庭审", "通报学习典型案例"),
        {
            "form": ("film", "court", "cases"),
            "content": ("观看后分组讨论，对照查摆廉政风险点。", "以案为鉴，逐人谈体会。"),
        },
        {"cases": (1, 4)},
    ),
    Rhythm(
        "field_visit",
        "agency",
        21,
        ("走访灌区农户", "回访信访群众", "查看在建项目", "调研村集体经济"),
        {
            "place": ("柳湾村", "石桥镇", "河东灌区", "北坡村"),
            "to": ("village", "household", "enterprise"),
            "content": ("逐户问用水、问收入、问难处，能当场答复的当场答复。", "带着去年的问题清单去，一条一条核对。"),
        },
        {"households": (3, 18), "problems": (0, 6), "solved": (0, 3)},
        ("visitors",),
    ),
    Rhythm(
        "publicity_piece",
        "agency",
        26,
        ("机关干部一线解难题", "一张清单管到底", "主题党日在渠边", "便民窗口延时办"),
        {"media": ("安澜县融媒体中心", "机关网站", "安澜工作通讯"), "level": ("own", "county", "county", "city")},
        people=("author",),
    ),
)
"""What the small agencies of the demonstration do, and about how often."""


def happenings(branches: list[int], agencies: list[int], today: date, seed: int = 7) -> Iterator[Happening]:
    """What happened up to today, unit by unit."""
    chance = Random(seed)
    first = today - timedelta(days=365 * YEARS)
    for rhythm in RHYTHMS:
        for unit in branches if rhythm.of == "branch" else agencies:
            zeal = chance.uniform(0.75, 1.35)
            day = first + timedelta(days=chance.randrange(rhythm.days))
            while day <= today:
                if not (day.month in (7, 8) and chance.random() < 0.3) and chance.random() < 0.95:
                    yield _happening(rhythm, unit, _workday(day, today), chance)
                day += timedelta(days=max(5, round(chance.gauss(rhythm.days / zeal, rhythm.days / 6))))


def _happening(rhythm: Rhythm, unit: int, day: date, chance: Random) -> Happening:
    numbers = {name: chance.randint(low, high) for name, (low, high) in rhythm.numbers.items()}
    if "solved" in numbers:
        numbers["solved"] = min(numbers["solved"], numbers["problems"])
    chosen = chance.sample(rhythm.items, min(len(rhythm.items), chance.randint(1, 3))) if rhythm.items else []
    items = tuple((title, conclusion) for title, _, conclusion in (one.partition("|") for one in chosen))
    return Happening(
        rhythm=rhythm,
        unit=unit,
        held_on=day,
        title=chance.choice(rhythm.titles),
        texts={name: chance.choice(some) for name, some in rhythm.texts.items()},
        numbers=numbers,
        items=items,
        away=tuple(chance.random() for _ in range(40)),
        entered_after=chance.choice((0, 0, 0, 1, 1, 2, 3, 9)),
    )


def _workday(day: date, today: date) -> date:
    """The Friday before a weekend, never a day to come."""
    return min(day - timedelta(days=max(0, day.weekday() - 4)), today)
