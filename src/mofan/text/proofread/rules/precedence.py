"""The order of organs, levels and posts (排序): 县委、县人大、县政府、县政协; 省、市、县; 党组书记、局长."""

import re
from collections.abc import Iterator

from mofan.text.describe.surnames import SURNAMES
from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.pattern import Pattern

_LEVELS = "省市县区州盟旗镇乡"
_ORGAN = r"(?:委员会|委|人大常委会|人大|人民政府|政府|政协)"
_ORGANS = late(rf"(?P<level>[{_LEVELS}]){_ORGAN}(?:、(?P=level){_ORGAN}){{1,3}}(?![\u4e00-\u9fff]?[办局])")
_RANK = {"委": 0, "委员会": 0, "人大": 1, "人大常委会": 1, "政府": 2, "人民政府": 2, "政协": 3}
_POST = r"(?:委书记|人大常委会主任|长|政协主席)"
_LEADERS = late(
    rf"(?<![副各省市县区])(?P<level>[市县区州盟旗]){_POST}(?:、(?P=level){_POST}){{1,3}}(?![\u4e00-\u9fff]?办)"
)
_POST_RANK = {"委书记": 0, "人大常委会主任": 1, "长": 2, "政协主席": 3}
_LADDER = late(r"[省市县区旗乡镇村](?:、[省市县区旗乡镇村]){2,5}(?=各级|级|各?部门|有关部门|的|党委|两会|党代会)")
_HEIGHT = {"省": 1, "市": 2, "县": 3, "区": 3, "旗": 3, "乡": 4, "镇": 4, "村": 5}
_NAME = f"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}"
_PARTY = r"党(?:组|委|工委|总支|支部)"

POSTS = (
    Pattern(
        "post in the Party behind the other", "office", "warning",
        late(
            rf"(?P<it>(?P<post>(?<!副)(?:局长|主任|院长|厅长|校长|检察长|处长|所长|台长))、(?P<party>{_PARTY}书记))(?![\u4e00-\u9fff]?[、]{_PARTY})"
        ),
        "职务并提时，党内职务在前：“{new}”。", r"\g<party>、\g<post>", 0.7,
        ("县水务局局长、党组书记李明", "医院院长、党委书记"),
        ("县水务局党组书记、局长李明", "局长，党组书记"),
        ("书记",),
    ),
    Pattern(
        "deputy secretary behind the head of a level", "office", "warning",
        late(r"(?<![副代各])(?P<it>(?P<level>[省市县区州盟旗镇乡])长、(?P<party>(?P=level)(?:党?委|工委)副书记))(?![\u4e00-\u9fff]?[、，])"),
        "职务并提时，党内职务在前：“{new}”。", r"\g<party>、\g<level>长", 0.75,
        ("县长、县委副书记李明主持会议。", "镇长、镇党委副书记王强"),
        ("县委副书记、县长李明主持会议。", "副县长、县委副书记"),
        tuple(f"{level}长、" for level in "省市县区州盟旗镇乡"),
    ),
    Pattern(
        "member of the Party group behind a deputy post", "office", "warning",
        late(rf"(?P<it>(?P<post>副(?:局长|主任|院长|厅长|校长|检察长|总经理|行长|处长|所长))、(?P<party>{_PARTY}(?:副书记|委?成员|委员)))"),
        "职务并提时，党内职务在前：“{new}”。", r"\g<party>、\g<post>", 0.7,
        ("副局长、党组成员王强", "副院长、党委委员"),
        ("党组成员、副局长王强", "税务局党委委员、副局长"),
        ("长、党", "任、党", "理、党"),
    ),
    Pattern(
        "deputy named before the head", "office", "warning",
        late(
            rf"(?<![\u4e00-\u9fff]、)(?P<it>副(?P<post>局长|主任|院长|厅长|校长|检察长|处长|所长|县长|市长|区长|镇长|乡长|部长|书记|主席|组长))"
            rf"(?={_NAME}、(?P=post){_NAME}(?:[、，。]|等|出席|参加|主持|陪同|一同|分别|同志))"
        ),
        "正职在前，副职在后，请核对次序。", None, 0.7,
        ("副局长周明、局长吴刚、党组成员郑阳参加会议。",),
        ("局长吴刚、副局长周明参加会议。", "副局长周明、主任吴刚参加会议。"),
        ("副",),
    ),
    Pattern(
        "posts of the state before that of the Party", "office", "error",
        late(r"(?P<it>(?P<state>(?:国家主席|中央军委主席)(?:、(?:国家主席|中央军委主席))?)、(?P<party>(?:中共)?中央(?:委员会)?总书记)(?:、(?:国家主席|中央军委主席))?)"),
        "次序为“中共中央总书记、国家主席、中央军委主席”。", "中共中央总书记、国家主席、中央军委主席", 0.9,
        ("国家主席、中共中央总书记、中央军委主席",),
        ("中共中央总书记、国家主席、中央军委主席", "国家主席、中央军委主席"),
        ("总书记",),
    ),
)  # fmt: skip
"""Rules of posts that one person holds."""


def find_precedence(text: str) -> Iterator[Finding]:
    """Organs of one level, who lead them, and levels, that do not stand in their order."""
    for found in _ORGANS.finditer(text):
        organs = found[0].split("、")
        ordered = sorted(organs, key=lambda organ: _RANK[organ[1:]])
        if organs != ordered and len(set(organs)) == len(organs):
            yield _finding(found, "、".join(ordered), "机关的次序为", "order of organs")
    for found in _LEADERS.finditer(text):
        posts = found[0].split("、")
        ordered = sorted(posts, key=lambda post: _POST_RANK[post[1:]])
        if posts != ordered and len(set(posts)) == len(posts):
            yield _finding(found, "、".join(ordered), "职务的次序为", "order of posts")
    for found in _LADDER.finditer(text):
        levels = found[0].split("、")
        heights = [_HEIGHT[level] for level in levels]
        if heights not in (sorted(heights), sorted(heights, reverse=True)) and len(set(heights)) > 2:
            ordered = sorted(levels, key=lambda level: _HEIGHT[level])
            yield _finding(found, "、".join(ordered), "层级的次序为", "order of levels")


def _finding(found: re.Match[str], new: str, said: str, rule: str) -> Finding:
    return Finding(found.start(), found.end(), found[0], "office", "warning", f"{said}“{new}”。", new, rule, 0.75)
