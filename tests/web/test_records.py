"""The ledgers on pages (台账): kinds, entering, one record, its tasks."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.org.models import Membership
from mofan.records.catalogue import shipped
from mofan.records.models import Attachment, Draft, Record, RecordState, Task, TaskState
from tests.records.conftest import House, house
from tests.records.making import entered, meeting, visit
from tests.web.conftest import Enter

__all__ = ["house"]

MEETING = {
    "title": "讨论唐予怀同志转正",
    "held_on": "2026-11-13",
    "f-place": "三楼会议室",
    "f-chair": "szx",
    "f-minute_taker": "程以宁",
    "items": "2",
    "item-1-title": "听取第三季度支部工作情况",
    "item-1-points": "沈知行：下村走访四十一次\n冬修要对好停水时间",
    "item-1-task": "与镇里对好停水时间",
    "item-1-owner": "陆怀瑾",
    "item-1-due": "2026-12-01",
    "item-2-title": "讨论转正",
    "item-2-conclusion": "同意按期转正。",
    "item-2-yes": "9",
    "item-2-no": "0",
    "item-2-abstained": "0",
}


def filled(page: str, **changes: str) -> dict[str, Any]:
    """The form as the page gave it, everybody ticked, with what was typed."""
    due = re.findall(r'name="due" value="([^"]+)"', page)
    names = dict(re.findall(r'name="(name-[^"]+)" value="([^"]+)"', page))
    unit = re.search(r'name="unit" value="(\d+)"', page) or re.search(r'<option value="(\d+)" selected', page)
    assert unit
    form: dict[str, Any] = {"unit": unit[1], "due": due, **names, **{f"there-{key}": "1" for key in due}}
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    return form | MEETING | ({"seen": seen[1]} if seen else {}) | changes


def key_of(house: House, name: str) -> str:
    return str(house.person(name).pk)


@pytest.fixture
def recorders(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


def form_page(client: Client, house: House, kind: str = "general_meeting") -> str:
    return client.get(reverse("enter_record", args=[kind]), {"unit": house.branch.pk}).content.decode()


def test_files_are_chosen_once_whatever_comes_between(house: House, recorders: Client) -> None:
    address, page = reverse("enter_record", args=["general_meeting"]), form_page(recorders, house)
    files = {"f-files": [SimpleUploadedFile("签到表.txt", b"one"), SimpleUploadedFile("空.txt", b"")]}
    page = recorders.post(address, filled(page, title="") | files).content.decode()
    held = re.findall(r'name="held" value="([^"]+)" checked', page)
    assert [one.split("|")[1:] for one in held] == [["files", "签到表.txt"], ["files", "空.txt"]]
    photo = {"f-files": SimpleUploadedFile("现场.txt", b"two")}
    recorders.post(address, filled(page, do="draft") | {"held": held} | photo)
    page = recorders.get(address, {"draft": Draft.objects.get().pk}).content.decode()
    held = re.findall(r'name="held" value="([^"]+)" checked', page)
    assert len(held) == 3
    page = recorders.post(address, filled(page) | {"held": [*held[1:], "nowhere|files|别的.txt", "x"]}).content.decode()
    assert "还没有保存" in page
    held = re.findall(r'name="held" value="([^"]+)" checked', page)
    answer = recorders.post(address, filled(page) | {"held": held}, follow=True)
    assert "“空.txt”是空文件，没有附上" in answer.content.decode()
    assert [(one.name, one.size) for one in Attachment.objects.all()] == [("现场.txt", 3)]
    assert 'name="held"' not in recorders.get(address).content.decode()


def test_the_roll_is_that_of_the_day_of_the_meeting(house: House, recorders: Client) -> None:
    address = reverse("enter_record", args=["general_meeting"])
    Membership.objects.filter(person=house.person("温如玉")).update(until=date(2026, 6, 30))
    Membership.objects.filter(person=house.person("白露生")).update(since=date(2026, 7, 1))
    page = form_page(recorders, house)
    assert "温如玉" not in page
    asked = recorders.post(address, filled(page, held_on="2026-03-05")).content.decode()
    assert "按2026年3月5日的名册，应到的还有温如玉；白露生当时不在名册上" in asked
    again = recorders.post(address, filled(page, held_on="2026-03-05", do="roll")).content.decode()
    assert "温如玉</label>" in again
    assert "白露生</label>" not in again


def test_a_recorder_enters_a_meeting(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    assert "记支部党员大会" in page
    assert "唐予怀<small>　无表决权</small>" in page
    assert "《中国共产党支部工作条例（试行）》第11条" in page
    away = key_of(house, "何清越")
    form = filled(page) | {f"state-{away}": "leave", f"reason-{away}": "外出培训"}
    form.pop(f"there-{away}")
    answer = recorders.post(reverse("enter_record", args=["general_meeting"]), form, follow=True)
    page = answer.content.decode()
    record = Record.objects.get()
    assert answer.redirect_chain == [(reverse("record", args=[record.pk]), 302)]
    assert "应到 12 人，有表决权 10 人，实到 11 人（有表决权 9 人），符合半数以上要求" in page
    assert "按应到会有表决权的 10 人计算，须赞成 6 票以上，通过" in page
    assert "何清越（外出培训）" in page
    assert "补记：召开日期2026年11月13日" in page
    assert record.participants.get(field="chair").person == house.person("沈知行")  # found by initials
    assert Task.objects.get().owner == house.person("陆怀瑾")


def test_what_is_wrong_is_said_where_it_is(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    form = filled(page, title="", held_on="2099-01-01", **{"item-2-yes": "11"})
    answer = recorders.post(reverse("enter_record", args=["general_meeting"]), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>有误：" in page
    assert 'href="#title">主题要填写。' in page
    assert 'href="#held_on">召开日期在今天以后' in page
    assert "到会有表决权的是 10 人，多 1 票" in page
    assert "听取第三季度支部工作情况" in page  # what was typed stays
    assert not Record.objects.exists()


def test_all_that_is_wrong_with_the_roll_and_with_a_task_is_said_at_once(house: House, recorders: Client) -> None:
    form = filled(form_page(recorders, house), **{"item-1-owner": "无此人", "item-1-due": "", "item-2-title": ""})
    for name in ("沈知行", "何清越"):
        form |= {f"state-{key_of(house, name)}": "leave"}
        form.pop(f"there-{key_of(house, name)}")
    form |= {"item-2-yes": "12"}
    page = recorders.post(reverse("enter_record", args=["general_meeting"]), form).content.decode()
    wrong = re.findall(r'<li><a href="#([^"]+)">([^<]+)', page)
    assert [control for control, _ in wrong] == ["roll", "item-1-owner", "item-1-due", "item-2", "item-2"]
    assert wrong[0][1] == "何清越、沈知行请假，要写事由。"
    assert "没有写题目" in wrong[3][1]
    assert "多 4 票" in wrong[4][1]


def test_the_author_sees_a_meeting_without_quorum_before_it_is_saved(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    form = filled(page, **{"item-2-yes": ""})
    for name in ("沈知行", "顾明川", "程以宁", "许见山", "陆怀瑾", "何清越"):
        form |= {f"state-{key_of(house, name)}": "absent"}
        form.pop(f"there-{key_of(house, name)}")
    address = reverse("enter_record", args=["general_meeting"])
    page = recorders.post(address, form).content.decode()
    assert "不符合半数以上要求，有表决权的到会至少 5 人，还差 1 人" in page
    assert "照样保存" in page
    assert "还没有保存" in page
    assert not Record.objects.exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    recorders.post(address, form | {"seen": seen[1]})
    assert Record.objects.get().present == 6


def test_the_author_sees_what_he_repeats(house: House, recorders: Client) -> None:
    said = "灌渠沿线七个村组春灌前要把支渠淤泥清理完毕，由村组各出两名劳力，水务局负责调度抽水机并留专人守闸。"
    entered(house, visit(house, values={**visit(house).values, "content": said}, held_on=date(2025, 3, 5)))
    form = {
        "unit": house.branch.pk,
        "title": "再访灌渠",
        "held_on": "2026-11-12",
        "f-visitors": "陆怀瑾",
        "f-place": "柳湾村",
        "f-content": f"今天又去看了一次。{said}",
    }
    page = recorders.post(reverse("enter_record", args=["field_visit"]), form).content.decode()
    assert re.search(r"与2025年3月5日记录有\d\d字相同", page)
    assert Record.objects.count() == 1


def test_typing_is_kept_as_a_draft_and_taken_up_again(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    kept = recorders.post(reverse("keep_draft", args=["general_meeting"]), filled(page, title="写到一半"))
    assert "草稿已存" in kept.content.decode()
    assert "符合半数以上要求" in kept.content.decode()
    draft = Draft.objects.get()
    again = filled(page, title="又写了些", draft=str(draft.pk), **{"item-2-yes": "10"})
    recorders.post(reverse("keep_draft", args=["general_meeting"]), again)
    assert Draft.objects.get().title == "又写了些"
    assert "又写了些" in recorders.get(reverse("records")).content.decode()
    opened = recorders.get(reverse("enter_record", args=["general_meeting"]), {"draft": draft.pk}).content.decode()
    assert "下村走访四十一次" in opened
    recorders.post(reverse("enter_record", args=["general_meeting"]), again)
    assert Draft.objects.get().became == Record.objects.get()


def test_a_draft_is_discarded(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    recorders.post(reverse("enter_record", args=["general_meeting"]), filled(page, do="draft"))
    draft = Draft.objects.get()
    recorders.post(reverse("discard_draft", args=[draft.pk]))
    assert "没写完的" not in recorders.get(reverse("records")).content.decode()


def test_the_roll_of_a_large_unit_fits_the_form(house: House, recorders: Client) -> None:
    names = [f"临聘{number}" for number in range(400)]
    page = form_page(recorders, house, "study_day")
    form = filled(page, **{"f-content": "学习节水条例", "title": "节水条例"})
    form["due"] += [f"x{name}" for name in names]
    form |= {f"name-x{name}": name for name in names} | {f"there-x{name}": "1" for name in names}
    form |= {f"state-x{name}": "leave" for name in names}
    answer = recorders.post(reverse("enter_record", args=["study_day"]), form)
    assert answer.status_code == 302
    assert Record.objects.get().present == 403  # the committee is on the roll of its own


def test_another_item_is_a_click(house: House, recorders: Client) -> None:
    page = form_page(recorders, house)
    page = recorders.post(reverse("enter_record", args=["general_meeting"]), filled(page, do="more")).content.decode()
    assert 'id="item-3-title"' in page
    assert "听取第三季度支部工作情况" in page


def test_place_and_people_of_last_time_are_offered_and_no_words(house: House, recorders: Client) -> None:
    entered(house, meeting(house))
    page = form_page(recorders, house)
    assert 'value="三楼会议室"' in page
    assert 'value="沈知行"' in page
    assert "地点、人员沿用上次" in page
    assert "灌渠冬修" not in page


def test_people_are_found_by_initials(house: House, recorders: Client) -> None:
    found = recorders.get(reverse("suggest_people"), {"q": "szx", "unit": str(house.branch.pk)}).content.decode()
    assert 'data-text="沈知行"' in found
    assert "<html" not in found
    assert recorders.get(reverse("suggest_people"), {"q": " "}).content.decode().strip() == ""


def test_a_correction_shows_both(house: House, recorders: Client) -> None:
    record = entered(house, meeting(house))
    page = recorders.get(reverse("correct_record", args=[record.pk])).content.decode()
    assert "灌渠冬修" in page
    wrong = recorders.post(reverse("correct_record", args=[record.pk]), filled(page, title="")).content.decode()
    assert re.findall(r'<li><a href="#([^"]+)">', wrong) == ["title", "why"]
    form = filled(page, title="支部党员大会", why="主题写错了", **{"item-1-task": "", "item-2-yes": "8"})
    form.pop(f"there-{key_of(house, '何清越')}")
    form |= {f"state-{key_of(house, '何清越')}": "leave", f"reason-{key_of(house, '何清越')}": "外出培训"}
    answer = recorders.post(reverse("correct_record", args=[record.pk]), form)
    if b"seen" in answer.content:
        seen = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
        assert seen
        recorders.post(reverse("correct_record", args=[record.pk]), form | {"seen": seen[1]})
    corrected = Record.objects.get(corrects=record)
    old = recorders.get(reverse("record", args=[record.pk])).content.decode()
    assert "已经更正，不再计入任何数" in old
    assert "支部党员大会" in old
    assert "主题写错了" in old
    assert corrected.participants.filter(name="何清越", state="leave").exists()


def test_a_record_is_voided_with_a_reason(house: House, recorders: Client) -> None:
    record = entered(house, visit(house))
    page = recorders.post(reverse("void_record", args=[record.pk]), {"why": " "}, follow=True).content.decode()
    assert "请写明缘由" in page
    page = recorders.post(reverse("void_record", args=[record.pk]), {"why": "重复登记"}, follow=True).content.decode()
    assert "作废：重复登记" in page
    assert recorders.get(reverse("correct_record", args=[record.pk])).status_code == 404
    record.refresh_from_db()
    assert record.state == RecordState.VOIDED


def test_files_are_attached_opened_and_taken_off(house: House, recorders: Client) -> None:
    record = entered(house, visit(house))
    file = SimpleUploadedFile("签到表.txt", "沈知行".encode())
    page = recorders.post(reverse("attach_file", args=[record.pk]), {"files": file}, follow=True).content.decode()
    assert "签到表.txt" in page
    kept = Attachment.objects.get()
    answer = recorders.get(reverse("record_file", args=[record.pk, kept.pk]))
    assert b"".join(answer.streaming_content).decode() == "沈知行"  # type: ignore[attr-defined]
    answer = recorders.post(reverse("take_off_file", args=[record.pk, kept.pk]), {"why": "附错了"}, follow=True)
    assert "取下：附错了" in answer.content.decode()
    assert "还没有选文件" in recorders.post(reverse("attach_file", args=[record.pk])).content.decode()


def test_a_task_is_reported_and_closed_by_another(house: House, recorders: Client, enter: Enter) -> None:
    record = entered(house, visit(house))
    form = {"what": "清支渠", "owner": "陆怀瑾", "due_on": "2026-12-01"}
    recorders.post(reverse("assign_task", args=[record.pk]), form)
    task = Task.objects.get()
    page = recorders.get(reverse("record_task", args=[task.pk])).content.decode()
    assert "报完成" in page
    empty = {"evidence": " ", "file": SimpleUploadedFile("验收单.txt", b"ok")}
    assert "写明完成情况" in recorders.post(reverse("report_task", args=[task.pk]), empty).content.decode()
    assert not Attachment.objects.exists()
    sent = {"evidence": "支渠已清，验收单在附件", "file": SimpleUploadedFile("验收单.txt", b"ok")}
    page = recorders.post(reverse("report_task", args=[task.pk]), sent, follow=True).content.decode()
    assert "等责任人和报完成的人以外的人核准" in page
    page = recorders.post(reverse("close_task", args=[task.pk]), follow=True).content.decode()
    assert "以外的人核准" in page
    leaders = enter(house.leader)
    assert "清支渠" in leaders.get(reverse("record_tasks"), {"whose": "judge"}).content.decode()
    leaders.post(reverse("send_task_back", args=[task.pk]), {"why": "还差一段"})
    recorders.post(reverse("report_task", args=[task.pk]), {"evidence": "补清了"})
    leaders.post(reverse("close_task", args=[task.pk]), {"remark": "看过现场"})
    task.refresh_from_db()
    assert task.state == TaskState.CLOSED
    assert "验收单" in leaders.get(reverse("record", args=[record.pk])).content.decode()


def test_a_stranger_gets_nothing(house: House, enter: Enter) -> None:
    record = entered(house, meeting(house))
    strangers, readers = enter(house.stranger), enter(house.reader)
    for name in ("record", "correct_record", "export_minutes"):
        assert strangers.get(reverse(name, args=[record.pk])).status_code == 404
    for name in ("void_record", "attach_file", "assign_task"):
        assert strangers.post(reverse(name, args=[record.pk])).status_code == 404
    assert "讨论唐予怀" not in strangers.get(reverse("records_of", args=["general_meeting"])).content.decode()
    assert readers.get(reverse("record", args=[record.pk])).status_code == 200
    assert readers.get(reverse("correct_record", args=[record.pk])).status_code == 404
    assert readers.get(reverse("enter_record", args=["general_meeting"])).status_code == 403
    assert "不能" in readers.post(reverse("void_record", args=[record.pk]), {"why": "x"}).content.decode()


def test_unknown_kinds_and_nonsense_get_an_answer(house: House, recorders: Client) -> None:
    for name in ("records_of", "enter_record", "import_ledger", "export_records"):
        assert recorders.get(reverse(name, args=["nothing"])).status_code == 404
    address = reverse("records_of", args=["pledge"])
    for question in ("\x00", "9" * 30, "“", "*", "-1"):
        asked = {"words": question, "unit": question, "since": question, "order": question, "state": question}
        assert recorders.get(address, asked).status_code == 200
    form = {"title": "x", "held_on": "\x00", "items": "99999", "due": "abc", "item-1-yes": "-1"}
    assert recorders.post(reverse("enter_record", args=["general_meeting"]), form).status_code == 422


def test_kinds_of_every_sort_have_a_form(house: House, recorders: Client) -> None:
    sorts = {(kind.writers, kind.restricted, kind.has_agenda, bool(kind.roll)): kind for kind in shipped().values()}
    for kind in sorts.values():
        code = kind.code
        answer = recorders.get(reverse("enter_record", args=[code]), {"unit": house.branch.pk})
        if {"recorder", "anyone"} & set(kind.writers):
            assert answer.status_code == 200, code
            assert f"记{kind.name}" in answer.content.decode()
        else:
            assert answer.status_code == 403, code
