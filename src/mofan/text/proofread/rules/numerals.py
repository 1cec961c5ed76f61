"""Dates and numerals (数字日期) after GB/T 15835-2011 《出版物上数字用法》 and GB/T 9704-2012 7.3.5.4."""

import re
from calendar import monthrange

from mofan.text.late import late
from mofan.text.numerals import parse_numeral
from mofan.text.proofread.pattern import DIGITS, Pattern, both

_CN_MONTH, _CN_DAY = "[一二三四五六七八九十]{1,2}", "[一二三四五六七八九十]{1,3}"
_CN_YEAR = r"二[〇○Ｏ零0][〇○零一二三四五六七八九]{2}"


def _unpadded(found: re.Match[str]) -> str:
    return re.sub(r"(?<!\d)0(?=\d)", "", found[0])


def year_in_digits(written: str) -> str:
    """二〇二五 as 2025."""
    return "".join(str(parse_numeral(char) or 0) for char in re.sub("[零0Ｏ○]", "〇", written))


def _in_digits(found: re.Match[str]) -> str:
    """二〇二五年三月五日 as 2025年3月5日; as it is before the standard of 2012."""
    year = year_in_digits(found["year"])
    month, day = parse_numeral(found["month"]), parse_numeral(found["day"])
    return f"{year}年{month}月{day}日" if int(year) > 2012 else found["it"]


def _in_one_kind(found: re.Match[str]) -> str:
    """二〇二四年三月15日 as 2024年3月15日."""
    month = found["month"] or parse_numeral(found["han"])
    return f"{year_in_digits(found['year'])}年{month}月" + (f"{found['day']}日" if found["day"] else "")


def _days(found: re.Match[str]) -> str | None:
    """The days as written, where the first and the last day agree with them, None where not."""
    said = found["it"]
    days = int(said) if said.isdecimal() else parse_numeral(said.replace("两", "二"))
    return said if int(found["last"]) - int(found["first"]) + 1 == days else None


def _impossible(found: re.Match[str]) -> str | None:
    """The date itself where the calendar has it, None where it has not."""
    month, day = int(found["month"]), int(found["day"] or 1)
    year = int(found["year"] or 2024)
    return found["it"] if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _in_order(found: re.Match[str]) -> str | None:
    """The second of two dates itself where it is not the earlier one, None where it is."""
    first, second = ((int(found[f"y{end}"]), int(found[f"m{end}"]), int(found[f"d{end}"] or 0)) for end in (1, 2))
    part = 3 if found["d1"] and found["d2"] else 2
    return found["it"] if first[:part] <= second[:part] else None


def _impossible_time(found: re.Match[str]) -> str | None:
    """The time itself where there is one, None where there is none."""
    return found["it"] if int(found["hour"]) <= 24 and int(found["minute"]) < 60 else None


_COUNTED = (
    "个|名|人次|人|件|次|户|家|项|元|亩|吨|公里|平方米|天|年|份|篇|场次|场|批次|批|套|台|辆|条|期|株|棵|头|只|公顷|立方米|册|处|座|"
    "所|位"
)

NUMERALS = (
    Pattern(
        "zero before a month or day", "numeral", "error",
        late(r"(?<!\d)(?:19|20)\d\d年(?:0[1-9]月(?:[0-3]?\d日)?|(?:1[0-2]|[1-9])月0[1-9]日)"),
        "月、日不编虚位，应为“{new}”（GB/T 9704—2012 7.3.5.4）。", _unpadded, 0.95,
        ("2025年03月15日", "2025年3月5日至2025年12月05日", "2025年5月08日"),
        ("2025年3月5日", "2025年10月20日"),
        ("年0", "月0"),
    ),
    Pattern(
        "date of issue in Chinese numerals", "numeral", "warning",
        late(
            rf"^[ \u3000]*(?P<it>(?P<year>{_CN_YEAR})年(?P<month>{_CN_MONTH})月(?P<day>{_CN_DAY})日)[ \u3000]*$", re.M
        ),
        "成文日期用阿拉伯数字，应为“{new}”。", _in_digits, 0.75,
        ("二〇二五年三月十五日", "　　二○二四年十二月三日"),
        ("二〇二五年三月十五日印发本办法", "2025年3月15日", "二〇〇四年三月二日"),
        both("二", "〇○Ｏ零0"),
    ),
    Pattern(
        "zero or letter for 〇", "numeral", "error",
        late(r"(?<![\u4e00-\u9fff]{8})(?P<it>[一二](?=[九〇○零ＯO0一二三四五六七八]{0,2}[○零ＯO0])[九〇○零ＯO0][○〇零ＯO0一二三四五六七八九]{2})(?=年)"),
        "汉字年份里的“零”写作“〇”，应为“{new}”。", lambda found: re.sub("[○零ＯO0]", "〇", found["it"]), 0.8,
        ("二○二五年", "二O一九年", "二零二五年三月", "二〇零八年"),
        ("二〇二五年", "2025年", "一百零三年"),
        both("一二", "九〇○零ＯO0"),
    ),
    Pattern(
        "year and month in different numerals", "numeral", "warning",
        late(r"(?<!\d)(?P<it>(?P<year>(?:19|20)\d\d年)(?P<month>[一二三四五六七八九]|十[一二]?)月)(?!份?[内]?期)"),
        "年用阿拉伯数字，月也用：“{new}”。", lambda found: f"{found['year']}{parse_numeral(found['month'])}月", 0.85,
        ("2025年三月", "2021年十二月底"),
        ("2025年3月", "二〇二五年三月"),
        both("年", "一二三四五六七八九十"),
    ),
    Pattern(
        "date in two kinds of numerals", "numeral", "error",
        late(
            rf"(?P<it>(?P<year>{_CN_YEAR})年(?:(?P<month>\d{{1,2}})月|(?P<han>{_CN_MONTH})月(?=\d))(?:(?P<day>\d{{1,2}})日)?)"
        ),
        "年月日用同一种数字：“{new}”。", _in_one_kind, 0.85,
        ("二〇二四年三月15日，县委召开会议。", "二〇二四年3月"),
        ("二〇二四年三月十五日", "2024年3月15日", "二〇二四年三月"),
        both("二", "〇○Ｏ零0"),
    ),
    Pattern(
        "days of a period", "numeral", "warning",
        late(
            r"(?:为期|会期|历时|时间)(?:为|共)?(?P<it>\d{1,2}|[一二两三四五六七八九十]{1,2})天(?:，|（|：|，自|，从)(?:(?:19|20)\d\d年)?"
            r"(?P<month>\d{1,2})月(?P<first>\d{1,2})日?(?:—|-|～|~|至|到)(?:(?P=month)月)?(?P<last>\d{1,2})日"
        ),
        "写作“{quote}”天，与起止日期不符，请核对。", _days, 0.7,
        ("培训为期3天（2024年5月8日—12日）。", "会期两天，5月8日至10日。"),
        ("培训为期3天（2024年5月8日—10日）。", "会期两天，5月8日至9日。"),
        both(f"{DIGITS}一二两三四五六七八九十", "天"),
    ),
    Pattern(
        "impossible date", "numeral", "error",
        late(r"(?<![\d.])(?P<it>(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)(?!龄|均)"),
        "没有“{quote}”这一天，请核对。", _impossible, 0.9,
        ("2025年2月29日", "4月31日", "2024年13月"),
        ("2024年2月29日", "12月31日", "6个月", "24个月"),
        both(DIGITS, "月"),
    ),
    Pattern(
        "percentage range with one sign", "numeral", "style",
        late(r"(?<![\d.])(?P<a>\d+(?:\.\d+)?)(?P<to>[—～~－\-至到]{1,2})(?P<b>\d+(?:\.\d+)?)[%％]"),
        "百分数的起止两端都写百分号：“{new}”。", r"\g<a>%\g<to>\g<b>%", 0.6,
        ("增长5—10%", "下降3至5％"),
        ("增长5%—10%", "增长10%"),
        ("%", "％"),
    ),
    Pattern(
        "twice approximate", "numeral", "warning",
        late(
            r"(?:(?<![签合公条特制相节邀预违履盟缔契租])约有?|大约有?|(?<![附最邻临靠亲相逼就远])近|将近|接近|超过?|至少|多达)"
            r"(?:[\d.,，一二两三四五六七八九十百千万亿]+(?:余|多|几)?[万亿]?(?:多|余)?"
            rf"(?:{_COUNTED}|万元|亿元|%)?(?:左右|上下|以上)|\d+(?:\.\d+)?(?:余|多)[万亿]?)|"
            r"(?<!\d)(?:[数几][十百千]|上[百千])(?:余|多)(?=[个名人件次户家项元亩吨万])|"
            r"(?<![\d.])(?:\d[\d.,]*|[一二三四五六七八九十百千]+)(?:余|多)[万亿]?"
            rf"(?:{_COUNTED})?(?:左右|上下)|"
            r"(?<=[\d十百千万])(?:余多|多余)(?=[万亿]?(?:个|名|人|件|次|户|家|项|元|亩|吨|公里|天|年))|(?:以上左右|左右以上|以下左右)|"
            r"(?:大约|(?<![\u4e00-\u9fff])约)有(?:近|将近|接近)(?=[\d一二三四五六七八九十百千数])"
        ),
        "“{quote}”前后都表示约数，留一处即可。", None, 0.7,
        ("近300人左右", "约50余家", "约有200余户", "超过20万元左右", "超过300人以上", "走访数百余户",
         "100多名左右的干部", "三十余户左右", "达到100余多家", "增长到50%以上左右", "大约有近百人"),
        ("约300人", "约有300人", "300人左右", "50余家", "近年来", "签约50余家", "最近3年以上"),
        ("左右", "上下", "以上", "余多", "多余", "约有", *both(f"{DIGITS}十百千", "余多")),
    ),
    Pattern(
        "dash for 一", "numbering", "error",
        late(r"(?:(?<=[：；。\n])|^)(?P<it>[—─－-])(?=[是要](?!否)[\u4e00-\u9fff])", re.M),
        "“{quote}”似为“一”之误。", "一", 0.85,
        ("实现以下目标：—是经济总量突破百亿。", "-要加强领导。"),
        ("实现以下目标：一是经济总量突破百亿。", "第一——是政治"),
        both("—─－-", "是要"),
    ),
    Pattern(
        "digits before a Chinese unit", "numeral", "warning",
        late(r"(?<![\d.])(?P<it>\d+[千百十])(?=\d|[一二三四五六七八九]|[人户个名件次元家])"),
        "阿拉伯数字之后只与“万”“亿”连用，“{quote}”请改写。", None, 0.7,
        ("3千5百人", "收入2百元"),
        ("3500人", "5千克", "2千米", "3万人"),
        both(DIGITS, "千百十"),
    ),
    Pattern(
        "二个", "numeral", "style",
        late(r"(?<![一二三四五六七八九十百千第○〇零、\d])二(?=个(?:月|人|方面|小时|环节|百分点|单位|部门|层面|支部|阶段|工作日|以上))"),
        "量词前用“两”。", "两", 0.8,
        ("历时二个月", "分二个方面"),
        ("第二个方面", "十二个月", "两个月", "二是"),
        ("二个",),
    ),
    Pattern(
        "hyphen between years", "numeral", "style",
        late(r"(?<!\d)(?P<a>(?:19|20)\d\d)(?P<it>[-－~～])(?=(?:19|20)\d\d(?:年|学年)(?!\d))"),
        "起止年份之间用一字线“—”或浪纹线“～”。", lambda found: "—" if found["it"] in "-－~" else "～", 0.6,
        ("2021-2025年", "2024~2025学年"),
        ("2021—2025年", "2021～2025年"),
        both(DIGITS, "-－~"),
    ),
    Pattern(
        "shortened year", "numeral", "warning",
        late(r"(?:(?<=[\n，。；：自从至到于在为是])|^)(?P<it>[012]\d)(?=年(?:1[0-2]|[1-9])月(?:[1-3]?\d日|份|底|初|[，。起至以]))"),
        "年份应写全四位。", None, 0.6,
        ("自21年3月起", "于19年12月5日"),
        ("自2021年3月起", "满20年3个月", "有期徒刑12年6月"),
        both(DIGITS, "年"),
    ),
    Pattern(
        "二 before a measure", "numeral", "style",
        late(r"(?<=[\u4e00-\u9fff，、])(?<![一二三四五六七八九十百千万亿○〇零、第初周其])二(?=(?:次|场|批|轮|条|组)(?:[，。；、]|以上)|(?:名|位|家|件|户|天)(?:[，。；、]|[\u4e00-\u9fff]))(?!家庭|位数|件套)"),
        "量词前用“两”。", "两", 0.7,
        ("组织培训二次，参训120人", "选派二名干部", "会期二天。"),
        ("第二次，", "二次创业", "十二名", "一、二名", "二级"),
        ("二次", "二场", "二批", "二轮", "二条", "二组", "二名", "二位", "二家", "二件", "二户", "二天"),
    ),
    Pattern(
        "a decrease by times", "numeral", "error",
        late(r"(?:下降|减少|降低|缩短|压缩|缩小|缩减|下跌|减轻|少)(?:了|到|为|至)?(?:近|约)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)倍"),
        "减少不用倍数，改用百分数或分数。", None, 0.85,
        ("成本下降了两倍", "同比减少1.5倍"),
        ("增长了两倍", "下降50%", "减少到原来的一半"),
        ("倍",),
    ),
    Pattern(
        "impossible time", "numeral", "error",
        late(r"(?:(?<=[上下中]午)|(?<=晚上)|(?<=早上)|(?<=时间[：:])|(?<=\d日))(?P<it>(?P<hour>\d{1,2})[:：时](?P<minute>\d{1,2}))(?!\d)"),
        "没有“{quote}”这个时间，请核对。", _impossible_time, 0.85,
        ("上午25:30召开会议", "下午14:75开始"),
        ("上午9:30召开会议", "3月5日14时30分"),
        both(DIGITS, ":：时"),
    ),
    Pattern(
        "impossible hour or minute", "numeral", "error",
        late(r"(?<![\d.])(?P<it>(?P<hour>\d{1,2})时(?P<minute>\d{1,2}))(?=分(?![之钟]))"),
        "没有“{quote}分”这个时间，请核对。", _impossible_time, 0.8,
        ("9时65分召开会议", "于25时30分到达"),
        ("9时5分召开会议", "24时0分"),
        both(DIGITS, "时"),
    ),
    Pattern(
        "percent twice", "numeral", "error",
        late(r"(?<=\d)(?P<it>[%％]{2,})(?!\d)|百分之[一二三四五六七八九十百零点]+(?P<it2>[%％])"),
        "百分号多了，留一处。", lambda found: found["it"][0] if found["it"] else "", 0.9,
        ("完成率达120%%。", "百分之二十五点五%的群众"),
        ("完成率达120%。", "百分之二十五"),
        ("%", "％"),
    ),
    Pattern(
        "comma between the wrong thousands", "numeral", "error",
        late(r"(?<![\d,.])\d{1,3},(?:\d{4}|\d{1,2})(?=万元|亿元|元|人|户|吨|亩|件|万|亿)"),
        "千分空位错了：从个位起每三位一节，请核对。", None, 0.8,
        ("投入1,2345万元。", "共12,34人"),
        ("投入12,345万元。", "1,2,3号楼"),
        (",",),
    ),
    Pattern(
        "period that ends before it begins", "numeral", "error",
        late(
            r"(?P<y1>(?:19|20)\d\d)年(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:起)?(?:至|到|—|－|~|～)"
            r"(?P<it>(?P<y2>(?:19|20)\d\d)年(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?)"
        ),
        "“{quote}”早于前面的日期，请核对。", _in_order, 0.85,
        ("自2024年3月5日起至2024年2月5日止。", "2025年6月—2024年12月"),
        ("自2024年3月5日起至2025年2月5日止。", "2024年3月5日至2024年3月5日", "2024年3月至2024年3月31日"),
        both(DIGITS, "月"),
    ),
    Pattern(
        "percent before 百分点", "numeral", "error",
        late(r"(?<=\d)(?P<it>[%％])(?=个?百分点)"),
        "“百分点”前不用百分号。", "", 0.9,
        ("增长了8％个百分点。", "提高2%百分点"),
        ("增长了8个百分点。", "增长8%"),
        ("百分点",),
    ),
    Pattern(
        "two points in a number", "numeral", "error",
        late(r"(?<![\d.])\d+\.\d+\.\d+(?=[%％]|个百分点|亿元|万元)"),
        "一个数里有两个小数点，请核对。", None, 0.9,
        ("完成率达到120.5.3%。",),
        ("完成率达到120.5%。", "版本2.1.3"),
        (".",),
    ),
    Pattern(
        "从 without 至", "numeral", "warning",
        late(r"从(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<it>[-－—~～]{1,2})(?=(?:19|20)?\d{1,2}(?:年|月|日))"),
        "“从”与“至”呼应，不用连接号。", "至", 0.65,
        ("从2023年-2025年，累计投入", "从2024年3月—6月"),
        ("2023—2025年，累计投入", "从2023年至2025年"),
        ("从19", "从20"),
    ),
    Pattern(
        "百分比 as a unit", "numeral", "error",
        late(r"(?<=\d)个?(?P<it>百分比|百分点(?=%|％))"),
        "增减幅度的单位是“百分点”。", lambda found: "百分点" if found["it"] == "百分比" else None, 0.9,
        ("增长12.5个百分比",),
        ("增长12.5个百分点", "占总数的百分比"),
        ("百分",),
    ),
    Pattern(
        "wide comma between thousands", "numeral", "warning",
        late(
            r"(?<![\d，、.])(?P<it>[1-9]\d{0,2}(?:，\d{3})+)(?![\d，、])"
            r"(?=(?:\.\d+)?(?:余|多)?(?:人|名|户|件|元|万元|吨|亩|公里|平方|立方|公顷|千瓦|册|次|个|家|只|套|份))"
        ),
        "阿拉伯数字的分节用半角逗号或者不分节：“{new}”。", lambda found: found["it"].replace("，", ","), 0.7,
        ("共有1，200人参加", "投资12，345，678元"),
        ("参加的有50人，200人请假", "共有1,200人", "门牌101，102号", "第3，12页"),
        both(DIGITS, "，"),
    ),
    Pattern(
        "百分之 before digits", "numeral", "warning",
        late(r"百分之(?P<n>\d+(?:\.\d+)?)(?!\d)"),
        "阿拉伯数字的百分数写作“{new}”。", r"\g<n>%", 0.85,
        ("占百分之12", "增长百分之3.5"),
        ("百分之十二", "12%"),
        ("百分之",),
    ),
    Pattern(
        "date in dots or strokes", "numeral", "style",
        late(r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<by>[./-])(?P<month>1[0-2]|0?[1-9])(?P=by)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d./-])"),
        "公文里的日期写作“{new}”。",
        lambda found: f"{found['year']}年{int(found['month'])}月{int(found['day'])}日", 0.7,
        ("于2025.3.8召开", "2025-03-08", "2025/3/8"),
        ("2025年3月8日", "版本2025.3.8.1", "IP 10.20.3.8"),
        (".", "/", "-"),
    ),
    Pattern(
        "digit before 十", "numeral", "error",
        late(r"(?<![\d.])(?P<it>(?P<d>[1-9])十)(?=年代|[几多余]?(?:个|人|名|户|家|件|万|亿|元|次|天|岁))"),
        "一个数只用一种数字：“{new}”。", r"\g<d>0", 0.85,
        ("上世纪8十年代", "共有3十户"),
        ("20世纪80年代", "八十年代", "第1十字路口"),
        both(DIGITS, "十"),
    ),
    Pattern(
        "hundreds in words, the rest in digits", "numeral", "error",
        late(r"(?P<it>(?P<h>[一二三四五六七八九])百(?P<d>\d{2}))(?![\d.%％])(?=(?:余|多)?[名人户家个件元亩吨次项处辆台万亿])"),
        "一个数只用一种数字：“{new}”。",
        lambda found: str(100 * (parse_numeral(found["h"]) or 0) + int(found["d"])), 0.85,
        ("全区共有三百20名志愿者。",),
        ("全区共有320名志愿者。", "三百二十名", "二百20.5万元"),
        both("百", DIGITS),
    ),
    Pattern(
        "half of a range", "numeral", "warning",
        late(r"\d(?P<it>[—～~])(?=(?:万|亿)?(?:元|吨|人|亩|公斤|公里|米|户|个|件|家|天))"),
        "连接号后面缺数字，请补上或删去连接号。", None, 0.8,
        ("全县粮食产量达到15.6—万吨。", "投资3～亿元"),
        ("15—16万吨", "2024—2025年"),
        both(DIGITS, "—～~"),
    ),
    Pattern(
        "two shares in different numerals", "numeral", "warning",
        late(
            r"百分之(?P<n>[一二三四五六七八九十百]{1,5})(?=[\u4e00-\u9fff]{0,4}(?:提高|增加|上升|提升|下降|降低|减少|降)(?:到了?|至|为)\d+(?:\.\d+)?[%％])"
        ),
        "同一句里的百分数写法要一致：“{new}”。", lambda found: f"{parse_numeral(found['n'])}%", 0.8,
        ("征收率由百分之八十五提高到95%以上。",),
        ("征收率由85%提高到95%。", "由百分之八十五提高到百分之九十五"),
        ("百分之",),
    ),
    Pattern(
        "hyphen between months or days", "numeral", "style",
        late(r"(?<=\d)(?:月|日)?(?P<it>[-－~])(?=\d{1,2}[月日号](?!\d))(?<!\d{3}[-－~])"),
        "起止时间之间用一字线“—”或浪纹线“～”。", "—", 0.6,
        ("1-6月完成投资8亿元", "5月3-5日召开"),
        ("1—6月", "5月3日", "S-3日"),
        both(f"{DIGITS}月日", "-－~"),
    ),
)  # fmt: skip
"""Rules of dates and numerals."""
