"""People of the demonstration (人物), put together by chance: names as frequent as they are, days that fit. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵周吴" * 6
    + "徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹" * 3
    + "彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_FIRST = "子文志明国建晓雨思嘉海春永俊宏家立少玉天云景书维德振元光世安庆兴学新正伟佳亚若承知远以"
_LAST_MALE = "峰军伟强勇涛磊斌刚鹏辉波杰亮超林山海川民平华成东阳航宇松岩舟朗恒哲博"
_LAST_FEMALE = "芳娟敏静丽艳霞燕玲洁雪梅琳萍莉婷颖倩蓉岚娜怡宁瑶欣薇悦菲晴韵"
_FEWER_OF_LATE = 0.6
"""Of those who would have joined in the last year, so many have not."""
_WITHHELD = frozenset({"王沪宁", "李希", "王毅", "李国强", "张国清", "刘国中", "王小洪"})
"""Names of people whom everybody knows are not given."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as chance made him."""

    name: str
    gender: str
    born_on: date
    joined_party_on: date | None
    phone: str


class Crowd:
    """People one after another; few share a name, as anywhere."""

    def __init__(self, chance: Random, today: date) -> None:
        self.chance, self.today, self.count = chance, today, 0

    def another(self, share_of_members: float) -> Somebody:
        """The next one; a member of the Party with that probability."""
        chance = self.chance
        self.count += 1
        gender = "男" if chance.random() < 0.58 else "女"
        born = self.today - timedelta(days=round(365.25 * chance.triangular(23, 60, 41)))
        joined = None
        if chance.random() < share_of_members:
            latest = self.today - timedelta(days=40)
            joined = min(born + timedelta(days=round(365.25 * chance.triangular(18.5, 38, 23))), latest)
            joined = joined.replace(day=min(joined.day, 28))
            if joined > self.today - timedelta(days=400) and chance.random() < _FEWER_OF_LATE:
                joined = None
        return Somebody(self._name(gender), gender, born, joined, f"100{self.count:08d}")

    def _name(self, gender: str) -> str:
        chance = self.chance
        last = chance.choice(_LAST_MALE if gender == "男" else _LAST_FEMALE)
        first = "" if chance.random() < 0.14 else chance.choice(_FIRST)
        name = chance.choice(_SURNAMES) + first + last
        return self._name(gender) if name in _WITHHELD else name
