"""Persons (人名): found by a family name and a title beside it, for precision rather than for completeness."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mofan.text.describe.result import Mention
from mofan.text.describe.surnames import COMPOUND, DOUBTFUL, SURNAMES
from mofan.text.late import late
from mofan.text.wordlists import WordFinder, alternation, matches_at, words

_TITLES = words(
    "总书记 书记 同志 主席 副主席 主任 副主任 部长 副部长 局长 副局长 省长 市长 县长 区长 镇长 "
    "乡长 州长 旗长 厅长 司长 处长 科长 院长 校长 所长 站长 会长 秘书长 委员长 委员 总理 "
    "副总理 总统 教授 院士 研究员 先生 女士 老师 董事长 总经理 理事长 检察长 庭长 大使 记者 "
    "常委 支队长 大队长 参赞 议长 外长 首相 博士 主编 馆长 组长 总工程师 工程师 医生 烈士 英雄 "
    "劳模 政委 司令员 将军 代表 获得者 队员 选手 航天员 负责人 发言人 作者 村民 学生 民警 法官 "
    "功臣 英模 教练 总监 主管 护林员 保洁员 快递员 宣讲员 讲解员 联络员 安全员 消防员 检验员 巡线员 营业员 信贷员 "
    "警长 法警 主办 科员 "
    "检察官 护士长 村长 社长 台长 行长 班长 排长 连长 营长 团长 师长 厂长 矿长 船长 机长 楼长 园长 网格长 网格员 "
    "调解员 "
    "辅警 辅导员 班主任 讲师 医师 律师 调研员 指导员 教导员 驻村干部 选调生 干警 驾驶员 志愿者 技术员 农艺师 会计师 "
    "代办员 帮办员 导办员 办事员 协管员 管理员 巡查员 信息员 服务员 售货员 饲养员 "
    "理事 监事 总裁 干事 大户 老人 患者 当事人 职工 农民 牧民 业主 店主 商户 老党员 经理 助理 会长 参谋长 "
    "队长 场长 段长 典型 模范 标兵 教师 护士 工人 户主 居民 同学 战士 党员 员工 支书"
)
"""Titles and roles (称谓) that a name may follow."""


@cache
def _titles() -> WordFinder:
    return WordFinder(_TITLES)


_BEHIND = late(
    r"总书记|书记|同志|主席|主任|长(?<=[部局省市县区镇乡州旗厅司处科院校所站会员察庭队外馆组事]长)|教授|院士|先生|"
    r"女士|总理|烈士"
)
"""A title behind a name: its first character stands right after the name; for …长 one more character belongs to it."""
_BEFORE = late(rf"(?:{alternation(_TITLES)})[ \u3000]{{0,2}}(?=[\u4e00-\u9fff][ \u3000]{{0,2}}[\u4e00-\u9fff])")

_APART = late(r"([\u4e00-\u9fff])[ \u3000]{1,2}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
"""A name of two characters set apart to the width of three (王 磊)."""
_ROLE = late(
    r"(?:汇报人|总指挥|指挥长|召集人|牵头人|课题组成员|课题组组长|课题组|成员|副?组长|执笔人?|主笔|参会人员|"
    r"参加人员|出席人员|出席|列席人员|列席|缺席|请假|记录|主持|校对|责任编辑|责编|摄影|通讯员|述职人|报告人|主讲人|"
    r"主持人|记录人|联系人|发言人|讲话人|撰稿人?|供稿|作者|审核人?|签发人?|申请人|承诺人|责任人|宣讲人|编辑)[ \u3000]*$"
)
_SIGNED = late(
    r"[人假发员对席录影持挥核稿笔组编者辑长][ \u3000]*[:：][ \u3000]*"
    r"(?:[\u4e00-\u9fff]{1,13}[校局院办会司部委社团心处所室][ \u3000]{1,2})?"
    r"([\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{1,3})(?![\u4e00-\u9fff])"
)
"""A name behind a colon, the last character of its `_ROLE` before it."""
_SIGNING = SURNAMES | DOUBTFUL | frozenset("党向应连单师强满包印权解初利益红后种母")
"""Family names that count in a signature, where nothing else can stand."""
_FOLLOWS = late(
    r"[，。、；：！？（）()《“”\s,;:]|$|看望|慰问|检查|督导|陪同|带队|现场|宣读|部署|要求|回忆|感叹|高兴|拿|把|用|"
    r"从|负责|分管|牵头|组织|立即|连夜|迅速|激动|感慨|牺牲|获|编写|撰写|"
    r"家里|家中|带着|又|便|坚持|多年|常年|热心|每天|今年|退休|扎根|笑|同志|在|出席|主持|会见|指出|"
    r"强调|表示|说|介绍|认为|宣布|签署|率|向|为|同|"
    r"和|与|作了?|到|来到|对|将|等|就|以|主动|带领|"
    r"带头|深入|参加|代表|开展|讲授|回答|致|发表|当选|荣获|的|是|分别|一行|听取|考察|调研|会谈|举行|通电话|抵达|"
    r"访问|因|被|担任|任|先后|告诉|透露|称|则|也|还|已|于|原来|原先|上门|协调|点赞|受到|随即|马上|当即|正在|一边|赶到|"
    r"走访|挨家|逐户|登门|前往|一同|一道|一起|多次|帮助|帮忙|发现|了解|看到|听说|得知|收到|连连|连声|当场|感到|批示|签批|点评|住进"
)
_DOTTED = late(
    r"[·•・][\u4e00-\u9fff]{1,7}?(?:[·•・][\u4e00-\u9fff]{1,7}?){0,2}(?="
    + _FOLLOWS.pattern
    + r"|书记|主任|日前|近日|今天|昨天|撰文|离开|结束|即|发推)"
)
_FIRST_PART = late(r"[\u4e00-\u9fff]{1,10}$")
_LAST_TITLE = late(rf".*(?:{alternation(_TITLES)}|致电|致信|会见|通电话)", re.S)
_SOUNDS = (
    "阿埃艾爱安奥巴白拜班贝比波伯布查达大戴德迪丁杜多厄恩尔法菲费夫弗福盖甘冈戈格古哈海汉豪赫黑胡华霍基吉加贾杰金卡凯坎康考"
    "科克肯库拉莱兰朗劳勒雷里利莉丽林卢鲁路伦罗洛马迈曼麦梅门蒙米密明莫默姆穆纳娜内尼涅诺努欧帕派潘佩皮珀普齐奇钱乔切琴丘让"
    "热日若萨塞森沙山尚舍什史斯松苏索塔泰坦汤特提廷图托瓦万威韦维温文沃乌伍西希夏肖谢辛休雅亚延扬耶伊因英尤于约泽扎詹朱佐兹"
    "龙登根顿蒂妮黛琳珊娅舒彻堡宝桑汗罕莎茜圭"
)
"""Characters that write the sounds of foreign names."""
_FOREIGN = late(
    rf"(?:总统|首相|外长|国王|女王)([{_SOUNDS}]{{2,7}}?)(?=[，。、；：！？（）()《》“”\s]|在|说|表示|会谈|与|和|的|"
    rf"会见|宣布|举行|访问|将|就|同|对|出席|签署|强调|指出)"
)
_NEXT = late(
    r"[ \u3000]?[、，][ \u3000]?(?:[\u4e00-\u9fff]{0,4}(?:书记|主任|局长|院长|校长|所长|主席|"
    r"经理))?|[和及与](?=[\u4e00-\u9fff]{2,3}(?:[，。、；等为]|组成|任))"
)
"""What stands between two names of a list."""
_OFFICE = frozenset(
    "团队检党委局县市省区镇乡村部院校所会任主副记总组政法务厅司处科室站队支第各原纪监家理事员工馆该我两名位这那的了是在与及为被将对以由从向并或等不某他她它"
)
"""Characters that stand in names of offices or between words, not in given names."""
_NOT_NAMES = frozenset(
    words(
        "单位 单独 单元 单一 单项 单纯 单个 劳动 黎巴 巴多 米尼 宣传 统战 组织 项目 关于 伊朗 古巴 蒙古 马里 罗马 "
        "文莱 韩国 乌方 巴方 韩方 古方 蒙方 "
        "宣讲 申请 任期 任务 "
        "任命 方案 方向 常务 司法 时代 高速 高度 于是 施工 施行 应当 安全 安排 严格 严肃 成立 成功 成果 任何 高级 "
        "全体 "
        "任职 同志 时任 原任 历任 现任 新任 方面 石油 金融 马上 张家 白色 "
        "黄河 江苏 江西 "
        "安徽 温州 杭州 徐州 郑州 苏州 常州 广州 贵州 沈阳 贺州 柳州 梅州 胡同 严重 成员 金牌 明年 曾经 白衣 祝贺 "
        "祝福 祝愿 丰收 安置 安装 安保 安居 施肥 施救 施策 关爱 关怀 关心 关注 关键 时间 "
        "时期 顾问 严禁 严查 严防 路面 水平 金额 章节 章程 贺信 范围 支出 计划 计算 宣誓 宣布 成效 成本 解放 纪念 "
        "纪律 纪检"
    )
)

_NOT_GIVEN = frozenset(
    words(
        "大爷 大妈 阿姨 老师 先生 女士 奶奶 爷爷 叔叔 师傅 大叔 大姐 大娘 拉克 克兰 执行 召开 负责 领导 主持 担任 "
        "出席 "
        "部门 全体 全国 全县 全市 全省 全区 全面 全程 全员 全力 全部 全年 本人 本着 其中 其他 其它 国家 国际 国内 "
        "国有 国资 国防 "
        "有关 有序 有效 有力 有限 公开 公司 公安 公益 公共 公平 长期 长效 长远 常态 常年 常委 主要 原因 贵州 有的 公正 "
        "念馆 念碑 念日 律教 检监 "
        "单位 人员 干部 群众 代表 同志 拉克 工作 发展 建设 推进"
    )
)
"""Words that look like a given name behind a family name (有关|负责|同志, 事项|召开|书记办公会)."""
_VERB_ENDS = frozenset("作率同与向将以等就也还已称说因被让给地得着")
"""Verbs and particles that follow a name of two characters (委员长李某作报告)."""


def find_persons(text: str) -> list[Mention]:
    """Every person whom `text` names beside a title or in a signature, in order; the span is the name alone."""
    named = {*_before_titles(text), *_behind_titles(text), *_signed(text), *_dotted(text), *_transliterated(text)}
    named.update(_listed(text, sorted(named)))
    ends = dict(sorted({*named, *_again(text, {text[start:end] for start, end in named})}))
    return [Mention(start, end, text[start:end]) for start, end in ends.items()]


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    """木拉提·艾山 behind a title."""
    for dotted in _DOTTED.finditer(text):
        first = _FIRST_PART.search(text, max(0, dotted.start() - 10), dotted.start())
        if not first:
            continue
        title = _LAST_TITLE.search(text, max(0, first.start() - 3), dotted.start())
        start = max(title.end(), first.start()) if title else first.start()
        if (title or _BEHIND.match(text, dotted.end())) and start < dotted.start():
            yield start, dotted.end()


def _transliterated(text: str) -> Iterator[tuple[int, int]]:
    """A foreign statesman behind the office (总统…): nothing but characters that write sounds."""
    for found in _FOREIGN.finditer(text):
        if found[1][:2] not in _NOT_NAMES:
            yield found.span(1)


def _again(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Where a name of three characters or more stands again without a title."""
    for name in names:
        start = text.find(name) if len(name) > 2 else -1
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))


def _listed(text: str, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names that follow a name in a list (副组长王某、林某)."""
    reached = 0
    for _, end in named:
        if end < reached:
            continue
        while mark := _NEXT.match(text, end):
            start = mark.end()
            length = next(
                (
                    length
                    for length in (3, 2, 4)
                    if start + length <= len(text)
                    and text[start] not in DOUBTFUL
                    and _is_name(text[start : start + length])
                    and _FOLLOWS.match(text, start + length)
                ),
                None,
            )
            if length is None:
                break
            end = reached = start + length
            yield start, end


def _signed(text: str) -> Iterator[tuple[int, int]]:
    for found in _SIGNED.finditer(text):
        signs = found[1][0] in _SIGNING or found[1][:2] in COMPOUND
        if signs and _ROLE.search(text, max(0, found.start() - 6), found.start() + 1):
            yield found.span(1)


def _before_titles(text: str) -> Iterator[tuple[int, int]]:
    """郭某某 in 郭某某同志, 张国栋局长: the name ends where the title begins."""
    for title in _BEHIND.finditer(text):
        end = title.start() - (1 if title[0] == "长" else 0)
        if title[0] == "长" and text[end - 1 : end] in "副秘":
            end -= 1
        for length in (4, 3, 2):
            start = end - length
            if start >= 0 and _is_name(text[start:end]) and (length > 2 or _begins_freely(text, start)):
                yield start, end
                break


def _behind_titles(text: str) -> Iterator[tuple[int, int]]:
    """国务院总理李某某在…: the name begins where the title ends, and something that may follow a name follows."""
    for title in matches_at(_BEFORE, text, _titles().starts(text)):
        start = title.end()
        apart = _APART.match(text, start)
        if apart and _is_name(apart[1] + apart[2]):
            yield apart.span()
        for length in (3, 2, 4):
            name = text[start : start + length]
            if len(name) == length and _is_name(name) and _FOLLOWS.match(text, start + length):
                yield start, start + length
                break


def _is_name(name: str) -> bool:
    """Whether `name` is a family name and one or two characters that may be a given name."""
    if len(name) == 4 or name[:2] in COMPOUND:
        given = name[2:] if name[:2] in COMPOUND else ""
    else:
        given = name[1:] if name[0] in SURNAMES or name[0] in DOUBTFUL else ""
    if not 1 <= len(given) <= 2 or name[:2] in _NOT_NAMES or name in _NOT_NAMES:
        return False
    if given in _NOT_GIVEN or "书记" in name or (len(given) == 2 and given[1] in _VERB_ENDS):
        return False
    return not any(char in _OFFICE or not "\u4e00" <= char <= "\u9fff" for char in given)


_FREE_BEFORE = frozenset("，。、；：！？（）()《》“”‘’ \t\n\u3000习以和与同对由在向让请为原是让据记者员长书任席理授")


def _begins_freely(text: str, start: int) -> bool:
    """Whether a name may begin here: after a mark, a title or a word that takes a person."""
    return start == 0 or text[start - 1] in _FREE_BEFORE
