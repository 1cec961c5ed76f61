"""What somebody can do who does not accept a letter (救济途径): how, where, in how many days. Named data.

Where a law sets the days they stand here with its article, which the letter names. Where only local rules could, days
and place stay blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mofan.cases.letters.blanks import BLANK, SHORT


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a letter may be contested (救济途径), and by what rule; "" where no rule of the state sets it."""

    words: str
    basis: str = ""

    @property
    def sentence(self) -> str:
        """In words, with the articles on which it rests."""
        return f"根据{self.basis}的规定，{self.words}" if self.basis else self.words


_CONTEST: Final = (
    f"如不服本{{name}}，可以自收到之日起六十日内依法向{BLANK}申请行政复议，"
    f"也可以自收到之日起六个月内依法向{BLANK}人民法院提起行政诉讼。"
    "对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向人民法院提起行政诉讼。"
)
_SIXTY_DAYS_OR_SIX_MONTHS: Final = (
    "《中华人民共和国行政复议法》第二十条、《中华人民共和国行政诉讼法》第四十五条、第四十六条"
)
"""The law on review as revised on 2023-09-01, in force from 2024-01-01 (before that it was Art. 9); that on
administrative litigation as amended in 2017."""
REVIEW: Final = Remedy(_CONTEST, _SIXTY_DAYS_OR_SIX_MONTHS)
PERMIT_REVIEW: Final = Remedy(_CONTEST, f"《中华人民共和国行政许可法》第七条、{_SIXTY_DAYS_OR_SIX_MONTHS}")
LOCAL: Final = Remedy(
    f"对本{{name}}有异议的，可以自收到之日起{SHORT}日内向{BLANK}提出（地址：{BLANK}，电话：{BLANK}）。"
)
CALLED_BACK: Final = Remedy(
    f"办结后本单位会回访，您可以在回访时作出评价，也可以凭编码{{code}}要求重新办理；"
    f"对办理工作有意见的，可以向{BLANK}反映（电话：{BLANK}）。"
    "本诉求属于信访事项的，对处理意见不服，可以自收到本{name}之日起三十日内请求上一级机关、单位复查；"
    "对复查意见不服，可以自收到复查答复之日起三十日内请求再上一级机关、单位复核"
    "（《信访工作条例》第三十五条、第三十六条）。"
)
NOT_MEDIATED: Final = Remedy(
    f"您可以依法通过仲裁、行政裁决、诉讼等途径维护自己的权利；对本决定有意见的，可以向{BLANK}反映（电话：{BLANK}）。",
    "《中华人民共和国人民调解法》第三条",
)
OTHER_ROUTES: Final = Remedy(
    f"您可以依法通过仲裁、行政裁决、诉讼等途径维护自己的权利；对调解工作有意见的，可以向{BLANK}反映（电话：{BLANK}）。",
    "《中华人民共和国人民调解法》第二十六条",
)
CONSUMER_ROUTES: Final = Remedy(
    "您可以与经营者协商和解，请求消费者协会或者其他调解组织调解，根据与经营者达成的仲裁协议提请仲裁，"
    "或者向人民法院提起诉讼。",
    "《中华人民共和国消费者权益保护法》第三十九条",
)
SUPERIOR: Final = Remedy(f"对处理结果有异议的，可以向{BLANK}反映（地址：{BLANK}，电话：{BLANK}）。")
REMEDIES: Final[Mapping[tuple[str, str], Remedy]] = {
    ("public_demand", "refusal"): LOCAL,
    ("public_demand", "reply"): CALLED_BACK,
    ("enterprise_demand", "refusal"): LOCAL,
    ("enterprise_demand", "reply"): CALLED_BACK,
    ("dispute", "refusal"): NOT_MEDIATED,
    ("dispute", "ended"): OTHER_ROUTES,
    ("consumer_complaint", "refusal"): REVIEW,
    ("consumer_complaint", "ended"): CONSUMER_ROUTES,
    ("tip_off", "refusal"): SUPERIOR,
    ("tip_off", "result"): SUPERIOR,
    ("approval", "refusal"): PERMIT_REVIEW,
    ("approval", "result"): PERMIT_REVIEW,
    ("first_offence", "reminder"): REVIEW,
    ("first_offence", "decision"): REVIEW,
    ("case_file_review", "feedback"): LOCAL,
}
"""Kind and letter → what can be done about it."""


def remedy_of(kind: str, letter: str) -> Remedy | None:
    """The remedy that this letter of this kind tells; None where there is nothing to contest."""
    return REMEDIES.get((kind, letter))
