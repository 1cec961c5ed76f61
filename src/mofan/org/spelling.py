"""Names of people by their sound (姓名拼音), for lists in pinyin order and for finding by initials. Pure.

A surname is read as surnames are (单 shan, 仇 qiu, 尉迟 yuchi), the rest as words are.
"""

from functools import lru_cache

_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "任": "ren", "区": "ou", "盖": "ge",
    "朴": "piao", "华": "hua", "覃": "qin", "翟": "zhai", "乐": "yue", "员": "yun", "缪": "miao", "宁": "ning",
    "种": "chong", "洗": "xian", "冼": "xian", "折": "she", "繁": "po", "召": "shao", "哈": "ha", "撒": "sa",
    "晟": "cheng", "缴": "jiao", "逄": "pang", "尹": "yin", "谌": "chen", "句": "gou", "卜": "bu", "阚": "kan",
    "郇": "huan", "幺": "yao", "燕": "yan", "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai",
    "宰父": "zai fu", "令狐": "ling hu", "单于": "chan yu", "鲜于": "xian yu", "独孤": "du gu", "呼延": "hu yan",
    "欧阳": "ou yang", "夏侯": "xia hou", "诸葛": "zhu ge", "皇甫": "huang fu", "上官": "shang guan", "司马": "si ma",
    "司徒": "si tu", "东方": "dong fang",
}  # fmt: skip
_LONGEST_PINYIN, _LONGEST_INITIALS = 120, 20


@lru_cache(maxsize=20_000)
def spell(name: str) -> tuple[str, str]:
    """The syllables of a name, joined by spaces, and their initials: 单知行 → ("shan zhi xing", "szx"). What is no
    Chinese character stays as it is, in lower case."""
    from pypinyin import lazy_pinyin  # its words take a third of a second to load, and few processes spell a name

    name = "".join(name.split())
    surname = next((one for one in (name[:2], name[:1]) if one in _SURNAMES), "")
    syllables = _SURNAMES[surname].split() if surname else []
    syllables += [one.lower() for one in lazy_pinyin(name[len(surname) :])]
    return " ".join(syllables)[:_LONGEST_PINYIN], "".join(one[:1] for one in syllables)[:_LONGEST_INITIALS]
