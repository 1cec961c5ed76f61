"""What the letters of a case say (文书正文). Pure.

A letter says what stands in the case: no name, number, day or reason is made up; for what is missing a blank stands.
A text is a paragraph a line; a first line that ends with ： is the addressee.
"""

from collections.abc import Callable, Mapping
from typing import Final

from mofan.cases.letters import mediation
from mofan.cases.letters.blanks import BLANK, DAY, SIGNED, WIDE, or_blank
from mofan.cases.letters.facts import LetterFacts
from mofan.cases.letters.remedies import remedy_of
from mofan.measure import date_text
from mofan.text.numerals import write_numeral

Lines = list[str]


def letter_text(facts: LetterFacts) -> str:
    """The text of a letter, with its addressee and what can be done about it (文书底稿)."""
    write = WORDING.get((facts.kind, facts.step)) or WORDING.get(("", facts.step)) or _plain
    lines = write(facts)
    if facts.step not in UNADDRESSED:
        lines.insert(0, f"{or_blank(facts.addressee.who if facts.addressee else '')}：")
        remedy = remedy_of(facts.kind, facts.step)
        if remedy is not None and not (facts.kind == "approval" and facts.outcome == "准予"):
            lines.append(remedy.sentence.format(name=facts.name, code=facts.code))
    return "\n".join(one for one in lines if one.strip())


def _you(facts: LetterFacts) -> str:
    return "贵单位" if facts.addressee is not None and facts.addressee.organisation else "您"


def _opening(facts: LetterFacts) -> str:
    return f"{_you(facts)}于{date_text(facts.taken_in_on)}提出的“{facts.title}”（编码：{facts.code}）"


def _follow(facts: LetterFacts) -> str:
    return f"{_you(facts)}可以凭编码{facts.code}查询办理情况。"


def _acceptance(facts: LetterFacts) -> Lines:
    due = f"办理期限至{or_blank(facts.by('finish', 'mediate', 'verify'), DAY)}。"
    return [f"{_opening(facts)}，经审查，符合受理条件，本单位决定受理。{due}", _follow(facts)]


def _refusal(facts: LetterFacts) -> Lines:
    lines = [
        f"{_opening(facts)}，经审查，不予受理。",
        f"理由：{or_blank(facts.ground.rstrip('。'))}。{facts.said('refuse')}",
    ]
    return [*lines, f"{_you(facts)}可以通过以下途径解决：{facts.elsewhere}" if facts.elsewhere else ""]


def _extension(facts: LetterFacts) -> Lines:
    more = facts.extension
    due = or_blank(facts.by("finish", "mediate", "verify", "correct"), DAY)
    if more is None:
        return [f"{_opening(facts)}，因{WIDE}，不能在原定期限内办结，经批准，办理期限延长至{due}。", _follow(facts)]
    why = more.why.strip().rstrip("。")
    said = f"{_opening(facts)}，因{why}，不能在原定期限内办结，经批准，延长{more.length}，办理期限至{due}。"
    return [said, _follow(facts)]


def _reply(facts: LetterFacts) -> Lines:
    """Point by point: answered, or explained why it cannot be done; then what is said of the whole."""
    lines = [f"{_opening(facts)}收悉。经办理，现答复如下："]
    for no, point in enumerate(facts.points, 1):
        how = "（此项暂不能办理，说明理由）" if point.explained else ""
        lines += [f"{write_numeral(no)}、关于“{point.text.rstrip('。')}”{how}", or_blank(point.answer, WIDE)]
    return [*lines, or_blank(facts.reply, "" if facts.points else WIDE)]


def _tip_off(facts: LetterFacts) -> Lines:
    """What was done; never a name that stands in the case beside the addressee's."""
    found = "file" if "file" in facts.moved else "not_file"
    decided = {"file": "决定立案调查", "not_file": "决定不予立案"}[found] if found in facts.moved else BLANK
    return [
        f"您于{date_text(facts.taken_in_on)}的举报（编码：{facts.code}）收悉。经核查，本单位{decided}。",
        or_blank(facts.reply, WIDE),
        "您的个人信息依法保密。",
    ]


def _proposal(facts: LetterFacts) -> Lines:
    if facts.said("refuse"):
        return [f"{_opening(facts)}收悉。经研究，未予采纳，理由是：{facts.said('refuse')}", "感谢您的参与。"]
    listed = facts.said("list", "matter")
    taken = f"经研究，已予采纳，列入“{listed}”。" if listed else "经研究，已予采纳。"
    return [f"{_opening(facts)}收悉。{taken}", facts.reply, "感谢您的参与。"]


def _item(facts: LetterFacts) -> str:
    item = facts.values.get("item") or facts.title
    return f"{_you(facts)}于{date_text(facts.taken_in_on)}提交的“{item}”申请（编码：{facts.code}）"


def _approval_accepted(facts: LetterFacts) -> Lines:
    due = or_blank(facts.by("finish"), DAY)
    return [f"{_item(facts)}，材料齐全，符合法定形式，决定受理。本单位将于{due}前作出决定。", _follow(facts)]


def _approval_refused(facts: LetterFacts) -> Lines:
    lines = [f"{_item(facts)}，经审查，决定不予受理。", f"理由：{or_blank(facts.ground)}。{facts.said('refuse')}"]
    return [*lines, facts.elsewhere]


def _supplement(facts: LetterFacts) -> Lines:
    lines = [f"{_item(facts)}，经审查，材料不齐全或者不符合法定形式。现将需要补正的全部内容一次告知如下："]
    return [
        *lines,
        *_numbered(facts.said("supplement")),
        f"请补正后一并交来（地点：{BLANK}，电话：{BLANK}），本单位自收到补正材料之日起受理。",
    ]


def _tolerance(facts: LetterFacts) -> Lines:
    due = or_blank(facts.by("complete"), DAY)
    return [
        f"{_item(facts)}，主要材料齐全、符合法定形式，次要材料有欠缺。根据{_you(facts)}的书面承诺，本单位决定容缺受理，先行办理。",
        f"请于{due}前补齐下列材料：",
        *_numbered(facts.said("tolerate", "lacking")),
        f"逾期不补齐或者补交的材料不符合要求的，本单位依法作出不予许可的决定，由此产生的后果由{_you(facts)}承担。",
        _follow(facts),
    ]


def _commitment(facts: LetterFacts) -> Lines:
    """What the organ tells, what the applicant promises, where both sign (告知承诺书)."""
    item = facts.values.get("item") or facts.title
    return [
        f"申请事项：{item}",
        f"编码：{facts.code}",
        *mediation.party_lines(facts),
        "一、行政机关告知",
        "（一）办理条件、标准和技术要求：",
        *_numbered(facts.said("commit", "conditions")),
        "（二）核查：作出决定后，本单位将对承诺内容是否属实进行核查。",
        f"（三）不实承诺的后果：{or_blank(facts.said('commit', 'consequences'), WIDE)}",
        "二、申请人承诺",
        "（一）所填写的信息和提交的材料真实、准确；",
        "（二）已经知晓行政机关告知的全部内容；",
        "（三）已经符合告知的条件、标准和要求，并能够提供相应的材料；",
        "（四）愿意承担不实承诺、违反承诺的法律责任；",
        "（五）以上承诺是申请人真实的意思表示。",
        f"申请人（签名或者盖章）：{SIGNED}",
        f"行政机关（盖章）：{SIGNED}",
    ]


def _decided(facts: LetterFacts) -> Lines:
    decided = or_blank(facts.outcome)
    by = "经审查，逾期未补齐材料，决定不予许可" if decided == "逾期未补齐材料" else f"经审查，决定{decided}"
    return [f"{_item(facts)}，{by}。", or_blank(facts.reply, "" if facts.outcome.endswith("准予") else WIDE)]


def _reminder(facts: LetterFacts) -> Lines:
    act, rule = facts.values.get("act", ""), facts.values.get("rule", "")
    return [
        f"经查，贵单位有下列行为：{or_blank(act.rstrip('。'))}。上述行为违反了{or_blank(rule.rstrip('。'))}的规定。",
        f"现责令贵单位于{or_blank(facts.by('correct'), DAY)}前改正。改正要求：",
        *_numbered(facts.said("remind")),
        "经核实属于初次违法、危害后果轻微，按期改正的，可以依法不予行政处罚；逾期不改正的，依法处理。",
        f"改正后请告知本单位复查（联系人：{BLANK}，电话：{BLANK}）。",
    ]


def _not_punished(facts: LetterFacts) -> Lines:
    act, rule = facts.values.get("act", ""), facts.values.get("rule", "")
    listed = facts.values.get("item", "")
    return [
        f"经查，贵单位有下列行为：{or_blank(act.rstrip('。'))}。上述行为违反了{or_blank(rule.rstrip('。'))}的规定。",
        f"经核实，属于初次违法且危害后果轻微（{facts.said('remind', 'found').rstrip('。')}）。"
        if facts.said("remind", "found")
        else "经核实，属于初次违法且危害后果轻微。",
        f"贵单位已经改正：{or_blank(facts.said('correct', 'evidence').rstrip('。'))}。",
        f"根据《中华人民共和国行政处罚法》第三十三条第一款的规定{f'，对照“{listed}”' if listed else ''}，"
        "决定不予行政处罚，并已进行教育。",
        facts.reply,
    ]


def _rectify(facts: LetterFacts) -> Lines:
    """To the unit that has to put it right (整改通知)."""
    report = facts.values.get("report", "").strip("《》 ")
    lines = [
        f"{f'《{report}》' if report else '有关部门'}指出的下列问题，请你单位负责整改：",
        f"问题：{or_blank(facts.values.get('problem', ''))}",
        f"整改措施：{or_blank(facts.values.get('measure', ''), WIDE)}",
        f"整改时限：{or_blank(facts.by('whole', 'finish') or _day(facts.values.get('due_on', '')), DAY)}",
    ]
    return [
        *lines,
        f"要求：{facts.instruction}" if facts.instruction else "",
        "请按期报送整改情况和凭据。整改完成后，由其他人员核查销号，并适时回头看。",
    ]


def _supervise(facts: LetterFacts) -> Lines:
    """To the unit that has to do it (督办通知)."""
    due = or_blank(facts.by("whole", "finish"), DAY)
    return [
        f"根据工作安排，现将“{facts.title}”（编码：{facts.code}）交你单位办理。",
        facts.text,
        f"办理要求：{or_blank(facts.instruction, WIDE)}",
        f"请于{due}前办结并书面反馈结果；不能按期办结的，请提前说明理由和进展。",
        f"联系人：{BLANK}，电话：{BLANK}。",
    ]


def _noted(move: str, opening: str) -> Callable[[LetterFacts], Lines]:
    """A letter that passes on what was written with a move."""

    def write(facts: LetterFacts) -> Lines:
        return [opening.format(title=facts.title, code=facts.code), *_numbered(facts.said(move))]

    return write


def _feedback(facts: LetterFacts) -> Lines:
    said = facts.moved.get("feed_back", {})
    score = f"，得分{said['score']}分" if said.get("score") else ""
    return [
        f"对你单位“{facts.title}”（案卷号：{or_blank(facts.values.get('file_no', ''))}）的评查已经完成，"
        f"评定为{or_blank(said.get('grade', ''))}{score}。问题和意见如下：",
        *_numbered(said.get("why", "")),
        f"有异议的，请于{or_blank(facts.by('object'), DAY)}前书面提出。",
    ]


def _closing(facts: LetterFacts) -> Lines:
    """The sheet by which a problem is struck off (销号表): label and content, a row a line."""
    closed, looked = facts.moved.get("close", {}), facts.moved.get("look_back", {})
    rows = (
        ("问题", facts.values.get("problem", "")),
        ("问题出处", facts.values.get("report", "")),
        ("整改措施", facts.values.get("measure", "")),
        ("责任单位", facts.lead),
        ("整改时限", facts.by("whole", "finish") or _day(facts.values.get("due_on", ""))),
        ("整改情况", facts.result),
        ("核查凭据", closed.get("evidence", "")),
        ("整改结果", closed.get("outcome", "")),
        ("核查人", closed.get("by", "")),
        ("销号日期", closed.get("on", "")),
        ("回头看情况", looked.get("found", "")),
    )
    return [
        *(f"{label}：{or_blank(said)}" for label, said in rows),
        f"责任单位负责人（签名）：{BLANK}",
        f"核查单位负责人（签名）：{BLANK}",
    ]


def _plain(facts: LetterFacts) -> Lines:
    return [f"{_opening(facts)}，现将有关情况告知如下：", or_blank(facts.reply, WIDE), _follow(facts)]


def _numbered(text: str) -> Lines:
    """Each line of what was entered as an item; one alone stands as it is, nothing is a blank."""
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    if len(lines) < 2:
        return lines or [WIDE]
    plain = [one if one[0].isdigit() or one[0] in "（(一二三四五六七八九十" else "" for one in lines]
    return lines if all(plain) else [f"{no}. {one}" for no, one in enumerate(lines, 1)]


def _day(iso: str) -> str:
    """A day kept as 2026-12-31, in words."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return f"{int(year)}年{int(month)}月{int(day)}日" if year and month and day else iso


Write = Callable[[LetterFacts], Lines]
WORDING: Final[Mapping[tuple[str, str], Write]] = {
    ("", "acceptance"): _acceptance,
    ("", "refusal"): _refusal,
    ("", "extension"): _extension,
    ("", "reply"): _reply,
    ("", "registration"): mediation.registration,
    ("", "invitation"): mediation.invitation,
    ("", "agreement"): mediation.agreement,
    ("", "confirmation"): mediation.confirmation,
    ("", "ended"): mediation.ended,
    ("consumer_complaint", "notice"): mediation.invitation,
    ("tip_off", "result"): _tip_off,
    ("public_proposal", "result"): _proposal,
    ("approval", "acceptance"): _approval_accepted,
    ("approval", "refusal"): _approval_refused,
    ("approval", "supplement"): _supplement,
    ("approval", "tolerance"): _tolerance,
    ("approval", "commitment"): _commitment,
    ("approval", "result"): _decided,
    ("first_offence", "reminder"): _reminder,
    ("first_offence", "decision"): _not_punished,
    ("rectification_item", "notice"): _rectify,
    ("rectification_item", "closing"): _closing,
    ("supervised_matter", "notice"): _supervise,
    ("supervised_matter", "bulletin"): _noted("bulletin", "现将“{title}”（编码：{code}）的办理情况通报如下："),
    ("supervised_matter", "suggestion"): _noted("suggest", "在督办“{title}”（编码：{code}）中，提出如下工作建议："),
    ("case_file_review", "feedback"): _feedback,
}
"""Kind ("" any) and letter → who writes its lines. Another letter says the reply (`_plain`)."""
FORMS: Final = frozenset({"registration", "agreement", "confirmation", "commitment", "closing"})
"""Letters that are forms, signed by the parties: no red head, no addressee above them."""
UNADDRESSED: Final = FORMS
