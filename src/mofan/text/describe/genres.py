"""Genre (文种, 体裁) of a piece: a table of patterns over its subtitle, title, collection header, opening and
closing."""

import re
from typing import NamedTuple

from mofan.text.late import late
from mofan.text.units import unit_of

NEWS = "新闻"
OTHER = "其他"


class Genre(NamedTuple):
    """A genre, the pattern that a heading names it by, a heading that it must find and one that it must leave."""

    name: str
    pattern: str
    finds: str
    leaves: str


_END = (
    r"(?:[（(【\[][^（）()【】]{0,24}[）)】\]]|范文|模板|参考|精选|汇编|合集|集锦|选编|材料|"
    r"（?[一二三四五六七八九十\d]+）?|\d*篇|\s)*$"
)
"""What may stand behind a genre's name at the end of a heading."""

GENRES = (
    Genre("批复", rf"(?:的|答复意见的)?批复{_END}", "关于同意设立x镇养老中心的批复", "做好项目批复后的工作"),
    Genre("复函", rf"(?:复函|的函|答复){_END}", "关于商请支持项目建设的函", "函授教育工作总结"),
    Genre("请示", rf"请示{_END}", "关于追加经费的请示", "严格请示报告制度工作总结"),
    Genre("通知", rf"(?:通知|通知书){_END}", "关于做好防汛工作的通知", "通知公告栏建设方案"),
    Genre("通报", rf"通报{_END}", "关于三季度督查情况的通报", "通报会上的讲话"),
    Genre("公告", rf"公告{_END}", "关于征收土地的公告", "公告栏"),
    Genre("通告", rf"通告{_END}", "关于道路封闭施工的通告", "通告牌"),
    Genre("会议纪要", rf"纪要{_END}", "县政府常务会议纪要", "纪要管理办法"),
    Genre("命令", rf"(?:命令|主席令|国务院令|嘉奖令){_END}", "关于授予称号的命令", "命令教育"),
    Genre("议案", rf"(?:议案|提案|建议案){_END}", "关于提请审议的议案", "提案办理工作总结"),
    Genre("述职报告", r"(?:述职述廉|述职述德|述责述廉|述职|述廉|个人总结|履职情况)(?:报告|总结|材料|发言)?",
         "2023年度述职报告", "述评"),
    Genre("调研报告", r"(?:调研|调查|考察|研究)(?:报告|文章|与思考|的思考)|(?:的)?(?:调查与思考|思考与建议|"
         r"调研文章)", "关于农村养老的调研报告", "深入基层调查研究"),
    Genre("心得体会", r"心得|(?:学习|几点|深刻|的)体会(?![议见])|(?<![全集团])体会$|感悟(?:$|文章|体会)|读后感|"
         r"观后感|学习感想",
         "学习条例心得体会", "体会民情办实事工作总结"),
    Genre("对照检查", r"(?:对照检查|剖析|检视|自查|检讨|问题清单)(?:材料|报告|发言|提纲)|检讨书",
         "民主生活会对照检查材料", "开展检视整改"),
    Genre("党课", r"党课(?:讲稿|讲义|教案|材料|提纲)?(?:[：:—（(]|$|范文)|专题党课(?!.{0,6}活动)", "廉政党课讲稿",
         "党课活动情况汇报"),
    Genre("倡议书", r"倡议书|倡议$|公开信|承诺书|决心书|申请书|责任书|感谢信|慰问信|表扬信|邀请函",
         "节约用水倡议书", "倡议活动"),
    Genre("讲话", r"(?<!并)(?<!发表)(?<!重要)讲话(?:稿|提纲|材料)?(?:[（(].*)?$|讲话(?:稿|范文)|"
         r"(?<!发表)(?<!并)致[辞词](?!信)|"
         r"主持词|动员词|讲话汇编|开幕词|闭幕词|讲话合集", "在全县大会上的讲话", "县长出席会议并讲话"),
    Genre("发言", r"(?:表态|交流|研讨|座谈|典型|大会)发言|发言(?:材料|提纲|稿|汇编|合集|范文)|发言$",
         "研讨交流发言材料", "新闻发言人制度"),
    Genre("典型事迹", r"事迹|^[—－\-]*记(?![者录账])|先进典型|先进个人|人物通讯|典型人物|风采录",
         "先进个人事迹材料", "故事汇"),
    Genre("经验材料", r"经验(?!不足|丰富|主义)(?:交流)?(?:材料|做法|介绍|信息|总结|稿|分享)?|交流材料|典型(?:做法|"
         r"案例)|(?:特色|"
         r"创新|主要|亮点)做法|做法材料|示范单位.{0,6}材料|"
          r"创建材料|案例(?:汇编|材料|选编)", "模范机关建设工作经验材料", "经验不足问题整改报告"),
    Genre("整改报告", r"整改(?:情况|工作|落实)?(?:的)?(?:报告|汇报|方案|总结)", "巡察整改情况报告", "整改措施"),
    Genre("工作汇报", r"汇报(?:材料|提纲|稿)?|(?:情况|进展|推进).{0,2}汇报", "优化营商环境工作汇报", "汇编"),
    Genre("工作总结", r"总结(?:暨|及|和|与)?.{0,14}$|总结(?:报告|材料|汇编|范文)", "2022年作风建设工作总结",
         "总书记重要论述"),
    Genre("工作计划", r"(?:工作|年度|学习)?(?:计划|要点|安排|思路|打算)(?:的报告)?" + _END, "2024年工作要点",
         "计划生育条例"),
    Genre("方案", r"(?:方案|预案|规划|纲要|行动计划|规划纲要)(?:[（(].*)?" + _END, "安全生产专项整治实施方案",
         "方案论证会发言"),
    Genre("工作报告", r"工作报告|(?:执行情况|预算草案).{0,20}报告", "2019年政府工作报告", "工作汇报"),
    Genre("法规制度", r"(?:条例|办法|规定|细则|规则|制度|章程|守则|准则|规范|公约|法|法典|修正案|解释|标准|"
         r"实施办法|决议)(?:（[^）]*）|\([^)]*\)|\s)*$",
          "x省养老服务条例", "条例学习心得体会"),
    Genre("决定", rf"(?:决定|决议){_END}", "关于表彰先进的决定", "决定性成就"),
    Genre("意见", rf"(?:指导意见|实施意见|若干意见|意见|若干措施|措施){_END}", "关于加强消防工作的意见",
         "民意见面会"),
    Genre("简报信息", r"简报|信息简报|工作信息|专报|快报|动态|政务信息|党建信息|工作动态|周报|日报$",
         "党建引领基层治理信息简报", "信息化建设方案"),
    Genre("清单台账", r"(?:清单|台账|一览表|目录)" + _END, "为民办实事项目清单", "清单化管理经验"),
    Genre("报告", rf"报告{_END}", "关于落实工作情况的报告", "报告会侧记"),
)  # fmt: skip
"""Every genre that a heading may name, in the order in which they are asked: the firmer name first."""

_PATTERNS = tuple((genre.name, late(genre.pattern)) for genre in GENRES)


class Cue(NamedTuple):
    """A set phrase of the opening or the closing that betrays the genre."""

    name: str
    where: str
    """opening or closing: the first or the last 400 characters of the body."""
    pattern: str
    finds: str
    leaves: str


CUES = (
    Cue("发言", "closing", r"(?:汇报|发言)(?:完毕|到此结束|完了)", "汇报完毕，谢谢大家！", "及时汇报"),
    Cue("工作汇报", "opening", r"(?:汇报|报告)如下", "现将有关情况汇报如下：", "汇报工作"),
    Cue("工作总结", "opening", r"总结如下", "现将全年工作总结如下：", "认真总结经验"),
    Cue("请示", "closing", r"(?:妥否|当否|可否)，?请(?:批示|批复|审示)|请示如下", "妥否，请批示。", "及时请示"),
    Cue("通知", "closing", r"特此通知|请(?:认真|遵照)(?:贯彻)?执行", "特此通知。", "接到通知后"),
    Cue("批复", "opening", r"(?:来文|请示).{0,30}收悉", "你局请示收悉。", "请示报告"),
    Cue("通知", "opening", r"^(?:各[^。]{2,60}[：:])", "各乡镇人民政府，县直各单位：", "各项工作推进有力。"),
    Cue("讲话", "opening", r"^(?:同志们|各位[领代来嘉同老朋委]|尊敬的|女士们)[^。]{0,40}[：:！，]", "同志们：",
         "同志们纷纷表示"),
    Cue("法规制度", "opening", r"第一[章条]\s?(?:总\s?则|为了?|根据)|目\s*录\s*第一章", "第一章 总则", "第一次会议"),
)  # fmt: skip
"""Set phrases that are asked where no heading names a genre."""

_NEWS = late(
    r"^.{0,60}?(?:记者|新华社|央视|人民网|本报讯|本台|据[^，。]{2,20}(?:报道|消息|统计|数据|通报)|获悉|了解到|"
    r"最新数据|"
    r"国家主席|国务院总理|政治局|总统|外交部|国防部|国务委员|发言人|新闻办|委员长|秘书长)"
    r"|^.{0,40}?(?<![年月\d])(?:\d{1,2}月)?\d{1,2}日(?!以来|[前起之]|（|制|发)"
    r"|^.{0,40}?(?:今天|昨天|今早|今晚|昨晚|连日来|近日|日前|眼下|这段时间|目前，各地|这几天|今年前|当地时间|"
    r"前\w{1,3}个?月|上半年，我国)"
)
"""How a news item opens: a day, a source or a statesman in its first sentence."""
_OFFICIAL = late(
    r"关于|报告$|范文|材料|心得|述职|（\d+）$|\(\d+\)$|(?:条例|办法|规定|方案|规划|公报|细则|"
    r"法)(?:（[^）]*）)?$"
)
_CUES = tuple((cue.name, cue.where, late(cue.pattern, re.S)) for cue in CUES)
_SLOGAN_TITLE = late(
    r"“[^”]{1,12}”.{0,6}(?:打造|推进|推动|助力|赋能|引领|激活|绘就|谱写|跑出|促进|提升|创建|做实|抓实|夯实|走好|"
    r"撬动|托起|守护|点亮|织密|架起|破解|护航|解决|服务)|"
    r"^(?:坚持|聚焦|突出|锚定|围绕|紧扣|抓实|做好|做到|建强|下好|强化|党建引领|立足|践行|擦亮|深化|打造).{3,}|"
    r"“[^”]{1,12}”.{0,16}“[^”]{1,12}”|"
    r"(?:局|院|委|支部|党委|党组|公司|中心|街道|镇|乡|社区|村|校|所)[^，。]{0,6}“[^”]{1,12}”|"
    r"^以.{2,16}(?:引领|促|赋能|推动|助力|带动|为抓手)"
)
"""A title that is a slogan and nothing else."""


_DOING = late(
    r"^(?:[^。，]{2,20}[：:]\s*)?(?:近年来|今年以来|一直以来|一年来|(?:19|20)\d\d年以来|为(?:了)?(?:深入|全面|"
    r"认真|进一步)(?:学习|贯彻|落实|推进))"
    r"[^。]{0,60}?(?:局|院|委|社|镇|乡|街道|支部|党委|总支|中心|公司|学校|县|市|区|我们)[^。]{0,12}(?:坚持|以|"
    r"紧扣|紧紧|聚焦|围绕|深入|认真|全面|立足|把|结合|持续|始终)"
)
"""How a unit begins to tell what it did, under a title that names no genre."""


def genre_of(title: str, subtitle: str | None, header: str | None, body: str) -> str:
    """The genre of a piece, one of the names in `GENRES`, 新闻 or 其他.

    Headings are asked first (subtitle, title, collection header), then the opening and closing of `body`; a title
    that is a
    slogan and nothing else (聚焦…打造…) is that of an experience material.
    """
    opening, closing = body[:400].strip(), body[-400:]
    if not subtitle and not header and not _OFFICIAL.search(title) and _NEWS.search(opening):
        return NEWS
    for heading in (subtitle, title, header):
        found = _named(heading) if heading else None
        if found:
            return found
    for name, where, pattern in _CUES:
        if pattern.search(opening if where == "opening" else closing):
            return name
    if subtitle and unit_of("", subtitle, "") and not _OFFICIAL.search(title):
        return "经验材料"
    return "经验材料" if _SLOGAN_TITLE.search(title) or _DOING.search(opening) else OTHER


def _named(heading: str) -> str | None:
    heading = re.sub(r"《[^》]*》", "", heading[:200]).strip() or heading.strip("《》 ")
    return next((name for name, pattern in _PATTERNS if pattern.search(heading)), None)
