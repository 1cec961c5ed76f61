"""Width and use of marks (标点) after GB/T 15834-2011 《标点符号用法》."""

import re

from mofan.text.late import late
from mofan.text.proofread.pattern import DIGITS, Pattern, both

_FIRST_LEVEL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
HAN = r"[\u4e00-\u9fff〇]"
_NARROW: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE = str.maketrans(",;:?!().", "，；：？！（）。")


def _round(found: re.Match[str]) -> str:
    return f"（{found['in']}）"


def _first_mark(found: re.Match[str]) -> str | None:
    """Of two equal marks one; of two different ones nobody knows which was meant, but a full stop ends."""
    marks = found["it"]
    if len(set(marks)) == 1:
        return marks[0]
    if set(marks) == set("，：") and marks[-1] == "：":
        return "："
    return "。" if "。" in marks and not set(marks) & set("？！：") else None


def _inner_title(found: re.Match[str]) -> str:
    return f"《{found['head']}〈{found['inner']}〉{found['tail']}》"


PUNCTUATION = (
    Pattern(
        "half-width mark", "punctuation", "error",
        late(rf"(?<=[\u4e00-\u9fff〇”’》）〉〕】%％])[,;:?!](?![,;:?!]|//)(?!(?<=\?)(?:人|个|件|户|名|项|次|场|期)[，。；、]?(?![\u4e00-\u9fff]))|(?<=[0-9A-Za-z])[,;](?={HAN})"),
        "中文里的标点用全角，“{quote}”应为“{new}”。",
        lambda found: found[0].translate(_WIDE), 0.97,
        ("统筹推进各项工作,确保落实。", "《办法》,健全制度", "增长5%,创新高", "共12人,其中", "使用WPS,完成排版"),
        ("收入12,345元", "比分3:1", "见http://a.b.cn/c?d=1;e=2", "加强PPT制作，提高效率"),
        (",", ";", ":", "?", "!"),
    ),
    Pattern(
        "half-width full stop", "punctuation", "error",
        late(r"(?<=[\u4e00-\u9fff〇”》）])[.．](?=[ \u3000]*$|[”’）\n])", re.M),
        "句末用“。”。", "。", 0.9,
        ("各项工作取得实效.", "他说“抓紧落实.”", "认真贯彻执行．"),
        ("一.工作情况", "增长1.5%", "等等...", "1.总体要求"),
        (".", "．"),
    ),
    Pattern(
        "half-width brackets", "punctuation", "error",
        late(rf"\((?P<in>[^()（）\n]{{0,40}}?{HAN}[^()（）\n]{{0,40}}?)\)"),
        "中文里的括号用全角：“{new}”。", _round, 0.97,
        ("党委(党组)落实主体责任", "(三)强化保障", "全市(含开发区)统一部署"),
        ("函数f(x)单调", "（党组）", "选项(a)"),
        ("(",),
    ),
    Pattern(
        "mixed brackets", "punctuation", "error",
        late(r"（(?P<in>[^()（）\n]{1,60})\)|\((?P<too>[^()（）\n]{1,60})）"),
        "前后括号宽窄不一，应为“{new}”。",
        lambda found: f"（{found['in'] or found['too']}）", 0.97,
        ("（四)推进改革", "党委(党组）负责"),
        ("（党组）", "(a)"),
        (")", "）"),
    ),
    Pattern(
        "full-width digit", "punctuation", "style",
        late(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?％?"),
        "数字和拉丁字母用半角：“{new}”。",
        lambda found: found[0].translate(_NARROW), 0.8,
        ("增长１２．５％", "第３次会议"),
        ("增长12.5%", "第三次会议"),
        tuple(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))),
    ),
    Pattern(
        "repeated mark", "punctuation", "error",
        late(r"(?P<it>[，。；：、][，。；：、,;:]+|(?<=[\u4e00-\u9fff”》）])！{2}(?!！)|？{2}(?!？))"),
        "标点重复。", _first_mark, 0.95,
        ("扎实推进，，取得实效", "完成任务。。", "任务完成！！", "会议指出，：要抓实", "一是，、二是", "取得成效，。",
         "完成任务。;各单位"),
        ("扎实推进，取得实效。", "稳住、进好、调优"),
        (*both("，。；：、", "，。；：、,;:"), "！！", "？？"),
    ),
    Pattern(
        "mark behind a question or an exclamation", "punctuation", "error",
        late(r"(?<=[\u4e00-\u9fff][？！])(?P<it>[，。；、])"),
        "“？”“！”之后不再用别的标点。", "", 0.85,
        ("为什么要这样做？，大家都沉默了。", "一定能成功！。"),
        ("“为什么要这样做？”，大家都沉默了。", "怎么办？大家都沉默了。"),
        both("？！", "，。；、"),
    ),
    Pattern(
        "wrong ellipsis", "punctuation", "warning",
        late(r"(?<=[\u4e00-\u9fff”、，])(?:。{3,}|\.{3,}|…(?!…)(?<!……))"),
        "省略号为六个点“……”。", "……", 0.85,
        ("交通、水利、电力...等行业", "走村入户…听取意见"),
        ("走村入户……听取意见",),
        ("…", "..", "。。"),
    ),
    Pattern(
        "single dash", "punctuation", "warning",
        late(r"(?<=[\u4e00-\u9fff]{2}|[\u4e00-\u9fff][”》])(?<![国省市县区州站港路村镇月日年期号岁])(?<!周[一二三四五六日])[—─]"
                   r"(?=[\u4e00-\u9fff“《])(?![\u4e00-\u9fff]{1,5}(?:站|线|铁路|高速|公路|段))"),
        "破折号占两格，应为“——”；起止地点、时间之间才用“—”。", "——", 0.6,
        ("初心如磐—理想信念的坚守", "三个关键词—快、实、新"),
        ("初心如磐——理想信念的坚守", "成都—重庆高速公路", "周一—周五", "中国—东盟博览会", "“云—端”融合"),
        ("—", "─"),
    ),
    Pattern(
        "hyphens for a dash", "punctuation", "error",
        late(r"(?:(?<=[\u4e00-\u9fff”》，。])|^)(?:-{2,}|－{2,}|─{2,}|—-|-—)(?=\s*[\u4e00-\u9fff“《])", re.M),
        "破折号应为“——”。", "——", 0.9,
        ("--县水务局典型材料", "讲政治--机关的第一属性"),
        ("——县水务局典型材料", "联系电话0797-1234567"),
        ("--", "－－", "──", "—-", "-—"),
    ),
    Pattern(
        "space at a mark", "punctuation", "warning",
        late(
            r"(?<=[\u4e00-\u9fff”》）])[ \u3000\t]+(?=[，。；：、！？])|(?<=[，。；])[ \u3000\t]+(?=[\u4e00-\u9fff“《])"
        ),
        "标点旁不留空格。", "", 0.85,
        ("强化领导 ，压实责任。", "强化领导， 压实责任。"),
        ("强化领导，压实责任。", "一、 总体要求", "传承红色基因 打造模范机关"),
        (*both(" \u3000\t", "，。；：、！？"), *both("，。；", " \u3000\t")),
    ),
    Pattern(
        "space inside marks", "punctuation", "warning",
        late(r"(?<=[\u4e00-\u9fff][“《])[ \u3000]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[”》])"),
        "引号、书名号里面首尾不空格。", "", 0.85,
        ("全镇深入推进“ 三资”清理", "印发《考勤办法 》"),
        ("印发《考勤办法》", "姓名“　”"),
        (*both("“《", " \u3000"), *both(" \u3000", "”》")),
    ),
    Pattern(
        "space at the end", "punctuation", "style",
        late(r"(?<=[。；！？”》）])[ \u3000\t]+$", re.M),
        "行末有多余的空格。", "", 0.8,
        ("落实到位。 ",),
        ("落实到位。",),
        both("。；！？”》）", " \u3000\t"),
    ),
    Pattern(
        "enumeration mark between quotations", "punctuation", "style",
        late(r"(?<=”)、(?=“)|(?<=》)、(?=《)"),
        "标有引号或书名号的并列成分之间通常不用顿号（GB/T 15834—2011 4.5.3.5）。", "", 0.6,
        ("“学习强国”、“学习兴税”平台", "《条例》、《规则》"),
        ("“学习强国”“学习兴税”平台", "增强“四个意识”、坚定“四个自信”"),
        ("”、“", "》、《"),
    ),
    Pattern(
        "enumeration mark before 等", "punctuation", "error",
        late(r"(?<=[\u4e00-\u9fff”》）])、(?=等(?![级次待于比额效值腰差候量外同离温压保高距身式]))"),
        "“等”前不用顿号。", "", 0.9,
        ("农业、水利、等部门",),
        ("农业、水利等部门", "优等、等外", "同工同酬、等级评定"),
        ("、等",),
    ),
    Pattern(
        "enumeration mark before a conjunction", "punctuation", "warning",
        late(rf"(?<=[\u4e00-\u9fff”》）])、(?=(?:以及|或者|并且)(?={HAN}))"),
        "顿号与“以及”“或者”不连用，删去顿号或改用逗号。", "", 0.6,
        ("村、镇、以及县级部门",),
        ("村、镇以及县级部门", "村、镇，以及县级部门"),
        ("、以及", "、或者", "、并且"),
    ),
    Pattern(
        "enumeration mark before the last of a series", "punctuation", "warning",
        late(
            rf"(?<=[\u4e00-\u9fff”》）]、){HAN}{{2,12}}(?P<it>、)"
            rf"(?=和(?![谐平睦美解气蔼缓顺田善衷约声服悦合龙硕县林乐静音风])[\u4e00-\u9fff“《]|与(?![会时日众其此世人共民])[\u4e00-\u9fff“《])"
        ),
        "“和”“与”已连接最后一项，前面不用顿号。", "", 0.75,
        ("坚持问题导向、目标导向、和结果导向相统一", "组织、宣传、统战、与政法部门"),
        ("坚持问题导向、目标导向和结果导向", "建设富裕、文明、和谐乡村", "团结、奋进、与时俱进"),
        ("、和", "、与"),
    ),
    Pattern(
        "enumeration mark in an approximate number", "punctuation", "error",
        late(r"(?<![一二两三四五六七八九十百千万第初、周])(?P<it>[一二两三四五六七八九]、[二三四五六七八九])(?=[十百千]?(?:个|天|年|次|名|人|件|家|户|公里|小时)(?!产业|级|类))"),
        "相邻两个数字连用表示概数时，中间不用顿号：“{new}”。",
        lambda found: found["it"].replace("、", "") if _adjacent(found["it"]) else found["it"], 0.8,
        ("驻村三、四个月", "走访五、六十户"),
        ("第一、二次会议", "一、二、三级医院", "三四个月", "二、五个区"),
        both("、", "二三四五六七八九"),
    ),
    Pattern(
        "title inside a title", "punctuation", "warning",
        late(r"《(?P<head>[^《》〈〉\n]{0,40})《(?P<inner>[^《》\n]{2,60})》(?P<tail>[^《》〈〉\n]{0,30})》"),
        "书名号里再用书名号，里层用单书名号：“{new}”。", _inner_title, 0.85,
        ("《关于印发《安全生产办法》的通知》",),
        ("《关于印发〈安全生产办法〉的通知》", "《条例》和《规则》"),
        ("《",),
    ),
    Pattern(
        "mark after a bracketed number", "punctuation", "warning",
        late(r"^[ \u3000]*(?P<level>[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])(?P<it>[、，,．.])", re.M),
        "“（一）”“（1）”之后不加标点。", "", 0.9,
        ("（一）、强化领导", "（2）．健全机制"),
        ("（一）强化领导", "一、强化领导"),
        both("）)", "、，,．."),
    ),
    Pattern(
        "wrong mark after a first-level number", "punctuation", "warning",
        late(rf"^[ \u3000]*{_FIRST_LEVEL}(?P<it>[，,．.。：:])(?=[\u4e00-\u9fff])", re.M),
        "“一”“二”作序号时后面用顿号。", "、", 0.8,
        ("一，强化领导", "三.健全机制", "十二．强化保障"),
        ("一、强化领导", "一心一意", "二是强化领导"),
        both("一二三四五六七八九十", "，,．.。：:"),
    ),
    Pattern(
        "mark after an Arabic number", "punctuation", "style",
        late(r"^[ \u3000]*\d{1,2}(?P<it>、)(?=[\u4e00-\u9fff])", re.M),
        "阿拉伯数字作序号时后面用“.”（GB/T 9704—2012 7.3.3）。", ".", 0.7,
        ("1、强化领导",),
        ("1.强化领导", "一、强化领导", "1、2号楼"),
        both(DIGITS, "、"),
    ),
    Pattern(
        "enumeration mark after 第一", "punctuation", "warning",
        late(
            r"(?:^|[。；：，]\s*)(?:第[一二三四五六七八九十]|首先|其次|再次|最后)(?P<it>、)(?=[\u4e00-\u9fff])"
            r"(?!第|[二三四五六七八九]|[中高]等)",
            re.M,
        ),
        "“第一”“首先”之后用逗号。", "，", 0.85,
        ("第一、强化领导。", "首先、统一思想"),
        ("第一，强化领导。", "第一、第二产业", "第一、二季度", "小学第一、二册"),
        both("一二三四五六七八九十先次后", "、"),
    ),
    Pattern(
        "mark before a list", "punctuation", "warning",
        late(
            r"(?:如下|如次|以下(?![；，])[一二三四五六七八九十几\d]{0,2}(?:个|项|点|条|方面|件)?"
            r"(?:方面|工作|任务|事项|措施|问题|要求|意见|内容|情况|建议|决定)?)"
            r"(?P<it>[；，])(?=\s*(?:一是|一要|第一[，、：]|首先[，、：]|[（(][一1１][）)]|1[.．、]|①))"
        ),
        "引出下文的条目用冒号。", "：", 0.8,
        ("会议议定以下事项；一是成立领导小组。", "现汇报如下，\n（一）强化领导", "抓好以下三项工作，1.抓学习。"),
        ("会议议定以下事项：一是成立领导小组。", "如下所述，一是", "十八周岁以下，一是"),
        both(f"{DIGITS}下次作务项施题求见容况议定面个点条件一二三四五六七八九十几", "；，"),
    ),
    Pattern(
        "full stop before a list of paragraphs", "punctuation", "style",
        late(
            r"(?:通知|通报|报告|汇报|公告|函复|批复|意见|安排|要求|情况|事项)如下(?P<it>[。；，])"
            r"(?=[ \u3000]*\n[ \u3000]*(?:一、|[（(][一1][）)]|1[.．、]))"
        ),
        "引出下文的“如下”之后用冒号。", "：", 0.6,
        ("现就有关事项通知如下。\n一、总体要求", "现将情况报告如下，\n　　一、基本情况"),
        ("现就有关事项通知如下：\n一、总体要求", "通知如下。请遵照执行。"),
        both("下", "。；，"),
    ),
    Pattern(
        "full stop on both sides of a closing quotation mark", "punctuation", "error",
        late(r"(?<=[。！？]”)(?P<it>。)"),
        "引文末尾已有句号，引号之外不再用。", "", 0.9,
        ("他表示：“一定把事办好。”。",),
        ("他表示：“一定把事办好。”", "做到“马上就办”。"),
        ("”。",),
    ),
    Pattern(
        "enumeration mark before 相统一", "punctuation", "warning",
        late(r"(?<=[\u4e00-\u9fff”》]{2})、(?=相(?:统一|结合|促进|衔接|协调|适应|融合)(?![\u4e00-\u9fff]?、))"),
        "并列的各项与“相统一”“相结合”之间不用顿号。", "", 0.8,
        ("坚持问题导向、目标导向、结果导向、相统一。",),
        ("坚持问题导向、目标导向、结果导向相统一。", "相统一、相结合、相促进、相适应、"),
        ("、相",),
    ),
    Pattern(
        "comma behind organs that act", "punctuation", "warning",
        late(
            r"(?:^|[。；！？])[ \u3000]*(?!请示|报|经|向|在|对|按|根据|据|为|由|与|给)(?:[\u4e00-\u9fff]{1,4})??"
            r"[省市县区州盟旗镇乡]党?委、[\u4e00-\u9fff]{0,3}(?:人民)?政府(?P<it>，)"
            r"(?=(?:高度重视|始终把|始终坚持|十分重视|认真贯彻|坚决贯彻|先后(?:召开|出台|印发)))",
            re.M,
        ),
        "主语和谓语之间不用逗号。", "", 0.65,
        ("县委、县政府，高度重视此项工作。",),
        ("县委、县政府高度重视此项工作。", "报县委、县政府，经研究同意。", "请示县委、县政府，始终把"),
        ("政府，",),
    ),
    Pattern(
        "full stop behind what was said", "punctuation", "style",
        late(
            r"(?:说|指出|强调|表示|要求|写道|提出|认为)：“[^“”\n]{0,60}，[^“”\n]{1,60}(?P<it>”。)(?=[ \u3000]*$)", re.M
        ),
        "独立成句的引文，句号在引号之内：“{new}”。", "。”", 0.6,
        ("他指出：“群众的事没有小事，件件都要有着落”。",),
        ("他指出：“群众的事没有小事，件件都要有着落。”", "要做到“件件有着落，事事有回音”。"),
        ("”。",),
    ),
    Pattern(
        "full stop lost before what a meeting said", "punctuation", "warning",
        late(
            r"(?:听取|传达|学习|审议|研究|讨论|通报|宣读|观看)了?[^，。；：\n]{2,40}(?P<it>汇报|报告|精神|方案|情况|名单|发言|讲话|议题|》)"
            r"(?=会议(?:指出|强调|认为|决定|议定|号召|明确|同意)[，：])"
        ),
        "两句之间缺句号：“{new}”。", r"\g<it>。", 0.75,
        ("会议听取了工作汇报会议指出，要加强统筹。", "传达学习《关于防汛工作的通知》会议强调，要压实责任。"),
        ("会议听取了工作汇报。会议指出，要加强统筹。", "传达全省农村工作会议要求，", "本次会议指出，"),
        ("会议",),
    ),
    Pattern(
        "full stop lost behind what was reached", "punctuation", "warning",
        late(
            r"(?:取得|获得|赢得|收到|实现)了?[^，。；：\n]{0,20}(?P<it>成效|成果|实效|进展|好评|突破|成绩|佳绩|胜利)"
            r"(?=(?:下一步|此外|据了解|据统计|接下来|今年以来|近年来|会议指出|会议强调|会议要求)，)"
        ),
        "两句之间缺句号：“{new}”。", r"\g<it>。", 0.75,
        ("各项工作取得明显成效下一步，将继续努力。", "赢得群众一致好评此外，还建立了台账。"),
        ("各项工作取得明显成效。下一步，将继续努力。", "取得成绩的同时，", "取得了近年来最好成绩，"),
        ("成效", "成果", "实效", "进展", "好评", "突破", "成绩", "佳绩", "胜利"),
        ("下一步，", "此外，", "据了解，", "据统计，", "接下来，", "以来，", "近年来，", "会议"),
    ),
    Pattern(
        "comma before a bracket", "punctuation", "warning",
        late(r"(?<=[\u4e00-\u9fff])(?P<it>，)(?=（[^（）\n]{1,40}）[，。；])"),
        "括号里的话注释前面的词语，括号前不用逗号。", "", 0.7,
        ("要抓好春耕备耕，（特别是早稻育秧），确保粮食安全。",),
        ("要抓好春耕备耕（特别是早稻育秧），确保粮食安全。", "一要守时，（二）守责"),
        ("，（",),
    ),
    Pattern(
        "comma between titles", "punctuation", "warning",
        late(r"(?<=》)(?P<it>，)(?=《[^《》\n]{2,40}》(?:、?《|和《|及《|以及《|等))"),
        "并列的书名号之间不用逗号。", "", 0.75,
        ("学习《公务员法》，《监察法》和《信访工作条例》。",),
        ("学习《公务员法》，落实《监察法》和《信访工作条例》", "学习《公务员法》《监察法》"),
        ("》，《",),
    ),
    Pattern(
        "mark that ends nothing", "punctuation", "warning",
        late(
            r"(?<=[\u4e00-\u9fff”》）])(?P<it>[、，])(?=[ \u3000]*\n[ \u3000]*"
            r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节条]))"
        ),
        "段末用句号。", "。", 0.75,
        ("落实各项要求，\n二、健全机制", "学习党的二十大精神、\n（三）强化保障"),
        ("落实各项要求。\n二、健全机制", "各乡镇、\n各部门"),
        both("，、", "\n \u3000"),
    ),
)  # fmt: skip
"""Rules of width and punctuation."""

_ORDER = "一二三四五六七八九"


def _adjacent(pair: str) -> bool:
    first, second = pair[0].replace("两", "二"), pair[2]
    return _ORDER.index(second) - _ORDER.index(first) == 1
