"""Words that do not go together (搭配不当): 提高力度, 改善水平, 降低时间; and falls counted by times (减少了两倍)."""

import re
from typing import NamedTuple

from mofan.text.late import late
from mofan.text.proofread.finding import Severity
from mofan.text.proofread.pattern import Pattern, both

_BETWEEN = "[\u4e00-\u9fff]"
_VERBS = (
    "提升|提高|促进|推动|改善|增强|实现|保证|达到|加强|加大|加快|扩大|优化|完善|影响|体现|反映|减少|降低|缩小|缩短|强化|推进|开展|"
    "具有|适应|符合|满足|发挥|履行|行使|承担|解决|落实|保障|确保|有|为|是|与|对|在|以|等|和|及|或|中|方面|产生"
)
"""What stands between a verb and a noun that is not its object."""
_BEFORE = [
    "进一步",
    "不断",
    "持续",
    "切实",
    "着力",
    "努力",
    "全面",
    "有效",
    "积极",
    "大力",
    "大大",
    "明显",
    "继续",
    "逐步",
    "充分",
    "自觉",
    "依法",
    "严厉",
    "严格",
    "坚决",
    "应当",
    "必须",
    "需要",
    "为了",
    "各地",
    "要",
    "须",
    "将",
    "能",
    "应",
    "可",
    "来",
    "并",
    "会",
]
"""What stands before a verb that governs its clause."""
_FREE = "|".join(("(?<=^..)", "(?<=[，。；：、！？]..)", *(f"(?<={word}..)" for word in _BEFORE)))
"""The same, asked behind a verb of two characters: a pattern that begins with its verbs takes an eighth of the time."""


class Pair(NamedTuple):
    """Verbs that do not take a noun (动宾不配)."""

    verbs: str
    """Of two characters each."""
    noun: str
    new: str
    """The verb that takes it."""
    matches: tuple[str, ...]
    misses: tuple[str, ...]
    severity: Severity = "warning"
    confidence: float = 0.65
    between: int = 8
    """Characters that may stand between them."""

    def pattern(self) -> Pattern:
        """Between them no other verb, behind the noun the end of a clause."""
        inside = rf"(?:(?!{_VERBS}){_BETWEEN}){{0,{self.between}}}"
        written = rf"(?P<it>{self.verbs})(?:{_FREE})(?:了|着)?(?!的){inside}(?:的)?(?:{self.noun})(?=[，。；]|$)"
        nouns = tuple(self.noun.split("|"))
        message = f"“{{quote}}”与后面的“{nouns[0]}”不搭配，用“{self.new}”。"
        name, found, left = f"{self.verbs} with {self.noun}", self.matches, self.misses
        pattern = late(written, re.M)
        kind, new, verbs = "grammar", self.new, tuple(self.verbs.split("|"))
        return Pattern(name, kind, self.severity, pattern, message, new, self.confidence, found, left, nouns, verbs)


PAIRS = (
    Pair(
        "提高|增强|加快|完善|增加|提升|强化",
        "力度",
        "加大",
        ("进一步提高执法检查力度。", "加快资金投入力度，"),
        ("加大执法检查力度。", "提高效率、加大力度。", "提高检查频次和力度较大"),
    ),
    Pair(
        "加强",
        "力度",
        "加大",
        ("进一步加强监督检查力度。",),
        ("加大监督检查力度。", "加强监督检查，加大力度。"),
        severity="style",
        confidence=0.55,
    ),
    Pair(
        "改善|加强|增强|增加|加大|加快|扩大|完善|改进",
        "水平",
        "提高",
        ("不断改善群众生活水平。", "加强业务水平，", "加强作风建设水平。"),
        ("不断提高群众生活水平。", "改善生活条件，提高水平。"),
    ),
    Pair(
        "加强|加大|加快|扩大|改善|改进|完善",
        "素质|能力素质",
        "提高",
        ("加强干部队伍素质。",),
        ("提高干部队伍素质。", "加强队伍建设，提高素质。"),
    ),
    Pair(
        "提高|增加|改善|加大",
        "作用",
        "发挥",
        ("提高党支部战斗堡垒作用。",),
        ("发挥党支部战斗堡垒作用。", "提高认识，发挥作用。"),
        between=10,
    ),
    Pair(
        "增加|提高|加强|加大|增强",
        "步伐|进度",
        "加快",
        ("加大改革步伐，", "提高工程进度。"),
        ("加快改革步伐，", "提高效率，加快进度。"),
    ),
    Pair("加快|提高|加强|增强", "规模", "扩大", ("加快产业规模。",), ("扩大产业规模。", "加快建设，扩大规模。")),
    Pair(
        "减少|缩小|减轻|缩短",
        "成本",
        "降低",
        ("减轻企业经营成本。", "缩短物流成本，"),
        ("降低企业经营成本。",),
        severity="style",
        confidence=0.5,
    ),
    Pair(
        "降低|减小|缩小|减轻",
        "时间|时限",
        "缩短",
        ("降低办理时间。", "缩小审批时限，"),
        ("缩短办理时间。", "降低成本，缩短时间。"),
    ),
    Pair("缩短|减少|降低|减轻|减小", "差距", "缩小", ("缩短城乡发展差距。", "减少地区差距。"), ("缩小城乡发展差距。",)),
    Pair(
        "加强|提高|加大|增加",
        "信心|斗志|干劲",
        "增强",
        ("加强干部群众信心。",),
        ("增强干部群众信心。", "提振信心。", "加强引导，增强信心。"),
        confidence=0.6,
    ),
    Pair(
        "加强",
        "意识",
        "增强",
        ("加强责任意识。", "进一步加强全员安全意识，"),
        ("增强责任意识。", "加强教育，增强意识。"),
        severity="style",
        confidence=0.55,
    ),
    Pair(
        "加强|加大|加快|增加|扩大",
        "效率|质量",
        "提高",
        ("加强工作效率。", "加快办案质量，"),
        ("提高工作效率。", "加强管理，提高质量。"),
    ),
    Pair(
        "提高|增强|增加|加大",
        "漏洞|隐患|短板",
        "消除",
        ("提高安全隐患。",),
        ("消除安全隐患。", "提高警惕，消除隐患。"),
        confidence=0.6,
    ),
    Pair(
        "发扬|弘扬", "作用", "发挥", ("发扬先锋模范作用。",), ("发挥先锋模范作用。", "发扬精神，发挥作用。"), between=10
    ),
    Pair(
        "发挥",
        "优良传统|优良作风|光荣传统",
        "发扬",
        ("发挥艰苦奋斗的优良作风。", "发挥党的优良传统，"),
        ("发扬艰苦奋斗的优良作风。", "发挥优势，发扬优良传统。"),
        between=10,
    ),
    Pair(
        "行使|享有|享受",
        "义务",
        "履行",
        ("依法行使纳税义务。",),
        ("依法履行纳税义务。", "享有权利、履行义务。"),
        confidence=0.75,
    ),
    Pair(
        "履行|承担|担负",
        "权利",
        "行使",
        ("依法履行监督权利。",),
        ("依法行使监督权利。", "履行义务，享有权利。"),
        confidence=0.75,
    ),
    Pair(
        "养成",
        "作风",
        "形成",
        ("养成求真务实的作风。",),
        ("养成良好习惯。", "形成求真务实的作风。"),
        severity="style",
        confidence=0.5,
        between=10,
    ),
    Pair(
        "完成|实现|兑现",
        "责任|职责",
        "履行",
        ("切实完成主体责任。", "完成工作职责，"),
        ("切实履行主体责任。", "完成任务，落实责任。"),
        confidence=0.7,
    ),
    Pair(
        "满足|达到",
        "困难|问题",
        "解决",
        ("满足群众的实际困难。",),
        ("解决群众的实际困难。", "满足需求，解决困难。"),
        confidence=0.7,
    ),
    Pair(
        "打击|严打",
        "隐患|漏洞|短板",
        "消除",
        ("严厉打击安全隐患。",),
        ("消除安全隐患。", "打击违法行为，消除隐患。"),
        confidence=0.65,
    ),
    Pair(
        "树立",
        "作用|氛围",
        "发挥",
        ("树立良好的带头作用。",),
        ("发挥带头作用。", "树立榜样，发挥作用。"),
        confidence=0.65,
        between=10,
    ),
)
"""Nouns with the verbs that do not take them."""

MATCHING = (
    *(pair.pattern() for pair in PAIRS),
    Pattern(
        "a cause of something good",
        "grammar",
        "warning",
        late(r"(?P<it>造成|导致|引发)(?:了)?(?:良好|积极)的?(?:社会)?(?:效果|成效|反响|影响|氛围|局面)(?=[，。；]|$)"),
        "“{quote}”用于不好的结果，好的结果用“产生”“取得”。",
        "产生",
        0.75,
        ("造成了良好的社会影响。", "导致积极成效，"),
        ("产生了良好的社会影响。", "造成不良影响。"),
        ("造成", "导致", "引发"),
    ),
    Pattern(
        "bad things obtained",
        "grammar",
        "warning",
        late(
            r"(?P<it>取得|获得|赢得)了?(?:较大|很大|严重|重大|巨大)?的?(?:损失|损害|危害|失误|事故|不良影响|后果)(?=[，。；]|$)"
        ),
        "“{quote}”用于好的结果，不好的结果用“造成”。",
        "造成",
        0.8,
        ("取得了较大的损失。",),
        ("造成了较大的损失。", "取得损失赔偿。"),
        ("取得", "获得", "赢得"),
    ),
    Pattern(
        "thoroughly with 的",
        "grammar",
        "style",
        late(
            r"(?:进行|开展|作|做)了?(?P<how>认真|深入|全面|系统|细致|严肃|广泛|充分|详细)(?P<it>地)(?=(?:研究|调研|分析|讨论|检查|总结|部署|排查|梳理|整改|调查|探索|学习|交流|宣传)(?:[，。；]|$))"
        ),
        "“进行”的宾语前用“的”。",
        "的",
        0.65,
        ("对问题进行了认真地研究。",),
        ("认真地研究问题。", "进行了认真的研究。"),
        both("真入面统致肃泛分细", "地"),
    ),
)
"""Rules of words that go together."""
