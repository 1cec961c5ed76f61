"""Files of a record (附件)."""

from datetime import date

import pytest

from mofan.org.models import History
from mofan.org.rules import RuleBroken
from mofan.records.actions import assign, attach, attach_evidence, correct, take_off
from mofan.records.actions.attaching import MOST_FILES
from mofan.records.models import Attachment
from mofan.records.queries import attachments_of
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, visit

TODAY = date(2026, 12, 1)


def test_a_file_is_attached_and_taken_off_with_a_reason(house: House) -> None:
    record = entered(house, visit(house))
    kept = attach(record, "现场照片.txt", [b"gravel"], by=house.recorder, at=AT)
    assert (kept.size, str(kept)) == (6, "现场照片.txt")
    take_off(kept, why="附错了", by=house.recorder, at=AT)
    assert attachments_of(record).get().why == "附错了"
    with pytest.raises(RuleBroken, match="已经取下"):
        take_off(kept, why="再来", by=house.recorder, at=AT)
    verbs = History.objects.filter(subject="records.record").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["登记", "添加附件", "取下附件"]


def test_a_correction_takes_the_files_over_and_both_stay_readable(house: House) -> None:
    record = entered(house, visit(house))
    attach(record, "现场照片.txt", [b"gravel"], by=house.recorder, at=AT)
    wrong = attach(record, "别处照片.txt", [b"sand"], by=house.recorder, at=AT)
    take_off(wrong, why="附错了", by=house.recorder, at=AT)
    corrected = correct(record, visit(house), why="地点写错了", by=house.recorder, at=AT)
    assert [(one.name, one.size, one.added_by) for one in attachments_of(corrected)] == [
        ("现场照片.txt", 6, house.recorder)
    ]
    assert attachments_of(record).count() == 2


def test_who_owns_a_task_shows_what_he_did_though_he_enters_nothing(house: House) -> None:
    record, owner = entered(house, visit(house)), house.person("陆怀瑾")
    task = assign(record, "清支渠", owner=owner, due_on=TODAY, by=house.recorder, at=AT)
    kept = attach_evidence(task, "验收单.txt", [b"ok"], by=owner, at=AT)
    assert (kept.record, kept.added_by) == (record, owner)
    assert attach_evidence(task, "照片.txt", [b"ok"], by=house.recorder, at=AT).pk
    with pytest.raises(RuleBroken, match="不能为"):
        attach(record, "别的.txt", [b"ok"], by=owner, at=AT)
    with pytest.raises(RuleBroken, match="权限"):
        attach_evidence(task, "别的.txt", [b"ok"], by=house.person("沈知行"), at=AT)


def test_an_empty_file_and_too_many_are_refused(house: House) -> None:
    record = entered(house, visit(house))
    with pytest.raises(RuleBroken, match="空文件"):
        attach(record, "空.txt", [b""], by=house.recorder, at=AT)
    Attachment.objects.bulk_create(
        Attachment(record=record, name="x", sha256="0" * 64, size=1, added_by=house.recorder, added_at=AT)
        for _ in range(MOST_FILES)
    )
    with pytest.raises(RuleBroken, match="最多 50 个附件"):
        attach(record, "多.txt", [b"x"], by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="不能为"):
        attach(record, "他人.txt", [b"x"], by=house.reader, at=AT)
