"""The working calendar on its page, and how long things are kept."""

import re
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.org.actions import log_access, offer, offer_expired
from mofan.org.models import Access, Person, RetentionOffer
from mofan.org.retention import Expired
from mofan.org.working_calendar import plan_of
from tests.make import AT

NOTICE = "2027年：元旦：1月1日（周五）至3日（周日）放假。1月9日（周六）上班。"


def page(client: Client, name: str, **asked: str) -> str:
    return client.get(reverse(name), asked).content.decode()


def test_a_year_is_shown_with_its_days_off(strangers: Client) -> None:
    shown = page(strangers, "calendar", year="2026")
    assert "放假和调休上班共 39 天" in shown
    assert shown.count('class="off"') == len([one for one in plan_of(2026) if not one.worked])
    assert "还没有公布" in page(strangers, "calendar", year="2031")
    assert "2004 年工作日历" in page(strangers, "calendar", year="1")
    assert "修改一天" not in shown


def test_a_period_is_reckoned(strangers: Client) -> None:
    asked = {"from": "2026-02-13", "number": "7", "measure": "working_day"}
    assert "2026年3月2日" in strangers.get(reverse("calendar"), asked).content.decode()
    asked = {"from": "2026-12-30", "number": "5", "measure": "nonsense"}
    assert "暂定" in strangers.get(reverse("calendar"), asked).content.decode()


def test_a_plan_is_read_first_and_imported_when_confirmed(leaders: Client) -> None:
    read = leaders.post(reverse("import_calendar"), {"text": NOTICE}).content.decode()
    assert "读出 4 天，请核对" in read
    assert plan_of(2027) == ()
    done = leaders.post(reverse("import_calendar"), {"text": NOTICE, "confirmed": "1", "source": "通知"}, follow=True)
    assert "2027 年的安排已导入，改动 4 天" in done.content.decode()
    again = leaders.post(reverse("import_calendar"), {"text": NOTICE, "confirmed": "1"}, follow=True)
    assert "没有改动" in again.content.decode()
    file = SimpleUploadedFile("plan.csv", "日期,类型\n2028-01-01,放假\n".encode())
    done = leaders.post(reverse("import_calendar"), {"file": file, "confirmed": "1"}, follow=True)
    assert "2028 年的安排已导入" in done.content.decode()


def test_what_is_wrong_with_a_plan_is_said(leaders: Client) -> None:
    assert "请选文件，或粘贴" in leaders.post(reverse("import_calendar"), {}).content.decode()
    assert "没有从文字里读出" in leaders.post(reverse("import_calendar"), {"text": "2027年好"}).content.decode()
    assert "有误" in leaders.post(reverse("import_calendar"), {"year": "x"}).content.decode()
    large = SimpleUploadedFile("plan.csv", b"1" * (2 * 1024 * 1024 + 1))
    assert "超过 2 MB" in leaders.post(reverse("import_calendar"), {"file": large}).content.decode()
    assert "这一项要填写" in leaders.post(reverse("change_day"), {"day": "", "kind": "off"}).content.decode()
    assert "年份要在" in leaders.post(reverse("change_day"), {"day": "1999-01-01", "kind": "off"}).content.decode()


def test_a_day_is_changed_with_history(leaders: Client) -> None:
    given = {"day": "2026-11-23", "kind": "off", "name": "防汛停工", "why": "县政府通知"}
    shown = leaders.post(reverse("change_day"), given, follow=True).content.decode()
    assert "2026-11-23：照常 → 放假（防汛停工）" in shown
    assert "县政府通知" in shown


def test_a_period_of_keeping_is_changed(leaders: Client) -> None:
    assert "个人信息保护法第十九条" in page(leaders, "retention")
    address = reverse("set_retention", args=["cases"])
    done = leaders.post(address, {"years": "15", "basis": "县档案馆要求"}, follow=True).content.decode()
    assert "15 年" in done
    assert "本单位设定" in done
    assert "年限：10 年 → 15 年" in done
    for years in ("三年", "3.5", "-1"):
        given = {"years": years, "basis": "县档案馆要求"}
        assert "年限填" in leaders.post(address, given, follow=True).content.decode()
    assert "请写明依据" in leaders.post(address, {"years": "", "basis": ""}, follow=True).content.decode()


def test_each_class_opens_to_what_it_is_about(leaders: Client) -> None:
    named = [Expired(code, date(2016, 1, 1), 3) for code in ("service", "leaver_data")]
    for made in offer(named, at=timezone.now()):
        address = reverse("expired", args=[made.pk])
        assert "2016年1月1日以前的" in leaders.get(address).content.decode()
        for part in ("cases", "records", "people", "nothing"):
            assert "这一类现在没有期满的" in leaders.get(address, {"part": part}).content.decode()


def test_what_has_passed_its_period_waits_for_a_decision(leaders: Client, leader: Person) -> None:
    log_access("登录", by=leader, at=timezone.now() - timedelta(days=800))
    offer_expired(at=timezone.now())
    shown = page(leaders, "retention")
    assert "以前的 <a" in shown
    offered = RetentionOffer.objects.get()
    listed = leaders.get(reverse("expired", args=[offered.pk])).content.decode()
    assert "登录" in listed
    assert "清点时 1 条" in listed
    address = reverse("decide_retention", args=[offered.pk])
    assert re.search("请写明缘由", leaders.post(address, {"decision": "keep"}, follow=True).content.decode())
    done = leaders.post(address, {"decision": "keep", "why": "审计要用"}, follow=True).content.decode()
    assert "继续保管" in done
    assert Access.objects.filter(what="登录", at__lt=AT - timedelta(days=300)).exists()
    assert leaders.post(address, {"decision": "keep", "why": "再来"}).status_code == 404
    assert date(2026, 1, 1) < timezone.localdate()
