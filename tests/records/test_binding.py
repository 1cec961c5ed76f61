"""Minutes, sheets and volumes (纪要、记录单、全年卷): what was entered and nothing else."""

import io
from dataclasses import replace
from datetime import date

from docx import Document

from mofan.records.attendance import Votes
from mofan.records.binding import on_paper, volume
from mofan.records.catalogue import kind_of
from mofan.records.entry import Assigned, Entry, Item, Who
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Record
from mofan.records.telling import Told, tell
from tests.records.conftest import House
from tests.records.making import HELD, entered, meeting, visit


def told(record: Record) -> Told:
    kinds = known_kinds()
    return tell(record, kinds[record.kind], kinds)


def lines(data: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(data)).paragraphs if one.text.strip()]


def test_minutes_hold_items_votes_decisions_and_tasks(house: House) -> None:
    task = Assigned("对好停水时间", house.person("陆怀瑾").pk, date(2026, 12, 1))
    entry = meeting(house, serves=("party_lecture",))
    items = (replace(entry.agenda[0], tasks=(task,), conclusion="先修支渠。\n再修干渠。"), entry.agenda[1])
    record = entered(house, replace(entry, agenda=items, values={**entry.values, "follow_up": "月底前报进度"}))
    text = lines(on_paper(told(record)))
    assert "支部党员大会纪要" in text
    assert "会议决定：先修支渠。" in text
    assert "再修干渠。" in text
    assert "三、需要落实的事" in text
    assert "四、交办事项" in text
    assert "对好停水时间。责任人陆怀瑾，时限2026年12月1日，办理中。" in text
    assert any(line.startswith("出席：沈知行、顾明川") for line in text)
    assert told(record).also == ("党课",)


def test_a_record_that_is_no_meeting_is_a_plain_sheet(house: House) -> None:
    text = lines(on_paper(told(entered(house, visit(house)))))
    assert text[0] == "走访灌渠沿线村组"
    assert "（走访调研）" in text[1]
    assert any("走访户（家）数：12 户" in line for line in text)
    assert "一、了解到的情况" in text
    assert not any("纪要" in line for line in text)


def test_a_vote_without_a_rule_is_told_as_counted(house: House) -> None:
    seminar = Entry(
        kind_of("group_discussion"), "研讨冬修", HELD, roll=meeting(house).roll,
        agenda=(Item("冬修", (("", "先修支渠"),), votes=Votes(3, 1)),),
    )  # fmt: skip
    text = lines(on_paper(told(entered(house, seminar))))
    assert "表决：赞成 3 票，反对 1 票，弃权 0 票。" in text
    assert "先修支渠" in text
    assert "应到 12 人，有表决权 10 人，实到 10 人（有表决权 8 人），请假 1 人，缺席 1 人。" in text


def test_a_bare_record_is_told_too(house: House) -> None:
    bare = Entry(kind_of("study_plan"), "冬训计划", HELD, {"starts": date(2026, 12, 1), "ends": date(2026, 12, 31)})
    assert any("起：2026年12月1日；止：2026年12月31日" in line for line in lines(on_paper(told(entered(house, bare)))))
    morning = Entry(kind_of("morning_meeting"), "窗口晨会", HELD, roll=meeting(house).roll[:3])
    assert told(entered(house, morning)).facts == ()
    assert lines(on_paper(told(Record.objects.latest("pk"))))


def test_a_volume_is_in_order_with_a_table_of_contents(house: House) -> None:
    records = [
        entered(house, meeting(house, held_on=day, title=f"{day.month}月大会", people=meeting(house).people))
        for day in (date(2026, 3, 5), date(2026, 6, 4))
    ]
    bound = volume([told(one) for one in records], title="2026年支部党员大会记录", subtitle="机关党支部")
    text = lines(bound)
    place = text.index("目　录")
    assert text[place + 1].startswith("一、2026年3月5日　3月大会")
    assert text[place + 2].startswith("二、2026年6月4日　6月大会")
    assert any("补记" in line for line in text)
    document = Document(io.BytesIO(bound))
    heads = [one for one in document.paragraphs if one.style and str(one.style.name).lower() == "heading 1"]
    assert all(one.paragraph_format.page_break_before for one in heads)


def test_names_of_outsiders_stay_as_written(house: House) -> None:
    record = entered(house, visit(house, people={"visitors": (Who("外请专家王工"),)}))
    assert ("走访人", "外请专家王工") in told(record).facts
