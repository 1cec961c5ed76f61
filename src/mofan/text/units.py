"""The unit (单位) that a piece speaks for, read from its subtitle, its title or its first sentence.

Anonymised names are names too: x县税务局, xx集团有限公司x县分公司, 某区司法局. A cut name (县农业农村局, 区委政法委) is
kept as written. A word that only points (我支部, 本局) names nobody.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from mofan.text.gazetteer import find_places
from mofan.text.late import late

BLANK = r"(?:[xXｘＸ×✕╳]{1,4}|[*＊]{1,4}|[_＿]{2,}|某{1,2}|[〇○]{2,3})"
"""What anonymised texts write for a name: x, xx, ×, ××, *, __, 某, 〇〇 (空缺)."""

_HAN = r"[\u4e00-\u9fff〇]"
_CHAR = rf"(?:{_HAN}|[xXｘＸ×✕╳*＊_＿○])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the text writes it (单位)."""

    name: str
    """As written, blanks kept: x县税务局."""
    level: str | None
    """国家, 省, 市, 县, 乡镇 or 村; None where the name does not say (x公路分中心, 公司)."""
    kind: str | None
    """One of the names in `KINDS`: 党委部门, 政府部门, 法院, 企业 …"""
    blanks: int
    """How many names were taken out of it: 2 in xx集团有限公司x县分公司."""


class Head(NamedTuple):
    """What a unit's name may end in (中心词): a pattern, a name that it must find and a phrase that it must not."""

    name: str
    pattern: str
    finds: str
    leaves: str


HEADS = (
    Head("court", r"法院", "县人民法院", "县法制宣传"),
    Head("procuratorate", r"检察院", "x区人民检察院", "x区纪检监察"),
    Head("state council", r"国务院(?:新闻办(?:公室)?|法制办公室|安委会(?:办公室)?|国资委)?", "国务院办公厅",
         "国务活动"),
    Head("centre", r"(?:党中央|中共中央)", "中共中央办公厅", "聚焦中心"),
    Head("government", r"(?<=[省市州盟县区旗乡镇木])(?:人民)?政府", "x镇人民政府", "推进政府采购"),
    Head("party committee", r"(?<=[省市州盟县区旗乡镇地工党纪团监道])委(?!员|托|派|任|以|婉|会)", "区委政法委",
         "县委员"),
    Head("department committee", r"(?:政法|发改|发展改革|卫健|卫生健康|国资|住建|住房城乡建设|经信|工信|教育|科技|"
         r"商务|"
         r"交通|民宗|农业农村|农|体育|旅发|改革|编|体改|计生|安)委(?!员|托|派|任|以|婉|会)", "市发改委",
         "市教育委托"),
    Head("committee", r"(?:委员会|管委会|居委会|村委会|常委会|组委会|安委会|党工委)", "县发展和改革委员会",
         "县委员们"),
    Head("party organisation", r"(?:党组|党委|党工委|党总支|总支部?|党支部|支部(?!书记)|党小组|临时党委)(?!书记|"
         r"成员|委员|会议|副)",
         "x公司党委", "局党组书记"),
    Head("bureau", r"(?<![大全格布新结棋变时当开危定僵破])局(?![面势部限域])", "县民政局", "服务全市大局"),
    Head("department", r"(?:组织部|宣传部|统战部|统一战线工作部|社会工作部|武装部|对外联络部|机关工作部|项目部|"
         r"指挥部|"
         r"(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|"
         r"生态环境|住房和?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理|国土资源|农业|卫生|"
         r"铁道|建设|环境保护|文化|人事|劳动和社会保障|信息产业)部)(?![署门分队])", "县委组织部", "县财政部门"),
    Head("ministry hall", r"(?<![大客餐展歌门])厅(?![堂级])", "省司法厅", "省办事大厅"),
    Head("office", r"(?:办公室|办事处|街道办|管理处|办事机构|督查室|研究室|政研室|编办|网信办|巡察办|巡视办|改革办|"
         r"文明办|国安办|台办|外事办|侨办|外办|农办|金融办|信访办|扶贫办|法制办|人防办|政务办|史志办|党史办|创建办|"
         r"双拥办|乡村振兴办|政府办|县委办|市委办|区委办|省委办|党政办|营商办|优化办|专项办)(?!公|理)",
         "x街道办事处", "区农村办理"),
    Head("public centre", r"(?:(?<=服务)中心|中心(?!大局|工作(?!总结|汇报|报告|计划|要点|纪实|方案|情况|经验|材料|"
        r"安排|打算|思路|简报|信息)|任务|城|组|思|环节|吹|镇|学|以|点|下移|地|区|小学|卫生院|校))",
         "x公路分中心",
         "服务全县中心工作"),
    Head("company", r"(?:有限责任公司|股份有限公司|有限公司|集团(?:股份)?(?:有限公司|总?公司)?(?!军)|分公司|"
         r"子公司|总公司|公司|银行|支行|分行|联社|"
         r"营业部|供电所|发电厂|电厂|煤矿|钢厂|油田|酒厂|药厂|机械厂)", "x供电公司", "x公园"),
    Head("association", r"(?:联合会|工商联|妇联|残联|文联|社科联|科协|侨联|总工会|工会|红十字会|慈善总会|学会|协会|"
         r"商会|消协|记协|台联|作协|计生协|青联|学联|团组织)", "县总工会", "县工作会"),
    Head("cooperative", r"(?:供销(?:合作)?(?:总|联)?社|信用社|出版社|日报社|报社|杂志社|通讯社|合作社)",
         "县供销社", "县社会"),
    Head("school", r"(?:大学|学院|党校|中学|小学|幼儿园|学校|职教中心|技校|行政学院|附中|附小|中专)(?!习)",
         "x镇中心小学",
         "全市大学习"),
    Head("hospital", r"(?:医院|卫生院|卫生服务中心|疾控中心|保健院|血站|急救中心|防疫站)", "x县人民医院", "x县医药"),
    Head("institute", r"(?:研究院|研究所|设计院|科学院|工程院|规划院|监狱|戒毒所|看守所|派出所|司法所|税务所|"
         r"市场监管所|"
         r"监管所|福利院|敬老院|收费站|气象站|监测站|管理站|服务站|工作站|管理所|图书馆|文化馆|博物馆|档案馆|纪念馆|"
         r"美术馆|体育馆|科技馆|电视台|广播电台|林场|农场|机场|车站|公路段|管理段|港务局|园艺场|保护区|文化宫)",
         "x县档案馆", "x县监督"),
    Head("force", r"(?:执法队|总队|支队(?!伍)|大队(?!伍)|中队(?!伍)|分局|支局|缉私局|边检站|军分区|人武部|消防队)",
         "x区消防救援大队", "x区服务队"),
    Head("congress", r"(?<=[省市州盟县区旗乡镇国])(?:人大|政协)(?:机关)?(?![会代])", "县政协", "县人大代表"),
    Head("villagers", r"(?:村民委员会|居民委员会|村两委|村级组织)", "x村村民委员会", "x村民居"),
)  # fmt: skip
"""Every ending of a unit's name that is known here."""

_PLACE_TYPES = (
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|工业园区|"
    r"产业园区|开发区|高新区|新区|林区|地区|省|市|州|盟|县|区|旗|街道|苏木|民族乡|乡|镇|社区|嘎查|村)"
)
_BANNED_WORDS = (
    "打造|推动|推进|坚持|聚焦|做好|抓好|抓实|抓细|突出|锚定|筑牢|做到|紧扣|围绕|争创|争当|"
    "争做|树立|贯彻|落实|学习|扎实|深入|全面|着力|努力|切实|积极|充分|认真|严格|持续|不断|"
    "进一步|关于|模范|经验|汇报|总结|材料|范文|引领|强化|提升|优化|深化|赋能|助力|牢记|始终|"
    "带领|凝聚|开展|开创|激发|践行|走好|用好|建强|立足|加快|加强|加大|助推|构建|擦亮|按照|"
    "根据|结合|通过|为了|以来|期间|同志|会议|主持|召开|看望|参加|出席|会见|调研|访问|致信|"
    "致辞|发表|犯罪|涉嫌|邀请|举行|多家|部分|空袭|冲突|申请|解决|请求|商请|恳请|拨付|给予|"
    "地处|位于|坐落|始建|下辖|获评|荣获|推行|"
    "同意|批准|设立|成立|举办|印发|决定|领导下|支持下|指导下"
)
"""Words of slogans and sentences: none of them stands inside a unit's name."""
_BANNED = _BANNED_WORDS + r"|称|致|与|的|在|是|把|对|向|从|由|让|使|被|将|等|要|我|你|各(?!族)"
_PLACE = rf"(?:{BLANK}|(?:(?!{_BANNED_WORDS}){_HAN}){{2,7}}?)?{_PLACE_TYPES}"
_HEAD = "|".join(f"(?:{head.pattern})" for head in HEADS)
_BODY = rf"(?:(?!{_BANNED}){_CHAR}){{0,18}}?"
_PARTY_TAIL = (
    r"(?:直属)?(?:机关)?(?:第[一二三四五六七八九十]{1,3}|离退休(?:干部)?|退休(?:干部)?|联合)?"
    r"(?:临时党委|党委|党组|党工委|党总支|党支部|直属党支部|总支部?|支部|党小组)(?!书记|成员|委员|会议|副|理论)"
)
_INNER = (
    r"(?:机关)?(?:办公[室厅]|组织部|宣传部|统战部|社会工作部|政法委(?:员会)?|政法委|编办|编委办|网信办|巡察办|"
    r"巡视办|改革办|"
    r"文明办|国安办|台办|外事办|农办|政研室|政策研究室|督查室|机要局|保密局|老干部局|党校|党史研究室|史志办|"
    r"档案馆|机关工委|"
    r"直属机关工(?:作)?委(?:员会)?|直属机关工委|机关事务管理局|机关事务服务中心|信访局|接待办|巡察机构|监委|"
    r"监察委员会|"
    r"[\u4e00-\u9fff]{2,12}(?:领导小组|专班)办公室|常委会(?:机关|办公室)?|管委会(?:办公室)?|(?:政治|办公|综合|警务|"
    r"人事|财务|教务|学生|后勤|政工)[处科]|(?<=[院学])附属(?:中学|小学|医院|学校|幼儿园)|(?<=银行)股份有限公司|"
    r"机关党委|(?:机关)?纪委(?!书记|监委)|"
    r"工会(?:委员会)?(?!工作)|团委|妇委会|(?<=纪委)机关|"
    r"纪检监察组|纪检组|(?<=[台局院社团司])(?:(?!推进|推动|聚焦|围绕|紧扣|服务|"
    r"突出)[\u4e00-\u9fff]){2,8}?中心(?!工作|大局|任务|城)|"
    rf"(?:{BLANK}|[\u4e00-\u9fff]{{2,4}})?(?:车务|工务|电务|机务|供电|客运|车辆)段|"
    rf"(?:{BLANK}[\u4e00-\u9fff]{{0,4}}|[\u4e00-\u9fff]{{2,4}})(?:分局|支局|支队|大队|中队|派出所|法庭|税务所|"
    rf"税务分局|司法所|营业部|供电所|项目部)|"
    rf"集团(?:股份)?(?:有限公司|总?公司)?|(?:{BLANK}|[\u4e00-\u9fff]{{2,8}})(?:项目部|分公司|子公司)|"
    rf"第(?:{BLANK}|[一二三四五六七八九十]{{1,3}})[\u4e00-\u9fff]{{0,6}}?(?:有限公司|分公司|工程公司|公司)|"
    r"(?<=大学)[\u4e00-\u9fff]{2,12}?(?:学院|学部|研究院)|"
    r"（[\u4e00-\u9fff]{0,12}(?:局|厅|办公室|商会|中心|研究院|委员会|大队|研究所|党校|行政学院)）|"
    rf"第(?:{BLANK}|[一二三四五六七八九十]{{1,3}})[\u4e00-\u9fff]{{0,6}}"
    r"(?:分局|支队|大队|中队|检察部|法庭|处|科|室))"
)
_BRANCH = (
    rf"(?:(?!{_BANNED}){_CHAR}){{1,10}}?(?:处|科|室|系|部|所|队|站|办|段|中心|学院|车间|班组|分会|服务区|项目)"
    rf"(?={_PARTY_TAIL})"
)
"""A part of a unit that has a Party branch of its own (x学院学生处|党支部)."""
_AGAIN = rf"(?:{_PLACE}){{1,3}}{_BODY}(?:{_HEAD})"
_EXTENSION = late(
    rf"{_PARTY_TAIL}|{_INNER}|{_BRANCH}|(?<=集团)(?:(?!{_BANNED}){_CHAR}){{1,10}}?(?:有限公司|分公司|公司)|"
    rf"驻{_PLACE}{_HAN}{{0,8}}?(?:办事处|专员办|工作组)|(?<=[局司行会社厅])(?:{_AGAIN})"
)
_ORGANISATION = late(rf"(?:{_PLACE}){{0,4}}{_BODY}(?:{_HEAD})")
_PLACE_ALONE = late(
    rf"{_PLACE}(?:(?:{BLANK}|(?!乡村|农村){_HAN}{{2,4}}?){_PLACE_TYPES}){{0,2}}(?!{_HAN}{{0,2}}(?:里|外|内|间|域|"
    rf"级|直|属))"
)
_NAMED_PLACE = re.compile(rf"{BLANK}{_PLACE_TYPES}(?:{BLANK}{_PLACE_TYPES}){{0,3}}")
_ORDINAL = rf"(?:{BLANK}|[一二三四五六七八九十]{{1,3}}|\d{{1,3}})"
_CORPS = late(
    rf"(?:新疆)?(?:生产建设)?兵团(?!的|[^第\dxX×某一二三四五六七八九十]{{1,8}}(?:局|厅|委|"
    rf"部))(?:第?{_ORDINAL}师(?:{_HAN}{{2,4}}市)?)?(?:第?{_ORDINAL}团(?:场)?)?"
    rf"(?:第?{_ORDINAL}连)?(?:{_BODY}(?:{_HEAD}))?"
)
"""The Production and Construction Corps (兵团), its divisions, regiments and companies, and what belongs to them."""
_PARTY_OF = re.compile(r"中共(?!中央)|中国共产党(?!中央)")
"""What stands before the name of a Party body."""
_BARE = re.compile(
    r"(?:直属|机关)*(?:公司|单位|部门|支部|党支部|党委|党组|党总支|总支|集团|局|院|社|中心|机关|学校|医院|银行|省|"
    r"市|县|区|旗|镇|乡|街道|村|社区)"
)
"""A name cut down to its class: the first sentence may know better."""

_SUBTITLE_START = re.compile(r"^[\s—－―–─\-﹣_~～·•]*(?:##\w+##)?[\s—－―–─\-﹣]*")
_TITLE_PREFIX = re.compile(
    r"(?:(?:19|20)\d{2}(?:年度?|[-—–]20\d{2}年度?)?(?:上半年|下半年|[一二三四]季度)?|"
    r"二〇[一二三〇四五六七八九]{2}年度?|在(?!.{0,30}(?:领导|指导|支持|部署)下)|关于|【[^】]{0,8}】)"
)
_POINTER = re.compile(
    r"(?:我|本|该|此|全|各|贵|其)(?:省|市|州|县|区|旗|局|院|社|支部|总支|党|公司|单位|中心|镇|乡|街道|村|校|部|厅|"
    r"办|委|系统)"
)
_ANCHOR = re.compile(r"(?:^|[\s，,：:；;。！!？?“”\"‘’（）()《》|｜—－\-])")
_ADDRESSED = re.compile(r"^(?:[^。\n]{2,60}[：:]\s*\n\s*)+")
"""Lines that say to whom a piece is written (县人民政府：)."""
_RULE_TITLE = re.compile(
    r"(?:条例|规则|办法|细则|章程|(?<!做)(?<!方)(?<!打)(?<!作)[^办无做方打说想看书]法|规定)(?:[（(][^）)]*[）)])?$"
)
"""A title that names what it rules, not who speaks, unless 关于 or 对 follows the unit."""

KINDS = (
    ("法院", r"法院|法庭"),
    ("检察院", r"检察院"),
    ("纪检监察", r"纪委|监委|监察委|纪律检查|巡察|巡视"),
    ("人大政协", r"人大|人民代表大会|政协|政治协商|常委会"),
    ("群团", r"工会|共青团|团(?:省|市|县|区|旗|州)?委|妇联|残联|文联|社科联|科协|侨联|工商联|红十字会|联合会|学会|"
         r"协会|商会|慈善"),
    ("学校", r"大学|学院$|中学|小学|幼儿园|学校|附中|附小|中专|技校|职教中心|教育集团"),
    ("医院", r"医院|卫生院|卫生服务中心|保健院|血站|急救中心"),
    ("企业", r"公司|集团|银行|支行|分行|联社|供电所|电厂|煤矿|厂$|油田|信用社|营业部"),
    ("村社区", r"村|社区|嘎查|居委会|居民委员会"),
    ("开发区", r"管委会|管理委员会|开发区|高新区|园区"),
    ("乡镇街道", r"(?:镇|乡|街道|苏木|街道办|办事处)(?:党委|党工委|人民政府|政府|办事处|党政办|人大)?$|街道办|"
         r"街道(?:党工委|办事处)"),
    ("党委部门", r"(?:省|市|州|盟|县|区|旗|地|工|中)委(?:办|组织|宣传|统战|政法|编|网信|社会|改革|老干|党校|巡|"
         r"机要|保密|督查|政研|直属|机关|$|[省市县区旗]政府)"
     r"|组织部|宣传部|统战部|社会工作部|政法委|党校|网信办|编办|机关工委|老干部局|文明办|党中央|中共中央|直属机关|"
     r"党史"),
    ("事业单位", r"中心$|研究院|研究所|设计院|科学院|馆$|电视台|报社|出版社|林场|农场|管理处|管理站|管理所|公路段|"
         r"福利院|敬老院|气象站|监测站|机场$|车站$|社$|台$"),
    ("政府部门", r"局|厅|部|委|办公室|办$|所$|总队|支队|大队|中队|监狱|海关|政府|国务院|处$|站$"),
    ("党组织", r"党委|党组|党总支|党支部|支部|总支|党小组"),
)  # fmt: skip
"""Kind (类别) of a unit by the first pattern that its name holds, its inner Party organisation set aside."""

_LEVELS = (
    ("国家", r"^(?:中共中央|党中央|中央|国务院|国家|全国|最高人民|中华|中国(?!农|工|建|银|移|电|联|邮|石|人寿|"
         r"人民)|(?:外交|国防|教育|科学技术|科技|"
     r"工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|"
     r"农业农村|商务|文化和旅游|退役军人事务|应急管理|国土资源|农业|卫生|铁道|建设|环境保护|文化|人事|信息产业)部)"),
    ("省", r"^(?:新疆)?(?:生产建设)?兵团|省|自治区|特别行政区|厅$|^兵团|(?:北京|上海|天津|重庆)市|兵团"),
    ("市", r"市(?!场)|(?:兵团|第.{1,3})师(?!范)|自治州|州(?!市|县|区)|盟|地区|地委"),
    ("县", r"自治县|(?<=兵团)第?.{1,4}团(?!委)|(?<=师).{1,4}团(?!委)|县(?!级)|(?<![社园地特新发林治政监])区|"
        r"林区(?=人民|政府|委|.{2,8}局)|旗|新区|开发区|高新区"),
    ("乡镇", r"镇|乡(?!村)|街道|苏木"),
    ("村", r"村(?!振|镇|级|局|农)|社区|嘎查|居委会"),
)  # fmt: skip
"""The level (层级) of a unit by the lowest place in its name; the order is from high to low."""


def unit_of(title: str, subtitle: str | None, opening: str) -> Unit | None:
    """The unit that a piece speaks for, or None.

    The subtitle is asked first, then the title, then the first sentence of `opening` (the body's first paragraph).
    A name cut down to its class (——公司模范机关建设…) gives way to a full name of the same class in the first sentence.
    Pointers (我支部, 本局) name nobody.
    """
    stated = _find_in_subtitle(subtitle) if subtitle else None
    stated = stated or _find_in_title(title)
    if stated and not _BARE.fullmatch(stated):
        return describe_unit(stated)
    spoken = _find_in_opening(opening)
    if spoken and (stated is None or stated in spoken):
        return describe_unit(spoken)
    name = stated or _place_named(title)
    return describe_unit(name) if name else None


def describe_unit(name: str) -> Unit:
    """Level, kind and blanks of a unit's `name`."""
    return Unit(name, level_of(name), kind_of(name), len(re.findall(BLANK, name)))


def kind_of(name: str) -> str | None:
    """The kind (类别) of the unit, one of `KINDS`; a Party branch inside a bureau counts as the bureau."""
    outer = re.sub(rf"农村|乡村|(?<=.)(?<![省市州盟县区旗乡镇村道司团])(?:{_PARTY_TAIL})$", "", name)
    for kind, pattern in KINDS:
        if re.search(pattern, outer):
            return kind
    return None


def level_of(name: str) -> str | None:
    """The level (层级) of the unit: that of the lowest place it names; None if it names no place."""
    if re.search(_LEVELS[0][1], name) and not re.search(
        rf"{_PLACE_TYPES}", re.sub(r"^[^局司]*(?:总局|公司)", "", name)
    ):
        return "国家"
    outer = re.sub(r"农村|乡村|市场|城乡|村镇|区域|社区(?=矫正|卫生)|地区生产|市政|都市|区划", "", name)
    found = None
    for level, pattern in _LEVELS[1:]:
        if re.search(pattern, outer):
            found = level
    if found == "市" and any(place.level == "县" for place in find_places(name)):
        return "县"
    return found


def _after_marks(line: str) -> str:
    """The line from behind its dashes and paid marks, at most 120 characters."""
    return _SUBTITLE_START.sub("", line, count=1)[:120]


def _find_in_subtitle(subtitle: str) -> str | None:
    text = _after_marks(subtitle)
    return _find_at_anchors(text) or _place_at_start(text, bare=True)


def _find_in_title(title: str) -> str | None:
    text = _after_marks(title)
    name = _find_at_anchors(text)
    if name and _RULE_TITLE.search(text) and not re.search(re.escape(name) + "(?:[、 ].*)?(?:关于|对)", text):
        return None
    return name or _place_at_start(text, bare=False)


def _find_in_opening(opening: str) -> str | None:
    sentence = re.split(r"[。！？!?\n]", _ADDRESSED.sub("", opening.strip()), maxsplit=1)[0][:240]
    name = _find_at_anchors(sentence)
    if not name or level_of(name) == "国家" or _BARE.fullmatch(name):
        return None
    local = re.match(BLANK, name) or re.search(_PLACE_TYPES, name)
    return name if local or kind_of(name) == "企业" else None


def _find_at_anchors(text: str) -> str | None:
    """The first unit that begins at the start of `text` or of one of its clauses."""
    for anchor in _ANCHOR.finditer(text):
        name = _read(text, anchor.end())
        if name:
            return name
    return None


def _read(text: str, start: int) -> str | None:
    while prefix := _TITLE_PREFIX.match(text, start):
        start = prefix.end()
    if _POINTER.match(text, start):
        return None
    party = _PARTY_OF.match(text, start)
    found = _CORPS.match(text, start) or _ORGANISATION.match(text, party.end() if party else start)
    if not found:
        return None
    end = found.end()
    while more := _EXTENSION.match(text, end):
        end = more.end()
    name = text[start:end]
    if re.match(r"的?(?:正确|坚强|统一)?(?:领导|指导|关心|支持|部署|要求|决策|安排)", text[end:]):
        return None
    return name


def _place_named(title: str) -> str | None:
    """The divisions that a title begins with (清河县…), full names only; a rule's title names nobody."""
    text = _after_marks(title)
    end = 0
    for place in find_places(text):
        if place.start != end or not re.search(rf"{_PLACE_TYPES}$", text[place.start : place.end]):
            break
        end = place.end
    return text[:end] if end and not _RULE_TITLE.search(text) else None


def _place_at_start(text: str, *, bare: bool) -> str | None:
    while prefix := _TITLE_PREFIX.match(text):
        text = text[prefix.end() :]
    found = _PLACE_ALONE.match(text) if bare else _NAMED_PLACE.match(text)
    return found[0] if found else None
