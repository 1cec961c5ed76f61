"""The other kinds (其他事项): tip-offs, approvals, leniency, proposals, rectification, supervision."""

from datetime import date, datetime
from decimal import Decimal

from mofan.cases.actions import Dispatch
from mofan.cases.intake import PartyFacts, Value
from mofan.cases.models import Case, Channel, Leg
from mofan.ops.demo.cases.staff import APPROVALS, COMMITTEE, GOVERNMENT, JUSTICE, MARKET
from mofan.ops.demo.cases.telling import Story
from mofan.ops.demo.cases.wording import Words, words
from mofan.org.models import Person, Unit
from mofan.org.roles import UnitRole

_ENFORCING = {
    "market": "市场监督管理局", "urban": "城市管理局", "environment": "生态环境局",
    "transport": "交通运输局", "culture": "文化和旅游局",
}  # fmt: skip


class Others(Story):
    """Stories of the kinds that are neither demands nor disputes."""

    def tip_off(self, kind: str, at: datetime, channel: Channel) -> None:
        """A tip-off, read by those alone who are named for it."""
        market = self.staff.named(MARKET)
        if market is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        against = PartyFacts("respondent", organisation=f"{one.place}某店", address=one.place)
        case = self.take_in(one, market, at, channel, others=(against,))
        officer = self.who(UnitRole.TIP_OFFICER, market)
        head = self.who(UnitRole.LEADER, market)
        at = self.days_after(at, 0.2, 4)
        if self.at_times(0.1):
            self.move(case, "refuse", {"ground": "tip_no_clue", "why": "没有具体线索，无法核查。"}, by=officer, at=at)
            return
        if self.at_times(0.04):
            values: dict[str, Value] = {"to": "公安机关", "why": "涉嫌犯罪。"}
            self.move(case, "transfer", values, by=officer, at=at)
            return
        self.move(case, "accept", by=officer, at=at)
        if self.at_times(0.4) and (stations := self.staff.stations(market)):
            at = self.after(at, 0.5, 20)
            (leg,) = self.do.dispatch(case, Dispatch(self.chance.choice(stations)), by=officer, at=at)
            worker = self.who(UnitRole.TIP_OFFICER, market, officer)
            at = self._leg(leg, one, worker, officer, at)
        at = self.days_after(at, 1, 16)
        found = self.at_times(0.4)
        self.move(case, "file" if found else "not_file", {"found": one.done}, by=head, at=at)
        at = self.days_after(at, 0.5, 5)
        self.move(case, "tell", {"how": self.chance.choice(("phone", "letter", "web"))}, by=officer, at=at)
        at = self.days_after(at, 1, 30)
        outcome = self.chance.choice(("punished", "corrected")) if found else "unfounded"
        self.move(case, "close", {"outcome": outcome}, by=head, at=at)
        self.archive(case, officer, at)

    def approval(self, kind: str, at: datetime, channel: Channel) -> None:
        """An application at the one window."""
        unit = self.staff.named(APPROVALS)
        if unit is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        case = self.take_in(one, unit, at, Channel.WINDOW, values={"item": one.title})
        clerk, officer = self.who(UnitRole.CLERK, unit), self.who(UnitRole.HANDLER, unit)
        head = self.who(UnitRole.LEADER, unit)
        quick = case.category == "business_start"
        at = self.after(at, 0.1, 0.9 if quick else 20)
        if self.at_times(0.03):
            self.move(case, "refuse", {"ground": "not_listed", "why": "不属于许可事项，无需申请。"}, by=officer, at=at)
            return
        if self.at_times(0.12):
            self.move(case, "supplement", {"why": "缺经营场所使用证明、身份证明复印件。"}, by=clerk, at=at)
            at = self.days_after(at, 0.5, 12)
            if self.at_times(0.06):
                self.move(case, "withdraw", {"why": "申请人暂不办理。"}, by=officer, at=at)
                return
            self.move(case, "supplied", by=clerk, at=at)
            at = self.after(at, 0.1, 5)
        how = self.chance.choices(("accept", "tolerate", "commit"), (82, 8, 10))[0]
        if how == "accept":
            self.move(case, "accept", by=clerk, at=at)
        elif how == "commit":
            self.move(case, "commit", {"told": True, "promised": True}, by=officer, at=at)
        else:
            self.move(case, "tolerate", {"lacking": "场所产权证明复印件", "promised": True}, by=officer, at=at)
            at = self.days_after(at, 1, 12)
            if self.at_times(0.08):
                reply = "逾期未补齐材料，不予许可。可在六十日内申请行政复议，或者在六个月内提起行政诉讼。"
                self.move(case, "deny", {"outcome": "not_completed", "reply": reply}, by=head, at=at)
                self.archive(case, officer, at)
                return
            self.move(case, "completed", by=clerk, at=at)
        at = self.after(at, 0.2, 2.2) if quick else self.days_after(at, 0.3, 24)
        self.move(case, "approve", {"outcome": "granted", "reply": one.done}, by=head, at=at)
        if how == "commit":
            at = self.days_after(at, 10, 65)
            found = self.chance.choices(("kept", "minor", "untrue"), (90, 8, 2))[0]
            self.move(case, "check", {"found": found, "why": "现场核查。"}, by=officer, at=at)
            if found == "untrue":
                self.move(case, "revoke", {"why": "承诺不实。"}, by=head, at=self.days_after(at, 2, 10))
        self.archive(case, officer, at)

    def leniency(self, kind: str, at: datetime, channel: Channel) -> None:
        """A first offence that is reminded of and put right."""
        one = words(self.chance, at.month, kind, self.everywhere)
        bureau = self.staff.named(f"安澜县{_ENFORCING[one.matter.category]}")
        if bureau is None:
            return
        officer, head = self.who(UnitRole.HANDLER, bureau), self.who(UnitRole.LEADER, bureau)
        values: dict[str, Value] = {"act": one.text, "rule": "《中华人民共和国行政处罚法》第三十三条"}
        case = self.take_in(one, bureau, at, Channel.OWN, by=officer, values=values)
        remind: dict[str, Value] = {"first": True, "slight": True, "why": "请在十五日内改正。"}
        self.move(case, "remind", remind, by=officer, at=at)
        at = self.days_after(at, 1, 17)
        if self.at_times(0.07):
            self.move(case, "ordinary", {"why": "逾期没有改正。"}, by=officer, at=at)
            return
        self.move(case, "correct", {"evidence": "现场复查照片两张。"}, by=officer, at=at)
        at = self.days_after(at, 0.5, 8)
        self.move(case, "not_punish", {"taught": True, "reply": one.done}, by=head, at=at)
        self.archive(case, head, at)

    def proposal(self, kind: str, at: datetime, channel: Channel) -> None:
        """What people propose for the next year's list."""
        centre = self.staff.first
        one = words(self.chance, at.month, kind, self.everywhere)
        case = self.take_in(one, centre, at, channel)
        desk, head = self.who(UnitRole.DISPATCHER, centre), self.who(UnitRole.LEADER, centre)
        at = self.days_after(at, 1, 32)
        if self.at_times(0.35):
            self.move(case, "refuse", {"ground": "not_suitable", "why": "暂不具备条件，已存档。"}, by=desk, at=at)
            return
        self.move(case, "adopt", by=desk, at=at)
        at = self.days_after(at, 5, 60)
        if self.at_times(0.3):
            self.move(case, "list", {"matter": one.title.removeprefix("建议")}, by=head, at=at)
            at = self.days_after(at, 10, 120)
        self.move(case, "publish", {"checked": True, "reply": one.done}, by=head, at=at)
        self.archive(case, desk, at)

    def practical(self, kind: str, at: datetime, channel: Channel) -> None:
        """One of the year's practical matters."""
        centre = self.staff.first
        one = words(self.chance, at.month, kind, self.everywhere)
        desk, head = self.who(UnitRole.DISPATCHER, centre), self.who(UnitRole.LEADER, centre)
        values: dict[str, Value] = {
            "goal": one.text,
            "budget": Decimal(self.chance.randrange(20, 900)),
            "due_on": self.day(at, 90, 330),
        }
        case = self.take_in(one, centre, at, Channel.OWN, by=desk, values=values)
        at = self.days_after(at, 5, 30)
        if self.at_times(0.3):
            self.move(case, "drop", {"why": "资金没有落实。"}, by=head, at=at)
            return
        self.move(case, "list", {"how": "人大代表票决"}, by=head, at=at)
        at = self.days_after(at, 1, 6)
        (leg,) = self.do.dispatch(case, Dispatch(self.chance.choice(self.staff.bureaus())), by=desk, at=at)
        worker = self.who(UnitRole.HANDLER, leg.unit)
        at = self.after(at, 2, 30)
        self.do.sign(leg, by=worker, at=at)
        for percent in (30, 70):
            at = self.days_after(at, 20, 80)
            said = f"已完成总工程量的{percent}%。"
            self.move(case, "progress", {"said": said, "percent": Decimal(percent)}, by=worker, at=at)
        at = self.days_after(at, 10, 60)
        self.do.submit(leg, "solved", one.done, reply="", by=worker, at=at)
        at = self.days_after(at, 1, 5)
        self.do.approve(leg, by=desk, at=at)
        self.move(case, "complete", {"evidence": "竣工验收报告。"}, by=desk, at=at)
        at = self.days_after(at, 3, 20)
        published: dict[str, Value] = {
            "checked": True,
            "reply": one.done,
            "satisfied": Decimal(self.chance.randint(86, 99)),
        }
        self.move(case, "publish", published, by=head, at=at)
        self.archive(case, desk, at)

    def rectification(self, kind: str, at: datetime, channel: Channel) -> None:
        """An item of an inspection report's list."""
        unit = self.staff.named(COMMITTEE)
        if unit is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        due_on = self.day(at, 30, 150)
        values: dict[str, Value] = {
            "problem": one.text, "measure": "明确责任人，限期整改，举一反三。",
            "report": f"{at.year}年度检查反馈意见", "due_on": due_on,
        }  # fmt: skip
        by, head = self.who(UnitRole.SUPERVISOR, unit), self.who(UnitRole.LEADER, unit)
        case = self.take_in(one, unit, at, Channel.OWN, by=by, values=values)
        at = self._sent(case, unit, one, by, at, due_on)
        at = self.after(at, 2, 90)
        closing: dict[str, Value] = {"outcome": "done" if self.at_times(0.8) else "long_term", "evidence": one.done}
        self.move(case, "close", closing, by=head, at=at)
        at = self.days_after(at, 30, 100)
        if self.at_times(0.05):
            self.move(case, "relapse", {"why": "回头看发现问题反弹。"}, by=head, at=at)
            return
        self.move(case, "look_back", {"found": "现场复核，整改到位。"}, by=head, at=at)
        self.archive(case, by, at)

    def supervision(self, kind: str, at: datetime, channel: Channel) -> None:
        """A matter that is supervised until it is done."""
        unit = self.staff.named(GOVERNMENT) or self.staff.named(COMMITTEE)
        if unit is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        due_on = self.day(at, 10, 60)
        by, head = self.who(UnitRole.SUPERVISOR, unit), self.who(UnitRole.LEADER, unit)
        case = self.take_in(one, unit, at, Channel.OWN, by=by, values={"due_on": due_on})
        at = self._sent(case, unit, one, by, at, due_on)
        if self.at_times(0.3):
            self.move(case, "urge", {"why": "请加快进度，按时反馈。"}, by=by, at=at)
        at = self.after(at, 2, 60)
        outcome = self.chance.choices(("done", "basically", "not_done"), (85, 12, 3))[0]
        self.move(case, "close", {"outcome": outcome}, by=head, at=at)
        self.archive(case, by, at)

    def review(self, kind: str, at: datetime, channel: Channel) -> None:
        """The file of a finished case, gone through by others."""
        unit = self.staff.named(JUSTICE)
        if unit is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        bureau = self.chance.choice(self.staff.bureaus())
        by, head = self.who(UnitRole.SUPERVISOR, unit), self.who(UnitRole.LEADER, unit)
        values: dict[str, Value] = {
            "file_no": f"{at.year}-{self.chance.randint(1, 999):03d}",
            "volumes": Decimal(self.chance.choice((1, 1, 1, 2, 3))),
            "sample": self.chance.choice(("random", "random", "special", "complaint")),
        }
        who = PartyFacts("respondent", organisation=bureau.name, unit=bureau)
        case = self.take_in(one, unit, at, Channel.OWN, by=by, values=values, who=who)
        at = self.days_after(at, 0.5, 6)
        self.move(case, "start", {"reviewers": "评查组三人"}, by=by, at=at)
        at = self.days_after(at, 3, 30)
        grade = self.chance.choices(("excellent", "qualified", "flawed", "unqualified"), (15, 55, 25, 5))[0]
        score = {"excellent": 95, "qualified": 86, "flawed": 74, "unqualified": 55}[grade]
        told: dict[str, Value] = {"grade": grade, "score": Decimal(score), "why": "送达回证填写不全。"}
        self.move(case, "feed_back", told, by=by, at=at)
        at = self.days_after(at, 1, 6)
        if grade in ("flawed", "unqualified"):
            self.move(case, "correct", {"why": "请在三十日内补正。"}, by=by, at=at)
            at = self.days_after(at, 5, 35)
        outcome = "corrected" if grade in ("flawed", "unqualified") else "nothing"
        self.move(case, "close", {"outcome": outcome}, by=head, at=at)
        self.archive(case, by, at)

    def _sent(self, case: Case, unit: Unit, one: Words, by: Person, at: datetime, due_on: date) -> datetime:
        """Sent to a unit with a day, and reported back."""
        at = self.after(at, 1, 40)
        bureau = self.chance.choice([bureau for bureau in self.staff.bureaus() if bureau.pk != unit.pk])
        (leg,) = self.do.dispatch(case, Dispatch(bureau, (), "请对照问题逐条整改。", due_on), by=by, at=at)
        clock = self.do.clock(case, "finish", leg)
        days = max(1.0, (clock.due_at - at).total_seconds() / 86400)
        late = self.at_times(0.1)
        worker = self.who(UnitRole.HANDLER, bureau)
        at = self.after(at, 1, 30)
        self.do.sign(leg, by=worker, at=at)
        at = self.days_after(at, days * 1.02, days * 1.3) if late else self.days_after(at, days * 0.2, days * 0.85)
        self.do.submit(leg, "solved", one.done, reply="", by=worker, at=at)
        at = self.after(at, 2, 60)
        self.do.approve(leg, by=by, at=at)
        return at

    def _leg(self, leg: Leg, one: Words, worker: Person, sender: Person, at: datetime) -> datetime:
        at = self.after(at, 0.5, 12)
        self.do.sign(leg, by=worker, at=at)
        at = self.days_after(at, 1, 10)
        self.do.submit(leg, "solved", one.done, reply="", by=worker, at=at)
        at = self.after(at, 1, 20)
        self.do.approve(leg, by=sender, at=at)
        return at
