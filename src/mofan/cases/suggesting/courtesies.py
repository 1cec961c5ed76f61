"""What letters say out of courtesy or form, whatever they are about (客套话): it speaks for no class. Pure."""

import re
from typing import Final

COURTESIES: Final[tuple[tuple[str, str, str], ...]] = (
    (r"尊敬的[^：:，,。！!\s]{0,12}[：:，,！!]?", "尊敬的县长：", "受人尊重"),
    (r"(?:各位)?领导[您你]?好", "领导您好", "领导不好找"),
    (r"[您你]好", "您好", "好不好"),
    (r"此致|敬礼|敬上", "此致", "导致"),
    (r"(?:衷心|万分|非常|十分|首先|先)*(?:地)?(?:表示)?(?:的)?感谢(?:您|领导|政府)?", "万分感谢", "感冒"),
    (r"谢谢(?:您|领导|了)?", "谢谢领导", "酬谢"),
    (r"百忙之中", "百忙之中", "忙中出错"),
    (r"祝[您你领][^。！!]{0,30}", "祝您身体健康", "祝福村"),
    (
        r"(?:恳请|恳求|请求|希望|望|请)(?:各位|上级)?(?:领导|有关部门|相关部门|政府)",
        "恳请领导",
        "看望老人",
    ),
    (r"联系(?:电话|方式|人)[^，。,；;]{0,20}", "联系电话13800000000", "联系不上"),
    (r"(?:反映|来电|来信|投诉|举报)人[：:]?", "来电人：", "证人"),
    (r"[Xx]{2,}", "XXX", "X光"),
    (r"盼复|(?:满意的?)?答复", "盼复", "复查"),
    (r"情况(?:完全)?属实", "情况完全属实", "情况不明"),
)
"""Pattern, a line that it matches, one that it does not."""
_ANY: Final = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in COURTESIES))


def without_courtesies(text: str) -> str:
    """The text with a comma for each."""
    return _ANY.sub("，", text)
