"""Blanks (空缺): where a number or a name was taken out of the text, and what each of them counts.

Not blanks: “3+x”主题党日, vx and wx, Latin words, x轴, x光, 2x, measures (2×3米), 某些, 某种.
"""

import re
from collections.abc import Iterator, Sequence

from mofan.text.describe.figures import BLANK_MARK
from mofan.text.describe.result import Blank, Figure
from mofan.text.describe.surnames import COMMON, COMPOUND, DOUBTFUL, SURNAMES
from mofan.text.late import late

_MARK = late(
    r"[xXｘＸ×✕╳_＿*＊某○〇□△▲●◯◎■](?:(?<=[xXｘＸ×✕╳])(?: ?[xXｘＸ×✕╳]){0,5}(?:[.．][xXｘＸ×✕╳]{1,3})?|"
    r"(?<=[_＿])[_＿]+|"
    r"(?<=[*＊])[*＊]*|(?<=某)某?|(?<=[〇○])[〇○]{1,2}|(?<=[□△▲●◯◎■])[□△▲●◯◎■]{1,2})"
)
_NUMERIC_MARK = late(BLANK_MARK)
_LATIN = late(r"[A-Za-zＡ-Ｚａ-ｚ0-9０-９+＋=<>/\\@.&'’√^_]")
_NO_NAME = late(r"\s?(?:光|轴|射线|染色体|型|战警|档案|坐标|[+＋=<>@/\\&^]|[A-Za-zＡ-Ｚａ-ｚ0-9０-９])")
_CENTURY = late(r"(?<!\d)(?:19|20\d?)$")
_SIZES = late(r"[长宽高厚径深]")
_PLACE_AFTER = late(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市(?!场)|地区|州|盟|县|区|旗|街道|苏木|乡|镇|村|社区|嘎查|路|"
    r"街|大道|小区|组|屯|湖|河|山|江|岛|工业园)"
)
_UNIT_AFTER = late(
    r"[\u4e00-\u9fff]{0,6}?(?:集团|公司|企业|商贸|超市|酒店|合作社)|(?:银行|工厂|中学|小学|大学|学院|学校|幼儿园|"
    r"医院|局|厅|"
    r"委(?!员)|部(?!分)|部门|单位|科室|支部|党委|党组|党支部|中心|研究[院所]|法院|检察院)"
)
_TITLE_AFTER = late(
    r"(?:同志|书记|主任|主席|局长|县长|市长|区长|镇长|乡长|村长|省长|部长|院长|校长|所长|处长|科长|队长|站长|经理|"
    r"董事长|总裁|教授|先生|女士|老师|律师|"
    r"书长|常委|委员|副[书主局县市区镇乡院校所处科])"
)
_NAMED_AFTER = late(
    rf"{_PLACE_AFTER.pattern}|{_UNIT_AFTER.pattern}|{_TITLE_AFTER.pattern}|[年月日]|"
    r"[\u4e00-\u9fff]{1,4}(?:局|分局|中心)"
)
"""What a mark that has other uses too (*, □) must stand before to be a name."""
_SOME_AFTER = late(
    r"(?:省|市(?!场)|自治区|县(?!级)|区(?!域)|旗|州|乡|镇|村|社区|街道|小区|局|公司|集团|企业|单位|部门|学校|医院|"
    r"法院|银行|支部|厂|年某?|月某?|日)"
)
_DATE_AFTER = late(r"(?:余|多)?\s?(?:[年月号](?!来|多)|日(?!来|多|报|常|均))")
_ORDINAL_AFTER = late(r"(?:届|次|条|款|项|号|章|期|批|季度|名|位|个)")
_RATE = late(r"(?:[率占比重幅度]|比例|比重|满意度|覆盖面)(?:达|达到|为|约|达到了|提升至|上升至|下降至|提高到|均为)?$")
_NAMED_MEASURE = late(
    r"(?:(人次|户次|学时|课时|小时)数?|([人件次户场期篇项份名家条票])数)"
    r"(?:累计|合计|共计|总计|分别|已|均|共|达到?了?|约|近|超过?|为|是|有|[:：])*$"
)
"""The measure word that stands before its number (人均学时达到XX, 受理件数为XX)."""
_REACHED = late(r"(?:达|达到|为|约|共|计|共计|累计|总计|占比|分别为)$")
_CLAUSE_END = late(r"[，。；、！？,;.!?\s）)】”]|$")
_LAST = late(rf"(?:余|多)?(?={_CLAUSE_END.pattern})")
_EMPTY = late(
    r"[ \u3000](?<=[\u4e00-\u9fff].)[ \u3000]*(?:余|多)?(人次|户次|场次|次|场|期|件|项|篇|名|个|家|户|份|条|轮|"
    r"学时|课时|小时|万元|亿元|元|%|％)"
    r"(?=[，。；、,;）)\n]|$)"
)


def find_blanks(text: str, figures: Sequence[Figure]) -> list[Blank]:
    """Every blank of `text`, in order; `figures` are those of the same text, whose blanks are counted among them."""
    counted = list(_of_figures(text, figures))
    taken = {index for blank in counted for index in range(blank.start, blank.end)}
    inside = {index for figure in figures for index in range(figure.start, figure.end)}
    others = [blank for blank in _of_marks(text) if blank.start not in taken and blank.start not in inside]
    empty = [blank for blank in _of_gaps(text) if blank.start not in taken and blank.start not in inside]
    return sorted((*counted, *others, *empty), key=lambda blank: blank.start)


def bare_figures(text: str, figures: Sequence[Figure], blanks: Sequence[Blank]) -> list[Figure]:
    """Figures that a blank of `text` alone stands for: the measure word is gone too (交办完成率x), or stands before it
    (人均学时达到XX), or nothing but white space is left of the number (召开会议  次)."""
    known = {figure.start for figure in figures}
    found = (_bare(text, blank) for blank in blanks if blank.measure and blank.start not in known)
    return [one for one in found if one is not None]


def _bare(text: str, blank: Blank) -> Figure | None:
    if gap := _EMPTY.match(text, blank.start):
        return Figure(
            *gap.span(), gap[0], None, blank.measure, approximate="余" in gap[0] or "多" in gap[0], blank=True
        )
    before = text[max(0, blank.start - 10) : blank.start]
    last = _LAST.match(text, blank.end)
    if last is None or not (_RATE.search(before) or _NAMED_MEASURE.search(before)):
        return None
    end = last.end()
    return Figure(blank.start, end, text[blank.start : end], None, blank.measure, approximate=bool(last[0]), blank=True)


def _of_figures(text: str, figures: Sequence[Figure]) -> Iterator[Blank]:
    counted: dict[int, str | None] = {}
    for number, figure in enumerate(figures):
        if figure.blank:
            what = counted[number] = _counted_by(text, figures, number, counted)
            for mark in _NUMERIC_MARK.finditer(figure.text):
                yield Blank(figure.start + mark.start(), figure.start + mark.end(), mark[0], what, figure.measure)


def _counted_by(text: str, figures: Sequence[Figure], number: int, counted: dict[int, str | None]) -> str | None:
    """What a figure counts, with what the one just before it counts at hand (走访企业15家、x次)."""
    figure, previous = figures[number], None
    since = figures[number - 1].end if number else 0
    between = text[since : figure.start]
    if number and len(between) <= 12 and not re.search(r"[。；\n]", between):
        previous = counted.get(number - 1)
        if not figures[number - 1].blank:
            near, start = figures[number - 1], figures[number - 2].end if number > 1 else 0
            previous = what_is_counted(text, near.start, near.end, since=start, previous=counted.get(number - 2))
    return what_is_counted(text, figure.start, figure.end, since=since, previous=previous)


def _of_marks(text: str) -> Iterator[Blank]:
    for mark in _MARK.finditer(text):
        start, end = mark.span()
        kind = _kind_of(text, start, end)
        if kind == "":
            continue
        before = text[max(0, start - 10) : start]
        named = _NAMED_MEASURE.search(before) if mark[0][0] != "某" else None
        if _LAST.match(text, end) and (named or _RATE.search(before) or _REACHED.search(before)):
            measure = (named[1] or named[2]) if named else "%" if _RATE.search(before) else None
            yield Blank(start, end, mark[0], what_is_counted(text, start, end), measure)
        else:
            measure = text[end] if kind == "日期" and end < len(text) and text[end] in "年月日号" else None
            yield Blank(start, end, mark[0], kind, measure)


def _of_gaps(text: str) -> Iterator[Blank]:
    """Numbers that left only white space behind (召开会议  次，)."""
    for gap in _EMPTY.finditer(text):
        measure = gap[1].replace("％", "%")
        end = gap.end() - len(gap[0].lstrip(" \u3000"))
        yield Blank(gap.start(), end, text[gap.start() : end], what_is_counted(text, gap.start(), gap.end()), measure)


def _kind_of(text: str, start: int, end: int) -> str:
    """地名, 单位名, 人名, 日期 or 序号 for a taken-out name; "" where the mark is none."""
    before, mark = text[start - 1 : start], text[start:end]
    if mark[0] == "某":
        return _kind_of_some(text, start, end)
    if mark[0] in "〇○":
        numeral = "一二三四五六七八九十〇○零0123456789"
        return (
            "" if (before and before in numeral) or text[end : end + 1] in numeral + "年" else _kind_by_after(text, end)
        )
    if mark[0] in "xXｘＸ" and (len(mark) > 4 or _NO_NAME.match(text, end)):
        return ""
    if re.match("年", text[end : end + 1]) and _CENTURY.search(text[max(0, start - 3) : start]):
        return "日期"
    if before and _LATIN.match(before):
        return ""
    if before == " " and re.search(r"[A-Za-z] $", text[max(0, start - 2) : start]):
        return ""
    if (
        mark[0] in "×✕╳"
        and len(mark) == 1
        and (_SIZES.match(before or " ") or re.match(r"\s*[0-9]", text[end : end + 2]))
    ):
        return ""
    if before == "第" and _ORDINAL_AFTER.match(text, end):
        return "序号"
    if mark[0] in "_＿*＊□△▲●◯◎■" and not _NAMED_AFTER.match(text, end):
        return ""
    if text[end : end + 1] == "某" and mark[0] not in "〇○":
        return "人名"
    if before in COMMON and before and not _PLACE_AFTER.match(text, end) and not _UNIT_AFTER.match(text, end):
        return "人名"
    return _kind_by_after(text, end)


def _kind_by_after(text: str, end: int) -> str:
    if _DATE_AFTER.match(text, end):
        return "日期"
    if _TITLE_AFTER.match(text, end):
        return "人名"
    if _PLACE_AFTER.match(text, end):
        return "地名"
    return "单位名" if _UNIT_AFTER.match(text[end : end + 10]) else "地名"


def _kind_of_some(text: str, start: int, end: int) -> str:
    """某县 and 张某 are blanks, 某些 and 某种 are not."""
    before = text[start - 1 : start]
    if _TITLE_AFTER.match(text, end):
        return "人名"
    after = _SOME_AFTER.match(text, end)
    if after:
        return _kind_by_after(text, end)
    if (before in SURNAMES | DOUBTFUL and before not in "有于时任应") or text[start - 2 : start] in COMPOUND:
        follows = text[end : end + 1]
        return "" if follows in "些种个一项时类方" and follows else "人名"
    return ""


_TAIL = late(
    r"(?:(?:截[至止]目前|今年以来|目前|累计|共计|总计|合计|总共|一共|分别|平均|已|共|计|达到|达|约|近|超过?|为|有|"
    r"等|各类|各种|的|"
    r"高达|长达|不少于|不低于|多达|先后|每年|每月|每季度|每周|全年|已经|就|了|：|:|由|占(?!比)|仅|只|始终|均|控制在|"
    r"保持在|稳定在|维持在|突破|超出|跃升至|平均仅|(?<=[限间期节])(?:压缩|缩短|减少)|"
    r"(?:较|比)[上去]年(?:同期)?(?:减少|增加|提高|下降|增长|提升)|"
    r"(?:压缩|缩短|压减|提升|提高|上升|下降|降低|减少|增加|增长|扩大|精简|[升降减增])[至到为]))+$"
)
_VERBS = (
    "起草|回收|包联|出动|查办|侦办|发现|发生|造成|暂停|中止|追回|追偿|移交|移送|发出|督促|恢复|观看|播放|张贴|悬挂|"
    "划分|设置|"
    "调处|结对帮扶|帮扶|募集|筹集|捐赠|"
    "发动|动员|救助|资助|解答|回复|回应|答复|检测|"
    "抽检|排除|消除|清运|栽植|铺设|更换|维修|流转|销售|上缴|追缴|收缴|挽回|查封|扣押|抓获|破获|侦破|打掉|判处|"
    "审结|执结|"
    "批捕|征收|减免|节约|节省|压减|压缩|扩建|改扩建|打通|盘活|培树|抽查|检查|核查|巡查|评查|审核|督办|督导|"
    "组织开展|组织召开|组织举办|组织|开展|召开|举办|举行|发布|印发|"
    "制定|出台|梳理|排查|收集|受理|办理|办结|化解|"
    "调解|处理|处置|解决|走访|慰问|"
    "建成|建立|成立|设立|打造|完成|实施|投入|争取|引进|签订|签署|发放|发表|刊发|报送|编发|整改|查处|立案|讲授|"
    "撰写|征集|接待|帮助|协调|落实|新增|"
    "培育|选派|选树|评选|吸纳|提供|推送|推出|清理|整治|提出|形成|采用|录用|进行|建设了?|修建|新建|改造|种植|派出|"
    "抽调|配备|购置|安装|拆除|创建|获得|荣获|"
    "参加|参与|邀请|推选|培养|发展|转化|兑现|减免|下发|下达|拨付|落地|签约|服务|覆盖|涉及|惠及|受益|包括|包含|产生|"
    "驳回|上报|约谈|谈话提醒|提醒|处分|问责|通报批评|讲(?=党课|课|授)|上(?=党课|专题)|有(?![效关力序限])|入选|"
    "选聘|聘请|招聘|组建|开设|开办|开通|播出|推广|下设|下辖|管辖|现有|拥有|选优配强|配强|配齐|整合|接入|归集|整顿|"
    "查摆|招录|招收|招引|带动|辐射|找回|调整|撤换|诊治|接诊|聘用|录入|采集|转移|安置|搬迁|搬离|关停|取缔|"
    "轮训|调训|抢修|排危|巡护|劝返|转运|运送|化验|采样|送检|下沉|联系|结对|认领|点亮|采纳|答疑|导诊|征求|接访|摸排|"
    "清收|拍卖|包抓|包保|包案|兑换|栽种|"
    "栽植|补栽|支持|投放|启动|调拨|储备|发出|送出|送去|捐出|研究(?![院所会生报成课室员])|审议|讨论|学习贯彻|"
    "传达学习|听取|剖析|查找|查处|收缴|没收|捣毁|端掉|劝阻|拦截|冻结|返还|挽损|救治|抢救|护理|筛查|随访|签订|签约|"
    "建档|复核|认定|评定|评估|表彰|奖励|提拔|提任|交流|轮岗|晋升|录取|毕业|资助|"
    "减免|退还|退回|缴纳|征缴|入库|核减|盘点|播种|收割|抢收|硬化|绿化|亮化|疏浚|清淤|修复(?!费)|加固|排涝|打造|孵化|"
    "引育|认证|申报|承办|协办|制作|拍摄|编印|编写|悬挂|刷写|粉刷|布设|架设|加装|铺装|开挖|开辟|释放|腾退|拓宽|"
    "维护|保障|供应|销毁|下架|召回|约访|回访|家访|劝学|认捐|新(?:划|购|聘|招|开|设|添|植|修|栽|批|办)|谋划|储备|"
    "包装|实现|创作|宣讲|研发|攻克|申请|授权|取得|斩获|夺得"
)
_LAST_VERB = late(
    rf"(?:{_VERBS})(?!人员|时限|时间|周期|环节|流程)了?(?:各类|各种|各级|有关|相关|"
    rf"涉及)?(?=[\u4e00-\u9fff“《0-9A-ZⅠ-Ⅻ])"
)
_ENDS_IN_VERB = late(rf"(?:{_VERBS}|赴|深入|走进|在|对|向|从|给|及)了?$")
_ONLY_VERB = late(rf"(?:全面|成功|先后|有效|累计|共|已|我[局院县镇市区]|现|目前)*(?:{_VERBS}|、|和|及)+了?")
_PREPOSITION = late(
    r"^(?:的|[xXｘＸ×某]{1,3}[省市县区镇乡村]|力争|确保|实现|(?:19|20)\d\d年[底末初]?|[县市区镇乡]?(?:主要)?(?:领导|"
    r"负责人|班子成员)(?:带队|带头)?|"
    r"我[局行院校县市区镇乡村社厅委部所队]|对(?!口|外)|向(?!上)|为(?!民)|将|在(?![职编岗校册建库读线押])|把(?!关)|"
    r"由|与(?!会)|和(?![谐美])|同(?![比步])|及(?!时)|以及|其中|从(?![业教警医])|"
    r"到(?![户岗位期])|并(?![购联网])|各类|各种|全[辖区县市省社镇乡局院校行村]|部分|年[底末]前?|再|已|"
    r"共(?![享建青治产同])|全年|累计|"
    r"全面|成功|先后|持续|深入)+"
)
_LEFT = late(r"[，。；：、！？,;:!?\n（）()]")
_RIGHT = late(
    r"(?P<what>[村县镇乡省市区旗]|[\u4e00-\u9fff]{2,14}?)(?=将|授信|办结|发放|减免|解决|办理|提供|新增|挽回|节约|"
    r"垫付|送|"
    r"脱贫|增收|包联|联系|对接|负责|挂点|[xXｘＸ×_*\d]|的|进行|"
    r"参加|入选|参与|开展|组成|完成|实现|下达|"
    r"获|建成|通过|"
    r"启动|纳入|(?<!下)达|覆盖|仅|共|有|[，。；、,;（(\n]|$|和|与|及|全部|均|已|为|在|等|到|被|受)"
)
_QUALIFIED = late(
    rf"(?:(?:不少于|不低于|不超过|至少|约|近)?(?:{BLANK_MARK}|\d{{1,6}})(?:余|多)?(?:名|人|户|个|万?元|"
    rf"平方米)(?:以上|以内)?)?的"
)
"""A size that stands between a number and what it counts (x支|不少于xx人的|救援队伍)."""
_JOINT = late(r"^(?:和|与|及|以及|至|到|或)$")
_RATIO = late(r"[\u4e00-\u9fff]{1,6}(?:率|满意度|占比|比例|比重|增幅|增速|覆盖面)$")
_POINTER = late(r"(?:我|全|本|该|其|现)[省市县区旗镇乡村局院校部厅系统支部公司]{0,3}(?:现|已|共)*")
_NAMED = late(r"“[^“”]{2,30}”[\u4e00-\u9fff]{1,3}$")
_CLOSING = late(r"[”》’]$")
_LIMITS = ("", "内", "以内", "后", "前")
"""What is left of a clause that says only by when (24小时内为x家…)."""
_REACH = late(r"(?:涉及|覆盖|惠及|受益|参与|参加|服务|其中|教育|共|带动|辐射|方面|大类|小类)$")


def what_is_counted(text: str, start: int, end: int, *, since: int = 0, previous: str | None = None) -> str | None:
    """What the number between `start` and `end` counts (所计之事): 警示教育 in 召开警示教育x次.

    The phrase before it, its verb taken off; else the phrase behind it (x名特邀调解员); else what the number just
    before it counts (案卷x件x册), given as `previous`. Nothing before `since`, the end of that number, is read.
    """
    before, has = _phrase_before(text, max(since, start - 60), start)
    after = _phrase_after(text, end)
    empty = before in _LIMITS or has or _ENDS_IN_VERB.search(before) or _POINTER.fullmatch(before)
    if after and empty:
        return after
    if not before or _REACH.fullmatch(before):
        return after or previous or before or None
    return _object_of(before)


def _phrase_before(text: str, since: int, start: int) -> tuple[str, bool]:
    """The clause up to the number, its adverbs of counting taken off its end; and whether it ended in 有."""
    window = text[since:start]
    stripped = _TAIL.sub("", window)
    has = "有" in window[len(stripped) :]
    if stripped.endswith("”") and "“" in stripped:
        return stripped[stripped.rindex("“") :], has
    cut = 0
    for found in _LEFT.finditer(stripped):
        if stripped.count("“", 0, found.start()) <= stripped.count("”", 0, found.start()):
            cut = found.end()
    return _JOINT.sub("", stripped[cut:]).strip(), has


def _object_of(phrase: str) -> str:
    if phrase.startswith("“") and phrase.endswith("”"):
        return phrase[1:-1]
    if _CLOSING.search(phrase):
        verbs = list(re.finditer(r"学习|宣传|传达|研讨|落实|印发|制定|出台|发布|宣讲", phrase))
        return verbs[-1][0] if verbs else re.split(r"[“《]", phrase.rstrip("”》’"))[-1]
    if named := _NAMED.search(phrase):
        return named[0]
    bare = re.sub(r"^.*[”》]", "", phrase)
    if rate := _RATIO.search(bare):
        return _PREPOSITION.sub("", rate[0].rpartition("的")[2] if "的" in rate[0][:-3] else rate[0])
    if _ONLY_VERB.fullmatch(bare):
        return _PREPOSITION.sub("", re.sub(r"^(?:完成|进行|实施)(?=.{2})", "", bare)) or bare
    starts = [found.end() for found in _LAST_VERB.finditer(bare) if len(bare) - found.end() >= 2]
    object_ = bare[starts[-1] :] if starts else bare
    tail = re.split(r"的|(?<=[\u4e00-\u9fff]{2})等(?!级|次|待|于)", object_)[-1]
    return _PREPOSITION.sub("", tail if len(tail) >= 2 else object_) or bare


def _phrase_after(text: str, end: int) -> str | None:
    skipped = _QUALIFIED.match(text, end)
    found = _RIGHT.match(text, skipped.end() if skipped else end)
    if not found:
        return None
    what = found["what"]
    return (
        None
        if _LAST_VERB.match(what)
        or re.match(r"以上|左右|以下|涉及|参加|其中|进行|开展|分别|增收|脱贫|致富|受益|就业", what)
        else what
    )
