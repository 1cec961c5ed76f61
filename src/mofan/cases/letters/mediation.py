"""Letters of a mediation (调解文书). Pure.

The agreement has what Article 29 of the People's Mediation Law (人民调解法) names and what the form of the Ministry of
Justice asks for: parties with their data, main facts and points of dispute, content, manner and time of performance,
signatures, the committee's seal, number and date.
"""

from mofan.cases.letters.blanks import BLANK, DAY, SHORT, SIGNED, WIDE, or_blank
from mofan.cases.letters.facts import AgreementOnPaper, LetterFacts, PartyOnPaper
from mofan.measure import date_text
from mofan.org.id_numbers import born_on, is_id_number

Lines = list[str]
_MONEY = "（涉及金额{amount}元）"


def party_lines(facts: LetterFacts) -> Lines:
    """Each party with the data of the form; sex and day of birth are those of a valid ID number, else blank."""
    return [line for one in facts.parties for line in _party(one)] or [f"当事人：{BLANK}"]


def _party(one: PartyOnPaper) -> Lines:
    if one.organisation:
        return [
            f"{one.called}：{one.organisation}，{_told(('法定代表人或者负责人', one.name))}",
            _told(("统一社会信用代码", ""), ("联系电话", one.phone)),
            _told(("住所", one.address)),
        ]
    known = is_id_number(one.id_number)
    born = born_on(one.id_number) if known else None
    sex = ("男" if int(one.id_number[16]) % 2 else "女") if known else ""
    told = (("性别", sex), ("民族", ""), ("出生日期", date_text(born) if born else ""), ("职业", ""))
    return [
        f"{one.called}：{or_blank(one.name)}，{_told(*told)}",
        _told(("身份证号", one.id_number), ("联系电话", one.phone)),
        _told(("单位或者住址", one.address)),
    ]


def _told(*told: tuple[str, str]) -> str:
    return "，".join(f"{label}：{or_blank(said)}" for label, said in told)


def registration(facts: LetterFacts) -> Lines:
    """The sheet of registration (调解登记表): label and content, a row a line."""
    amount = facts.values.get("amount", "")
    rows = [
        ("编码", facts.code),
        ("登记日期", date_text(facts.taken_in_on)),
        *((one.called, _known(one)) for one in facts.parties),
        ("纠纷类别", facts.category),
        ("发生地点", facts.place),
        ("纠纷简要情况", facts.text or facts.title),
        ("涉及金额", f"{amount}" if amount else ""),
        ("当事人申请事项", "；".join(one.text for one in facts.points) or facts.values.get("demand", "")),
        ("登记人", facts.taken_in_by),
    ]
    return [*(f"{label}：{or_blank(' '.join(said.split()))}" for label, said in rows), f"申请人（签名）：{BLANK}"]


def _known(one: PartyOnPaper) -> str:
    told = (one.organisation, one.name, one.id_number, one.address, one.phone)
    return "，".join(part for part in told if part)


def invitation(facts: LetterFacts) -> Lines:
    """To a party: come to be mediated (调解通知、邀请书); free of charge, of his own will."""
    other = [one for one in facts.parties if one != facts.addressee and one.asks]
    asked = f"{other[0].who}与{_you(facts)}" if other else f"{_you(facts)}"
    mediated = facts.mediation
    committee = mediated.committee if mediated else facts.unit
    return [
        f"{asked}关于“{facts.title}”的纠纷（编码：{facts.code}），已由{committee}受理，现请{_you(facts)}参加调解。",
        f"调解时间：{DAY}{SHORT}时{SHORT}分",
        f"调解地点：{BLANK}",
        f"调解员：{or_blank(mediated.mediator if mediated else '')}"
        f"（{_you(facts)}可以选择或者接受调解员，也可以要求更换）",
        "调解以双方自愿为前提，不收取任何费用。"
        f"{_you(facts)}可以接受调解、不接受调解，也可以随时要求终止调解；可以要求公开或者不公开进行。",
        "参加时请带身份证件和有关证据材料；委托他人参加的，请带授权委托书。",
        f"联系人：{BLANK}，电话：{BLANK}。",
    ]


def agreement(facts: LetterFacts) -> Lines:
    """The agreement (调解协议书), or where it was oral its record (口头协议登记表)."""
    said = facts.agreement
    committee = facts.mediation.committee if facts.mediation else facts.unit
    mediator = facts.mediation.mediator if facts.mediation else ""
    if said is not None and said.oral:
        return _oral(facts, said, committee, mediator)
    agreed = said or AgreementOnPaper(False, "")
    return [
        *party_lines(facts),
        "一、纠纷主要事实",
        or_blank(agreed.facts, WIDE),
        "二、争议事项",
        or_blank(agreed.disputed, WIDE),
        f"三、经{committee}调解，各方当事人自愿达成如下协议",
        *(agreed.content.splitlines() or [WIDE]),
        "四、履行方式和期限",
        f"履行方式：{or_blank(agreed.manner)}{_MONEY.format(amount=agreed.amount) if agreed.amount else ''}",
        f"履行期限：{f'{date_text(agreed.perform_by)}前' if agreed.perform_by else or_blank('', DAY)}",
        "五、其他",
        f"本协议一式{SHORT}份，各方当事人各执一份，{committee}留存一份。"
        "本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖调解委员会印章之日起生效。",
        *(f"{one.called}（签名、盖章或者按指印）：{SIGNED}" for one in facts.parties),
        f"调解员（签名）：{BLANK}" + (f"（{mediator}）" if mediator else ""),
        f"记录人（签名）：{BLANK}",
        f"调解委员会（盖章）：{committee}",
        "日期：　　　　年　　月　　日",
    ]


def _oral(facts: LetterFacts, said: AgreementOnPaper, committee: str, mediator: str) -> Lines:
    day = said.effective_on or said.agreed_on
    return [
        *party_lines(facts),
        f"一、纠纷主要事实和争议事项：{or_blank('；'.join(filter(None, (said.facts, said.disputed))), WIDE)}",
        "二、协议内容",
        *said.content.splitlines(),
        f"三、履行方式：{or_blank(said.manner)}{_MONEY.format(amount=said.amount) if said.amount else ''}",
        f"四、履行期限：{f'{date_text(said.perform_by)}前' if said.perform_by else or_blank('', DAY)}",
        f"五、达成日期：{date_text(day) if day else DAY}，自该日起生效。",
        f"调解组织：{committee}",
        f"调解员（签名）：{BLANK}" + (f"（{mediator}）" if mediator else ""),
    ]


def confirmation(facts: LetterFacts) -> Lines:
    """The joint application to a court (司法确认申请书)."""
    said = facts.agreement or AgreementOnPaper(False, "")
    committee = facts.mediation.committee if facts.mediation else facts.unit
    number = f"（{said.number}）" if said.number else f"（编号：{BLANK}）"
    on = date_text(said.agreed_on) if said.agreed_on else DAY
    effective = date_text(said.effective_on) if said.effective_on else DAY
    called = "口头调解协议" if said.oral else f"调解协议{number}"
    return [
        *party_lines(facts),
        "请求事项",
        f"请求人民法院确认{committee}于{on}主持达成的{called}有效。",
        "事实和理由",
        f"申请人之间因“{facts.title}”发生纠纷，经{committee}调解，于{on}自愿达成协议，{effective}生效。协议内容如下：",
        *(said.content.splitlines() or [WIDE]),
        "申请人共同承诺：出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；"
        "协议内容不侵害国家利益、社会公共利益和他人合法权益；如因此给他人造成损害，愿意承担相应的法律责任。",
        "此致",
        or_blank(said.court, f"{BLANK}人民法院"),
        *(f"申请人（签名、盖章或者按指印）：{SIGNED}" for _ in facts.parties or (None,)),
        "附：1. 调解协议；2. 申请人的身份证明；3. 与协议有关的财产权利证明等材料",
    ]


def ended(facts: LetterFacts) -> Lines:
    """The mediation came to nothing; the other routes follow as its remedy (终止调解告知书)."""
    mediated = facts.mediation
    why = mediated.why.rstrip("。") if mediated else ""
    opened = date_text(mediated.opened_on) if mediated else DAY
    committee = mediated.committee if mediated else facts.unit
    return [
        f"关于“{facts.title}”的纠纷（编码：{facts.code}），{committee}自{opened}起进行调解。"
        f"因{or_blank(why)}，未能达成协议，现终止调解。"
    ]


def _you(facts: LetterFacts) -> str:
    return "贵单位" if facts.addressee is not None and facts.addressee.organisation else "您"
