"""What proofreading gives (校对意见), and how it is written into the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "style"]

KINDS = {
    "punctuation": "标点",
    "quotation": "引号括号",
    "doubling": "重复",
    "numbering": "序号",
    "count": "数目不符",
    "series": "并列",
    "numeral": "数字日期",
    "document_number": "发文字号",
    "blank": "空缺",
    "anonymity": "隐名不全",
    "personal_data": "个人信息",
    "secrecy": "密级",
    "unit": "单位名称",
    "wording": "固定提法",
    "confusion": "用词",
    "grammar": "语病",
    "title": "文件名称",
    "office": "机构职务",
    "spelling": "错别字",
    "residue": "借用残留",
}
"""Kind of finding → its name for the reader."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or unusual (一条意见)."""

    start: int
    end: int
    """Code points in the text given, end exclusive; never empty."""
    quote: str
    kind: str
    """One of `KINDS`."""
    severity: Severity
    """error: wrong by a rule or beyond doubt; warning: to be looked at; style: a custom."""
    message: str
    """Why, and what to do: a sentence in Chinese."""
    replacement: str | None
    """What should stand instead; None where only a person can know. An empty string takes the quote out."""
    rule: str
    """The name of the rule that found it."""
    confidence: float
    """How sure the rule is: 0 … 1."""


def apply(text: str, findings: Iterable[Finding]) -> str:
    """`text` with the replacements of `findings` put in (采纳).

    A finding without a replacement changes nothing; of two that overlap, the one that starts first counts. Where a
    quote does not stand at its place, the findings are of another text, or were put in already, and nothing changes.
    """
    wanted = sorted(
        (finding for finding in findings if finding.replacement is not None), key=lambda one: (one.start, one.end)
    )
    if any(text[finding.start : finding.end] != finding.quote for finding in wanted):
        return text
    parts: list[str] = []
    at = 0
    for finding in wanted:
        if finding.start >= at:
            parts += (text[at : finding.start], finding.replacement or "")
            at = finding.end
    return "".join([*parts, text[at:]])
