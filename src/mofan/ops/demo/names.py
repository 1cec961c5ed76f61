"""What the units of the demonstration are called (名称). None stands in the official list of divisions. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from mofan.org.kinds import UnitKind

COUNTY = "安澜县"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its names, how large it is beside the others, what its leaders are called, what stands below it."""

    name: str
    short: str
    weight: float = 1.0
    head: str = "局长"
    deputy: str = "副局长"
    members: float = 0.68
    kind: UnitKind = UnitKind.AGENCY
    below: tuple[tuple[str, UnitKind], ...] = ()


_SHORTER = {
    "人力资源和社会保障局": "人社局",
    "发展和改革局": "发改局",
    "工业和信息化局": "工信局",
    "市场监督管理局": "市场监管局",
    "住房和城乡建设局": "住建局",
    "文化和旅游局": "文旅局",
    "林业和草原局": "林草局",
    "粮食和物资储备局": "粮食和储备局",
}


def _office(name: str, weight: float = 0.7) -> Agency:
    return Agency(f"中共{COUNTY}委员会{name}", f"县委{name}", weight, "主任", "副主任", 0.9)


def _department(name: str, weight: float = 0.7) -> Agency:
    return Agency(f"中共{COUNTY}委员会{name}", f"县委{name}", weight, "部长", "副部长", 0.9)


def _bureau(name: str, weight: float = 1.0, *below: tuple[str, UnitKind]) -> Agency:
    return Agency(COUNTY + name, _SHORTER.get(name, name), weight, below=below)


def _other(name: str, weight: float, head: str, deputy: str, members: float = 0.6) -> Agency:
    return Agency(COUNTY + name, f"县{name}", weight, head, deputy, members)


def _institution(name: str, weight: float, head: str = "主任", *below: tuple[str, UnitKind]) -> Agency:
    return Agency(COUNTY + name, name, weight, head, f"副{head}", 0.5, UnitKind.INSTITUTION, below)


AGENCIES = (
    Agency("安澜县直属机关工作委员会", "县直机关工委", 0.5, "书记", "副书记", 1.0),
    _bureau("水务局", 1.1, ("河湖管理站", UnitKind.STATION)),
    _bureau("农业农村局", 1.4, ("农技推广站", UnitKind.STATION)),
    Agency(
        "安澜县社会治理中心", "社会治理中心", 0.9, "主任", "副主任", 0.7, UnitKind.CENTRE,
        (("综合受理窗口", UnitKind.WINDOW), ("企业诉求窗口", UnitKind.WINDOW), ("联合调解室", UnitKind.MEDIATION)),
    ),
    _bureau("市场监督管理局", 1.8, ("注册登记窗口", UnitKind.WINDOW)),
    _bureau("司法局", 1.1, ("公共法律服务窗口", UnitKind.WINDOW), ("人民调解委员会", UnitKind.MEDIATION)),
    _bureau("教育局", 1.3),
    _bureau("民政局", 0.9, ("婚姻登记窗口", UnitKind.WINDOW)),
    _bureau("人力资源和社会保障局", 1.3, ("就业服务窗口", UnitKind.WINDOW), ("劳动争议调解中心", UnitKind.MEDIATION)),
    _bureau("信访局", 0.5, ("来访接待窗口", UnitKind.WINDOW)),
    _bureau("行政审批服务局", 1.0, ("综合窗口", UnitKind.WINDOW), ("帮办代办窗口", UnitKind.WINDOW)),
    _institution("档案馆", 0.4, "馆长"),
    Agency("中共安澜县纪律检查委员会", "县纪委", 1.2, "书记", "副书记", 0.95),
    _office("办公室", 0.9), _department("组织部"), _department("宣传部"), _department("统战部", 0.5),
    _office("政法委员会", 0.6), _office("机构编制委员会办公室", 0.4), _office("巡察工作领导小组办公室", 0.4),
    _office("老干部局", 0.4), Agency("中共安澜县委员会党校", "县委党校", 0.6, "校长", "副校长", 0.8),
    _other("人民代表大会常务委员会办公室", 0.6, "主任", "副主任", 0.85),
    _other("人民政府办公室", 1.0, "主任", "副主任", 0.85),
    _other("政协办公室", 0.5, "主任", "副主任", 0.8),
    _bureau("发展和改革局"), _bureau("科学技术局", 0.5), _bureau("工业和信息化局", 0.8), _bureau("财政局", 1.4),
    _bureau("公安局", 3.0, ("户政窗口", UnitKind.WINDOW)),
    _bureau("自然资源局", 1.5, ("不动产登记窗口", UnitKind.WINDOW)),
    _bureau("生态环境局", 0.8), _bureau("住房和城乡建设局", 1.3), _bureau("交通运输局", 1.3), _bureau("商务局", 0.6),
    _bureau("文化和旅游局", 0.8), _bureau("卫生健康局", 1.0), _bureau("退役军人事务局", 0.5),
    _bureau("应急管理局", 0.8),
    _bureau("审计局", 0.5), _bureau("统计局", 0.5), _bureau("医疗保障局", 0.7, ("医保服务窗口", UnitKind.WINDOW)),
    _bureau("林业和草原局", 0.9), _bureau("城市管理局", 1.6), _bureau("数据局", 0.4), _bureau("税务局", 1.7),
    _bureau("气象局", 0.3), _bureau("国防动员办公室", 0.3), _bureau("粮食和物资储备局", 0.4), _bureau("体育局", 0.3),
    _other("人民法院", 1.6, "院长", "副院长", 0.75), _other("人民检察院", 1.2, "检察长", "副检察长", 0.8),
    _other("总工会", 0.4, "主席", "副主席"), _other("妇女联合会", 0.3, "主席", "副主席"),
    Agency("共青团安澜县委员会", "团县委", 0.3, "书记", "副书记", 0.8),
    _other("科学技术协会", 0.3, "主席", "副主席"), _other("残疾人联合会", 0.3, "理事长", "副理事长"),
    _other("工商业联合会", 0.3, "主席", "副主席"), _other("红十字会", 0.3, "会长", "副会长"),
    _other("供销合作社联合社", 0.5, "主任", "副主任"), _other("文学艺术界联合会", 0.3, "主席", "副主席"),
    _institution("融媒体中心", 0.8), _institution("人民医院", 3.2, "院长"), _institution("中医医院", 1.6, "院长"),
   
    _institution("第一中学", 2.2, "校长"), _institution("第二中学", 1.8, "校长"), _institution("实验小学", 1.3, "校长"),
    _institution("职业技术学校", 1.0, "校长"), _institution("疾病预防控制中心", 0.8),
    _institution("妇幼保健院", 0.9, "院长"),
    _institution("公共资源交易中心", 0.4), _institution("机关事务服务中心", 0.5), _institution("住房公积金管理部", 0.3),
    _institution("图书馆", 0.3, "馆长"), _institution("文化馆", 0.3, "馆长"),
    _institution("消防救援大队", 0.8, "大队长"),
)  # fmt: skip
"""Seventy-six units below the county, the twelve of the small form first."""

TOWNSHIPS = (
    "青棠镇", "云汀镇", "芦岸乡", "望澜镇", "白鹭洲镇", "雁栖岭乡", "桃坞镇", "兰皋镇", "稻香坪乡", "梨花渡镇",
    "鹤鸣坳乡", "清渠镇", "霁川镇", "乌桕乡",
)  # fmt: skip
STATIONS = ("城关市场监管所", "青棠市场监管所", "云汀市场监管所", "望澜消费维权服务站")
TEAMS = ("优化营商环境专班", "防汛抗旱专班", "重点项目攻坚专班", "创建模范机关专班")
_VILLAGE_FIRST = "柳 杏 菱 莲 枣 松 竹 桑 槐 榆 枫 橘 茶 麦 荷".split()  # noqa: SIM905
_VILLAGE_LAST = "桥头 湾里 塘边 坡下 渡口 井台 圩上 冲口".split()  # noqa: SIM905


def village_names() -> Iterator[str]:
    """A hundred and twenty names of villages, neighbours in the list unlike each other."""
    for step in range(len(_VILLAGE_LAST)):
        for place, first in enumerate(_VILLAGE_FIRST):
            yield f"{first}{_VILLAGE_LAST[(place + step) % len(_VILLAGE_LAST)]}村"
