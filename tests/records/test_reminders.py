"""The daily digest: what is in it, whom it reaches, that nothing comes twice."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from mofan.org.models import RoleGrant
from mofan.org.queries import history_of
from mofan.org.roles import UnitRole
from mofan.org.working_calendar import working_calendar
from mofan.records.actions import assign, claim_mail, mail_failed, owe, remind, set_reminding
from mofan.records.actions.reminders import _remind
from mofan.records.models import Digest, Duty, Reminding
from mofan.records.owed import HIDDEN, Owed, digest_text, duties_of_unit, owed_by, tasks_of_unit
from mofan.records.reminders import digests_of, digests_to_mail, mail_is_sent, reminding_of
from mofan.records.reminding import QuietHours
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting, talk

TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
"""A Friday, 09:00 in Beijing."""


def duty(house: House, kind: str = "committee_meeting", every: str = "month", **more: object) -> Duty:
    RoleGrant.objects.get_or_create(person=house.leader, unit=house.agency, role=UnitRole.SUPERVISOR)
    return owe(kind, house.branch, every, since=date(2026, 1, 1), by=house.leader, at=AT, **more)  # type: ignore[arg-type]


def at_the_branch(house: House) -> None:
    RoleGrant.objects.create(person=house.recorder, unit=house.branch, role=UnitRole.RECORDER)


def test_whoever_answers_is_reminded_once_a_day_and_not_at_night(house: House) -> None:
    duty(house, responsible=house.recorder)
    assert remind(at=MORNING - timedelta(hours=12)) == 0  # 21:00 in Beijing
    assert not Digest.objects.exists()
    opening = timezone.localtime(MORNING).replace(hour=8)
    assert timezone.localtime(Reminding.objects.get(person=house.recorder).next_at) == opening
    assert remind(at=MORNING) == 1
    digest = digests_of(house.recorder).get()
    assert (digest.day, digest.count) == (TODAY, 1)
    assert "支部委员会会议（2026年10月）" in digest.text
    assert "超期 20 天" in digest.text
    assert remind(at=MORNING + timedelta(hours=1)) == 0
    assert remind(at=MORNING + timedelta(days=1)) == 0  # Saturday
    assert remind(at=MORNING + timedelta(days=3)) == 1
    assert digests_of(house.recorder).count() == 2
    assert not digests_of(house.leader).exists()


def test_what_other_rooms_tell_stands_in_the_same_digest(house: House) -> None:
    assert remind(at=MORNING, also=lambda person, now: ["剩 1 小时　一件事"] if person == house.reader else []) == 1
    digest = digests_of(house.reader).get()
    assert digest.count == 1
    assert "事项时限 1 件\n· 剩 1 小时　一件事" in digest.text


def test_two_workers_beside_each_other_remind_once(house: House) -> None:
    duty(house, responsible=house.recorder)
    remind(at=MORNING - timedelta(days=60))  # everybody has his row
    row = Reminding.objects.get(person=house.recorder)
    assert [_remind(row, working_calendar(), MORNING) for _ in range(2)] == [1, 0]
    assert Digest.objects.filter(person=house.recorder, day=TODAY).count() == 1


def test_who_owes_nothing_or_wants_none_gets_none(house: House) -> None:
    duty(house, responsible=house.recorder)
    set_reminding(False, QuietHours(), by=house.recorder, at=MORNING - timedelta(days=9))
    assert remind(at=MORNING) == 0
    assert Reminding.objects.get(person=house.reader).next_at > MORNING
    assert not Digest.objects.exists()


def test_a_person_chooses_his_hours_and_it_is_in_his_history(house: House) -> None:
    duty(house, responsible=house.recorder)
    late = QuietHours(time(21), time(18), days_off_too=False)
    row = set_reminding(True, late, mail=" a@b.cn ", by=house.recorder, at=MORNING - timedelta(days=1))
    assert timezone.localtime(row.next_at) == timezone.localtime(MORNING).replace(hour=18)
    assert (row.mail, reminding_of(house.recorder).quiet) == ("a@b.cn", late)
    assert remind(at=MORNING) == 0
    assert remind(at=MORNING.replace(hour=10, minute=30)) == 1
    assert history_of(row)[0].note == "21:00 至 18:00不提醒".replace("至 ", "至次日 ")
    assert reminding_of(house.reader).quiet == QuietHours()
    assert str(row) == str(house.recorder)


def test_duties_without_a_name_reach_the_recorder_of_that_very_unit(house: House) -> None:
    duty(house)
    assert owed_by(house.recorder, TODAY) == []  # he records for the agency above
    at_the_branch(house)
    (one,) = owed_by(house.recorder, TODAY)
    assert (one.of, one.late, one.due_on) == ("duty", True, date(2026, 10, 31))
    assert owed_by(house.stranger, TODAY) == []
    assert len(duties_of_unit(house.reader, house.branch)) == 1
    assert duties_of_unit(house.stranger, house.branch) == []


def test_what_is_met_or_long_overdue_is_not_mentioned(house: House) -> None:
    duty(house, "general_meeting", "month", responsible=house.recorder)
    assert [one.what for one in owed_by(house.recorder, TODAY)] == ["支部党员大会（2026年10月）"]
    entered(house, meeting(house, held_on=date(2026, 10, 9)))
    assert owed_by(house.recorder, TODAY) == []
    one = owed_by(house.recorder, date(2026, 9, 25))[-1]
    assert (one.due_on, one.late, one.left(date(2026, 9, 25))) == (date(2026, 9, 30), False, "还有 5 天")


def test_tasks_are_in_it_and_restricted_words_stay_inside(house: House) -> None:
    record = entered(house, meeting(house))
    owner = house.recorder
    assign(record, "清淤支渠", owner=owner, due_on=TODAY, by=owner, at=AT)
    restricted = entered(house, talk(house))
    assign(restricted, "核实报销单据", owner=owner, due_on=TODAY + timedelta(days=3), by=owner, at=AT)
    owed = owed_by(owner, TODAY)
    assert [(one.what, one.left(TODAY)) for one in owed] == [("清淤支渠", "今天到期"), ("核实报销单据", "还有 3 天")]
    text = digest_text(owed, TODAY, "夜里不提醒")
    assert "核实报销单据" not in text
    assert f"{HIDDEN}　机关党支部　还有 3 天" in text
    assert "临近到期 2 件" in text
    assert "已超期" not in text
    assert [one.what for one in tasks_of_unit(house.reader, house.branch)] == ["清淤支渠"]


def test_mail_is_claimed_once_and_a_failure_is_kept(house: House) -> None:
    assert not mail_is_sent()
    duty(house, responsible=house.recorder)
    set_reminding(True, QuietHours(), mail="a@b.cn", by=house.recorder, at=MORNING - timedelta(days=9))
    remind(at=MORNING)
    digest = digests_to_mail().get()
    assert claim_mail(digest, at=MORNING)
    assert not claim_mail(digest, at=MORNING)
    mail_failed(digest, "拒收", at=MORNING)
    digest.refresh_from_db()
    assert (digest.mail_problem, str(digest)) == ("拒收", f"{house.recorder} 2026-11-20")
    assert not digests_to_mail().exists()


def test_what_is_owed_is_said_with_its_days() -> None:
    one = Owed("task", 1, "清淤", "支部", TODAY, True, "task-1")
    assert one.left(TODAY + timedelta(days=2)) == "超期 2 天"
    assert one.outside == "清淤"
