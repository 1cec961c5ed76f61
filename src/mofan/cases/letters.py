"""Letters of a case (文书): what they say, and how they look on paper. Pure but for what they are told.

A letter says what stands in the case: no name, number or reason is made up; what is missing is left as a blank line.
"""

import io
from dataclasses import dataclass
from datetime import date

from mofan.paper import Paper, Paragraph, write_docx


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is made of (文书要素)."""

    name: str
    """The name of the letter: 受理告知书."""
    code: str
    """The code of the case."""
    kind: str
    title: str
    unit: str
    addressee: str
    taken_in_on: date
    on: date
    step: str = ""
    """The code of the letter in its kind: acceptance, refusal …"""
    ground: str = ""
    elsewhere: str = ""
    why: str = ""
    due: str = ""
    reply: str = ""
    agreement: str = ""
    perform: str = ""


def day_in_words(day: date) -> str:
    """2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def letter_text(facts: LetterFacts) -> str:
    """The text of a letter, a paragraph a line (文书正文)."""
    opening = f"您于{day_in_words(facts.taken_in_on)}提出的“{facts.title}”（编码：{facts.code}）"
    says = {
        "acceptance": f"{opening}，经审查，我单位决定受理。" + (f"办理期限至{facts.due}。" if facts.due else ""),
        "refusal": f"{opening}，经审查，不予受理。理由：{facts.ground}。{facts.why}",
        "extension": f"{opening}，因情况复杂，不能在原定期限内办结，经批准延长办理期限"
        + (f"至{facts.due}。" if facts.due else "。"),
        "agreement": facts.agreement,
    }.get(facts.step, f"{opening}，现将有关情况告知如下：")
    lines = [f"{facts.addressee}：" if facts.addressee else "", says]
    if facts.step == "refusal" and facts.elsewhere:
        lines.append(f"您可以通过以下途径解决：{facts.elsewhere}")
    if facts.step == "agreement" and facts.perform:
        lines.append(f"履行方式和期限：{facts.perform}")
    if facts.step not in ("acceptance", "refusal", "extension", "agreement"):
        lines += [facts.why, facts.reply]
    lines.append(f"您可以凭编码{facts.code}查询办理情况。")
    return "\n".join(line for line in lines if line.strip())


def letter_docx(name: str, text: str, unit: str, on: date) -> bytes:
    """A letter on paper, in the official layout (.docx)."""
    paragraphs = tuple(Paragraph(line) for line in text.splitlines() if line.strip())
    out = io.BytesIO()
    write_docx(Paper(name, "", paragraphs, unit, day_in_words(on)), out)
    return out.getvalue()
