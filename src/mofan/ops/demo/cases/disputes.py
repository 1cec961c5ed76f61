"""Disputes and consumer complaints (纠纷与投诉的调解): consent, sittings, agreement or none, performance, archive."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from mofan.cases.actions import Agreed, Dispatch, Mediator, Sitting
from mofan.cases.intake import PartyFacts, Value
from mofan.cases.models import Case, Channel, Form, Mediation, Performance
from mofan.ops.demo.cases.staff import MARKET
from mofan.ops.demo.cases.telling import Story
from mofan.ops.demo.cases.wording import Words, words
from mofan.ops.demo.names import COUNTY
from mofan.org.models import Person, Unit
from mofan.org.roles import UnitRole


class Disputes(Story):
    """Stories that are mediated."""

    def dispute(self, kind: str, at: datetime, channel: Channel) -> None:
        """A dispute at a centre."""
        centre = self.centre()
        one = words(self.chance, at.month, kind, self.places_near(centre))
        other = self.crowd.another(0)
        values: dict[str, Value] = {"people": Decimal(self.chance.choice((2, 2, 2, 3, 4, 6)))}
        if self.at_times(0.7):
            values["amount"] = Decimal(self.chance.randrange(5, 800) * 100)
        if self.at_times(0.15):
            values["risk"] = self.chance.choices(("yellow", "orange", "red"), (8, 3, 1))[0]
        against = PartyFacts("respondent", name=other.name, phone=other.phone)
        case = self.take_in(one, centre, at, channel, others=(against,), values=values)
        desk = self.who(UnitRole.DISPATCHER, centre)
        at = self.after(at, 0.5, 40)
        if values.get("risk") == "red":
            self.move(case, "police", {"why": "双方情绪激动，有动手可能。"}, by=desk, at=at)
        if not self._accept(case, desk, at, "party_refuses"):
            return
        if self.at_times(0.15) and (town := self.staff.town_of.get(centre.pk)) is not None:
            at = self._looked_into(case, town, desk, at)
        self._mediate(case, one, desk, at)

    def complaint(self, kind: str, at: datetime, channel: Channel) -> None:
        """A consumer's complaint at the bureau of market regulation."""
        market = self.staff.named(MARKET)
        if market is None:
            return
        one = words(self.chance, at.month, kind, self.everywhere)
        shop = PartyFacts(
            "respondent", organisation=f"{one.place[:4]}{self.chance.choice(('百货店', '餐厅', '健身房', '电器行'))}"
        )
        values: dict[str, Value] = {
            "goods": one.title[len(one.place) :] or one.title,
            "demand": self.chance.choice(("退款", "更换", "赔偿损失", "退一赔三")),
            "amount": Decimal(self.chance.randrange(20, 9000)),
            "bought_on": timezone.localdate(at) - timedelta(days=self.chance.randint(1, 60)),
        }
        case = self.take_in(one, market, at, channel, others=(shop,), values=values)
        desk = self.who(UnitRole.DISPATCHER, market)
        at = self.days_after(at, 0.1, 9 if self.at_times(0.06) else 5)
        if self._accept(case, desk, at, self.chance.choice(("not_a_consumer", "no_material", "abuse_for_profit"))):
            self._mediate(case, one, desk, at)

    def _accept(self, case: Case, desk: Person, at: datetime, ground: str) -> bool:
        if self.at_times(0.07):
            self.move(case, "refuse", {"ground": ground, "why": "已说明理由和其他途径。"}, by=desk, at=at)
            return False
        self.move(case, "accept", by=desk, at=at)
        self.say_repeat(case, desk, at)
        return True

    def _looked_into(self, case: Case, town: Unit, desk: Person, at: datetime) -> datetime:
        """A village, or the town, looks into it first."""
        villages = self.staff.villages(town)
        lead = self.chance.choice([town, *villages])
        at = self.after(at, 0.5, 8)
        (leg,) = self.do.dispatch(case, Dispatch(lead, (), "请先到现场了解情况，稳控双方。"), by=desk, at=at)
        worker = self.who(UnitRole.HANDLER, lead)
        at = self.after(at, 0.5, 8)
        self.do.sign(leg, by=worker, at=at)
        at = self.days_after(at, 0.5, 8)
        self.do.submit(leg, "partly", "已分别谈话，双方愿意坐下来谈。", reply="", by=worker, at=at)
        at = self.after(at, 1, 10)
        self.do.approve(leg, by=desk, at=at)
        return at

    def _mediate(self, case: Case, one: Words, desk: Person, at: datetime) -> None:
        committee = self.staff.committee(case.unit)
        mediator = self.who(UnitRole.MEDIATOR, committee)
        invited = self.at_times(0.15)
        named = Mediator(
            committee, None if invited else mediator, self.crowd.another(0).name if invited else "", self.at_times(0.3)
        )
        at = self.days_after(at, 0.1, 3)
        opened = self.do.open_mediation(case, named, by=desk, at=at)
        for party in self.do.parties(case):
            self.do.record_consent(opened, party, True, by=mediator, at=at)
        for no in range(self.chance.choice((1, 1, 1, 2, 2, 3))):
            at = self.days_after(at, 0.5, 6)
            who = f"双方当事人，调解员{opened.mediator_name}"
            record = (
                f"第{no + 1}次调解。申请人陈述：{one.text}对方作了说明，调解员讲明有关规定，双方就{one.title}交换意见。"
            )
            sitting = Sitting(at - timedelta(hours=2), str(committee), who, record)
            self.do.record_session(opened, sitting, by=mediator, at=at)
        if self.at_times(0.03):
            self.move(case, "withdraw", {"why": "双方自行和解。"}, by=desk, at=at)
        elif self.at_times(0.2):
            self._fail(case, opened, desk, mediator, at)
        else:
            self._agree(case, one, opened, desk, mediator, at)

    def _fail(self, case: Case, opened: Mediation, desk: Person, mediator: Person, at: datetime) -> None:
        self.do.end_mediation(opened, "双方分歧较大，一方明确拒绝继续调解。", by=mediator, at=at)
        at = self.after(at, 1, 40)
        outcome = self.chance.choices(("lawsuit", "arbitration", "administrative", "other_mediation"), (7, 2, 1, 1))[0]
        reply = "调解终止。可以依法起诉，也可以申请其他调解组织调解。"
        self.move(case, "close_failed", {"outcome": outcome, "reply": reply}, by=desk, at=at)
        self._finish(case, desk, at)

    def _agree(self, case: Case, one: Words, opened: Mediation, desk: Person, mediator: Person, at: datetime) -> None:
        written = self.at_times(0.55)
        agreed = Agreed(
            Form.WRITTEN if written else Form.ORAL,
            f"一、{one.done}二、双方不再就此事另行主张。",
            facts=one.text,
            manner="当面履行" if self.at_times(0.6) else "转账",
            perform_by=self.day(at, 3, 45),
            amount=Decimal(self.chance.randrange(2, 400) * 100) if self.at_times(0.6) else None,
        )
        agreement = self.do.reach_agreement(opened, agreed, by=mediator, at=at)
        if written:
            for party in self.do.parties(case):
                self.do.sign_agreement(agreement, party, by=mediator, at=at)
            at = self.after(at, 0.5, 30)
            self.do.seal_agreement(agreement, by=mediator, at=at)
        confirmed = written and self.at_times(0.12)
        if confirmed:
            at = self.days_after(at, 1, 20)
            self.do.ask_confirmation(agreement, f"{COUNTY}人民法院", by=mediator, at=at)
            at = self.days_after(at, 5, 20)
            self.do.record_ruling(agreement, True, timezone.localdate(at), by=mediator, at=at)
        at = self.days_after(at, 1, 30)
        whole = self.at_times(0.82)
        self.do.record_performance(agreement, Performance.WHOLE if whole else Performance.PART, by=mediator, at=at)
        outcome = "confirmed" if confirmed else "performed" if whole else "performing"
        self.move(case, "close", {"outcome": outcome, "reply": one.done}, by=desk, at=at)
        self._finish(case, desk, at)

    def _finish(self, case: Case, desk: Person, at: datetime) -> None:
        if not self.call_back(case, case.unit, at):
            self.archive(case, desk, at)
