"""What a name or a title tells of itself (按名称判断): the kind of a unit, the rank of a post, the standing of a
member. Pure."""

import re

from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.rules import RuleBroken

_KINDS: tuple[tuple[str, UnitKind, str, str], ...] = (
    (r"党小组$", UnitKind.CELL, "第一党小组", "党小组办公室"),
    (r"(党支部|支部委员会)$", UnitKind.BRANCH, "水务局第一党支部", "党支部书记室"),
    (r"(党总支|总支部委员会)$", UnitKind.GENERAL_BRANCH, "教育局党总支", "总支办公室"),
    (r"(党委|党组|工委|工作委员会|机关党委|党的委员会)$", UnitKind.PARTY_COMMITTEE, "县委工委", "党委办公室"),
    (r"(专班|领导小组|工作组|攻坚组|突击队)$", UnitKind.TEAM, "防汛专班", "专班办公室"),
    (r"(调解委员会|调解室|调解中心|调委会|调解组织)$", UnitKind.MEDIATION, "人民调解委员会", "调解科"),
    (r"(窗口|服务台)$", UnitKind.WINDOW, "综合受理窗口", "窗口管理科"),
    (r"中心$", UnitKind.CENTRE, "社会治理中心", "中心小学"),
    (r"(村|社区|嘎查|村民委员会|居民委员会|村委会|居委会)$", UnitKind.VILLAGE, "柳桥头村", "村镇建设科"),
    (r"(镇|乡|街道|苏木|镇人民政府|乡人民政府|街道办事处)$", UnitKind.TOWNSHIP, "青棠镇", "乡村振兴局"),
    (r"(县|旗|区|县人民政府|区人民政府)$", UnitKind.COUNTY, "安澜县", "县水务局"),
    (r"(市|自治州|盟|市人民政府)$", UnitKind.PREFECTURE, "临湖市", "市民政局"),
    (r"(省|自治区|省人民政府)$", UnitKind.PROVINCE, "江东省", "省水利厅"),
    (r"(医院|保健院|学校|中学|小学|幼儿园|大学|学院|图书馆|文化馆|档案馆|博物馆|卫生院)$", UnitKind.INSTITUTION,
    "县医院", "医院管理科"), (r"(站|所|分局|中队|工作站)$", UnitKind.STATION, "消费维权服务站", "站前街道"),
    (r"(科|股|处|室)$", UnitKind.DIVISION, "法规科", "科学技术局"),
)  # fmt: skip
"""Pattern, kind, a name that it must match, a name that it must not."""

_HEADS = (
    "书记 局长 主任 县长 镇长 乡长 区长 市长 部长 院长 校长 馆长 检察长 理事长 主席 会长 站长 所长 组长 支队长 大队长 "
    "村委会主任 村主任 行长 总经理 董事长 台长 园长"
)
_HEAD = re.compile(rf"(党组|党委|党工委|工委|党总支|党支部|支部|村党支部|社区党支部)?({'|'.join(_HEADS.split())})")
_LEADING = re.compile(
    r"(党组|党委|党工委|工委|党总支|党支部|支部)?(副(书记|局长|主任|县长|镇长|乡长|区长|市长|部长|院长|校长|馆长|检察长|"
    r"理事长|主席|会长|站长|所长|组长|大队长|总经理)|成员|委员|纪检组长|纪委书记|总工程师|总经济师|总会计师|"
    r"(组织|宣传|纪检|青年|统战|群工|生活)委员|村委会委员|两委委员)"
)
_STANDINGS = (
    (Standing.PROBATIONARY, ("预备党员", "中共预备党员", "预备")),
    (Standing.ON_PROBATION, ("留党察看",)),
    (Standing.FULL, ("正式党员", "中共党员", "党员", "中国共产党党员", "正式", "共产党员", "中共正式党员")),
)
NO_MEMBER = frozenset(
    ("", "群众", "共青团员", "团员", "无党派人士", "无党派", "积极分子", "入党积极分子", "发展对象", "否", "无", "其他")
)
_RANK_WORDS = {
    Rank.HEAD: ("主要负责人", "正职", "一把手", "主要领导"),
    Rank.LEADING: ("班子成员", "副职", "支委", "是", "领导班子成员"),
    Rank.STAFF: ("工作人员", "一般干部", "职工", "否", "科员", "一般工作人员"),
}


def kind_of(name: str, written: str = "") -> UnitKind:
    """The kind of a unit: the one written beside it, else what its name tells; an agency where it tells nothing.

    Raises RuleBroken for a written kind that is none.
    """
    written = written.strip()
    if written:
        for kind in UnitKind:
            if written in (kind.value, kind.label) or written in re.split(r"[（）、]", kind.label):
                return kind
        told = next((kind for pattern, kind, _, _ in _KINDS if re.search(pattern, written)), None)
        if told is None and re.search(r"局|委|部|厅|办|机关|行政|院", written):
            told = UnitKind.AGENCY
        if told is None:
            raise RuleBroken(f"类别“{written}”认不出，请填：{'、'.join(kind.label for kind in UnitKind)}。")
        return told
    return next((kind for pattern, kind, _, _ in _KINDS if re.search(pattern, name)), UnitKind.AGENCY)


def rank_of(title: str, written: str = "") -> Rank:
    """The rank of a post: the one written beside it, else the highest that a part of the title tells.

    Raises RuleBroken for a written rank that is none.
    """
    written = written.strip()
    if written:
        for rank, words in _RANK_WORDS.items():
            if written in (rank.value, rank.label, *words):
                return rank
        raise RuleBroken(f"层次“{written}”认不出，请填：{'、'.join(rank.label for rank in Rank)}。")
    parts = [part for part in re.split(r"[、，,；;/\s兼]+", title) if part]
    if any(_HEAD.fullmatch(part) for part in parts):
        return Rank.HEAD
    return Rank.LEADING if any(_LEADING.fullmatch(part) for part in parts) else Rank.STAFF


def standing_of(written: str) -> Standing | None:
    """The standing that is written; None for somebody who is no member. Raises RuleBroken for what is neither."""
    written = written.strip()
    for standing, words in _STANDINGS:
        if written == standing.label or written in words:
            return standing
    if written in NO_MEMBER or "民主" in written or written.endswith(("会员", "社员")):
        return None
    raise RuleBroken(f"政治面貌“{written[:12]}”认不出，党员请填“正式党员”或“预备党员”。")


EXAMPLES = tuple((pattern, matching, other) for pattern, _, matching, other in _KINDS)
"""For the test: pattern, a name that it must match, a name that it must not."""
