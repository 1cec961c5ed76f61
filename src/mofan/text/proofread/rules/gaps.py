"""What is missing or should be (空缺与隐名): unfilled blanks, names left in, personal data, secrecy marks."""

import re
from collections.abc import Iterator, Sequence

from mofan.text.describe.blanks import find_blanks
from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.result import NATIONAL_LEADERS, Blank, Figure
from mofan.text.describe.surnames import COMMON, SURNAMES
from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.lexicon.regional import find_regional
from mofan.text.proofread.pattern import DIGITS, Pattern, both
from mofan.text.secrecy import find_secrecy_mark

NAMES = ("地名", "单位名", "人名")

UNFILLED = (
    Pattern(
        "place to fill in", "blank", "warning",
        late(
            r"[（(\[【](?:此处|这里)?(?:待|请|可)?(?:补充|填写|填入|完善|核实|插入)[^（）()\[\]【】\n]{0,20}[）)\]】]|"
            r"[（(\[【](?:待定|待填|待补|待核|暂缺|单位名称|姓名|日期|数字|时间|地点|略|具体数字)[）)\]】]|"
            r"【[ \u3000]{1,10}】|（[ \u3000]{2,10}）(?=[人次个件名户家])"
        ),
        "“{quote}”还没有填写。", None, 0.85,
        ("累计服务（待补充）人次", "【请填写单位名称】", "（此处补充典型事例）", "投入【　　】万元"),
        ("【案例】", "（附后）", "（试行）"),
        ("（", "(", "[", "【"),
    ),
    Pattern(
        "reminder left in", "blank", "warning",
        late(r"(?<![A-Za-z])(?:TODO|XXXX+|TBD)(?![A-Za-z])|[？?]{3,}|待定稿|此句待核"),
        "“{quote}”是起草时留下的记号，请补全或删去。", None, 0.8,
        ("完成投资TODO万元", "增长？？？"),
        ("增长多少？",),
        ("TODO", "XXXX", "TBD", *both("？?", "？?"), "待定稿", "此句待核"),
    ),
    Pattern(
        "line to write on", "blank", "warning",
        late(r"[_＿]{2,}"),
        "“{quote}”处还没有填写。", None, 0.85,
        ("联系人：_______", "捐款＿＿元"),
        ("a_b",),
        ("__", "＿＿"),
    ),
    Pattern(
        "empty brackets", "blank", "warning",
        late(r"(?<=[\u4e00-\u9fff])[（(][ \u3000]*[）)]"),
        "括号里还没有填写。", None, 0.8,
        ("完成投资（）亿元", "共有( )人", "主持人：张明（　）"),
        ("f()", "投资（含税）亿元"),
        ("（", "("),
    ),
    Pattern(
        "letter for a number", "blank", "warning",
        late(r"(?<![A-Za-z0-9+＋“.])[NnMm](?=(?:余|多)?(?:场次|人次|场|人|个|件|项|篇|名|户|家|条|期|批|轮|万元|亿元)(?![\u4e00-\u9fff]{0,2}[”]))"),
        "“{quote}”处的数目还没有填写。", None, 0.75,
        ("举办活动N场次", "受众n人次"),
        ("“1+2+N”体系", "“N个一”工程", "2N个"),
        both("NnMm", "余多场人个件项篇名户家条期批轮万亿"),
    ),
    Pattern(
        "mark for a number", "blank", "warning",
        late(
            r"(?<=[\u4e00-\u9fff])(?:…+|\.{3,}|\?)"
            r"(?=[%％]|(?:余|多)?(?:人次|人|个|件|户|名|项|次|场|期|万元|亿元|元)(?:[，。；、]|$))", re.M
        ),
        "“{quote}”处的数目还没有填写。", None, 0.8,
        ("年均增长…%", "新增就业?人", "完成投资...亿元，"),
        ("交通、水利...等行业", "怎么办?人民群众最有发言权"),
        ("…", "...", "?"),
    ),
    Pattern(
        "gap before a measure word", "blank", "warning",
        late(
            r"(?<=[共约有计达为])(?P<it>[ \u3000]{2,})"
            r"(?=(?:人|名|户|家|个|件|项|元|万元|亿元|亩|台|次|%)(?:参加|到会|出席|[，。；、）]|$))",
            re.M,
        ),
        "此处的数目还没有填写。", None, 0.85,
        ("本次培训共　　人参加，合格率100%。", "投资约  万元。"),
        ("本次培训共32人参加", "共　同"),
        both("共约有计达为", " \u3000"),
    ),
    Pattern(
        "something still to be found out", "blank", "warning",
        late(
            r"(?:数据|数字|时间|地点|名称|人数|金额|人员|名单|日期|此处|这里|题目|标题|内容|案例|附件|图片|照片|表格|结论|依据|链接|电话|联系人|单位|地址|比例|面积|文号)"
            r"(?P<it>[还仍尚]?[待须需](?:核实|补充|确认|定|填|填写|完善|更新|补))(?=[，。；、：:）】\n]|$)", re.M
        ),
        "“{quote}”是起草时留下的记号，请补全或删去。", None, 0.65,
        ("具体数据待核实", "（时间待定）", "此处待补充：典型案例。", "（附件待补充）请对照执行"),
        ("问题线索待核实", "待业人员"),
        both("待须需", "核补确定填完更"),
    ),
    Pattern(
        "date to fill in", "blank", "warning",
        late(
            r"(?:(?:19|20)\d\d年|(?<=[：:\n])[ \u3000]+年)(?P<it>[ \u3000]+)月(?:[ \u3000]+日)?"
            r"|(?:19|20)\d\d年\d{1,2}月(?P<it2>[ \u3000]+)日"
            r"|(?:截至|自|于|定于|至)(?P<it3>[ \u3000]+)月(?:[ \u3000]*\d{0,2}[ \u3000]*日)"
        ),
        "日期还没有填写完整。", None, 0.8,
        ("时间：2024年 月 日", "2025年　　月", "2025年3月　日", "截至  月  日，"),
        ("2024年3月5日", "2024年 3月 5日"),
        (*both(" \u3000", "月"), *both("月", " \u3000")),
    ),
)  # fmt: skip
"""Places that ask to be filled in."""

PERSONAL = (
    Pattern(
        "mobile number", "personal_data", "warning",
        late(r"(?<![\d-])1[3-9]\d(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?![\d-])"),
        "手机号属于个人信息，公开或入库前请确认必要。", None, 0.8,
        ("联系人电话13800000000",),
        ("电话0797-1234567", "编号1380000000012"),
        both("1", "3456789"),
    ),
    Pattern(
        "identity number", "personal_data", "error",
        late(r"(?<!\d)[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"),
        "身份证号属于敏感个人信息，请删去或遮盖。", None, 0.95,
        ("身份证号11010119900101123X",),
        ("流水号110101299913011234",),
        ("19", "20"),
    ),
    Pattern(
        "bank account", "personal_data", "error",
        late(
            r"(?:卡号|账号|帐号|银行卡)[\u4e00-\u9fff]{0,3}[：:]?\s?"
            r"(?P<it>\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?!\d)"
        ),
        "银行账号属于敏感个人信息，请删去或遮盖。", None, 0.9,
        ("银行卡号6222021510001234567", "账号：6222 0215 1000 1234 567"),
        ("统一社会信用代码913607301234567890", "账号：admin"),
        ("卡号", "账号", "帐号", "银行卡"),
    ),
    Pattern(
        "home address", "personal_data", "warning",
        late(
            r"(?:住址|家住|住在|家庭地址|居住地|现住|户籍地)(?:为|是|在|：|:)?(?P<it>[^，。；、\n]{4,40}?"
            r"\d+(?:号|组|室|幢|栋|单元|户)(?:[^，。；、\n]{0,12}\d+(?:号|室|幢|栋|单元))?)"
            r"|(?P<it2>[\u4e00-\u9fff]{2,6}(?:路|街|巷|弄|小区|花园|新村)\d*号?\d{1,3}(?:幢|栋|号楼|单元)\d{0,2}(?:单元)?\d{3,4}室)"
        ),
        "家庭住址属于个人信息，公开或入库前请确认必要。", None, 0.7,
        ("住址西湖区文三路12号3单元402室", "家住河东镇柳林村5组12号", "在春风小区8幢301室走访"),
        ("会址在人民路12号", "家住农村的党员", "深入小区开展服务"),
        ("住址", "家住", "住在", "家庭地址", "居住地", "现住", "户籍地", *both(DIGITS, "室")),
    ),
    Pattern(
        "electronic mail", "personal_data", "warning",
        late(r"(?<![A-Za-z0-9._-])[A-Za-z0-9][A-Za-z0-9._-]{1,30}@(?:qq|163|126|sina|sohu|139|189|gmail|foxmail|hotmail|outlook)\.(?:com|cn|net)"),
        "个人邮箱属于个人信息，公开或入库前请确认必要。", None, 0.75,
        ("邮箱zhangsan@163.com",),
        ("邮箱linhe@linhe.gov.cn",),
        ("@",),
    ),
    Pattern(
        "number plate", "personal_data", "warning",
        late(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"),
        "车牌号属于个人信息，公开或入库前请确认必要。", None, 0.75,
        ("车牌号赣B12345", "赣BD12345"),
        ("赣B类企业", "川AAAAA级景区12"),
        both("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼", "ABCDEFGHJKLMNPQRSTUVWXYZ"),
    ),
)  # fmt: skip
"""Personal data that stands open."""

_ROAD = late(r"(?<![A-Za-z0-9])[GSXYC]\d{2,4}(?![A-Za-z0-9])(?=[\u4e00-\u9fff，。、])")
_NUMBERED = late(r"[\u4e00-\u9fff]{1,2}[发字函办令政]〔(?:19|20)\d\d〕\d+号")
_PLAIN = (
    "全|各|本|该|此|我|你|每|多|单|老|新|旧|小|大|农|乡|城|镇|村|市|县|区|省|州|街|片|整|同|邻|外|某|两|三|几|一|个|部|所有|其他|有关|相关|基层|试点|示范|重点|行政|自然|"
    "农业农|脱贫|帮扶|联系|结对|共建|包联|包保|挂点|驻点|挂钩|所在|辖区|周边|沿线|城市|农村|乡村|城乡|老旧|民族|移民|安置|幸福|美丽|和谐|智慧|文明|平安|零碳|国际|未来|完整|"
    "入户|进村|到村|驻村|先进|模范|红色|产业|工业|科技|物流|示范|公办|民办|中心|希望|完全|附属|人民|中医|社会|高等|职业|技师|专科|本地|当地|属地|公路|铁路|普通|高速|"
    "国家|既有|干线|地方|专用|省级|市级|县级|乡级|区级|机动|步行|主要|出城|进城|通村|背街|绿色|数字|道|马|一条|条|线|思|出|新|之|正|弯|走|铺|修|引|开|领|带|探|上|财|销|生|套|问|网|通|门|半"
)
_NAMED = late(
    rf"(?:(?<=[在到至赴对往访点扶系于进沿驻])|(?<=结对)|(?<=[社村路]、)|(?<=社区、))(?![在到至赴与和向从对往去进沿驻])(?!(?:{_PLAIN})(?:社区|村|街道|路|大道|水库|小学|中学|大桥|景区))"
    r"(?P<it>[\u4e00-\u9fff]{2,3}?(?:社区|村|街道|大道|水库|小学|中学|景区|(?<!公)(?<!铁)(?<!思)(?<!道)路(?![线径上边灯面网段由]))|[\u4e00-\u9fff]{2,4}?(?:族(?:村|乡|镇)|干部学院))",
    re.M,
)
_SEATED = late(
    rf"(?:^|(?<=[对在到至由被向给与和及、，。：；（\s]))(?!(?:{_PLAIN})[县市区镇乡])(?![\u4e00-\u9fff]?[在到至赴与和向从对往去进沿驻各全本我省市县区])"
    r"(?P<it>[\u4e00-\u9fff]{2,3}?(?:县|市|区|镇|乡))(?=人民政府|政府|党委|纪委|人大|政协|委(?:书记|常委|办|组织部|宣传部|政法委)|"
    r"(?:公安|民政|财政|教育|司法|水利|交通|应急|税务|审计|统计|信访|林业|农业|卫生|人社|住建|市场监管|自然资源|生态环境)[\u4e00-\u9fff]{0,6}局)",
    re.M,
)
"""A place of any name before its organs: 云山县民政局."""
_RAILWAY = late(
    r"(?!国家|既有|地方|专用|普通|沿线|新建|高速|城际|干线|合资)[京沪津渝冀豫昌九赣深广杭福厦合武郑西成贵昆南宁兰青太石济哈大沈长吉包银瑞温兴泉甬衢][京沪津渝冀豫昌九赣深广杭福厦合武郑西成贵昆南宁兰青太石济哈大沈长吉包银瑞温兴泉甬衢州](?:铁路|高铁|高速)"
)
_STUDIO = late(
    rf"(?P<it>[{''.join(sorted(COMMON))}][\u4e00-\u9fff]{{1,2}})(?=(?:劳模|名师|个人)?(?:工作室|调解室|事迹))"
    rf"|(?<=“)(?P<it2>[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}})(?=(?:劳模|名师|名医|法官|警官|调解)?(?:工作室|调解室|志愿服务队)”)"
)
_OF_A_CASE = late(
    rf"(?:审判员|审判长|书记员|陪审员|法官|检察官|民警|辅警|网格员|调解员|律师|驻村干部|村民|居民)(?P<it>[{''.join(sorted(COMMON))}][\u4e00-\u9fff]{{1,2}})"
    r"(?=(?:审理|主持|承办|介绍|表示|反映|告诉|带领|说|家|等人|为|在|对|向|的|，|。|、))"
)
_PARTY = late(
    rf"(?:(?<=与)|(?<=和)|(?<=及)|(?<=向)|(?<=将)|(?<=的))(?P<it>[{''.join(sorted(COMMON))}][\u4e00-\u9fff]{{2}})"
    r"(?=签订|签署|发生(?:纠纷|争执|口角)|协商|借款|达成|登记结婚|离婚|之间|诉)"
)
_ADDRESS = late(
    r"(?:(?<=[区县市镇乡村在至到于，、（。])|^)(?P<it>[\u4e00-\u9fff]{2,4}?(?:路|街|大道|巷|弄)\d{1,5}号)", re.M
)
_OF_PROVINCE = late(
    r"(?<![北南东内江天])[京津沪渝冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼黔滇陕陇蒙](?=法|税|警|检|农|企|商|政|青年|e|云)[\u4e00-\u9fffe]{1,4}"
    r"(?:中心|平台|通|码|服务|在线|先锋|品牌|App|APP)"
)
_KEPT = late(
    r"(?:(?<=[在到至赴往])|(?<=参观)|(?<=走进)|(?<=用好)|(?<=利用)|(?<=依托)|(?<=瞻仰)|(?<=前往))"
    r"(?!本|当地|全|各|县|市|省|区|红色|革命|爱国|廉政|警示|有关|相关|辖区|附近|部分|一些|周边|烈士|历史|文化|家风|党史)"
    r"(?P<it>[\u4e00-\u9fff]{2,6}?(?:纪念馆|纪念园|烈士陵园|故居|旧址|会址|主题园|起义地|博物馆|革命历史馆))"
)
_MINE = late(r"“(?P<it>\d{3,5})”(?=[\u4e00-\u9fff]{0,4}(?:思路|布局|战略|工程|体系|部署|计划))")
_TELEPHONE = late(r"(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)")
_NATIONAL = late(r"(?:国发|国办|中发|中办|国函|厅字|财[税会预]|建|法发|法释)[\u4e00-\u9fff]{0,4}$")
_RAYS = ("线", "光", "射", "代表")
"""What follows an X that is no blank (X线机)."""
_SHIELDED = late(
    r"(?:原告|被告人?|第三人|上诉人|申请人|申请执行人|被执行人|当事人|受害人|被害人|嫌疑人|违法行为人|行为人|证人|罪犯|患者|病人|死者|伤者|"
    r"投诉人|举报人|信访人|来访人|债务人|债权人|委托人|监护人|驾驶人|司机|业主|租户|村民|居民|群众|市民|老人|家属)"
    rf"(?P<name>[{''.join(sorted(SURNAMES))}])某(?!某?(?:同志|书记|局长|县长|主任))"
)
"""A party, a patient or a citizen whose name is kept back for good (被告人刘某): nothing is to be filled in."""
_FILLABLE = frozenset({"日期", "序号", *NAMES})


def find_gaps(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Unfilled blanks, and real names beside names that were taken out; `figures` are those of the same text."""
    blanks = find_blanks(text, figures)
    shielded = {found["name"] for found in _SHIELDED.finditer(text)} if "某" in text else set()
    for blank in blanks:
        if blank.text in ("X", "x") and text.startswith(_RAYS, blank.end):
            continue
        if blank.text in ("某", "某某") and blank.what == "人名" and text[blank.start - 1 : blank.start] in shielded:
            continue
        yield Finding(
            blank.start, blank.end, blank.text, "blank", "warning", _said(blank), None, "unfilled blank", 0.95
        )
    hidden = [blank for blank in blanks if blank.what in NAMES and blank.measure is None]
    if hidden:
        yield from _leaks(text, hidden)


def _said(blank: Blank) -> str:
    if blank.measure is None or blank.what in _FILLABLE:
        return f"空缺未填：{blank.what or '名称'}。"
    return f"空缺未填：{blank.what or '数目'}（{blank.measure}）。"


def _leaks(text: str, hidden: Sequence[Blank]) -> Iterator[Finding]:
    example = text[hidden[0].start : hidden[0].end + 1]
    for region in find_regions(text):
        if region.value != "省":
            yield _leak(
                region.start, region.text, f"文中地名已隐去（如“{example}”），此处仍是真实地名，请一并处理。", 0.75
            )
    for person in find_persons(text):
        if person.text not in NATIONAL_LEADERS:
            yield _leak(
                person.start, person.text, f"文中名称已隐去（如“{example}”），此处仍是真实姓名，请一并处理。", 0.7
            )
    for road in _ROAD.finditer(text):
        yield _leak(road.start(), road[0], "文中名称已隐去，道路编号仍能看出是哪里，请一并处理。", 0.7)
    for pattern, what in (
        (_NAMED, "地名或校名"), (_SEATED, "地名"), (_RAILWAY, "线路名"), (_STUDIO, "姓名"), (_OF_A_CASE, "姓名"),
        (_PARTY, "姓名"),
        (_ADDRESS, "门牌"),
        (_TELEPHONE, "电话"), (_OF_PROVINCE, "简称"), (_KEPT, "馆名"), (_MINE, "本地提法"),
    ):  # fmt: skip
        for found in pattern.finditer(text):
            group = next((name for name in pattern.groupindex if found[name] is not None), 0)
            message = f"文中名称已隐去，此处可能仍是真实的{what}，请一并处理。"
            yield _leak(found.start(group), found[group], message, 0.55)
    for start, name, province, what in find_regional(text):
        yield _leak(start, name, f"文中名称已隐去，“{name}”（{province}{what}）仍能看出是哪里，请一并处理。", 0.6)
    for number in _NUMBERED.finditer(text):
        if not _NATIONAL.search(number[0].partition("〔")[0]):
            yield _leak(number.start(), number[0], "文中名称已隐去，发文字号仍能看出是哪里，请一并处理。", 0.6)


def _leak(start: int, quote: str, message: str, confidence: float) -> Finding:
    return Finding(start, start + len(quote), quote, "anonymity", "warning", message, None, "name left in", confidence)


_SAID_SECRET = late(
    r"(?:本|此|该)(?:文件|材料|件|报告|资料|文稿|方案|名单)[\u4e00-\u9fff]{0,4}?(?:属于?|定为|列为|确定为|系|为)(?:国家)?(?P<it>(?:绝密|机密|秘密)级?)"
    r"(?![、或和与及的])"
)
"""A text that says of itself that it is secret."""


def find_secrecy(text: str) -> Iterator[Finding]:
    """A secrecy mark: such a text has no place in this system (DOMAIN.md 7.3); or a text that says so of itself."""
    for found in _SAID_SECRET.finditer(text):
        message = "文中说本件是国家秘密。涉密文件不得在非涉密系统里处理；如果不是，请改写。"
        start, end = found.span("it")
        yield Finding(start, end, found["it"], "secrecy", "warning", message, None, "said to be secret", 0.8)
    if mark := find_secrecy_mark(text):
        message = "文件带有密级标志，不得在非涉密系统里处理，请按保密规定办理。"
        yield Finding(mark.start, mark.end, mark.of(text), "secrecy", "error", message, None, "secrecy mark", 0.95)
