"""Lines that have a place of their own on the page (特定要素): to whom, by whom and when, what is attached."""

import re

from mofan.paper.paper import UNIT_LINE, Paragraph
from mofan.paper.title import width

ADDRESS = re.compile(r"[^。；！？]{2,200}[：:]")
_ADDRESSED = re.compile(
    r"同志|领导|代表|委员|来宾|嘉宾|朋友|老师|各位|尊敬的|^各.{2,}"
    r"|(?:政府|委|办|局|厅|部|院|组|会|司|处|室|站|所|队|校|中心|集团|公司)[：:]$"
    r"|各[\u3400-\u9fff]{0,6}(?:单位|部门|组织|机构|企业|[镇乡村县市区州盟旗]|街道|社区)[：:]$"
)
_NOT_ADDRESSED = re.compile(r"如下|下列|以下|现将|(?:报告|指出)[：:]$")

DATED = re.compile(r"[（(]\s*[\dxX×〇零一二三四五六七八九]{2,4}\s*年[^（）()]{0,12}[）)]")
"""The date under the title of a speech (题注): （2026年3月12日）."""
_SPEAKER = re.compile(
    r"[^\s。；！？，：;,!?:]{2,24}[ 　]+[\u3400-\u9fff](?:[\u3400-\u9fff·]{1,5}|[ 　][\u3400-\u9fff])"
)
"""Who speaks, under the title: 安澜县委副书记 何以宁."""
MOST_BYLINES = 3

ATTACHED = re.compile(r"附件\s*[：:]\s*(\d{1,2}\s*[.．、])?")
"""The first line of the list of attachments (附件说明): 附件：1.… ."""
ATTACHED_MORE = re.compile(r"\d{1,2}\s*[.．、]")
"""A further line of that list."""
_MOST_ATTACHED = 80


def is_address(text: str) -> bool:
    """Whether a first paragraph says to whom the text goes (主送机关, 称谓): it stands at the left edge."""
    return bool(ADDRESS.fullmatch(text) and _ADDRESSED.search(text) and not _NOT_ADDRESSED.search(text))


def count_bylines(paragraphs: tuple[Paragraph, ...]) -> int:
    """How many of the first paragraphs say by whom or when (题下署名, 题注): they stand centred under the title.

    0 where nothing but such lines would follow.
    """
    count = 0
    while count < min(len(paragraphs), MOST_BYLINES) and _is_byline(paragraphs[count]):
        count += 1
    return count if count < len(paragraphs) else 0


def _is_byline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.level or paragraph.grid or paragraph.lying or paragraph.marks or width(text) > 28:
        return False
    return any(pattern.fullmatch(text) for pattern in (DATED, _SPEAKER, UNIT_LINE))


def opens_attachments(paragraph: Paragraph) -> re.Match[str] | None:
    """The match of 附件： when the paragraph begins the list of attachments."""
    return ATTACHED.match(paragraph.text) if len(paragraph.text) < _MOST_ATTACHED and not paragraph.level else None
